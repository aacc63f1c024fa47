"""The public pages: openings, applying, the privacy notice."""
