"""What the administrator settles about the company."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from sqlalchemy import select

from recruit.hiring.models import AuditEntry, CompanyRecord, User
from recruit.hiring.operations.companies import CompanyDetails, change_logo, remove_logo, settle_company
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.permissions import NotAllowed
from recruit.hiring.queries.companies import company, company_name
from recruit.storage import files
from tests.factories import a_user, an_application, an_opening


@pytest.fixture
def admin(db: SQLAlchemy) -> User:
    return a_user("admin")


def a_picture(width: int = 300, height: int = 100, kind: str = "PNG", **options: Any) -> bytes:
    image = Image.new("RGB", (width, height), "#b02030")
    kept = io.BytesIO()
    image.save(kept, kind, **options)
    return kept.getvalue()


def test_before_anything_is_settled_the_setting_holds(app: Flask) -> None:
    assert company_name() == "Fusteria Ginesta"
    assert company().logo is None
    assert company().about == {}


def test_what_is_settled_is_cleaned_and_kept(admin: User, db: SQLAlchemy) -> None:
    settle_company(
        CompanyDetails(
            name="  Conserves \n Costabella ",
            website="www.costabella.example/feina",
            country="es",
            about={"ca": " Fem conserves. "},
            accent_light="B02030",
            accent_dark="#F88",
            embed_origins=(
                "WWW.Costabella.example/",
                "https://costabella.example:8443",
                "https://www.costabella.example",
            ),
        ),
        by=admin,
    )
    found = company()
    assert found.name == "Conserves Costabella"
    assert found.website == "https://www.costabella.example/feina"
    assert found.country == "ES"
    assert found.about == {"ca": "Fem conserves.", "es": "", "en": ""}
    assert (found.accent_light, found.accent_dark) == ("#b02030", "#ff8888")
    assert found.embed_origins == ("https://www.costabella.example", "https://costabella.example:8443")
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.act, entry.subject, entry.actor_id) == ("company.changed", "company", admin.id)
    assert entry.after["name"] == "Conserves Costabella"  # type: ignore[index]


def test_saying_the_same_again_is_no_change(admin: User, db: SQLAlchemy) -> None:
    for _time in range(2):
        settle_company(CompanyDetails(name="X"), by=admin)
    acts = list(db.session.scalars(select(AuditEntry.act).where(AuditEntry.act.startswith("company"))))
    assert acts == ["company.changed"]
    assert db.session.scalars(select(CompanyRecord)).all() == [db.session.get(CompanyRecord, 1)]


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"name": "x" * 121}, "name", "too_long"),
        ({"website": "javascript:alert(1)"}, "website", "not_an_address"),
        ({"website": "https://user:word@example.com"}, "website", "not_an_address"),
        ({"website": 'https://example.com/" onclick=x'}, "website", "not_an_address"),
        ({"website": "nothing"}, "website", "not_an_address"),
        ({"country": "Spain"}, "country", "unknown"),
        ({"about": {"es": "x" * 2001}}, "about_es", "too_long"),
        ({"accent_light": "red"}, "accent_light", "not_a_colour"),
        ({"accent_light": "#ffcc00"}, "accent_light", "too_faint"),
        ({"accent_dark": "#27427f"}, "accent_dark", "too_faint"),
        ({"embed_origins": ("*",)}, "embed_origins", "not_a_site"),
        ({"embed_origins": ("https://*.example.com",)}, "embed_origins", "not_a_site"),
        ({"embed_origins": ("https://example.com/jobs",)}, "embed_origins", "not_a_site"),
        ({"embed_origins": ("https://example.com; script-src *",)}, "embed_origins", "not_a_site"),
        ({"embed_origins": tuple(f"https://{n}.example.com" for n in range(11))}, "embed_origins", "too_many"),
    ],
)
def test_what_is_refused(admin: User, said: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        settle_company(CompanyDetails(**said), by=admin)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert company_name() == "Fusteria Ginesta"


def test_a_faint_colour_is_refused_with_the_nearest_that_is_not(admin: User) -> None:
    with pytest.raises(Invalid) as refused:
        settle_company(CompanyDetails(accent_light="#ffcc00"), by=admin)
    assert refused.value.values == {"contrast": 1.3, "least": 4.5, "nearest": "#826704"}


@pytest.mark.parametrize("role", ["recruiter", "hiring_manager"])
def test_only_administrators_settle_it(db: SQLAlchemy, role: str) -> None:
    user = a_user(role)
    with pytest.raises(NotAllowed):
        settle_company(CompanyDetails(name="X"), by=user)
    with pytest.raises(NotAllowed):
        change_logo(a_picture(), by=user)
    with pytest.raises(NotAllowed):
        remove_logo(by=user)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew(admin: User, kind: str) -> None:
    change_logo(a_picture(1800, 300, kind), by=admin)
    logo = company().logo
    assert logo is not None
    assert (logo.width, logo.height) == (640, 107)
    kept = files.get(logo.key)
    assert kept.startswith(b"\x89PNG")
    assert Image.open(io.BytesIO(kept)).size == (640, 107)


def test_what_else_the_file_held_is_gone(admin: User) -> None:
    hidden = PngInfo()
    hidden.add_text("Comment", "<script>alert(1)</script> taken by Núria")
    data = a_picture(pnginfo=hidden) + b"<?php system('ls') ?>"
    assert b"N\xfaria" in data or b"N\xc3\xbaria" in data
    change_logo(data, by=admin)
    logo = company().logo
    assert logo is not None
    kept = files.get(logo.key)
    for words in (b"script", b"php", b"ria"):
        assert words not in kept


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"x" * (1024 * 1024 + 1), "too_large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not_a_picture"),
        (b"GIF89a" + b"\0" * 40, "not_a_picture"),
        (a_picture()[:60], "not_a_picture"),
        (a_picture(4100, 4000), "too_large"),
        (a_picture(900, 10), "too_small"),
    ],
)
def test_what_is_no_logo(admin: User, data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        change_logo(data, by=admin)
    assert (refused.value.field, refused.value.code) == ("logo", code)
    assert company().logo is None


def test_margins_that_show_nothing_are_cut_off(admin: User) -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((10, 20, 30, 255), (100, 180, 300, 220))
    kept = io.BytesIO()
    image.save(kept, "PNG")
    change_logo(kept.getvalue(), by=admin)
    logo = company().logo
    assert logo is not None
    assert (logo.width, logo.height) == (200, 40)


def test_the_file_of_an_old_logo_goes(admin: User) -> None:
    change_logo(a_picture(), by=admin)
    first = company().logo
    change_logo(a_picture(200, 80), by=admin)
    second = company().logo
    assert first is not None
    assert second is not None
    assert first.version != second.version
    with pytest.raises(files.NoSuchFile):
        files.get(first.key)
    remove_logo(by=admin)
    remove_logo(by=admin)
    assert company().logo is None
    with pytest.raises(files.NoSuchFile):
        files.get(second.key)


def test_mails_bear_the_name(
    admin: User, run_jobs: Callable[[], int], sent_mails: Callable[[], list[EmailMessage]]
) -> None:
    settle_company(CompanyDetails(name="Conserves Costabella"), by=admin)
    an_application(an_opening())
    run_jobs()
    (mail,) = sent_mails()
    assert mail["From"].addresses[0].display_name == "Conserves Costabella"
    assert "Conserves Costabella" in mail.get_content()
    assert "Fusteria Ginesta" not in mail.get_content()
