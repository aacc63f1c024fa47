"""A page's picture without what tells who the person is.

Nothing is shown that was not located: words that may be seen are kept where they stand, rules and the page's own
colours too; every other pixel (a photograph, a logo, a signature, text that was drawn and not written) is painted
over. Hidden words are bars.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray
from PIL import Image

from recruit.hiring.blind.covering import Span
from recruit.reading.document import Box, Page, Word

#: of the bars over hidden words, and of the boxes over pictures
BAR = (38, 38, 42)
VEIL = (200, 200, 204)
#: a colour that covers so much of a page is its ground
GROUND = 0.03
CELL = 8
#: sides of a picture, in pixels: smaller things (bullets, icons) are taken off without a trace
PICTURE = 30
#: a rule is longer than this, and thinner than that
RULE_LENGTH, RULE_WIDTH = 40, 4

Mask = NDArray[numpy.bool_]
Pixels = NDArray[numpy.uint8]


def blind_picture(png: bytes, page: Page, words: Sequence[Word], hidden: Sequence[Span]) -> bytes:
    """The picture of `page` as it may be seen. `words` are the document's, `hidden` the places in its text."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    pixels: Pixels = numpy.asarray(image)
    height, width = pixels.shape[:2]
    if not page.width or not page.height:
        return _png(numpy.full_like(pixels, VEIL[0]))
    scale = width / page.width, height / page.height
    seen = numpy.zeros((height, width), dtype=bool)
    bars: list[tuple[int, int, int, int]] = []
    for word in words:
        if word.page != page.number or word.box is None:
            continue
        cuts = [(max(a, word.start), min(b, word.end)) for a, b in hidden if a < word.end and b > word.start]
        x0, y0, x1, y1 = _pixels(word.box, scale, 1, width, height)
        seen[y0:y1, x0:x1] = True
        for start, end in cuts:
            bars.append(_pixels(_cut(word, start, end), scale, 2, width, height))
    ground = _is_ground(pixels)
    rules = _rules(~ground & ~seen)
    loose = ~ground & ~seen & ~rules
    out = pixels.copy()
    _paint_ground(out, pixels, ground & ~loose, _grown(loose) & ~seen & ~rules)
    for x0, y0, x1, y1 in _pictures(~ground & ~seen, loose):
        patch = ~seen[y0:y1, x0:x1]
        out[y0:y1, x0:x1][patch] = VEIL
    for x0, y0, x1, y1 in bars:
        out[y0:y1, x0:x1] = BAR
    return _png(out)


def _cut(word: Word, start: int, end: int) -> Box:
    """The part of a word's box that these letters take, a little more to be sure; the whole box for most of it."""
    box, length = word.box or Box(0, 0, 0, 0), word.end - word.start
    if (end - start) * 2 >= length:
        return box
    each = (box.x1 - box.x0) / length
    left = box.x0 + (start - word.start - 0.6) * each if start > word.start else box.x0
    right = box.x0 + (end - word.start + 0.6) * each if end < word.end else box.x1
    return Box(max(left, box.x0), box.y0, min(right, box.x1), box.y1)


def _pixels(box: Box, scale: tuple[float, float], more: int, width: int, height: int) -> tuple[int, int, int, int]:
    return (
        max(0, int(box.x0 * scale[0]) - more),
        max(0, int(box.y0 * scale[1]) - more),
        min(width, int(box.x1 * scale[0]) + 1 + more),
        min(height, int(box.y1 * scale[1]) + 1 + more),
    )


def _codes(pixels: Pixels) -> NDArray[numpy.int32]:
    """Each colour as one number, near ones alike."""
    coarse = (pixels >> 4).astype(numpy.int32)
    return (coarse[..., 0] << 8) | (coarse[..., 1] << 4) | coarse[..., 2]


def _is_ground(pixels: Pixels) -> Mask:
    """Where the page shows its own colours: paper, bands, sidebars."""
    codes = _codes(pixels)
    counts = numpy.bincount(codes.ravel(), minlength=4096)
    ground = numpy.zeros(4096, dtype=bool)
    for code in numpy.flatnonzero(counts >= codes.size * GROUND):
        ground[_around(int(code))] = True
    result: Mask = ground[codes]
    return result


def _around(code: int) -> list[int]:
    """A colour and its nearest neighbours: a scan's paper is not of one colour."""
    r, g, b = code >> 8, (code >> 4) & 15, code & 15
    step = (-1, 0, 1)
    return [((r + d) << 8) | ((g + d) << 4) | (b + d) for d in step if all(0 <= value + d <= 15 for value in (r, g, b))]


def _runs(mask: Mask, axis: int) -> NDArray[numpy.int32]:
    """How long the run of set pixels is that each pixel belongs to, along an axis."""
    lined = mask if axis == 1 else mask.T
    size = lined.shape[1]
    index = numpy.arange(size, dtype=numpy.int32)
    before = numpy.maximum.accumulate(numpy.where(lined, -1, index), axis=1)
    after = numpy.minimum.accumulate(numpy.where(lined, size, index)[:, ::-1], axis=1)[:, ::-1]
    length = numpy.where(lined, after - before - 1, 0).astype(numpy.int32)
    return length if axis == 1 else length.T


def _rules(mask: Mask) -> Mask:
    """Long thin lines: of tables, under headings."""
    across, down = _runs(mask, 1), _runs(mask, 0)
    result: Mask = ((across >= RULE_LENGTH) & (down <= RULE_WIDTH)) | ((down >= RULE_LENGTH) & (across <= RULE_WIDTH))
    return result


def _grown(mask: Mask, by: int = 2) -> Mask:
    """The mask and its surroundings: letters have pale edges, which the ground's tolerance would leave as a ghost."""
    grown = mask.copy()
    for axis in (0, 1):
        wide = grown.copy()
        for step in range(1, by + 1):
            for way in (step, -step):
                moved = numpy.roll(grown, way, axis)
                edge = [slice(None), slice(None)]
                edge[axis] = slice(0, step) if way > 0 else slice(-step, None)
                moved[tuple(edge)] = False
                wide |= moved
        grown = wide
    return grown


def _paint_ground(out: Pixels, pixels: Pixels, ground: Mask, loose: Mask) -> None:
    """Each loose pixel becomes the ground colour that its surroundings show."""
    height, width = ground.shape
    tile, codes = 16, _codes(pixels)
    paper = _commonest(pixels, codes, ground)
    for top in range(0, height, tile):
        for left in range(0, width, tile):
            here = (slice(top, top + tile), slice(left, left + tile))
            if not loose[here].any():
                continue
            around = (slice(max(0, top - 8), top + tile + 8), slice(max(0, left - 8), left + tile + 8))
            colour = _commonest(pixels[around], codes[around], ground[around])
            out[here][loose[here]] = colour if colour is not None else (255, 255, 255) if paper is None else paper


def _commonest(pixels: Pixels, codes: NDArray[numpy.int32], ground: Mask) -> Pixels | None:
    found = codes[ground]
    if not found.size:
        return None
    code = int(numpy.bincount(found, minlength=4096).argmax())
    colour: Pixels = pixels[(codes == code) & ground][0]
    return colour


def _pictures(everything: Mask, loose: Mask) -> list[tuple[int, int, int, int]]:
    """The boxes around what is large enough to be a photograph, a logo, a signature."""
    height, width = everything.shape
    rows, columns = -(-height // CELL), -(-width // CELL)
    padded = numpy.zeros((rows * CELL, columns * CELL), dtype=bool)
    padded[:height, :width] = loose
    cells = padded.reshape(rows, CELL, columns, CELL).any(axis=(1, 3))
    found = []
    waiting = {(int(r), int(c)) for r, c in zip(*numpy.nonzero(cells), strict=True)}
    while waiting:
        stack = [waiting.pop()]
        group = []
        while stack:
            r, c = stack.pop()
            group.append((r, c))
            for near in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                if near in waiting:
                    waiting.remove(near)
                    stack.append(near)
        top, bottom = min(r for r, _ in group), max(r for r, _ in group) + 1
        left, right = min(c for _, c in group), max(c for _, c in group) + 1
        if (bottom - top) * CELL >= PICTURE and (right - left) * CELL >= PICTURE:
            found.append((left * CELL, top * CELL, min(right * CELL, width), min(bottom * CELL, height)))
    return found


def _png(pixels: Pixels) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).quantize(colors=128, method=Image.Quantize.FASTOCTREE).save(buffer, "PNG")
    return buffer.getvalue()
