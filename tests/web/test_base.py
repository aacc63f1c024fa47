"""The shell that every page stands in: colours, languages, formats, macros, error pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort, get_template_attribute, render_template_string
from flask.testing import FlaskClient
from flask_babel import force_locale
from flask_wtf import FlaskForm
from sqlalchemy import text
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from recruit.hiring.operations.errors import NotFound, Stale
from recruit.hiring.permissions import NotAllowed
from recruit.role_profile.profile import Figure
from recruit.storage.database import db
from recruit.web import formats, languages
from recruit.web.templating import icon_body
from tests.factories import a_user, an_opening

ROOT = Path(__file__).resolve().parents[2]
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
STYLES = "".join(
    (ROOT / "static" / "css" / name).read_text(encoding="utf-8") for name in ("app.css", "forms.css", "work.css")
)
NBSP = "\N{NO-BREAK SPACE}"


def block(start: str) -> str:
    """The declarations of the rule that begins with `start`."""
    return TOKENS[TOKENS.index(start) :].split("}")[0]


def declared(rule: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", rule))


LIGHT = declared(block(":root {"))
DARK = LIGHT | declared(block(':root[data-theme="dark"] {'))
SETS = {"light": LIGHT, "dark": DARK}
CRITERIA = ("degree", "mba", "experience", "skills", "duties")


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", SETS)
@pytest.mark.parametrize("ground", ["ground", "raised", "sunken", "hover"])
def test_text_is_readable(theme: str, ground: str) -> None:
    colours = SETS[theme]
    for name in ("ink", "ink-2", "accent", "good", "warn", "bad", *(f"c-{criterion}" for criterion in CRITERIA)):
        assert contrast(colours[name], colours[ground]) >= 4.5, name


@pytest.mark.parametrize("theme", SETS)
def test_text_on_colour_is_readable(theme: str) -> None:
    colours = SETS[theme]
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert contrast(colours["on-accent"], colours["accent-hover"]) >= 4.5
    for name in ("accent", "good", "warn", "bad", *(f"c-{criterion}" for criterion in CRITERIA)):
        assert contrast(colours[name], colours[f"{name}-soft"]) >= 4.5, name
        assert contrast(colours["ink"], colours[f"{name}-soft"]) >= 7, name


@pytest.mark.parametrize("theme", SETS)
def test_outlines_of_controls_and_focus_are_seen(theme: str) -> None:
    colours = SETS[theme]
    for ground in ("ground", "raised", "sunken"):
        assert contrast(colours["line-strong"], colours[ground]) >= 3
        assert contrast(colours["focus"], colours[ground]) >= 3


@pytest.mark.parametrize("criterion", CRITERIA)
def test_words_under_the_pen_stay_readable(criterion: str) -> None:
    """Paper is white in both themes, and so is what is marked on it."""
    pen = LIGHT[f"c-{criterion}-pen"]
    assert contrast(LIGHT["paper-ink"], pen) >= 7
    for theme in SETS.values():
        assert theme[f"c-{criterion}-pen"] == pen
        assert theme["paper"] == "#ffffff"


def test_dark_by_system_and_dark_by_choice_are_the_same_set() -> None:
    assert declared(block(':root:not([data-theme="light"])')) == declared(block(':root[data-theme="dark"] {'))


def test_every_token_that_styles_use_exists() -> None:
    shared = {f"--{name}" for name in LIGHT} | set(re.findall(r"(--[\w-]+):", STYLES))
    for path in (ROOT / "static" / "css").glob("*.css"):
        text = path.read_text(encoding="utf-8")
        own = shared | set(re.findall(r"(--[\w-]+):", text))
        own.add("--split")  # set by the script that drags the split
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= own, path.name


def test_nothing_moves_for_those_who_ask_for_it() -> None:
    assert "prefers-reduced-motion: reduce" in STYLES
    quick = re.search(r"--quick: (\d+)ms", TOKENS)
    assert quick
    assert int(quick[1]) < 150


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("ca", "ca"),
        ("es-AR,es;q=0.9", "es"),
        ("en-GB,en;q=0.8,ca;q=0.9", "en"),
        ("fr-FR,ca;q=0.5", "ca"),
        ("de", "en"),
        ("en;q=0,es;q=0.1", "es"),
        ("", "en"),
    ],
)
def test_the_browsers_language_is_followed(client: FlaskClient, header: str, expected: str) -> None:
    assert f'<html lang="{expected}"' in client.get("/", headers={"Accept-Language": header}).text


def test_a_choice_of_language_stays(client: FlaskClient) -> None:
    headers = {"Accept-Language": "es"}
    assert '<html lang="ca"' in client.get("/privacy?lang=ca", headers=headers).text
    assert '<html lang="ca"' in client.get("/", headers=headers).text
    assert '<html lang="en"' in client.get("/?lang=en", headers=headers).text
    assert '<html lang="en"' in client.get("/", headers=headers).text


def test_a_language_that_we_have_not_changes_nothing(client: FlaskClient) -> None:
    response = client.get("/?lang=<fr>", headers={"Accept-Language": "ca"})
    assert '<html lang="ca"' in response.text
    assert "Set-Cookie" not in response.headers


def test_users_have_their_own_language_until_they_choose(client: FlaskClient) -> None:
    client.log_in(a_user(language="ca"))  # type: ignore[attr-defined]
    assert '<html lang="ca"' in client.get("/", headers={"Accept-Language": "en"}).text
    assert '<html lang="es"' in client.get("/?lang=es", headers={"Accept-Language": "en"}).text


def test_the_switch_leads_to_the_same_page(client: FlaskClient) -> None:
    slug = an_opening().slug
    page = client.get(f"/jobs/{slug}?from=mail&lang=en").text
    assert f'href="/jobs/{slug}?from=mail&amp;lang=ca" lang="ca"' in page
    assert re.search(r'lang="en" hreflang="en" title="English" aria-current="true"', page)


def test_the_chosen_theme_is_drawn_by_the_server(client: FlaskClient) -> None:
    assert "data-theme=" not in client.get("/").text.split("<body")[0]
    client.set_cookie("theme", "dark")
    assert 'data-theme="dark"' in client.get("/").text.split("<body")[0]
    client.set_cookie("theme", '"><script>')
    assert "data-theme=" not in client.get("/").text.split("<body")[0]


def test_the_shell_knows_who_is_there(client: FlaskClient) -> None:
    public = client.get("/", headers={"Accept-Language": "en"}).text
    assert 'href="#main"' in public
    assert 'class="shell-nav"' not in public
    client.log_in(a_user(name="Anna <Puig>"))  # type: ignore[attr-defined]
    page = client.get("/", headers={"Accept-Language": "en"}).text
    assert "Anna &lt;Puig&gt;" in page
    assert 'hx-headers=\'{"X-CSRFToken": "' in page


@pytest.mark.parametrize(
    ("role", "path", "labels", "current"),
    [
        ("recruiter", "/desk/openings/new", ["Openings"], "Openings"),
        ("recruiter", "/", ["Openings"], None),
        ("hiring_manager", "/shortlist/", ["Shortlists"], "Shortlists"),
        ("admin", "/desk/", ["Openings", "Users", "Company", "Applicants’ data", "Audit log"], "Openings"),
        ("admin", "/admin/users/new", ["Openings", "Users", "Company", "Applicants’ data", "Audit log"], "Users"),
        ("admin", "/admin/audit", ["Openings", "Users", "Company", "Applicants’ data", "Audit log"], "Audit log"),
    ],
)
def test_the_navigation_is_that_of_the_role(
    client: FlaskClient, role: str, path: str, labels: list[str], current: str | None
) -> None:
    client.log_in(a_user(role))  # type: ignore[attr-defined]
    page = client.get(path, headers={"Accept-Language": "en"}).text
    entries = re.findall(r'<a href="[^"]+"( aria-current="page")?>([^<]+)</a>', page.split("</header>")[0])
    assert [label for _, label in entries] == labels
    assert [label for marked, label in entries if marked] == ([current] if current else [])


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1,234.5", "72", "72.4", "68–79", "€52,000", "23 Nov 2026", "23 November 2026"]),
        ("ca", ["1.234,5", "72", "72,4", "68–79", f"52.000{NBSP}€", "23 nov. 2026", "23 de novembre del 2026"]),
        ("es", ["1.234,5", "72", "72,4", "68–79", f"52.000{NBSP}€", "23 nov 2026", "23 de noviembre de 2026"]),
    ],
)
def test_numbers_and_dates_by_language(app: Flask, language: str, expected: list[str]) -> None:
    when = date(2026, 11, 23)
    with app.test_request_context(), force_locale(language):
        said = [
            formats.number(1234.54),
            formats.points(72.0),
            formats.points(72.44),
            formats.span(67.6, 79.2),
            formats.money(52000),
            formats.day(when),
            formats.long_day(when),
        ]
    assert said == expected


@pytest.mark.parametrize(
    ("count", "short", "exact"),
    [
        (93, "7 y 9 m", "93 months"),
        (24, "2 y", "24 months"),
        (9, "9 m", "9 months"),
        (1, "1 m", "1 month"),
        (0, "0 m", "0 months"),
    ],
)
def test_durations(app: Flask, count: int, short: str, exact: str) -> None:
    with app.test_request_context():
        assert formats.months(count) == short.replace(" ", NBSP)
        assert formats.months_exact(count) == exact


def test_what_is_not_there_is_not_written(app: Flask) -> None:
    with app.test_request_context():
        assert [
            formats.months(None),
            formats.months_exact(None),
            formats.money(None),
            formats.day(None),
            formats.moment(None),
            formats.money_range(None, None),
            formats.paragraphs(None),
        ] == [""] * 7


def test_ranges_of_money(app: Flask) -> None:
    with app.test_request_context():
        assert formats.money_range(30000, 40000) == "€30,000 – €40,000"
        assert formats.money_range(30000, 30000, "USD") == "$30,000"
        assert formats.money_range(30000, None) == "from €30,000"
        assert formats.money_range(None, 40000) == "up to €40,000"
        assert formats.span(70, 70.4) == "70"
        with force_locale("ca"):
            assert formats.money_range(30000, 40000) == f"30.000 – 40.000{NBSP}€"
            assert formats.money_range(1769, 5197, "USD") == f"1.769 – 5.197{NBSP}USD"


def test_figures_say_what_they_count(app: Flask) -> None:
    def figure(low: float, high: float, unit: str) -> Figure:
        return Figure("x", {}, low, high, unit, "", "", {})

    with app.test_request_context():
        assert formats.figure_amount(figure(13, 13, "percent")) == "13%"
        assert formats.figure_amount(figure(385500, 385500, "people")) == "385,500 people"
        assert formats.figure_amount(figure(4015, 15494, "USD")) == "$4,015 – $15,494"


def test_a_moment_is_told_in_the_time_of_the_place(make_app: Callable[..., Flask]) -> None:
    app = make_app(BABEL_DEFAULT_TIMEZONE="Europe/Madrid")
    with app.test_request_context():
        assert formats.moment(datetime(2026, 7, 1, 10, 5, tzinfo=UTC)) == "1 Jul 2026, 12:05"


@pytest.mark.parametrize(("count", "said"), [(300, "1 kB"), (340 * 1024, "340 kB"), (2_200_000, "2.1 MB")])
def test_sizes_of_files(app: Flask, count: int, said: str) -> None:
    with app.test_request_context():
        assert formats.size(count) == said.replace(" ", NBSP)


def test_texts_fall_back_to_another_language(app: Flask) -> None:
    with app.test_request_context("/?lang=ca"):
        assert languages.text({"ca": "Hola", "en": "Hello"}) == "Hola"
        assert languages.text({"ca": "", "en": "Hello"}) == "Hello"
        assert languages.text({"es": "Hola"}, "en") == "Hola"
        assert languages.text({}) == languages.text(None) == ""


def test_an_icon_is_drawn_inline_and_silent_unless_it_speaks(app: Flask) -> None:
    with app.test_request_context():
        icon = get_template_attribute("_shared/icons.html", "icon")
        assert 'aria-hidden="true"' in icon("check")
        assert '<path d="M20 6 9 17l-5-5" />' in icon("check")
        spoken = icon("flag", label="A & B")
        assert 'role="img" aria-label="A &amp; B"' in spoken
        assert "aria-hidden" not in spoken


def test_an_icon_that_is_not_there_is_noticed() -> None:
    with pytest.raises(LookupError, match="no icon 'no-such-icon'"):
        icon_body("no-such-icon")


def test_a_bar_shows_how_each_piece_is_founded(app: Flask) -> None:
    with app.test_request_context():
        bar = get_template_attribute("_shared/marks.html", "bar")
        drawn = bar("skills", [(12, "shown"), (6, "claimed"), (3, "declared"), (5, "none")], 30, "21 of 30")
    assert re.findall(r'<rect class="(solid|hatched|hollow)" x="([\d.]+)%" width="([\d.]+)%"', drawn) == [
        ("solid", "0", "40.0"),
        ("hatched", "40.0", "20.0"),
        ("hollow", "60.0", "10.0"),
    ]
    assert 'fill="url(#hatch-skills)"' in drawn
    assert 'aria-label="21 of 30"' in drawn


class Everything(FlaskForm):
    name = StringField("Name", validators=[DataRequired("Write a name.")])
    kind = SelectField("Kind", choices=[SelectChoice("a", "A")])
    way = RadioField("Way", choices=[SelectChoice("x", "X"), SelectChoice("y", "Y")])
    words = TextAreaField("Words", description="As many as you like.")
    sure = BooleanField("Sure", validators=[DataRequired("Tick it.")])


FORM = """{% from "_shared/forms.html" import error_summary, field, hidden, submit %}
<form method="post">{{ hidden(form) }}{{ error_summary(form) }}
{{ field(form.name, help="Your own", autocomplete="name") }}{{ field(form.kind) }}{{ field(form.way, optional=True) }}
{{ field(form.words) }}{{ field(form.sure) }}{{ submit("Go") }}</form>"""


def test_fields_are_tied_to_their_words(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"kind": "a", "way": "y"}):
        form = Everything()
        assert not form.validate()
        page = render_template_string(FORM, form=form)
    assert '<label for="name">Name</label>' in page
    assert 'aria-describedby="name-help name-error"' in page
    assert 'autocomplete="name"' in page
    assert "Write a name." in page
    assert '<legend>Way <span class="optional">(optional)</span></legend>' in page
    assert re.search(r'id="way-1" name="way" value="y" checked', page)
    assert 'aria-describedby="words-help"' in page
    assert "As many as you like." in page
    assert re.findall(r'<li><a href="#([\w-]+)">(.*?)</a>', page) == [("name", "Write a name."), ("sure", "Tick it.")]
    assert "2 answers need your attention" in page


def failing(app: Flask, error: Callable[[], Any]) -> FlaskClient:
    def view() -> str:
        error()
        return ""

    app.add_url_rule("/fail", "fail", view)
    return app.test_client()


def raiser(error: BaseException) -> Callable[[], Any]:
    def act() -> None:
        raise error

    return act


@pytest.mark.parametrize(
    ("act", "code", "title"),
    [
        (lambda: abort(400), 400, "This could not be understood"),
        (lambda: abort(403), 403, "This page is not open to you"),
        (lambda: abort(404), 404, "There is no such page"),
        (lambda: abort(409), 409, "Somebody else changed this meanwhile"),
        (lambda: abort(413), 413, "That is too much at once"),
        (lambda: abort(429), 429, "Too many attempts"),
        (lambda: abort(418), 418, "Something went wrong"),
        (raiser(NotAllowed("openings.edit")), 403, "This page is not open to you"),
        (raiser(NotFound("opening:3")), 404, "There is no such page"),
        (raiser(Stale("opening:3")), 409, "Somebody else changed this meanwhile"),
        (raiser(ZeroDivisionError()), 500, "Something went wrong on our side"),
    ],
)
def test_every_error_has_a_page_that_says_what_to_do(
    make_app: Callable[..., Flask], act: Callable[[], Any], code: int, title: str
) -> None:
    client = failing(make_app(PROPAGATE_EXCEPTIONS=False), act)
    response = client.get("/fail", headers={"Accept-Language": "en"})
    assert response.status_code == code
    assert f"<h1>{title}</h1>" in response.text
    assert "Content-Security-Policy" in response.headers
    part = client.get("/fail", headers={"Accept-Language": "en", "HX-Request": "true"})
    assert part.status_code == code
    assert "<html" not in part.text
    assert title in part.text


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    response = client.post("/privacy")
    assert response.status_code == 405
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))


def test_an_error_tells_nothing_of_the_inside(make_app: Callable[..., Flask]) -> None:
    client = failing(make_app(PROPAGATE_EXCEPTIONS=False), raiser(RuntimeError("secret-detail")))
    assert "secret-detail" not in client.get("/fail").text


def test_the_error_page_does_without_the_database(app: Flask, client: FlaskClient) -> None:
    client.log_in(a_user())  # type: ignore[attr-defined]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    db.session.execute(text("ALTER TABLE users RENAME TO lost"))
    db.session.commit()
    response = client.get("/desk/", headers={"Accept-Language": "en"})
    assert response.status_code == 500
    assert "<h1>Something went wrong on our side</h1>" in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in response.headers
