"""What stands behind a label (*Edad:*, *Nacionalitat:*) or opens such a statement (*nacida en*)."""

from __future__ import annotations

import re
from functools import cache

from recruit.hiring.blind.covering import Span
from recruit.hiring.blind.folding import Folded
from recruit.hiring.blind.vocabulary import vocabulary

_END = re.compile(r"[|•·●▪■◦;\t\n]|\s{2,}|\s[-–—]\s|\.\s|$")


def labelled_spans(folded: Folded) -> list[Span]:
    """The value behind a label, to the end of its field; a label alone on its line labels the next one."""
    body = folded.text
    found = []
    for match in _label_pattern().finditer(body):
        start = match.end()
        if start < len(body) and body[start] == "\n":
            start += 1
            end = body.find("\n", start)
            end = len(body) if end < 0 else end
            if end - start > 60:
                continue
        else:
            end = _field_end(body, start)
        if end > start:
            found.append(folded.original(start, end))
    for match in _opening_pattern().finditer(body):
        end = _field_end(body, match.end())
        found.append(folded.original(match.start(), min(end, match.end() + 60)))
    return found


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = sorted({label for group in vocabulary()["labels"].values() for label in group}, key=len, reverse=True)
    return re.compile(
        rf"(?:^|(?<=[\s|•·(,;/]))(?:{'|'.join(map(re.escape, labels))})\.?(?:\s*/\s*[a-z. -]{{2,20}})?\s*"
        r"(?::|\t|\s{2,}|\s[-–—]\s|\s*\|\s*)[ \t]*",
        re.M,
    )


@cache
def _opening_pattern() -> re.Pattern[str]:
    openings = sorted(vocabulary()["openings"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, openings))})(?!\w)")


def _field_end(body: str, start: int) -> int:
    match = _END.search(body, start)
    return match.start() if match and match.start() > start else (match.end() if match else len(body))
