"""Pictures of pages: what a recogniser's table becomes, turning pages level, and a real scan where tesseract is."""

from __future__ import annotations

import io
import shutil

import pypdfium2
import pytest
from PIL import Image

from recruit.reading.files import load_document
from recruit.reading.files.scan import skew, words_of_tsv
from tests.reading.documents import Put, column, pdf

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def row(place: str, left: int, top: int, width: int, height: int, text: str, conf: float = 95.0) -> str:
    block, line, word = place.split(".")
    return f"5\t1\t{block}\t1\t{line}\t{word}\t{left}\t{top}\t{width}\t{height}\t{conf}\t{text}"


def page(angle: float = 0.0) -> Image.Image:
    """A page of text as a picture at 150 dpi, turned by `angle` degrees."""
    lines = [
        "#EXPERIENCE",
        "Key Account Manager, Acme",
        "Negotiated yearly contracts with retail chains",
        "Sold beer",
    ] * 8
    document = pypdfium2.PdfDocument(pdf([*column(60, 80, lines, step=22, size=12), Put(400, 102, "2018 - 2021", 12)]))
    picture: Image.Image = document[0].render(scale=300 / 72, grayscale=True).to_pil()
    document.close()
    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def test_words_take_their_place_in_points() -> None:
    table = "\n".join([HEAD, row("1.1.1", 100, 200, 80, 30, "Anna"), row("1.1.2", 200, 200, 80, 30, "Smith")])
    words = words_of_tsv(table, scale=2.0)
    assert [(word.text, word.x0, word.x1, word.base) for word in words] == [
        ("Anna", 50.0, 90.0, 115.0),
        ("Smith", 100.0, 140.0, 115.0),
    ]
    assert {word.size for word in words} == {17.3}


def test_noise_and_lines_without_words_are_left_out() -> None:
    table = "\n".join(
        [
            HEAD,
            row("1.1.1", 0, 0, 9, 9, "x", conf=12),
            "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t",
            row("1.2.1", 0, 50, 30, 10, "Yes"),
        ]
    )
    assert [word.text for word in words_of_tsv(table, 1.0)] == ["Yes"]
    assert words_of_tsv(HEAD, 1.0) == []


@pytest.mark.parametrize(
    ("mark", "following", "bullet"), [("e", "Sold", True), ("»", "28", True), ("e", "ingles", False)]
)
def test_misread_list_marks(mark: str, following: str, bullet: bool) -> None:
    table = "\n".join([HEAD, row("1.1.1", 0, 0, 5, 10, mark), row("1.1.2", 20, 0, 50, 10, following)])
    assert words_of_tsv(table, 1.0)[0].bullet is bullet


def test_columns_of_one_row_get_one_base_line() -> None:
    table = "\n".join([HEAD, row("1.1.1", 0, 100, 50, 10, "Kate"), row("2.1.1", 300, 102, 50, 9, "2018")])
    assert {word.base for word in words_of_tsv(table, 1.0)} == {110.0}


@pytest.mark.parametrize("angle", [-2.0, -0.75, 1.0, 3.0])
def test_skew_is_found(angle: float) -> None:
    assert abs(skew(page(angle)) + angle) <= 0.3


def test_a_level_page_is_left_as_it_is() -> None:
    assert skew(page()) == 0.0


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_is_read() -> None:
    buffer = io.BytesIO()
    page(0.8).convert("L").save(buffer, "PDF", resolution=300)
    document = load_document(buffer.getvalue(), "scan.pdf")
    assert (document.kind, document.notes) == ("scan", ("read_by_ocr",))
    assert document.text.split("\n")[:4] == [
        "EXPERIENCE",
        "Key Account Manager, Acme   2018 - 2021",
        "Negotiated yearly contracts with retail chains",
        "Sold beer",
    ]
    box = document.words[0].box
    assert box is not None and abs(box.x0 - 60) < 8 and abs(box.y1 - 82) < 8
