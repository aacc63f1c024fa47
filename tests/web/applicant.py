"""What an applicant does: fills in the form, sends it, reads what the page answers."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from recruit.hiring.models import Application
from recruit.storage.database import db
from tests.factories import CV_TEXT

ENGLISH = {"Accept-Language": "en"}


def complete(**changes: Any) -> dict[str, Any]:
    """A form without a fault, its CV included; None leaves a field out."""
    form: dict[str, Any] = {
        "name": "Núria Vidal Serra",
        "email": "nuria.vidal@example.com",
        "degree": "bachelor",
        "degree_status": "completed",
        "consent": "y",
        "cv": (io.BytesIO(CV_TEXT.encode()), "cv núria.txt"),
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


def send(client: FlaskClient, slug: str, form: dict[str, Any], language: str = "en") -> Any:
    return client.post(
        f"/jobs/{slug}/apply",
        data=form,
        content_type="multipart/form-data",
        headers={"Accept-Language": language},
    )


def words(page: str) -> str:
    """What the page says, without its tags and runs of space."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page)))


def applications() -> list[Application]:
    return list(db.session.scalars(select(Application).order_by(Application.id)))


def summary(page: str) -> list[str]:
    """The sentences of the error summary."""
    found = re.search(r'id="error-summary".*?<ul[^>]*>(.*?)</ul>', page, re.DOTALL)
    return [unescape(line) for line in re.findall(r'<a href="#[\w-]+">(.*?)</a>', found[1])] if found else []


def token(page: str) -> str:
    found = re.search(r'name="cv_token" value="([^"]+)"', page)
    assert found, "the form keeps no file"
    return found[1]


def act(client: FlaskClient, slug: str, act: str, **fields: Any) -> Any:
    """Press one of the buttons that do not send."""
    return client.post(
        f"/jobs/{slug}/apply", data={"act": act} | fields, content_type="multipart/form-data", headers=ENGLISH
    )


def a_cv() -> tuple[io.BytesIO, str]:
    return io.BytesIO(CV_TEXT.encode()), "cv núria.txt"


def value(page: str, name: str) -> str:
    """The value of an input."""
    tag = re.search(rf'<input[^>]* name="{name}"[^>]*>', page)
    found = re.search(r'value="([^"]*)"', tag[0]) if tag else None
    return found[1] if found else ""


def chosen(page: str, name: str) -> list[str]:
    """The values that are ticked or selected."""
    ticked = re.findall(rf'name="{name}" value="([^"]*)" checked', page)
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
    return ticked + (re.findall(r'<option selected value="([^"]*)"', select[0]) if select else [])


def form_of(page: str) -> dict[str, Any]:
    """All that a browser would send of the page's form."""
    form: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page.partition('<form id="apply"')[2]):
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
        if not name or (kind and kind[1] == "file"):
            continue
        if kind and kind[1] in ("radio", "checkbox") and " checked" not in tag:
            continue
        found = re.search(r'value="([^"]*)"', tag)
        form.setdefault(name[1], []).append(unescape(found[1]) if found else "")
    degree = chosen(page, "degree")
    return form | ({"degree": degree} if degree else {})
