"""The hiring manager's pages: the shortlists of their openings, and their view of each candidate."""
