"""Label and value: `Cargo: Comercial`, `Designation | Sales Executive`, `EMPRESA   Textiles Sur`.

A label's value is behind its mark, in the next field or cell of the row, or
on the next line where the label ends with a colon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from recruit.reading import lexicon
from recruit.reading.document import Document
from recruit.reading.folding import folded

#: the entries of titles.yaml whose words are labels
KINDS = {"labels": "title", "employer-labels": "employer", "period-labels": "period", "task-labels": "task"}
_NEXT_FIELD = re.compile(r"\s{2,}|\t|\s*[|│]\s*")


@dataclass(frozen=True, slots=True)
class Labelled:
    """`document.text[start:end]` is the value of a label of the `kind` (title, employer, period, task) on `line`."""

    kind: str
    line: int
    start: int
    end: int


def labelled_values(document: Document) -> list[Labelled]:
    """The labelled values of a document that tell of posts, by place."""
    found: list[Labelled] = []
    text, lines = document.text, document.lines
    for index, line in enumerate(lines):
        if line.end - line.start > 200:
            continue
        body = folded(text[line.start : line.end])
        place = 0
        while match := _pattern().match(body.text, place):
            kind = next(kind for name, kind in KINDS.items() if match[name.replace("-", "_")])
            after = line.start + body.at(match.end()) if match.end() < len(body.text) else line.end
            mark = body.text[match.end("label") : match.end()]
            cut = _NEXT_FIELD.search(text, after, line.end) if after < line.end else None
            stop = cut.start() if cut else line.end
            value = (after, stop, index)
            if after >= line.end:
                value = _beside(document, index, ":" in mark)
            start, end, where = value
            if end > start and text[start:end].strip() and not is_label(text[start:end]):
                found.append(Labelled(kind, where, start, end))
            if cut is None:
                break
            place = body.from_original(cut.end() - line.start)
    return found


def label_in(text: str) -> int:
    """How many characters of `text` are a label and its mark; 0 where none begins it."""
    body = folded(text)
    match = _pattern().match(body.text)
    if match is None or match.end() >= len(body.text):
        return 0
    return body.at(match.end())


def is_label(text: str) -> bool:
    """Whether `text` is nothing but a label: a cell of a table's first row."""
    body = folded(text.strip())
    match = _pattern().match(body.text)
    return match is not None and match.end() >= len(body.text)


def _beside(document: Document, index: int, colon: bool) -> tuple[int, int, int]:
    """The value of a label that stands alone: the next cell or field of its row, or below a colon."""
    lines = document.lines
    own = lines[index]
    best: tuple[float, int] | None = None
    for number, line in enumerate(lines):
        if number == index or line.page != own.page:
            continue
        if own.cell and line.cell and own.cell[:2] == line.cell[:2] and line.cell[2] == own.cell[2] + 1:
            return line.start, line.end, number
        if own.box and line.box and not own.cell:
            middle = (own.box.y0 + own.box.y1) / 2
            if line.box.x0 >= own.box.x1 - 1 and line.box.y0 <= middle <= line.box.y1:
                best = min(best or (line.box.x0, number), (line.box.x0, number))
    if best:
        line = lines[best[1]]
        return line.start, line.end, best[1]
    if colon and index + 1 < len(lines) and not lines[index + 1].bullet:
        return lines[index + 1].start, lines[index + 1].end, index + 1
    return 0, 0, index


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = "|".join(f"(?P<{name.replace('-', '_')}>{_forms(name)})" for name in KINDS)
    return re.compile(rf"[\W\d]{{0,4}}(?P<label>{names})\s*(?::\s*(?:-\s*)?|\s{{2,}}|\t|\s*[|│]\s*|\.?\s*$)")


def _forms(name: str) -> str:
    forms = sorted(lexicon.words_of("titles", name), key=len, reverse=True)
    return "|".join(re.escape(form).replace("\\ ", r"[\s/'’]+(?:de\s+|d['’])?") for form in forms)
