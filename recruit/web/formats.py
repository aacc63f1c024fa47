"""How numbers, dates, durations and money are written, in the page's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from babel.numbers import format_currency, format_decimal, format_percent
from flask_babel import format_date, format_datetime, get_locale
from flask_babel import gettext as _
from flask_babel import ngettext as _n
from markupsafe import Markup

from recruit.role_profile.profile import Figure

NO_BREAK = "\N{NO-BREAK SPACE}"


def number(value: float, digits: int = 1) -> str:
    """With at most `digits` decimals and the language's separators: 1,234.5."""
    pattern = "#,##0." + "#" * digits if digits else "#,##0"
    return str(format_decimal(round(value, digits), pattern, locale=get_locale()))


def points(value: float) -> str:
    """Points of a score: one decimal at most, none when it is whole."""
    return number(value, 1)


def span(low: float, high: float) -> str:
    """A range of points: 68–79; one number where both are the same."""
    first, last = number(low, 0), number(high, 0)
    return first if first == last else f"{first}–{last}"


def money(amount: float | None, currency: str = "EUR") -> str:
    """Whole units of a currency: €52,000 (en), 52.000 € (ca, es); nothing for None."""
    if amount is None:
        return ""
    locale = get_locale()
    pattern = locale.currency_formats["standard"].pattern if locale else None
    whole = pattern.replace(".00", "") if pattern else None
    return format_currency(amount, currency, format=whole, locale=locale, currency_digits=False)


def money_range(low: float | None, high: float | None, currency: str = "EUR") -> str:
    """A range: €30,000 – €40,000 (en), 30.000 – 40.000 € (ca, es); one bound alone is said as such."""
    if low is not None and high is not None:
        first, last = money(low, currency), money(high, currency)
        if first == last:
            return last
        unit = re.search(r"\s\D+$", last)  # where the currency stands behind, once is enough
        return f"{first.removesuffix(unit[0]) if unit else first} – {last}"
    if low is not None:
        return str(_("from %(amount)s", amount=money(low, currency)))
    if high is not None:
        return str(_("up to %(amount)s", amount=money(high, currency)))
    return ""


def figure_amount(figure: Figure) -> str:
    """What a dated figure says: $51,933 – $94,871, 13 %, 385,500 people."""
    if figure.unit == "percent":
        low, high = (format_percent(value / 100, locale=get_locale()) for value in (figure.low, figure.high))
        return low if low == high else f"{low} – {high}"
    if figure.unit == "people":
        return str(_n("%(count)s person", "%(count)s people", int(figure.high), count=number(figure.high, 0)))
    return money_range(figure.low, figure.high, figure.unit)


def months(count: int | None) -> str:
    """A duration in months as people say it: `7 y 9 m`, `9 m`, `2 y`, `0 m`."""
    if count is None:
        return ""
    years, rest = divmod(int(count), 12)
    if years and rest:
        said = _("%(years)s y %(months)s m", years=years, months=rest)
    elif years:
        said = _("%(years)s y", years=years)
    else:
        said = _("%(months)s m", months=rest)
    return str(said).replace(" ", NO_BREAK)


def months_exact(count: int | None) -> str:
    """The same in months alone, for the hover: `93 months`."""
    return "" if count is None else str(_n("%(num)s month", "%(num)s months", int(count)))


def day(value: date | datetime | None) -> str:
    """A day: 23 Nov 2026, 23 nov. 2026 (ca), 23 nov 2026 (es)."""
    return _day(value, "d MMM y", "d LLL y")


def long_day(value: date | datetime | None) -> str:
    """A day in a sentence: 23 November 2026, 23 de novembre del 2026 (ca), 23 de noviembre de 2026 (es)."""
    return _day(value, "d MMMM y", "long")


def _day(value: date | datetime | None, english: str, others: str) -> str:
    """English without a country is the American order in the locale data; here the day comes first.

    The others' short month stands alone (`LLL`): inside a date Catalan has "de nov.", which is for sentences.
    """
    if value is None:
        return ""
    return str(format_date(value, english if get_locale().language == "en" else others))


def moment(value: datetime | None) -> str:
    """A day and a time of day: 23 Nov 2026, 12:34."""
    return "" if value is None else f"{day(value)}, {format_datetime(value, 'HH:mm')}"


def clock(value: datetime) -> str:
    """The time of a day: 19:45."""
    return str(format_datetime(value, "HH:mm"))


def size(count: int) -> str:
    """A file's size: 340 kB, 2.1 MB."""
    if count >= 1024 * 1024:
        return f"{number(count / 1024 / 1024, 1)}{NO_BREAK}MB"
    return f"{number(max(count / 1024, 1), 0)}{NO_BREAK}kB"


def paragraphs(plain: str | None) -> Markup:
    """Plain text as paragraphs: an empty line parts them, lines that begin with a dash make a list."""
    parts = []
    for block in re.split(r"\n\s*\n", (plain or "").replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if lines and all(re.match(r"[-–•*]\s+", line) for line in lines):
            items = Markup("").join(Markup("<li>{}</li>").format(re.sub(r"^[-–•*]\s+", "", line)) for line in lines)
            parts.append(Markup("<ul>{}</ul>").format(items))
        elif lines:
            parts.append(Markup("<p>{}</p>").format(Markup("<br>").join(lines)))
    return Markup("\n").join(parts)


FILTERS: dict[str, Callable[..., object]] = {
    "number": number,
    "points": points,
    "span": span,
    "money": money,
    "months": months,
    "months_exact": months_exact,
    "day": day,
    "long_day": long_day,
    "moment": moment,
    "filesize": size,
    "paragraphs": paragraphs,
}
