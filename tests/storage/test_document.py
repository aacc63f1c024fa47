"""A document is kept so that it comes back the same."""

from __future__ import annotations

import json

from recruit.reading.document import (
    Box,
    Document,
    HiddenText,
    Line,
    Page,
    Word,
    document_from_dict,
    document_to_dict,
)


def test_everything_comes_back() -> None:
    document = Document(
        text="Núria Vidal\nVendes · KAM",
        kind="pdf",
        pages=(Page(1, 595.0, 842.0), Page(2)),
        lines=(
            Line(0, 11, 1, Box(50.0, 40.1, 200.0, 60.2), 18.0, True, heading=True, region="header"),
            Line(12, 24, 2, None, 9.5, column=1, bullet=True, cell=(0, 2, 1)),
        ),
        words=(Word(0, 5, 1, Box(50.0, 40.1, 90.4, 60.2)), Word(12, 18, 2)),
        hidden=(HiddenText("sales sales", 1, "covered", Box(1.0, 2.0, 3.0, 4.0)), HiddenText("x", 2, "tiny")),
        notes=("macros",),
    )
    plain = json.loads(json.dumps(document_to_dict(document)))
    again = document_from_dict(plain)
    assert again == document
    assert again.line_at(13) == document.lines[1]


def test_an_empty_one_too() -> None:
    document = Document("", "scan", pages=(), notes=("needs_ocr",))
    assert document_from_dict(json.loads(json.dumps(document_to_dict(document)))) == document


def test_boxes_are_kept_to_a_tenth_of_a_point() -> None:
    document = Document("ab", "pdf", words=(Word(0, 2, 1, Box(1.23456, 2.0, 3.06, 4.0)),))
    assert document_to_dict(document)["words"] == [[0, 2, 1, [1.2, 2.0, 3.1, 4.0]]]
