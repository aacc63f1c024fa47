"""`flask --app recruit read FILE... --out DIR`: read CVs into JSON files."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from recruit.facts import ContactItem, CvFacts, Evidence, Mention, Month

if TYPE_CHECKING:
    from recruit.reading.document import Rejected
    from recruit.reading.reader import Reading


def register(app: Flask) -> None:
    app.cli.add_command(read)


class MonthType(click.ParamType[Month]):
    """A calendar month on the command line, `2026-11`."""

    name = "YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        if isinstance(value, Month):
            return value
        try:
            return Month.parse(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a month; write it as YYYY-MM, for example 2026-11", param, ctx)


def this_month() -> Month:
    today = datetime.datetime.now(datetime.UTC)
    return Month(today.year, today.month)


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the JSON files.")
@click.option("--trace", "traced", is_flag=True, help="Print how each file became facts and what was refused, instead.")
@click.option("--as-of", type=MonthType(), default=None, help="Month to which 'present' runs (default: this month).")
def read(files: tuple[Path, ...], out: Path | None, traced: bool, as_of: Month | None) -> None:
    """Read CVs and write what they say, with the words it rests on, as one STEM.json each."""
    if traced:
        if out is not None:
            raise click.UsageError("--trace prints, and --out writes: give one of the two")
        for path in files:
            _print_trace(path, as_of or this_month())
        return
    if out is None:
        raise click.UsageError("say where to write with --out, or what was read and refused with --trace")
    _writable(out)
    _distinct(files)
    # the reader loads its libraries and lexicon here, not at every start of the application
    from recruit.reading.document import Rejected
    from recruit.reading.sandbox import read_many

    month = as_of or this_month()
    rejected = 0
    for number, (path, found) in enumerate(read_many(files, month), 1):
        result = rejection(found) if isinstance(found, Rejected) else as_json(found)
        (out / f"{path.stem}.json").write_text(
            json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        rejected += "rejected" in result
        state = f"rejected ({result['rejected']})" if "rejected" in result else "read"
        click.echo(f"{number}/{len(files)} {path.name}: {state}", err=True)
    click.echo(f"{len(files) - rejected} read, {rejected} rejected, in {out}", err=True)


def _print_trace(path: Path, month: Month) -> None:
    """Read in this very process, so that a debugger can look on; the limits of a reading do not hold here."""
    from recruit.reading.document import Rejected
    from recruit.reading.files import load_document
    from recruit.reading.trace import trace

    click.echo(f"{path.name}")
    try:
        for line in trace(load_document(path.read_bytes(), path.name), month):
            click.echo(line)
    except Rejected as rejected:
        click.echo(f"REJECTED {rejected.id}: {rejected.message}")


def _writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".read-probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise click.BadParameter(f"cannot write to {out}: {error.strerror}", param_hint="--out") from error


def _distinct(files: tuple[Path, ...]) -> None:
    """Two files of one stem would overwrite each other's result."""
    seen: dict[str, Path] = {}
    for path in files:
        other = seen.setdefault(path.stem, path)
        if other != path:
            raise click.UsageError(f"{other} and {path} would both be written to {path.stem}.json")


def rejection(fault: Rejected) -> dict[str, Any]:
    """What is written for a document that cannot be read."""
    return {"rejected": fault.id, "message": fault.message}


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as the command writes it; the keys are those of docs/reading.md."""
    facts = reading.facts
    return {
        "language": facts.language,
        "as_of": facts.as_of,
        "contact": {key: _value(item) for key, item in _contact(facts).items()},
        "education": [
            {
                "level": degree.level.value,
                "title": degree.title,
                "status": degree.status.value,
                "end_year": degree.end_year,
                "mba": degree.mba,
                "quote": degree.evidence.quote,
            }
            for degree in facts.degrees
        ],
        "highest_degree": facts.highest_degree.value,
        "mba": facts.mba.value,
        "positions": [
            {
                "title": position.title,
                "employer": position.employer,
                "start": position.span.start if position.span else None,
                "end": position.span.end if position.span else None,
                "related": position.related.value,
            }
            for position in facts.positions
        ],
        "core_months": facts.core_months,
        "related_months": facts.related_months,
        "skills": _best(facts.skills),
        "duties": _best(facts.duties),
        "evidence": _evidence(facts),
        "flags": [
            {"id": flag.id, "detail": flag.detail} | ({"evidence": _place(flag.evidence)} if flag.evidence else {})
            for flag in facts.flags
        ],
        "reader": facts.reader,
        "lexicon": facts.lexicon,
    }


def _contact(facts: CvFacts) -> dict[str, ContactItem | None]:
    return {"name": facts.contact.name, "email": facts.contact.email, "phone": facts.contact.phone}


def _value(item: ContactItem | None) -> str:
    return re.sub(r"\s+", " ", item.value) if item else ""


def _best(mentions: Mapping[str, tuple[Mention, ...]]) -> dict[str, str]:
    """The best mention's quote by id."""
    return {id_: found[0].evidence.quote for id_, found in mentions.items() if found}


def _place(evidence: Evidence) -> dict[str, Any]:
    return {"quote": evidence.quote, "page": evidence.page, "start": evidence.start, "end": evidence.end}


def _evidence(facts: CvFacts) -> dict[str, Any]:
    """The words that every fact rests on."""

    def mentions(found: Mapping[str, tuple[Mention, ...]]) -> dict[str, Any]:
        return {
            id_: [_place(m.evidence) | {"grade": m.grade.value, "rule": m.rule} for m in listed]
            for id_, listed in found.items()
        }

    return {
        "contact": {key: _place(item.evidence) for key, item in _contact(facts).items() if item},
        "education": [
            _place(degree.evidence)
            | {"rule": degree.rule}
            | ({"status": _place(degree.status_evidence)} if degree.status_evidence else {})
            for degree in facts.degrees
        ],
        "positions": [
            _place(position.evidence)
            | {"rule": position.rule}
            | ({"dates": _place(position.date_evidence)} if position.date_evidence else {})
            for position in facts.positions
        ],
        "skills": mentions(facts.skills),
        "duties": mentions(facts.duties),
    }
