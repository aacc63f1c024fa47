"""Applying in a real browser: CV first, by hand, later, with a wrong file, twice, without a connection or scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.parser import BytesParser
from email.policy import default as email_policy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from reportlab.pdfgen.canvas import Canvas

from tests.browsing import too_wide, violations
from tests.journeys.conftest import Product, Visitor

pytestmark = pytest.mark.browser

OPENING = "key-account-manager-barcelona"
APPLY = f"/jobs/{OPENING}/apply"
PHONE, DESKTOP = 360, 1440
LANGUAGES = ("ca", "es", "en")
#: language -> a sentence of each step
READ = {
    "ca": "Hem llegit el teu CV i hem omplert el formulari.",
    "es": "Hemos leído tu CV y hemos rellenado el formulario.",
    "en": "Your CV was read and the form filled in.",
}
FROM_CV = {"ca": "Del teu CV:", "es": "De tu CV:", "en": "From your CV:"}
CHANGED = {"ca": "No és el que hem llegit.", "es": "No es lo que hemos leído.", "en": "Not what we read."}
SENT = {"ca": "Ja tenim la teva candidatura", "es": "Ya tenemos tu candidatura", "en": "We have your application"}
SAVED = {"ca": "Desat a les", "es": "Guardado a las", "en": "Saved at"}
OFFLINE = {"ca": "Sense connexió.", "es": "Sin conexión.", "en": "No connection."}
EMPTY = {"ca": "Aquest fitxer és buit", "es": "Este archivo está vacío", "en": "This file is empty."}

LINES = [
    (18, "Berta Comas Vilar"),
    (10, "berta.comas@example.com · +34 600 222 333 · Lleida"),
    (13, "Experience"),
    (11, "Key Account Manager, Torrons Segrià, March 2019 – February 2024"),
    (10, "Negotiated the yearly contracts of the six largest retail accounts."),
    (13, "Education"),
    (10, "Bachelor of Science in Economics, 2014"),
    (13, "Skills"),
    (10, "Negotiation, teamwork, communication"),
]

Visit = Callable[..., Visitor]


def a_pdf(path: Path, lines: list[tuple[int, str]]) -> Path:
    canvas, y = Canvas(str(path)), 790
    for size, text in lines:
        canvas.setFont("Helvetica-Bold" if size > 10 else "Helvetica", size)
        y -= size + 9
        canvas.drawString(60, y, text)
    canvas.save()
    return path


@pytest.fixture(scope="module")
def cv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_pdf(tmp_path_factory.mktemp("cv") / "berta-comas.pdf", LINES)


def upload(page: Page, cv: Path, language: str) -> None:
    """Choose the CV and wait until the form is filled."""
    page.locator("#cv").set_input_files(cv)
    expect(page.locator("#cv-state")).to_contain_text(READ[language], timeout=40_000)
    expect(page.locator("[data-origin=name]")).to_contain_text(FROM_CV[language])


def answer(page: Page) -> None:
    """The one question of the sample's opening that must be answered."""
    page.locator("input[name=q_travel][value=yes]").check()


def finish(page: Page, language: str) -> None:
    answer(page)
    page.locator("#consent").check()
    page.locator("button[data-submit]").click()
    expect(page.locator("h1")).to_contain_text(SENT[language])
    expect(page).to_have_url(re.compile("/applied/"))


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_cv_first(visit: Visit, cv: Path, language: str, width: int) -> None:
    page = visit(width=width).go(f"{APPLY}?lang={language}")
    assert too_wide(page) == 0
    upload(page, cv, language)
    expect(page.locator("#name")).to_have_value("Berta Comas Vilar")
    expect(page.locator("#degree")).to_have_value("bachelor")
    expect(page.locator("input[name=skills][value=negotiation]")).to_be_checked()
    years = page.locator("#related_years")
    expect(years).to_have_value("5")
    # a correction says so at once, and taking it back too
    years.fill("6")
    expect(page.locator("[data-origin=related_years]")).to_contain_text(CHANGED[language])
    expect(page.locator("[data-origin=related_years] [data-other]")).to_be_visible()
    years.fill("5,0")
    expect(page.locator("[data-origin=related_years] [data-same]")).to_be_visible()
    expect(page.locator("[data-origin=related_years] [data-other]")).to_be_hidden()
    assert too_wide(page) == 0
    page.locator("#email").fill(f"berta.{language}.{width}@example.com")
    finish(page, language)


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_by_hand(visit: Visit, language: str, width: int) -> None:
    page = visit(width=width).go(f"{APPLY}?lang={language}")
    page.locator("#name").fill("Pau Grau")
    page.locator("#email").fill(f"pau.{language}.{width}@example.com")
    page.locator("#degree").select_option("bachelor")
    page.locator("input[name=degree_status][value=completed]").check()
    page.locator("button[data-submit]").click()
    # no CV, no answer, no consent: the summary takes the focus, and leads to the fields
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    assert summary.locator("a").evaluate_all("links => links.map(a => a.getAttribute('href'))") == [
        "#cv",
        "#q_travel-0",
        "#consent",
    ]
    page.locator("#without_cv").check()
    finish(page, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_go_on_later(visit: Visit, product: Product, cv: Path, language: str) -> None:
    visitor = visit(width=PHONE)
    page = visitor.go(f"{APPLY}?lang={language}")
    page.locator("#availability").fill("1/3")
    page.locator("#availability").blur()
    expect(page.locator("[data-draft-state]")).to_contain_text(SAVED[language])
    upload(page, cv, language)
    address = f"berta.later.{language}@example.com"
    page.locator("#mail_to").fill(address)
    page.locator("button[name=act][value=mail]").click()
    expect(page.locator("#later [role=status]")).to_contain_text(address)

    link = mailed_link(page, product.instance / "outbox", address)
    later = visit(width=DESKTOP).go(link)
    expect(later.locator("html")).to_have_attribute("lang", language)
    expect(later.locator("#availability")).to_have_value("1/3")
    expect(later.locator("#name")).to_have_value("Berta Comas Vilar")
    expect(later.get_by_text("berta-comas.pdf")).to_be_visible()
    expect(later.locator("[data-origin=name]")).to_contain_text(FROM_CV[language])
    later.locator("#email").fill(address)
    finish(later, language)
    # it is sent: the link leads nowhere any more
    page.goto(page.url.partition("?")[0])
    expect(page.locator("#apply")).to_have_count(0)
    visitor.faults[:] = [fault for fault in visitor.faults if "404" not in fault]


def mailed_link(page: Page, outbox: Path, address: str) -> str:
    """The path in the mail to this address, once it is there."""
    parser = BytesParser(policy=email_policy)
    for _ in range(120):
        for path in outbox.glob("*.eml"):
            mail = parser.parsebytes(path.read_bytes())
            if mail["To"] == address:
                found = re.search(r"https?://[^/\s]+(/jobs/\S+)", mail.get_content())
                assert found
                return found[1]
        page.wait_for_timeout(500)
    pytest.fail(f"no mail to {address}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no js"])
def test_a_bad_file(visit: Visit, cv: Path, tmp_path: Path, language: str, javascript: bool) -> None:
    page = visit(width=PHONE, javascript=javascript).go(f"{APPLY}?lang={language}")
    page.locator("#name").fill("Berta")
    bad = tmp_path / "cv.pdf"
    bad.write_bytes(b"")
    page.locator("#cv").set_input_files(bad)
    if not javascript:
        page.locator("button[value=read]").click()
    expect(page.locator("#cv-error")).to_contain_text(EMPTY[language])
    expect(page.locator("#cv")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#name")).to_have_value("Berta")
    if javascript:  # a good one mends it
        upload(page, cv, language)
        expect(page.locator("#cv-error")).to_have_count(0)


def test_a_lost_connection_loses_nothing(visit: Visit) -> None:
    visitor = visit(width=PHONE)
    page = visitor.go(f"{APPLY}?lang=ca")
    page.context.set_offline(True)
    page.locator("#name").fill("Berta Comas")
    page.locator("#name").blur()
    state = page.locator("[data-draft-state]")
    expect(state).to_contain_text(OFFLINE["ca"])
    expect(page.locator("#name")).to_have_value("Berta Comas")
    page.context.set_offline(False)
    expect(state).to_contain_text(SAVED["ca"], timeout=20_000)
    visitor.faults[:] = [fault for fault in visitor.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
    page.reload()
    expect(page.locator("#name")).to_have_value("Berta Comas")


def test_pressed_twice_and_sent_again(visit: Visit, tmp_path: Path) -> None:
    dora = [(18, "Dora Pinyol Mas"), (10, "dora.pinyol@example.com · Lleida"), *LINES[2:]]
    first = a_pdf(tmp_path / "dora.pdf", dora)
    newer = a_pdf(tmp_path / "dora-2.pdf", [*dora, (10, "Master in Marketing, 2016")])
    page = visit(width=DESKTOP).go(f"{APPLY}?lang=en")
    upload(page, first, "en")
    page.locator("#email").fill("dora.pinyol@example.com")
    answer(page)
    page.locator("#consent").check()
    page.locator("button[data-submit]").dblclick()
    page.wait_for_url("**/applied/**")
    sent = page.url
    page.goto(f"{sent.partition('/applied')[0]}{APPLY}?lang=en")
    upload(page, newer, "en")
    page.locator("#email").fill("dora.pinyol@example.com")
    answer(page)
    page.locator("#consent").check()
    page.locator("button[data-submit]").click()
    expect(page.locator("h1")).to_have_text("You have just applied for this position")
    page.get_by_role("button", name="Put the new CV in place of the first").click()
    expect(page).to_have_url(sent)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cv_first_without_javascript(visit: Visit, cv: Path, language: str) -> None:
    page = visit(width=PHONE, javascript=False).go(f"{APPLY}?lang={language}")
    page.locator("#message").fill("Bon dia")
    page.locator("#cv").set_input_files(cv)
    page.locator("button[value=read]").click()
    expect(page.locator("#cv-state")).to_contain_text(READ[language], timeout=40_000)
    expect(page.locator("#name")).to_have_value("Berta Comas Vilar")
    expect(page.locator("#message")).to_have_value("Bon dia")
    page.locator("details.post").first.locator("summary").click()
    page.locator("input[name=post_0_employer]").fill("Torrons de Lleida")
    page.locator("#email").fill(f"berta.nojs.{language}@example.com")
    finish(page, language)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_step_is_accessible(visit: Visit, cv: Path, width: int, scheme: str) -> None:
    """axe on the filled form with everything open, with its errors, on a link that is gone; nothing sticks out."""
    visitor = visit(width=width, scheme=scheme)
    page = visitor.go(f"{APPLY}?lang=ca")
    upload(page, cv, "ca")
    page.locator("#related_years").fill("12")
    page.locator("details").evaluate_all("all => all.forEach(d => { d.open = true; })")
    found = {"filled": violations(page)}
    assert too_wide(page) == 0
    page.locator("#name").fill("")
    page.locator("button[data-submit]").click()
    expect(page.locator("#error-summary")).to_be_focused()
    found["errors"] = violations(page)
    assert too_wide(page) == 0
    page = visitor.go(f"/jobs/{OPENING}/apply/gone")
    found["gone"] = violations(page)
    visitor.faults[:] = [fault for fault in visitor.faults if "404" not in fault]
    assert found == {"filled": [], "errors": [], "gone": []}


def test_a_knock_out_answer_is_a_flag_with_its_rule(visit: Visit, product: Product, cv: Path) -> None:
    recruiter = visit(width=DESKTOP)
    page = recruiter.log_in(product.logins["recruiter"])
    page = recruiter.go(f"/desk/openings/{OPENING}/questions?lang=en")
    number = len(page.locator("details.question").all())
    page.locator("select[name=add_kind]").select_option("yes_no")
    page.locator("button[value=add]").click()
    expect(page.locator("details.question")).to_have_count(number + 1)
    for code, words in {"ca": "Condueixes?", "es": "¿Conduces?", "en": "Do you drive?"}.items():
        page.locator(f"[name='q.{number}.text.{code}']").fill(words)
    page.locator(f"[name='q.{number}.breach']").select_option("is")
    page.locator(f"[name='q.{number}.value']").select_option("no")
    page.locator(f"[name='q.{number}.reason']").fill("The clients are far apart.")
    page.locator("#reason").fill("They ask for visits")
    page.get_by_role("button", name="Keep as version").click()
    page.wait_for_url("**/role**")

    applicant = visit(width=PHONE).go(f"{APPLY}?lang=es")
    upload(applicant, cv, "es")
    applicant.get_by_role("group", name="¿Conduces?").get_by_label("No", exact=True).check()
    applicant.locator("#name").fill("Carla Knock")
    applicant.locator("#email").fill("carla.knock@example.com")
    finish(applicant, "es")

    for _ in range(120):
        found = recruiter.go(f"/desk/openings/{OPENING}/applications?flag=knock_out&q=Carla+Knock")
        if found.locator("a.row-name").count():
            break
        page.wait_for_timeout(500)
    page.locator("a.row-name").first.click()
    expect(page.locator("#answers")).to_contain_text("Flagged when the answer is “No”. The clients are far apart.")
    expect(page.locator(".review-head .stage-now").first).to_have_text("New")
    expect(page.locator("#corrections")).to_contain_text("Carla Knock")
