"""Says a score in words: rules, contradictions, reasons and names, in Catalan, Spanish and English.

The words are in `texts.yaml`. A language other than `ca`, `es`, `en` gets English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from recruit.facts import Strike
from recruit.role_profile.profile import LANGUAGES, Criterion
from recruit.role_profile.yaml_file import read_yaml
from recruit.scoring.explanation import Contradiction, Rule

#: Years and months, as the look prescribes: "7 y 9 m", "7 a 9 m".
_YEAR = {"ca": "a", "es": "a", "en": "y"}


def rule_text(rule: Rule, language: str) -> str:
    """The rule in words, with its values. A rule that a later release no longer knows is given by its id."""
    wording = _texts()["rules"].get(rule.id)
    return _say(wording, rule.values, language) if wording else rule.id


def contradiction_text(criterion: str, contradiction: Contradiction, language: str) -> str:
    """What form and CV say of this criterion (`degree`, `mba`, `experience`); KeyError for another."""
    values = {"declared": contradiction.declared, "read": contradiction.read}
    return _say(_texts()["contradictions"][criterion], values, language)


def reason_text(id: str, language: str) -> str:
    """Why a person must look, by an id of `Score.needs_person`; an id that is not known here is given as it is."""
    return name_text("reason", id, language)


def name_text(kind: str, id: str, language: str) -> str:
    """The name of a code: `kind` is reason, source, founding, band, level, status, mba, part or credit."""
    names = _texts()["names"][kind].get(id)
    return str(names[_known(language)]) if names else id


def heading(id: str, language: str, **values: object) -> str:
    """A heading of a printed score, such as `points` with its value `points`."""
    return _Wording(_known(language)).vformat(name_text("heading", id, language), (), values)


def struck_text(strike: Strike, language: str) -> str:
    """Who struck words of the CV, and why."""
    return heading("struck", language, by=strike.by, reason=strike.reason)


def credit_text(criterion: str, key: str, language: str) -> str:
    """What a credit of a criterion is for, as a label: `degree` and `bachelor`, `skills` and `claimed`."""
    if criterion == "degree" and key not in ("in_progress", "declared"):
        text = name_text("level", key, language)
        return text[:1].upper() + text[1:]
    if criterion == "mba" and key in ("in_progress", "none"):
        text = name_text("mba", key, language)
        return text[:1].upper() + text[1:]
    return name_text("credit", key, language)


def criterion_lines(criterion: Criterion, language: str) -> list[tuple[str, str]]:
    """The numbers of a criterion's rule as (what is found, what it counts) in words, for a table."""
    lines = [
        (credit_text(criterion.id, key, language), percent(credit, language))
        for key, credit in criterion.credits.items()
    ]
    lines += [(duration(months, language), percent(credit, language)) for months, credit in criterion.curve]
    return lines


def duration(months: float, language: str) -> str:
    """Months as years and months: 93 -> "7 y 9 m"; rounded to whole months."""
    years, rest = divmod(round(months), 12)
    said = [f"{years} {_YEAR[_known(language)]}"] if years else []
    if rest or not years:
        said.append(f"{rest} m")
    return " ".join(said)


def percent(credit: float, language: str) -> str:
    """A credit from 0 to 1 as a share: 1/3 -> "33%", in Catalan and Spanish "33 %" (space that does not break)."""
    number = f"{100 * credit:.0f}"
    return f"{number}%" if _known(language) == "en" else f"{number}\u00a0%"


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


@cache
def _texts() -> Mapping[str, Any]:
    texts = read_yaml(Path(__file__).with_name("texts.yaml"))
    if not isinstance(texts, dict):
        raise TypeError("texts.yaml must hold groups of texts")
    return texts


def _say(wording: Mapping[str, Any], values: Mapping[str, object], language: str) -> str:
    pattern = wording[_known(language)]
    if isinstance(pattern, Mapping):
        pattern = pattern["one" if values.get("count") == 1 else "other"]
    return _Wording(_known(language)).vformat(pattern, (), values)


class _Wording(Formatter):
    """Fills a pattern; the part after the colon tells how a value is written."""

    def __init__(self, language: str) -> None:
        self.language = language

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        # a score stored by an earlier release may lack a value that the wording has since gained
        return kwargs.get(str(key))

    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None:
            return "…"
        match format_spec:
            case "percent":
                return percent(float(value), self.language)
            case "duration":
                return duration(float(value), self.language)
            case "degree":
                level, _, status = str(value).partition("/")
                said = name_text("level", level, self.language)
                return f"{said} ({name_text('status', status, self.language)})" if status else said
            case "level" | "status" | "mba":
                return name_text(format_spec, str(value), self.language)
        return str(value)
