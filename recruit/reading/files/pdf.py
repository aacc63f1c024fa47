"""PDF: glyphs of pdf_oxide, order of `layout`, and what of it a person sees.

pdf_oxide gives every glyph with place, font, size and colour, and is fast;
pdfium, which browsers show PDFs with, renders the page for `visibility` and
reads the glyphs where pdf_oxide cannot.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pdf_oxide
import pypdfium2

from recruit.reading.document import Box, Document, HiddenText, Line, Page, Rejected, Word
from recruit.reading.files.glyphs import Colour, Glyphs, PlacedWord, turned_words, words_of
from recruit.reading.files.scan import scanned_words
from recruit.reading.files.visibility import hidden_words, mend_page_breaks
from recruit.reading.layout import PlacedLine, in_order, mark_running_lines, parts_of
from recruit.reading.segments import segments_of

MAX_PAGES = 40
#: Glyphs of a whole document; a CV of ten dense pages has some 60,000.
MAX_GLYPHS = 400_000
#: Text leaning less than this many degrees is read as upright.
_UPRIGHT = 20.0


_Number = TypeVar("_Number", float, npt.NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class _Frame:
    """The page as shown: `x`, `y` its lower left corner in the file's space, `turn` its rotation in degrees."""

    x: float
    y: float
    width: float
    height: float
    turn: int

    @property
    def shown(self) -> tuple[float, float]:
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)

    def place(self, x: _Number, y: _Number) -> tuple[_Number, _Number]:
        """A point, or points, of the file's space as points from the shown page's upper left corner."""
        x, y = x - self.x, y - self.y
        if self.turn == 90:
            return y, x
        if self.turn == 180:
            return self.width - x, y
        if self.turn == 270:
            return self.height - y, self.width - x
        return x, self.height - y


def read_pdf(data: bytes) -> Document:
    """Raises `Rejected`: encrypted, damaged, too_many_pages, bomb."""
    try:
        data = filled_in(data)
        with closing(open_pdfium(data)) as shown:
            return _read(data, shown)
    except pypdfium2.PdfiumError as error:  # a page, or what is on it, cannot be loaded
        raise Rejected("damaged", "The file is damaged and cannot be opened.") from error


def open_pdfium(data: bytes) -> pypdfium2.PdfDocument:
    """The document in pdfium. Raises `Rejected`: encrypted, damaged, too_many_pages."""
    try:
        shown = pypdfium2.PdfDocument(data)
        count = len(shown)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Rejected("encrypted", "The document is protected with a password.") from error
        raise Rejected("damaged", "The file is damaged and cannot be opened.") from error
    if count > MAX_PAGES:
        shown.close()
        raise Rejected("too_many_pages", f"The document has more than {MAX_PAGES} pages.")
    if not count:
        shown.close()
        raise Rejected("damaged", "The document has no page.")
    return shown


def filled_in(data: bytes) -> bytes:
    """The file with what was typed into a form's fields as text of its pages; the same bytes where it is no form."""
    with closing(open_pdfium(data)) as shown:
        if shown.get_formtype() == pypdfium2.raw.FORMTYPE_NONE:
            return data
        shown.init_forms()
        for index in range(len(shown)):
            with closing(shown[index]) as page:
                page.flatten()
        copy = io.BytesIO()
        shown.save(copy)
        return copy.getvalue()


def _read(data: bytes, shown: pypdfium2.PdfDocument) -> Document:
    source = None
    with _failing():
        source = pdf_oxide.PdfDocument.from_bytes(data)
    pages: list[Page] = []
    placed: list[list[PlacedWord]] = []
    aside: list[list[PlacedWord]] = []
    seen: list[dict[int, str]] = []
    hidden: list[HiddenText] = []
    total = 0
    for index in range(len(shown)):
        page = shown[index]
        frame = _frame(page)
        glyphs = _glyphs(source, page, index, frame)
        total += len(glyphs)
        if total > MAX_GLYPHS:
            raise Rejected("bomb", "The document holds more text than a CV can have.")
        width, height = frame.shown
        pages.append(Page(index + 1, round(width, 2), round(height, 2)))
        leaning = np.abs((glyphs.angle + 180) % 360 - 180) > _UPRIGHT
        upright = words_of(glyphs.only(~leaning))
        turned = turned_words(glyphs.only(leaning))
        unseen = hidden_words(page, [*upright, *turned], width, height)
        page.close()
        seen.append(unseen)
        placed.append(upright)
        aside.append(turned)
    mend_page_breaks(placed, seen, [page.height or 0.0 for page in pages])
    for index, unseen in enumerate(seen):
        hidden += _hidden_texts([*placed[index], *aside[index]], unseen, index + 1)
        placed[index] = [w for w in placed[index] if id(w) not in unseen]
        aside[index] = [w for w in aside[index] if id(w) not in unseen]
    if not any(placed) and not any(aside):
        return _read_scan(shown, pages, hidden)
    return arrange(placed, aside, pages, hidden, "pdf")


def _read_scan(shown: pypdfium2.PdfDocument, pages: list[Page], hidden: list[HiddenText]) -> Document:
    """A document of pictures, by a recogniser where one is installed."""
    words, complete = scanned_words(shown)
    if not any(words):
        return Document("", "scan", tuple(pages), hidden=tuple(hidden), notes=("needs_ocr",))
    return arrange(
        words,
        [[] for _ in pages],
        pages,
        hidden,
        "scan",
        ("read_by_ocr",) if complete else ("read_by_ocr", "truncated"),
    )


def _frame(page: pypdfium2.PdfPage) -> _Frame:
    left, bottom, right, top = page.get_cropbox()
    media = page.get_mediabox()
    left, bottom = max(left, media[0]), max(bottom, media[1])
    right, top = min(right, media[2]), min(top, media[3])
    if right - left < 1 or top - bottom < 1:
        left, bottom, right, top = media
    return _Frame(left, bottom, right - left, top - bottom, page.get_rotation() % 360)


_LOOK = attrgetter("font_name", "font_weight", "color")


def _glyphs(source: pdf_oxide.PdfDocument | None, page: pypdfium2.PdfPage, index: int, frame: _Frame) -> Glyphs:
    chars: list[Any] = []
    if source is not None:
        with _failing():
            chars = source.extract_chars(index)
    if not chars:
        return _pdfium_glyphs(page, frame)
    styles: dict[tuple[str, str, Colour], int] = {}
    look = np.array([styles.setdefault(style, len(styles)) for style in map(_LOOK, chars)])
    x, base = frame.place(*(np.array(list(map(attrgetter(name), chars))) for name in ("origin_x", "origin_y")))
    width, size, angle = (
        np.array(list(map(attrgetter(name), chars))) for name in ("advance_width", "font_size", "rotation_degrees")
    )
    turned = (angle + (frame.turn if frame.turn in (0, 180) else -frame.turn)) % 360
    looks = [(_is_bold(font, weight), _rounded_colour(colour)) for font, weight, colour in styles]
    texts = [char.char for char in chars]
    drawn = np.isfinite(x) & np.isfinite(base) & np.isfinite(width) & np.isfinite(size)
    drawn &= np.fromiter(map(bool, texts), bool, len(texts))
    return Glyphs(texts, x, x + width, base, size, turned, look, looks).only(drawn)


@contextmanager
def _failing() -> Iterator[None]:
    """Whatever of pdf_oxide may fail: pdfium steps in. Its panics, which are Rust's, are no `Exception`."""
    try:
        yield
    except (RuntimeError, ValueError, OSError):
        pass
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise


@lru_cache(maxsize=256)
def _is_bold(font: str, weight: str) -> bool:
    name = font.lower()
    return weight in _BOLD or any(part in name for part in ("bold", "black", "heavy", "semibd", "demi"))


@lru_cache(maxsize=256)
def _rounded_colour(colour: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = colour
    return round(red, 2), round(green, 2), round(blue, 2)


_BOLD = {"Bold", "SemiBold", "ExtraBold", "Black", "Heavy", "DemiBold"}


def _pdfium_glyphs(page: pypdfium2.PdfPage, frame: _Frame) -> Glyphs:
    """The glyphs as pdfium sees them: without colours and weights, for files that pdf_oxide cannot read."""
    texts: list[str] = []
    places: list[tuple[float, float, float, float]] = []
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        for index in range(min(textpage.count_chars(), MAX_GLYPHS, len(text))):
            character = text[index]
            if character in "\r\n":
                continue
            left, bottom, right, top = textpage.get_charbox(index, loose=True)
            x0, base = frame.place(left, bottom)
            x1, ceiling = frame.place(right, top)
            size = abs(base - ceiling) or 1.0
            texts.append(character)
            places.append((min(x0, x1), max(x0, x1), base - 0.2 * size, size * 0.85))
    finally:
        textpage.close()
    x0s, x1s, bases, sizes = np.array(places).reshape(-1, 4).T
    none = np.zeros(len(texts), dtype=np.intp)
    return Glyphs(texts, x0s, x1s, bases, sizes, none.astype(np.float64), none, [(False, (0.0, 0.0, 0.0))])


def _hidden_texts(words: list[PlacedWord], unseen: dict[int, str], page: int) -> list[HiddenText]:
    """Hidden words in a row, of one way of hiding, as one text."""
    found: list[HiddenText] = []
    last: PlacedWord | None = None
    for word in words:
        how = unseen.get(id(word))
        if how is None:
            continue
        box = word.box
        if last is not None and found[-1].how == how and word.base - last.base < 2 * word.size and found[-1].box:
            before = found[-1].box
            joined = Box(min(before.x0, box.x0), min(before.y0, box.y0), max(before.x1, box.x1), max(before.y1, box.y1))
            found[-1] = HiddenText(f"{found[-1].text} {word.text}", page, how, joined)
        else:
            found.append(HiddenText(word.text, page, how, box))
        last = word
    return found


def arrange(
    placed: list[list[PlacedWord]],
    aside: list[list[PlacedWord]],
    pages: list[Page],
    hidden: list[HiddenText],
    kind: str,
    notes: tuple[str, ...] = (),
) -> Document:
    """The document of these words, page by page: `placed` is laid out, `aside` (text on its side) comes last."""
    parts = [
        parts_of(segments_of(words), page.number, page.width or 0.0, page.height or 0.0)
        for words, page in zip(placed, pages, strict=True)
    ]
    by_page = [[line for part in page_parts for line in part.lines] for page_parts in parts]
    running = mark_running_lines(by_page, [page.height or 0.0 for page in pages])
    skipped = {id(line) for line in running}
    lines = [line for line in in_order(parts) if id(line) not in skipped]
    for words, page in zip(aside, pages, strict=True):
        if words:
            lines.append(
                PlacedLine([(" " if i else "", w) for i, w in enumerate(words)], page.number, region="sidebar")
            )
    return _document([*lines, *running], pages, hidden, kind, notes)


def _document(
    placed: list[PlacedLine], pages: list[Page], hidden: list[HiddenText], kind: str, notes: tuple[str, ...]
) -> Document:
    texts: list[str] = []
    lines: list[Line] = []
    words: list[Word] = []
    offset = 0
    for line in placed:
        start = offset
        pieces: list[str] = []
        for space, word in line.words:
            offset += len(space)
            box = Box(round(word.x0, 1), round(word.top, 1), round(word.x1, 1), round(word.bottom, 1))
            words.append(Word(offset, offset + len(word.text), line.page, box))
            offset += len(word.text)
            pieces += (space, word.text)
        texts.append("".join(pieces))
        boxes = [word.box for word in words[-len(line.words) :] if word.box]
        box = Box(
            min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
        )
        lines.append(
            Line(
                start=start,
                end=offset,
                page=line.page,
                box=box,
                size=round(line.size, 1),
                bold=line.bold,
                column=line.column,
                bullet=line.bullet,
                cell=line.cell,
                region=line.region,
            )
        )
        offset += 1
    return Document("\n".join(texts), kind, tuple(pages), tuple(lines), tuple(words), tuple(hidden), notes)
