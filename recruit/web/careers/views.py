"""The public pages."""

from __future__ import annotations

from flask import Blueprint, render_template

blueprint = Blueprint("careers", __name__)


@blueprint.get("/")
def index() -> str:
    return render_template("careers/index.html")


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template("careers/index.html")
