"""What looks as if it were written for a program and not for a person. Signals for a recruiter, never verdicts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, deque
from collections.abc import Iterator

from recruit.facts import Evidence, Flag
from recruit.reading import lexicon
from recruit.reading.document import Document, HiddenText
from recruit.reading.folding import fold, folded

#: Shorter hidden text is a stray mark of the layout.
HIDDEN_LETTERS = 4
#: The same item of a list this often among so many in a row is there for a program that counts.
REPEATED_ITEM = 6
ITEMS_IN_A_ROW = 24
#: More pages than this are much for a CV, academic ones apart.
USUAL_PAGES = 8
#: Different signs of a job description that make one.
POSTING_SIGNS = 3
#: Notes of the file that a recruiter should know of.
_NOTES = ("needs_ocr", "read_by_ocr", "truncated", "macros", "wrong_extension", "zero_width")
_ITEM = re.compile(r"[^,;•|·\n/]+")


def flags(document: Document) -> list[Flag]:
    """Flags of a document: its file's notes, hidden text, look-alike letters, stuffing, a pasted job description.

    ids: needs_ocr, read_by_ocr, truncated, macros, wrong_extension, zero_width,
    many_pages, hidden_text (detail: how, then the text), lookalike_letters,
    stuffing, pasted_job.
    """
    found = [Flag(note) for note in document.notes if note in _NOTES]
    if len(document.pages) > USUAL_PAGES:
        found.append(Flag("many_pages", str(len(document.pages))))
    found += _hidden(document.hidden)
    found += _lookalikes(document)
    found += _stuffing(document)
    found += _pasted(document)
    return found


def _hidden(hidden: tuple[HiddenText, ...]) -> Iterator[Flag]:
    """One flag for each way of hiding, with the beginning of what is hidden."""
    texts: dict[str, list[str]] = {}
    for piece in hidden:
        # Deleted words are what is left of an edit; nobody hid them.
        if piece.how != "deleted":
            texts.setdefault(piece.how, []).append(piece.text)
    for how, pieces in texts.items():
        text = " ".join(pieces)
        if sum(c.isalpha() for c in text) >= HIDDEN_LETTERS:
            yield Flag("hidden_text", f"{how}: {text[:300]}")


def _lookalikes(document: Document) -> Iterator[Flag]:
    """Words of Latin letters with Cyrillic or Greek ones among them; each kind of word once, ten at most."""
    if document.text.isascii():
        return
    seen: set[str] = set()
    for match in re.finditer(r"[^\W\d_]{3,}", document.text):
        word = match.group()
        if word.isascii() or word in seen or len(seen) >= 10:
            continue
        scripts = {unicodedata.name(c, "").split(" ")[0] for c in word if not c.isascii()}
        if scripts & {"CYRILLIC", "GREEK"} and any(c.isascii() for c in word):
            seen.add(word)
            yield Flag("lookalike_letters", word, _evidence(document, match.start(), match.end()))


def _stuffing(document: Document) -> Iterator[Flag]:
    """The same words as an item of a list, over and over in one place; three at most."""
    recent: deque[str] = deque(maxlen=ITEMS_IN_A_ROW)
    total: Counter[str] = Counter()
    crowded: dict[str, tuple[int, int]] = {}
    for match in _ITEM.finditer(document.text):
        item = " ".join(match.group().split())
        if not 1 <= len(item.split()) <= 4 or sum(c.isalpha() for c in item) < 4:
            recent.append("")
            continue
        key = fold(item)
        total[key] += 1
        recent.append(key)
        if key not in crowded and recent.count(key) >= REPEATED_ITEM:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            crowded[key] = start, start + len(match.group().strip())
    for key, (start, end) in list(crowded.items())[:3]:
        yield Flag("stuffing", f"{total[key]} × {key}", _evidence(document, start, end))


def _pasted(document: Document) -> Iterator[Flag]:
    """Several different ways in which employers speak in a posting."""
    matches = lexicon.phrases("job_description").outermost(folded(document.text))
    signs = {match.entry.id: match for match in reversed(matches)}
    if len(signs) >= POSTING_SIGNS:
        earliest = min(signs.values(), key=lambda match: match.start)
        yield Flag(
            "pasted_job",
            "; ".join(document.text[m.start : m.end] for m in sorted(signs.values(), key=lambda m: m.start)),
            _evidence(document, earliest.start, earliest.end),
        )


def _evidence(document: Document, start: int, end: int) -> Evidence:
    return Evidence(start, end, document.text[start:end], document.page_at(start))
