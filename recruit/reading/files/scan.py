"""Pages that are pictures: their words by tesseract or rapidocr, whichever is installed; neither is required.

Words come with boxes and then take the same way as those of any PDF. What
was read so is noted (`read_by_ocr`), for letters may be wrong.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import os
import shutil
import statistics
import subprocess
import time
from functools import lru_cache
from typing import Any

import numpy
import pypdfium2
from PIL import Image

from recruit.reading.files.glyphs import ASCENT, DESCENT, PlacedWord

DPI = 300
#: Pages read at most: recognition takes seconds a page, and a reading has little time.
MAX_PAGES = 4
#: Recognitions below this confidence (of 100) are noise.
CONFIDENCE = 30.0
#: In this order the recogniser does best on Ñ and @.
_LANGUAGES = ("spa", "cat", "eng")
#: Seconds for the whole document: a reading in the sandbox has some more.
SECONDS = 14.0
#: What recognisers take a list mark for, when a capital or a figure follows.
_MISREAD_MARKS = frozenset("eo*»«+¢©®·•-–—=>°")
_BLACK = (0.0, 0.0, 0.0)
#: Degrees that a page is turned back at most, and in what steps they are tried.
_MAX_SKEW, _SKEW_STEP = 4.0, 0.25


def engine() -> str | None:
    """The recogniser at hand: `tesseract`, `rapidocr`, or None."""
    if shutil.which("tesseract"):
        return "tesseract"
    if importlib.util.find_spec("rapidocr") and importlib.util.find_spec("onnxruntime"):
        return "rapidocr"
    return None


def scanned_words(document: pypdfium2.PdfDocument) -> tuple[list[list[PlacedWord]], bool]:
    """The words of each page, and whether all pages were read.

    No words where no recogniser is installed or it fails. Pages beyond
    `MAX_PAGES` and beyond the time are left empty.
    """
    name = engine()
    pages: list[list[PlacedWord]] = [[] for _ in range(len(document))]
    end = time.monotonic() + SECONDS
    for index in range(len(document) if name else 0):
        left = end - time.monotonic()
        if index >= MAX_PAGES or left < 1:
            return pages, False
        picture = _picture(document, index)
        angle = skew(picture)
        if angle:
            picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        try:
            pages[index] = _by_tesseract(picture, left) if name == "tesseract" else _by_rapidocr(picture)
        except (OSError, subprocess.SubprocessError, ValueError, RuntimeError):
            return pages, False
    return pages, True


def _picture(document: pypdfium2.PdfDocument, index: int) -> Image.Image:
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, 4000 / max(width, height, 1.0))
        picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        picture.info["scale"] = scale
    finally:
        page.close()
    return picture


def skew(picture: Image.Image) -> float:
    """By how many degrees a page must be turned (counter-clockwise) so that its lines lie level; 0 below a quarter.

    Lines that lie level make rows of the page very dark or very light: the
    angle is the one with the greatest variance of the rows' darkness.
    """
    small = picture.copy()
    small.thumbnail((700, 1000))
    small = Image.eval(small, lambda value: 255 - value)
    best, found = -1.0, 0.0
    for step in range(-int(_MAX_SKEW / _SKEW_STEP), int(_MAX_SKEW / _SKEW_STEP) + 1):
        angle = step * _SKEW_STEP
        turned = numpy.asarray(small.rotate(angle, resample=Image.Resampling.BILINEAR), dtype=numpy.float32)
        variance = float(numpy.var(numpy.diff(turned.sum(axis=1))))
        # A level page stays as it is: turning costs sharpness.
        if variance > best * 1.02:
            best, found = variance, angle
    return found if abs(found) > _SKEW_STEP else 0.0


# --- tesseract -----------------------------------------------------------------


@lru_cache(maxsize=1)
def _languages(program: str) -> str:
    """Those of our languages whose data is installed, as tesseract wants them."""
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False).stdout
    found = [language for language in _LANGUAGES if language in listed.split()]
    return "+".join(found) or "eng"


def _by_tesseract(picture: Image.Image, seconds: float) -> list[PlacedWord]:
    program = shutil.which("tesseract") or "tesseract"
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    answer = subprocess.run(
        [program, "-", "-", "-l", _languages(program), "--dpi", str(DPI), "--psm", "3", "tsv"],
        input=buffer.getvalue(),
        capture_output=True,
        timeout=seconds,
        check=True,
        # One thread a page is faster than many that wait for one another.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return words_of_tsv(answer.stdout.decode("utf-8", "replace"), _scale(picture))


def words_of_tsv(table: str, scale: float) -> list[PlacedWord]:
    """The words of tesseract's TSV; `scale` pixels are one point."""
    lines: dict[tuple[str, ...], list[tuple[str, float, float, float, float]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text or float(row["conf"]) < CONFIDENCE:
            continue
        left, top, width, height = (float(row[key]) / scale for key in ("left", "top", "width", "height"))
        key = row["block_num"], row["par_num"], row["line_num"]
        lines.setdefault(key, []).append((text, left, top, left + width, top + height))
    words = [word for line in lines.values() for word in _marked(_level(line))]
    _even_out(words)
    return words


def _even_out(words: list[PlacedWord]) -> None:
    """Nearly equal sizes and base lines become equal: columns of one row are measured apart from each other."""
    if not words:
        return
    usual = statistics.median(word.size for word in words)
    base = -1e9
    for word in sorted(words, key=lambda word: word.base):
        if 0.72 < word.size / usual < 1.35:
            word.size = usual
        if word.base - base > 0.35 * usual:
            base = word.base
        word.base = base
        word.top, word.bottom = base - ASCENT * word.size, base + DESCENT * word.size


def _marked(line: list[PlacedWord]) -> list[PlacedWord]:
    """The line with its list mark, often misread, as such."""
    if len(line) > 1 and line[0].text in _MISREAD_MARKS and not line[1].text[0].islower():
        line[0].text, line[0].bullet = "•", True
    return line


def _level(line: list[tuple[str, float, float, float, float]]) -> list[PlacedWord]:
    """Words of one line on one base line and of one size: boxes of recognisers hug each word's letters."""
    tall = [bottom - top for text, _, top, _, bottom in line if any(c.isupper() or c in "bdfhklt" for c in text)]
    size = statistics.median(tall or [bottom - top for _, _, top, _, bottom in line]) / (ASCENT + DESCENT * 0.4)
    plain = [bottom for text, _, _, _, bottom in line if not any(c in "gjpqy,;()" for c in text)]
    base = statistics.median(plain) if plain else statistics.median(b for *_, b in line) - DESCENT * size
    return [
        PlacedWord(text, left, right, base, round(size, 1), False, _BLACK, spaced=True)
        for text, left, _, right, _ in line
    ]


# --- rapidocr --------------------------------------------------------------------


@lru_cache(maxsize=1)
def _rapidocr() -> Any:  # pragma: no cover - an optional package
    from rapidocr import RapidOCR

    return RapidOCR()


def _by_rapidocr(picture: Image.Image) -> list[PlacedWord]:  # pragma: no cover - an optional package
    result = _rapidocr()(numpy.asarray(picture.convert("RGB")))
    if result.boxes is None:
        return []
    scale = _scale(picture)
    words: list[PlacedWord] = []
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if 100 * float(score) < CONFIDENCE or not text.strip():
            continue
        left, right = (float(edge(point[0] for point in corners)) / scale for edge in (min, max))
        top, bottom = (float(edge(point[1] for point in corners)) / scale for edge in (min, max))
        words += _marked(_shared_out(text.strip(), left, top, right, bottom))
    _even_out(words)
    return words


def _shared_out(text: str, left: float, top: float, right: float, bottom: float) -> list[PlacedWord]:
    """A recognised line cut into words, its width shared out by letters."""
    size = (bottom - top) / (ASCENT + DESCENT) * 0.9
    step = (right - left) / max(len(text), 1)
    words: list[PlacedWord] = []
    offset = 0
    for part in text.split():
        offset = text.index(part, offset)
        x0 = left + offset * step
        base = bottom - DESCENT * size
        words.append(PlacedWord(part, x0, x0 + len(part) * step, base, round(size, 1), False, _BLACK, spaced=True))
        offset += len(part)
    return words


def _scale(picture: Image.Image) -> float:
    return float(picture.info.get("scale", DPI / 72))
