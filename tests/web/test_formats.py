"""Numbers, dates, spans, money and sizes as each language writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from recruit.role_profile.profile import Figure
from recruit.web import formats, languages

NBSP = "\N{NO-BREAK SPACE}"


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
