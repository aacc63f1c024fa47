"""Which words of a page a person does not see: the page is rendered small and looked at where each word stands.

A word that leaves no trace of ink is white, transparent, covered or drawn
invisibly; white words on a dark band leave one and are read like any other.
Nearly every word leaves one in shades of grey, which are quickly rendered and
looked at; only for the others, and for words upon words, are colours needed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy
import pypdfium2

from recruit.reading.files.glyphs import PlacedWord

#: Pixels a point, and the difference of brightness (of 255) that counts as a trace.
SCALE = 1.25
CONTRAST = 14
#: Letters below this size in points are not read by anyone.
TINY = 3.0
#: Pages are at most this large when rendered.
_MAX_SIDE = 2200


def hidden_words(page: pypdfium2.PdfPage, words: Sequence[PlacedWord], width: float, height: float) -> dict[int, str]:
    """`id` of each word that cannot be seen -> how it is hidden (see `HiddenText.how`)."""
    if not words:
        return {}
    unseen: dict[int, str] = {}
    scale = min(SCALE, _MAX_SIDE / max(width, height, 1.0))
    overlapping = _overlapping(words)
    shades: _Shades | None = None
    pixels: numpy.ndarray | None = None
    for word in words:
        if word.x1 <= 0 or word.x0 >= width or word.bottom <= 0 or word.top >= height:
            unseen[id(word)] = "off_page"
            continue
        if word.size < TINY and word.bottom - word.top < TINY * 1.2:
            unseen[id(word)] = "tiny"
            continue
        if not any(map(str.isalnum, word.text)):
            continue
        if shades is None:
            shades = _Shades(page, scale)
        if shades.show(word) and id(word) not in overlapping:
            continue
        if pixels is None:
            pixels = _render(page, scale)
        area = _area(pixels, word, scale)
        if area is None:
            continue
        flat = area.reshape(-1, 3)
        if int((flat.max(axis=0) - flat.min(axis=0)).max()) < CONTRAST:
            unseen[id(word)] = _how(word, flat[0])
        elif id(word) in overlapping and _is_near(word, numpy.median(flat, axis=0)):
            # The traces are those of the words that lie in the same place.
            unseen[id(word)] = "low_contrast"
    _add_neighbours(words, unseen)
    return unseen


class _Shades:
    """The page in shades of grey. Where two of them differ, a colour does as much or more."""

    def __init__(self, page: pypdfium2.PdfPage, scale: float) -> None:
        bitmap = page.render(scale=scale, may_draw_forms=False, grayscale=True)
        self.scale, self.stride, self.rows, self.columns = scale, bitmap.stride, bitmap.height, bitmap.width
        self.data = bytes(bitmap.buffer)

    def show(self, word: PlacedWord) -> bool:
        """Whether a line of pixels through the word's letters, at one of three heights, is of more than one shade."""
        left, right = max(int(word.x0 * self.scale), 0), min(int(word.x1 * self.scale) + 1, self.columns)
        first, last = max(int(word.top * self.scale), 0), min(int(word.bottom * self.scale), self.rows - 1)
        if right - left < 2:
            return False
        for share in (0.6, 0.45, 0.75):
            row = first + int((last - first) * share)
            if 0 <= row < self.rows:
                line = self.data[row * self.stride + left : row * self.stride + right]
                if max(line) - min(line) >= CONTRAST:
                    return True
        return False


def _render(page: pypdfium2.PdfPage, scale: float) -> numpy.ndarray:
    bitmap = page.render(scale=scale, may_draw_forms=False)
    pixels = bitmap.to_numpy()
    return numpy.ascontiguousarray(pixels[:, :, :3]).astype(numpy.int16)


def _area(pixels: numpy.ndarray, word: PlacedWord, scale: float) -> numpy.ndarray | None:
    """The pixels of the word, down to its base line; None for what is too small to judge."""
    rows, columns = pixels.shape[:2]
    top, bottom = int(word.top * scale), int(word.bottom * scale) + 1
    left, right = int(word.x0 * scale), int(word.x1 * scale) + 1
    top, bottom = max(top, 0), min(bottom, rows)
    left, right = max(left, 0), min(right, columns)
    if bottom - top < 2 or right - left < 2:
        return None
    return pixels[top:bottom, left:right]


def _overlapping(words: Sequence[PlacedWord]) -> set[int]:
    """`id` of the words that lie upon words of another colour."""
    found: set[int] = set()
    if len({word.colour for word in words}) < 2:
        return found
    rows = sorted(words, key=lambda word: word.base)
    for index, word in enumerate(rows):
        colour, lowest = word.colour, word.base + 0.5 * word.size
        for place in range(index + 1, len(rows)):
            other = rows[place]
            if other.base > lowest:
                break
            if other.colour == colour or word.x1 <= other.x0 or other.x1 <= word.x0:
                continue
            width = min(word.x1, other.x1) - max(word.x0, other.x0)
            if width > 0.2 * min(word.x1 - word.x0, other.x1 - other.x0):
                found |= {id(word), id(other)}
    return found


def _how(word: PlacedWord, background: numpy.ndarray) -> str:
    return "low_contrast" if _is_near(word, background) else "invisible"


def _is_near(word: PlacedWord, background: numpy.ndarray) -> bool:
    """Whether the word's colour is the background's; pdfium's bitmaps are blue, green, red."""
    colour = [255 * part for part in reversed(word.colour)]
    return all(abs(part - float(back)) < 40 for part, back in zip(colour, background, strict=True))


def _add_neighbours(words: Sequence[PlacedWord], unseen: dict[int, str]) -> None:
    """Marks between hidden words of the same row and colour are hidden as well."""
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if id(word) in unseen or any(c.isalnum() for c in word.text):
            continue
        if id(before) in unseen and id(after) in unseen and before.base == word.base == after.base:
            unseen[id(word)] = unseen[id(before)]


def mend_page_breaks(
    pages: Sequence[list[PlacedWord]], unseen: Sequence[dict[int, str]], heights: Sequence[float]
) -> None:
    """A row that a page break cut through stands on both pages, half of it on each: keep it once, and as seen.

    Programs that print web pages do so. Changes `pages` and `unseen`.
    """
    for index, (words, height) in enumerate(zip(pages, heights, strict=True)):
        for row in (_edge_row(words, height, last=True), _edge_row(words, height, last=False)):
            if any(id(word) not in unseen[index] for word in row):
                for word in row:
                    unseen[index].pop(id(word), None)
    for index in range(len(pages) - 1):
        above = _edge_row(pages[index], heights[index], last=True)
        below = _edge_row(pages[index + 1], heights[index + 1], last=False)
        if not above or [word.text for word in above] != [word.text for word in below]:
            continue
        hidden_above = sum(id(word) in unseen[index] for word in above)
        hidden_below = sum(id(word) in unseen[index + 1] for word in below)
        side, row = (index, above) if hidden_above > hidden_below else (index + 1, below)
        dropped = {id(word) for word in row}
        pages[side][:] = [word for word in pages[side] if id(word) not in dropped]


def _edge_row(words: Sequence[PlacedWord], height: float, *, last: bool) -> list[PlacedWord]:
    """The last (or first) row of a page where it stands at the very edge, else nothing."""
    if not words:
        return []
    edge = max(word.base for word in words) if last else min(word.base for word in words)
    if (edge < 0.95 * height) if last else (edge > 0.06 * height):
        return []
    return [word for word in words if abs(word.base - edge) < 1.0]
