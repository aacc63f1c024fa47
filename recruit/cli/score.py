"""`flask --app recruit score FILE`: read one CV, score it, and say why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from recruit.cli.reading import MonthType, this_month
from recruit.facts import CvFacts, Evidence, Month
from recruit.role_profile.edits import with_weights
from recruit.role_profile.load import ProfileError, built_in, built_in_ids, load_profile
from recruit.role_profile.profile import LANGUAGES, RoleProfile
from recruit.scoring.explanation import CriterionScore, Founding, PartScore, Rule, Score
from recruit.scoring.score import score
from recruit.scoring.stored import score_to_json
from recruit.scoring.texts import contradiction_text, heading, name_text, reason_text, rule_text

if TYPE_CHECKING:
    from recruit.reading.document import Rejected

_WIDTH = 24
#: solid: shown or confirmed; hatched: claimed; hollow: only declared (and the same in plain ASCII)
_FILL = {Founding.SHOWN: "█#", Founding.CLAIMED: "▒=", Founding.DECLARED: "░-", Founding.NONE: "·."}
_EMPTY = _FILL[Founding.NONE]
_LONGEST_QUOTE = 100


def register(app: Flask) -> None:
    app.cli.add_command(score_file)


class WeightType(click.ParamType[tuple[str, float]]):
    """A criterion and its weight, `mba=20`."""

    name = "CRITERION=WEIGHT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        criterion, equals, weight = str(value).partition("=")
        try:
            number = float(weight)
        except ValueError:
            equals = ""
        if not equals:
            self.fail(f"{value!r} is not a criterion and its weight; write it as mba=20", param, ctx)
        return criterion.strip(), number


@click.command("score")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the score as JSON.")
@click.option("--as-of", type=MonthType(), default=None, help="Month to which 'present' runs (default: this month).")
@click.option("--profile", default="kam", show_default=True, help="A built-in profile, or the path of a YAML file.")
@click.option("--set", "weights", type=WeightType(), multiple=True, help="Another weight; may be given several times.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the words.")
@click.pass_context
def score_file(
    context: click.Context,
    file: Path,
    as_json: bool,
    as_of: Month | None,
    profile: str,
    weights: tuple[tuple[str, float], ...],
    lang: str,
) -> None:
    """Read the CV in FILE, score it for a role, and print each point with the words that it rests on.

    Exit codes: 0 scored, 1 the file can't be read, 2 wrong use.
    """
    from recruit.reading.document import Rejected

    role = _role(profile, dict(weights))
    try:
        facts = _facts(file, as_of or this_month())
    except Rejected as fault:
        _refuse(file, fault, as_json)
        context.exit(1)
    except OSError as error:
        raise click.ClickException(f"{file}: the file can't be opened: {error.strerror}") from error
    scored = score(role, read=facts)
    if as_json:
        click.echo(json.dumps(_with_words(score_to_json(scored), lang), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(printed(scored, role, lang, plain=not _can_draw())))


def _role(profile: str, weights: dict[str, float]) -> RoleProfile:
    try:
        if profile in built_in_ids():
            role = built_in(profile)
        elif Path(profile).suffix in (".yaml", ".yml"):
            role = load_profile(profile)
        else:
            known = ", ".join(built_in_ids())
            raise click.BadParameter(
                f"there is no profile '{profile}'; known are {known}, or give the path of a .yaml file",
                param_hint="--profile",
            )
    except ProfileError as error:
        raise click.BadParameter(str(error), param_hint="--profile") from error
    try:
        return with_weights(role, weights)
    except ProfileError as error:
        raise click.BadParameter(error.problem, param_hint="--set") from error


def _facts(file: Path, as_of: Month) -> CvFacts:
    # the reader loads its libraries and lexicon here, not at every start of the application
    from recruit.reading.sandbox import read_safely

    return read_safely(file.read_bytes(), file.name, as_of).facts


def _refuse(file: Path, fault: Rejected, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"rejected": fault.id, "message": fault.message}, ensure_ascii=False, indent=2))
    click.echo(f"{file}: {fault.message}", err=True)


def _with_words(plain: Any, language: str) -> Any:
    """The stored form of a score, with each rule also in words."""
    if isinstance(plain, list):
        return [_with_words(item, language) for item in plain]
    if not isinstance(plain, dict):
        return plain
    if set(plain) == {"id", "values"}:
        return {**plain, "text": rule_text(Rule(plain["id"], plain["values"]), language)}
    return {key: _with_words(value, language) for key, value in plain.items()}


def _can_draw() -> bool:
    """Whether the terminal's encoding has the characters of the bars."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        "█▒░·–“”→".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def printed(scored: Score, role: RoleProfile, language: str, plain: bool = False) -> Iterator[str]:
    """The score as lines of text: the whole, each criterion with its reasons, what would change it."""
    dash = "-" if plain else "–"
    first = heading("points", language, points=number(scored.points, language))
    if scored.low != scored.high:
        low, high = number(scored.low, language), number(scored.high, language)
        first += f", {heading('range', language, low=low, high=high)}"
    yield f"{first} {dash} {name_text('band', scored.band, language)}"
    made = heading("profile", language, profile=scored.profile, version=scored.profile_version)
    if scored.as_of:
        made += f", {heading('read', language, as_of=scored.as_of)}"
    yield f"{role.title[language]} {dash} {made}"
    if scored.needs_person:
        yield ""
        yield f"{heading('needs_person', language)}:"
        for reason in scored.needs_person:
            yield f"  {reason_text(reason, language)}"
    for criterion in scored.criteria:
        yield ""
        yield from _criterion_lines(criterion, role, language, plain)
    changes = {change.rule.id: change for criterion in scored.criteria for change in criterion.changes}
    if changes:
        yield ""
        yield f"{heading('changes', language)}:"
        for change in sorted(changes.values(), key=lambda change: -change.points):
            arrow = "->" if plain else "→"
            yield f"  {rule_text(change.rule, language)} {arrow} {number(change.points, language)}"


def _criterion_lines(criterion: CriterionScore, role: RoleProfile, language: str, plain: bool) -> Iterator[str]:
    name = role.criterion(criterion.id).name[language]
    points = heading("of", language, points=number(criterion.points, language), most=number(criterion.most, language))
    if criterion.low != criterion.high:
        low, high = number(criterion.low, language), number(criterion.high, language)
        points += f" ({heading('range', language, low=low, high=high)})"
    yield f"{name:<26}{_bar(criterion, plain)}  {points}"
    yield f"  {rule_text(criterion.rule, language)} [{name_text('source', criterion.source, language)}]"
    if criterion.contradiction:
        yield f"  ! {contradiction_text(criterion.id, criterion.contradiction, language)}"
    if criterion.id in ("skills", "duties"):
        yield from _listed_lines(criterion, role, language, plain)
        return
    for part in criterion.parts:
        if part.rule.values.get("months"):
            yield f"  {rule_text(part.rule, language)}"
    yield from _quotes(criterion.evidence, language, plain)


def _listed_lines(criterion: CriterionScore, role: RoleProfile, language: str, plain: bool) -> Iterator[str]:
    """Skills or duties: what was found with its words, the rest in one line."""
    items = role.skills if criterion.id == "skills" else role.duties
    names = {item.id: item.name[language] for item in items}
    found = [part for part in criterion.parts if part.founding is not Founding.NONE]
    for part in sorted(found, key=lambda part: list(Founding).index(part.founding)):
        points = f"{number(part.points, language):>5}" if criterion.most else ""
        yield f"  {_mark(part, plain)} {names[part.id]:<30}{points}  {name_text('founding', part.founding, language)}"
        yield from _quotes(part.evidence[:1], language, plain, indent="      ")
    missing = [names[part.id] for part in criterion.parts if part.founding is Founding.NONE]
    if missing and found:
        yield f"  {heading('not_found', language)}: {', '.join(missing)}"


def _mark(part: PartScore, plain: bool) -> str:
    return _FILL[part.founding][plain]


def _bar(criterion: CriterionScore, plain: bool) -> str:
    """The criterion's points as a bar, drawn by how well each is founded."""
    if not criterion.most:
        return _EMPTY[plain] * _WIDTH
    drawn = ""
    reached = 0.0
    for founding, points in _by_founding(criterion):
        reached += points
        drawn += _FILL[founding][plain] * (round(_WIDTH * reached / criterion.most) - len(drawn))
    return drawn + _EMPTY[plain] * (_WIDTH - len(drawn))


def _by_founding(criterion: CriterionScore) -> list[tuple[Founding, float]]:
    if not criterion.parts:
        return [(criterion.founding, criterion.points)]
    return [
        (founding, sum(part.points for part in criterion.parts if part.founding is founding)) for founding in Founding
    ]


def _quotes(evidence: tuple[Evidence, ...], language: str, plain: bool, indent: str = "    ") -> Iterator[str]:
    left, right = ('"', '"') if plain else ("“", "”")
    for place in evidence:
        words = " ".join(place.quote.split())
        if len(words) > _LONGEST_QUOTE:
            words = words[: _LONGEST_QUOTE - 3] + "..."
        yield f"{indent}{heading('page', language, page=place.page)}  {left}{words}{right}"


def number(points: float, language: str) -> str:
    """Points with one decimal at most: 72, 68.5; in Catalan and Spanish 68,5."""
    text = f"{points:.1f}".removesuffix(".0")
    return text if language == "en" else text.replace(".", ",")
