"""Applicants' own pages, behind a link that was mailed to them."""
