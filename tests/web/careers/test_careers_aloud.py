"""The application form as a reader aloud has it: roles, names, descriptions, states, what speaks up, where one is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import Browser, Page, expect

from recruit.hiring.models import Opening
from recruit.hiring.operations.openings import revise_opening
from recruit.role_profile.questions import Kind, Question
from tests.factories import a_user, an_opening
from tests.serving import served

pytestmark = pytest.mark.browser

DRIVES = Question(
    "drives", Kind.YES_NO, {"ca": "Condueixes?", "es": "¿Conduces?", "en": "Do you drive?"}, required=True
)
BOUGHT = Question("bought", Kind.NUMBER, {"ca": "El compte?", "es": "¿La cuenta?", "en": "Largest account?"}, unit="M€")

FORM = """
- main:
  - heading "Your application" [level=1]
  - group "Start with your CV":
    - status
    - button "CV as a file"
    - checkbox /I have no CV at hand/
  - group "About you":
    - textbox "Full name"
    - textbox "E-mail"
    - textbox "Phone (optional)"
  - group "Education":
    - combobox "Highest degree":
      - option "Choose" [selected]
    - group "Is that degree finished?":
      - radio "Finished"
  - group "Questions about this position":
    - group "Do you drive?":
      - radio "Yes"
      - radio "No"
    - textbox "Largest account? (optional)"
  - group "Your data":
    - checkbox /I have read the privacy notice and agree/
  - button "Send the application"
  - button "Save and go on later"
  - status
"""
FAULTS = """
- alert:
  - heading "6 answers need your attention" [level=2]
  - list:
    - listitem:
      - link "Write your name."
    - listitem:
      - link "Write your e-mail address, so that we can answer you."
    - listitem:
      - link "Choose your CV."
    - listitem:
      - link "Choose your highest degree."
    - listitem:
      - link /^Do you drive. Answer this question. it is needed.$/
    - listitem:
      - link /Tick the box to send it/
"""


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    by = a_user()
    made = an_opening(by=by)
    revise_opening(made, questions=(DRIVES, BOUGHT), reason="They drive", expected_version=1, by=by)
    return made


@pytest.fixture
def form(app: Flask, opening: Opening, browser: Browser) -> Iterator[Page]:
    with served(app) as base:
        context = browser.new_context(locale="en", viewport={"width": 390, "height": 800})
        page = context.new_page()
        page.goto(f"{base}/jobs/{opening.slug}/apply?lang=en")
        yield page
        context.close()


def heard(page: Page, role: str) -> list[tuple[str, str]]:
    """Name and description of everything of this role, as the browser tells assistive technology."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (node["name"]["value"], node.get("description", {}).get("value", ""))
        for node in nodes
        if not node.get("ignored") and node["role"]["value"] == role
    ]


def test_the_form_is_heard_in_its_order(form: Page) -> None:
    expect(form.locator("body")).to_match_aria_snapshot(FORM)
    # a unit that stands behind its field is heard with the field
    said = dict(heard(form, "textbox"))
    assert said["Largest account? (optional)"] == "M€"
    assert said["Salary expectation (optional)"] == "EUR a year, gross"


def test_what_is_wrong_speaks_up_and_leads_to_its_field(form: Page) -> None:
    form.get_by_role("main").get_by_role("button", name="Send the application").click()
    summary = form.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_match_aria_snapshot(FAULTS)
    expect(form).to_have_title("Error: Apply: Key Account Manager · Fusteria Ginesta")
    name = form.get_by_role("textbox", name="Full name")
    expect(name).to_have_accessible_description("Write your name.")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_role("group", name="Do you drive?")).to_have_accessible_description(
        "Answer this question: it is needed."
    )
    form.get_by_role("link", name="Do you drive?").press("Enter")
    expect(form.get_by_role("group", name="Do you drive?").get_by_role("radio", name="Yes")).to_be_focused()


def test_a_file_that_is_refused_says_so_at_its_button(form: Page) -> None:
    form.get_by_role("button", name="CV as a file").set_input_files(
        {"name": "cv.exe", "mimeType": "application/octet-stream", "buffer": b"\x7fELF\x02\x01\x01"}
    )
    expect(form.get_by_role("button", name="CV as a file")).to_have_accessible_description(
        "PDF, DOCX, ODT, RTF, DOC or TXT, up to 10 MB. Plain text reads best: "
        "a photo or scan of a page may not be readable. "
        "We can’t read this kind of file. Save your CV as PDF, DOCX, ODT, RTF, DOC or TXT and choose that one."
    )
    expect(form.get_by_role("button", name="CV as a file")).to_have_attribute("aria-invalid", "true")
