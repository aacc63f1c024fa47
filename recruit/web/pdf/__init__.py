"""PDFs for people: a candidate's dossier, a shortlist."""
