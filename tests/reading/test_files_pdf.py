"""PDF files: words out of glyphs, what is hidden, rotated pages, and files that are refused."""

from __future__ import annotations

import io
from contextlib import closing

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from recruit.reading.document import Rejected
from recruit.reading.files import load_document
from recruit.reading.files.glyphs import Glyphs, words_of
from recruit.reading.files.pdf import _frame, _pdfium_glyphs
from recruit.reading.render import page_images
from tests.reading.documents import Band, Put, column, pdf, written_pdf

BLACK = (0.0, 0.0, 0.0)


def glyphs(text: str, *, x: float = 50.0, base: float = 100.0, size: float = 10.0, gap: float = 0.0) -> Glyphs:
    """Letters of half an em, `gap` points apart; a space is drawn as a glyph."""
    x0 = x + np.arange(len(text)) * (size / 2 + gap)
    same = np.ones(len(text))
    none = np.zeros(len(text), dtype=np.intp)
    return Glyphs(list(text), x0, x0 + size / 2, base * same, size * same, 0 * same, none, [(False, BLACK)])


def together(*several: Glyphs) -> Glyphs:
    """The glyphs of one page."""
    names = ("x0", "x1", "base", "size", "angle", "look")
    arrays = {name: np.concatenate([getattr(one, name) for one in several]) for name in names}
    return Glyphs(texts=[text for one in several for text in one.texts], looks=several[0].looks, **arrays)


def texts(found: Glyphs) -> list[str]:
    return [word.text for word in words_of(found)]


def test_words_end_at_spaces() -> None:
    assert texts(glyphs("Gestió de comptes")) == ["Gestió", "de", "comptes"]


def test_words_end_at_gaps_where_no_space_is_drawn() -> None:
    assert texts(together(glyphs("Key"), glyphs("Account", x=68.0))) == ["Key", "Account"]


def test_kerned_letters_stay_together() -> None:
    assert texts(together(glyphs("AV"), glyphs("AVA", x=59.2))) == ["AVAVA"]


@pytest.mark.parametrize("gap", [2.0, 4.0])
def test_tracked_words_stay_together(gap: float) -> None:
    assert texts(glyphs("EXPERIENCIA LABORAL", gap=gap)) == ["EXPERIENCIA", "LABORAL"]


def test_letters_set_apart_by_spaces_are_one_word() -> None:
    assert texts(glyphs("E X P E R I È N C I A   L A B O R A L")) == ["EXPERIÈNCIA", "LABORAL"]


def test_accents_drawn_beside_their_letter_are_composed() -> None:
    letters = glyphs("Direccion")
    accent = glyphs("´", x=float(letters.x0[7]) + 0.5, size=10.0)
    assert texts(together(letters, accent)) == ["Dirección"]


def test_ligatures_soft_hyphens_and_decomposed_accents_are_read_as_letters() -> None:
    assert texts(glyphs("eﬃcient ofi\u00adcina Direccio\u0301n")) == ["efficient", "oficina", "Dirección"]


def test_a_mark_glued_to_a_word_is_set_apart() -> None:
    words = words_of(glyphs("•Negotiated"))
    assert [(word.text, word.bullet) for word in words] == [("•", True), ("Negotiated", False)]


HIDDEN = {
    "white on white": ([Put(50, 100, "secret words", colour="#ffffff")], "low_contrast"),
    "nearly white": ([Put(50, 100, "secret words", colour="#fbfbfb")], "low_contrast"),
    "dark on dark": (
        [Band(0, 80, 300, 120, "#102030"), Put(50, 100, "secret words", colour="#102030")],
        "low_contrast",
    ),
    "drawn without ink": ([Put(50, 100, "secret words", mode=3)], "invisible"),
    "transparent": ([Put(50, 100, "secret words", alpha=0)], "invisible"),
    "covered": ([Put(50, 100, "secret words"), Band(0, 80, 300, 120, "#ffffff")], "invisible"),
    "tiny": ([Put(50, 100, "secret words", size=1)], "tiny"),
    "left of the page": ([Put(-200, 100, "secret words")], "off_page"),
    "below the page": ([Put(50, 900, "secret words")], "off_page"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_nobody_sees_is_kept_apart(name: str) -> None:
    things, how = HIDDEN[name]
    document = load_document(pdf([*things, Put(50, 300, "Seen by all")]), "cv.pdf")
    assert document.text == "Seen by all"
    assert [(hidden.text, hidden.how, hidden.page) for hidden in document.hidden] == [("secret words", how, 1)]


def test_white_on_a_dark_band_and_light_grey_are_read() -> None:
    page = [
        Band(0, 0, 200, 842, "#1f3a5f"),
        Put(20, 60, "White name", colour="#ffffff"),
        Put(20, 90, "grey", colour="#aab7c4"),
    ]
    page += [Put(300, 60, "Light grey on white", colour="#b0b0b0", size=7)]
    document = load_document(pdf(page), "cv.pdf")
    assert document.text == "White name   Light grey on white\ngrey"
    assert document.hidden == ()


def test_hidden_words_under_seen_ones_do_not_mix_with_them() -> None:
    page = [Put(50, 100, "key account manager sales", colour="#ffffff"), Put(50, 100, "Waiter in a beach bar")]
    assert load_document(pdf(page), "cv.pdf").text == "Waiter in a beach bar"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(rotation: int) -> None:
    place = {
        0: Put(100, 50, "Two words"),
        90: Put(50, 842 - 100, "Two words", angle=90),
        180: Put(595 - 100, 842 - 50, "Two words", angle=180),
        270: Put(842 - 50, 842 - 495, "Two words", angle=270),
    }[rotation]
    document = load_document(pdf([place], rotation=rotation), "cv.pdf")
    assert document.text == "Two words"
    box = document.words[0].box
    assert box is not None
    assert (round(box.x0), 40 <= box.y0 <= 44, 51 <= box.y1 <= 53) == (100, True, True)
    assert (document.pages[0].width, document.pages[0].height) == (595, 842)


def test_text_on_its_side_is_read_after_the_rest() -> None:
    document = load_document(
        pdf([Put(30, 400, "CURRICULUM VITAE", angle=90), *column(60, 60, ["Anna Smith"])]), "cv.pdf"
    )
    assert document.text == "Anna Smith\nCURRICULUM VITAE"
    assert [line.region for line in document.lines] == ["body", "sidebar"]


def test_a_row_that_a_page_break_cuts_is_read_once() -> None:
    band = Band(0, 836, 595, 842, "#ffffff")
    first = [*column(40, 60, ["Experience"]), Put(40, 838, "Key Account Manager, Acme"), band]
    second = [Put(40, 10, "Key Account Manager, Acme"), *column(40, 60, ["Sold beer"])]
    document = load_document(pdf(first, second), "cv.pdf")
    assert document.text == "Experience\nKey Account Manager, Acme\nSold beer"


def test_a_page_without_text_needs_ocr_where_none_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    document = load_document(pdf([Band(100, 100, 300, 300, "#000000")]), "scan.pdf")
    assert (document.kind, document.text, document.notes) == ("scan", "", ("needs_ocr",))


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(Rejected) as raised:
        load_document(pdf(column(40, 60, ["Secret"]), encrypt="word"), "cv.pdf")
    assert raised.value.id == "encrypted"


def test_a_broken_pdf_is_refused() -> None:
    with pytest.raises(Rejected) as raised:
        load_document(b"%PDF-1.7\nnothing of a PDF follows", "cv.pdf")
    assert raised.value.id == "damaged"


def test_a_book_is_refused() -> None:
    with pytest.raises(Rejected) as raised:
        load_document(pdf(*[column(40, 60, [f"Page {n}"]) for n in range(41)]), "book.pdf")
    assert raised.value.id == "too_many_pages"


def test_pdfium_gives_the_same_words_where_it_must_help_out() -> None:
    data = pdf([Put(100, 200, "Gestió de comptes", 12), Put(100, 220, "Key Account", 12)])
    with closing(pypdfium2.PdfDocument(data)) as document:
        page = document[0]
        found = words_of(_pdfium_glyphs(page, _frame(page)))
        page.close()
    assert [word.text for word in found] == ["Gestió", "de", "comptes", "Key", "Account"]
    assert abs(found[0].x0 - 100) < 2 and abs(found[0].base - 200) < 4


def test_a_document_of_too_many_letters_is_refused() -> None:
    page = [Put(20, 20 + 2 * row, "x" * 400, 2) for row in range(400)]
    with pytest.raises(Rejected) as raised:
        load_document(pdf(page, page, page), "cv.pdf")
    assert raised.value.id == "bomb"


def test_a_crop_box_moves_the_page() -> None:
    with closing(pypdfium2.PdfDocument(pdf([Put(100, 200, "Words", 12)]))) as document:
        page = document[0]
        page.set_cropbox(50, 0, 595, 800)
        page.close()
        buffer = io.BytesIO()
        document.save(buffer)
    read = load_document(buffer.getvalue(), "cv.pdf")
    box = read.words[0].box
    assert (read.pages[0].width, read.pages[0].height) == (545, 800)
    assert box is not None and box.x0 == 50.0 and 155 < box.y1 < 165


def test_what_is_typed_into_a_form_is_read_and_shown() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.drawString(60, 780, "Experience")
    canvas.acroForm.textfield(name="post", x=60, y=740, width=400, height=20, value="KAM, Beta, 2015 - 2019")
    canvas.save()
    document = load_document(buffer.getvalue(), "form.pdf")
    assert document.text == "Experience\nKAM, Beta, 2015 - 2019"
    assert document.hidden == ()
    (picture,) = page_images(buffer.getvalue())
    with Image.open(io.BytesIO(picture)) as image:
        line = image.convert("L").crop((90, 125, 400, 155))
        assert min(line.get_flattened_data()) < 100  # ink where the field is


def test_text_that_the_crop_box_cuts_off_is_hidden() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.drawString(60, 780, "Experience")
    canvas.drawString(60, 30, "MBA below the cut")
    canvas.setCropBox((0, 100, 595, 842))
    canvas.save()
    document = load_document(buffer.getvalue(), "cut.pdf")
    assert document.text == "Experience"
    assert [(hidden.how, hidden.text) for hidden in document.hidden] == [("off_page", "MBA below the cut")]


def test_text_of_a_layer_that_is_off_is_hidden() -> None:
    content = b"BT /F1 11 Tf 60 780 Td (Experience) Tj ET /OC /L1 BDC BT /F1 11 Tf 60 600 Td (MBA in a layer) Tj ET EMC"
    layered = written_pdf(
        content,
        catalog=b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]/Order[6 0 R]>>>>",
        resources=b"/Properties<</L1 6 0 R>>",
        objects=[b"<</Type/OCG/Name(Layer)>>"],
    )
    document = load_document(layered, "layers.pdf")
    assert document.text == "Experience"
    assert [(hidden.how, hidden.text) for hidden in document.hidden] == [("invisible", "MBA in a layer")]
