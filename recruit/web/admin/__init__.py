"""The administrator's pages: users and their roles, the audit log."""
