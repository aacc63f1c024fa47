"""Sample data to try the product with: invented people, companies and CVs, made by code."""

from __future__ import annotations

from recruit.sample.load import Login, load, logins

__all__ = ["Login", "load", "logins"]
