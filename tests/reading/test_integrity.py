"""Flags of documents that were written for a program."""

from __future__ import annotations

import pytest

from recruit.facts import Flag
from recruit.reading.document import Document
from recruit.reading.files import load_document
from recruit.reading.integrity import flags
from tests.reading.documents import Put, column, docx, paragraph, pdf


def flags_of(text: str) -> list[Flag]:
    return flags(load_document(text.encode(), "cv.txt"))


def test_an_honest_document_has_no_flag() -> None:
    text = (
        "Anna Smith\nNegotiation, sales, teamwork\nKey Account Manager, Acme, 2018 - 2021\nNegotiated with αβγ partners"
    )
    assert flags_of(text) == []


def test_hidden_text_is_flagged_with_its_beginning() -> None:
    page = [
        *column(40, 60, ["Waiter"]),
        Put(40, 90, "key account manager", colour="#ffffff"),
        Put(40, 110, "MBA degree", size=1),
    ]
    found = flags(load_document(pdf(page), "cv.pdf"))
    assert [(flag.id, flag.detail) for flag in found] == [
        ("hidden_text", "low_contrast: key account manager"),
        ("hidden_text", "tiny: MBA degree"),
    ]


def test_words_deleted_in_an_edit_and_stray_marks_are_not_flagged() -> None:
    body = "<w:p><w:r><w:t>Seen</w:t></w:r><w:del><w:r><w:delText>deleted words</w:delText></w:r></w:del></w:p>"
    body += paragraph("x", look="<w:vanish/>")
    document = load_document(docx(body), "cv.docx")
    assert [piece.how for piece in document.hidden] == ["deleted", "vanish"]
    assert flags(document) == []


@pytest.mark.parametrize(("word", "text"), [("sаles", "Skills: sаles"), ("Νegotiation", "Νegotiation and Νegotiation")])
def test_letters_of_another_script_inside_a_word(word: str, text: str) -> None:
    (flag,) = flags_of(text)
    assert (flag.id, flag.detail) == ("lookalike_letters", word)
    assert flag.evidence is not None
    assert text[flag.evidence.start : flag.evidence.end] == flag.evidence.quote == word


def test_zero_width_characters() -> None:
    assert [flag.id for flag in flags_of("nego\u200btiation")] == ["zero_width"]


def test_stuffing_is_the_same_item_over_and_over_in_one_place() -> None:
    text = "Skills\nSales, teamwork, sales, MBA, sales, energy, Sales, sales\nmore sales\nsales"
    (flag,) = flags_of(text)
    assert (flag.id, flag.detail) == ("stuffing", "6 × sales")
    assert flag.evidence is not None and flag.evidence.quote == "sales"


def test_the_same_item_in_many_posts_is_no_stuffing() -> None:
    posts = "\n".join(
        f"Sales, shop {n}\n" + "\n".join(f"Did thing {n} {m} of many" for m in range(6)) for n in range(12)
    )
    assert flags_of(posts) == []


@pytest.mark.parametrize(
    "text",
    [
        "Busquem un Key Account Manager. La persona seleccionada gestionarà comptes. Oferim contracte indefinit.",
        "Buscamos un Key Account Manager. Se valorará inglés. Ofrecemos contrato indefinido. Envíanos tu CV.",
        "We are looking for a Key Account Manager. The ideal candidate sells. We offer a competitive salary.",
    ],
)
def test_a_pasted_job_description(text: str) -> None:
    (flag,) = flags_of(text)
    assert flag.id == "pasted_job"
    assert flag.evidence is not None and flag.evidence.start == 0


@pytest.mark.parametrize(
    "text", ["We offer training to clients of the bank", "Busco una empresa on créixer", "Requisits dels clients"]
)
def test_single_turns_of_an_employer_are_none(text: str) -> None:
    assert flags_of(text) == []


def test_notes_of_the_file_are_flagged() -> None:
    document = Document("", "scan", notes=("needs_ocr", "something_else"))
    assert [flag.id for flag in flags(document)] == ["needs_ocr"]


def test_many_pages() -> None:
    document = load_document(pdf(*[column(40, 400, [f"Text {n} of it"]) for n in range(9)]), "cv.pdf")
    assert [(flag.id, flag.detail) for flag in flags(document)] == [("many_pages", "9")]
