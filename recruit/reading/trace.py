"""How a document became facts, step by step, for developers: `flask --app recruit read --trace FILE`.

Every line of the trace names what was seen and the rule that made it a fact or
refused it. The rules' names are those of the lexicon's entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from recruit.facts import CvFacts, Evidence, Mention, Month
from recruit.reading.document import Document
from recruit.reading.integrity import flags as integrity_flags
from recruit.reading.reader import Shape, read_facts, shape_of
from recruit.reading.tracing import Refusal, listening

_LONGEST = 100


def trace(document: Document, as_of: Month) -> Iterator[str]:
    """The lines of the trace: document, lines, sections, dates, posts, facts, refusals, flags."""
    with listening() as refusals:
        facts = read_facts(document, as_of)
    shape = shape_of(document, as_of)
    yield from _document(document, shape)
    yield from _lines(document)
    yield from _sections(document, shape)
    yield from _dates(document, shape)
    yield from _entries(document, shape)
    yield from _facts(facts)
    yield from _refusals(document, refusals)
    yield "FLAGS"
    for flag in (*facts.flags, *integrity_flags(document)):
        yield f"  {flag.id:<24} {flag.detail}{_at(flag.evidence)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'


def _at(evidence: Evidence | None) -> str:
    return f"  {_short(evidence.quote)} [{evidence.start}:{evidence.end}, page {evidence.page}]" if evidence else ""


def _document(document: Document, shape: Shape) -> Iterator[str]:
    language = shape.language
    like = f" (reads like {language.unsupported})" if language.unsupported else ""
    yield "DOCUMENT"
    yield (
        f"  {document.kind}, {len(document.pages)} pages, {len(document.lines)} lines, "
        f"{len(document.text)} characters, language {language.code}{like}"
    )
    for note in document.notes:
        yield f"  note     {note}"
    for hidden in document.hidden:
        yield f"  hidden   {hidden.how:<14} page {hidden.page}  {_short(hidden.text)}"


def _lines(document: Document) -> Iterator[str]:
    yield "LINES"
    for number, line in enumerate(document.lines):
        looks = "".join(mark for mark, there in (("b", line.bold), ("h", line.heading), ("•", line.bullet)) if there)
        where = f"p{line.page} {line.region}{f' column {line.column}' if line.column else ''}"
        cell = f" cell {line.cell}" if line.cell else ""
        text = _short(document.text[line.start : line.end])
        yield f"  {number:>4} {where}{cell}  {line.size:g}{looks and ' ' + looks}  {text}"


def _sections(document: Document, shape: Shape) -> Iterator[str]:
    yield "SECTIONS"
    for section in shape.outline.sections:
        title = _short(section.title.quote) if section.title else "(no heading)"
        yield f"  {section.kind:<13} lines {section.first}-{section.last}  {title}"


def _dates(document: Document, shape: Shape) -> Iterator[str]:
    yield "DATES"
    for date in shape.dates:
        span = f"{date.span.start} to {date.span.end}" if date.span else "no months"
        yield (
            f"  {_short(document.text[date.start : date.end])} [{date.start}:{date.end}]  {date.kind}, {span}"
            f"{f', {date.problem}' if date.problem else ''}"
        )


def _entries(document: Document, shape: Shape) -> Iterator[str]:
    yield "POSTS"
    for entry in shape.entries:
        parts: list[tuple[str, Any]] = [("title", entry.title), ("employer", entry.employer)]
        said = [f"{name} {_short(document.text[span[0] : span[1]])}" for name, span in parts if span]
        if entry.date:
            said.append(f"dates {_short(document.text[entry.date.start : entry.date.end])}")
        body = f", body {entry.body[0]}-{entry.body[-1]}" if entry.body else ""
        lines = ", ".join(map(str, entry.lines))
        yield f"  lines {lines}{body} ({entry.section}{', told in prose' if entry.prose else ''}): {'; '.join(said)}"


def _facts(facts: CvFacts) -> Iterator[str]:
    yield "FACTS"
    for name, item in (("name", facts.contact.name), ("email", facts.contact.email), ("phone", facts.contact.phone)):
        if item:
            yield f"  contact  {name}{_at(item.evidence)}"
    for degree in facts.degrees:
        mba = ", MBA" if degree.mba else ""
        yield (
            f"  degree   {degree.level.value}, {degree.status.value}, {degree.end_year or 'no year'}{mba}"
            f"{_at(degree.evidence)}  by {degree.rule}"
        )
    for position in facts.positions:
        span = f"{position.span.start} to {position.span.end}" if position.span else "no months"
        yield f"  post     {position.related.value}, {span}{_at(position.evidence)}  by {position.rule}"
    yield f"  months   {facts.core_months} core, {facts.related_months} related, as of {facts.as_of}"
    for kind, found in (("skill", facts.skills), ("duty", facts.duties)):
        for id_, mentions in found.items():
            yield from _mentions(kind, id_, mentions)


def _mentions(kind: str, id_: str, mentions: Iterable[Mention]) -> Iterator[str]:
    for mention in mentions:
        yield f"  {kind:<8} {id_}, {mention.grade.value}{_at(mention.evidence)}  by {mention.rule}"


def _refusals(document: Document, refusals: Iterable[Refusal]) -> Iterator[str]:
    yield "REFUSED"
    for refusal in dict.fromkeys(refusals):
        words = _short(document.text[refusal.start : refusal.end])
        yield f"  {refusal.fact:<22} {words} [{refusal.start}:{refusal.end}]  {refusal.why}"
