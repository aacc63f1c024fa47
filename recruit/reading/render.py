"""Pages as pictures, for a person to look at beside what was read."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from recruit.reading.document import Rejected
from recruit.reading.files.pdf import filled_in, open_pdfium

DPI = 110
MAX_PAGES = 20
#: No side of a picture is longer, whatever size the page claims to have.
MAX_SIDE = 3000


def page_images(data: bytes, *, dpi: int = DPI, max_pages: int = MAX_PAGES) -> tuple[bytes, ...]:
    """The first `max_pages` pages of a PDF as PNG; nothing for other formats, which have no pages.

    A page of w × h points becomes w·dpi/72 × h·dpi/72 pixels (rounded up), so that a `Box`
    in points scales by dpi/72. A page that cannot be drawn is left white.
    """
    if b"%PDF-" not in data[:1024]:
        return ()
    try:
        document = open_pdfium(filled_in(data))
    except (Rejected, pypdfium2.PdfiumError):
        return ()
    try:
        return tuple(_png(document, index, dpi) for index in range(min(len(document), max_pages)))
    finally:
        document.close()


def _png(document: pypdfium2.PdfDocument, index: int, dpi: int) -> bytes:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return _white(dpi)
    try:
        width, height = page.get_size()
        scale = min(dpi / 72, MAX_SIDE / max(width, height, 1.0))
        picture = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    return _compressed(picture)


def _white(dpi: int) -> bytes:
    """An empty sheet of A4, for a page that is damaged."""
    return _compressed(Image.new("RGB", (595 * dpi // 72, 842 * dpi // 72), "white"))


def _compressed(picture: Image.Image) -> bytes:
    # Text pages have few colours; a palette makes the file a third of the size without a visible loss.
    buffer = io.BytesIO()
    picture.quantize(colors=128).save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()
