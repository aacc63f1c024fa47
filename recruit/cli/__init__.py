"""The commands: `flask --app recruit COMMAND`. Each module registers its own."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

#: modules of this package with a `register(app)`
MODULES = ("check", "serve", "users", "reading", "score")


def register(app: Flask) -> None:
    for name in MODULES:
        if find_spec(f"recruit.cli.{name}"):
            import_module(f"recruit.cli.{name}").register(app)
