"""The reading order of PDF pages: columns, sidebars, tables, several pages."""

from __future__ import annotations

import pytest

from recruit.reading.document import Document
from recruit.reading.files import load_document
from tests.reading.documents import Band, Put, column, pdf

SIDE = [
    "#Contact",
    "Anna Smith",
    "anna@example.com",
    "",
    "#Skills",
    "Negotiation",
    "Sales",
    "",
    "#Languages",
    "Catalan",
]
MAIN = [
    "#Profile",
    "Manager of key accounts with ten years",
    "of work in retail and food service.",
    "",
    "#Experience",
    "Key Account Manager, Acme",
    "2018 - 2021",
    "Negotiated annual contracts with chains",
    "and led the account reviews.",
]
SIDE_TEXT = [line.lstrip("#") for line in SIDE if line]
MAIN_TEXT = [line.lstrip("#") for line in MAIN if line]


def read(*pages: list[Put | Band]) -> Document:
    return load_document(pdf(*pages), "cv.pdf")


def lines(document: Document) -> list[str]:
    return [document.text[line.start : line.end] for line in document.lines]


def test_single_column_is_read_from_top_to_bottom() -> None:
    document = read(column(40, 60, MAIN))
    assert lines(document) == MAIN_TEXT
    assert {line.region for line in document.lines} == {"body"}
    assert [document.text[line.start : line.end] for line in document.lines if line.bold] == ["Profile", "Experience"]


@pytest.mark.parametrize("step", [13, 14])
def test_left_sidebar_comes_before_the_main_column(step: int) -> None:
    document = read([*column(40, 60, SIDE), *column(200, 64, MAIN, step=step)])
    assert lines(document) == SIDE_TEXT + MAIN_TEXT


def test_tall_sidebars_are_marked() -> None:
    side = [*SIDE, "", "#Tools", "Excel", "", "#Hobbies", "Chess", "Swimming"]
    main = [*MAIN, "", "#Education", "BSc Economics, 2010", "", "#Other", "Driving licence", "References on request"]
    document = read([*column(40, 60, side, step=20), *column(200, 60, main, step=20)])
    regions = {document.text[line.start : line.end]: line.region for line in document.lines}
    assert regions["Skills"] == "sidebar"
    assert regions["Key Account Manager, Acme"] == "body"
    assert {line.column for line in document.lines if line.region == "sidebar"} == {0}
    assert {line.column for line in document.lines if line.region == "body"} == {1}


def test_right_sidebar_comes_after_the_main_column() -> None:
    document = read([*column(40, 60, MAIN), *column(400, 60, SIDE)])
    assert lines(document) == MAIN_TEXT + SIDE_TEXT


def test_header_across_both_columns_comes_first() -> None:
    document = read(
        [Put(40, 40, "ANNA SMITH, KEY ACCOUNT MANAGER", 22, True), *column(40, 90, SIDE), *column(200, 90, MAIN)]
    )
    assert lines(document) == ["ANNA SMITH, KEY ACCOUNT MANAGER", *SIDE_TEXT, *MAIN_TEXT]


def test_dates_in_a_left_column_stay_with_their_entry() -> None:
    dates = column(40, 74, ["2018 - 2021", "", "", "2015 - 2018", "", "", "2012 - 2015"])
    posts = column(
        150, 74, ["Key Account Manager", "Acme", "Did this", "Sales Rep", "Beta", "Did that", "Clerk", "Gamma"]
    )
    document = read([Put(40, 50, "Experience", 12, True), *dates, *posts])
    assert lines(document) == [
        "Experience",
        "2018 - 2021   Key Account Manager",
        "Acme",
        "Did this",
        "2015 - 2018   Sales Rep",
        "Beta",
        "Did that",
        "2012 - 2015   Clerk",
        "Gamma",
    ]
    assert [line.cell for line in document.lines] == [
        None,
        *[(0, 1, 0)] * 3,
        *[(0, 2, 0)] * 3,
        *[(0, 3, 0)] * 2,
    ]


def test_dates_broken_over_two_lines_are_put_together() -> None:
    dates = column(40, 74, ["06/2019 –", "present", "", "", "2015 - 2018"])
    posts = column(150, 74, ["#Director", "Acme", "Led a team of six people in two towns", "", "#Sales Rep", "Beta"])
    document = read([*dates, *posts])
    assert lines(document) == [
        "06/2019 – present   Director",
        "Acme",
        "Led a team of six people in two towns",
        "2015 - 2018   Sales Rep",
        "Beta",
    ]
    assert document.lines[0].bold


def test_dates_in_a_ragged_right_column_stay_with_their_entry() -> None:
    posts = ["#Key Account Manager", "Acme", "Negotiated contracts with chains all over Spain", "#Sales Rep", "Beta"]
    document = read([*column(40, 60, posts), Put(470, 60, "2018 - 2021"), Put(455, 102, "Jan 2015 - 2018")])
    assert lines(document) == [
        "Key Account Manager   2018 - 2021",
        "Acme",
        "Negotiated contracts with chains all over Spain",
        "Sales Rep   Jan 2015 - 2018",
        "Beta",
    ]
    assert [line.bold for line in document.lines] == [True, False, False, True, False]


def test_labels_in_the_margin_come_before_their_text() -> None:
    labels = column(40, 60, ["#Profile", "", "", "#Experience", "", "", "", "", "#Education"])
    texts = [
        "Ten years in food.",
        "Loves people.",
        "",
        "KAM, Acme, 2018-2021",
        "Negotiated.",
        "Rep, Beta, 2015-2018",
        "Sold beer.",
        "",
        "BSc Economics",
        "Girona",
    ]
    assert lines(read([*labels, *column(160, 60, texts)])) == [
        "Profile",
        "Ten years in food.",
        "Loves people.",
        "Experience",
        "KAM, Acme, 2018-2021",
        "Negotiated.",
        "Rep, Beta, 2015-2018",
        "Sold beer.",
        "Education",
        "BSc Economics",
        "Girona",
    ]


def test_a_list_set_in_columns_is_read_down_and_ends_before_the_next_heading() -> None:
    page = [
        *column(40, 60, ["#Skills", "Negotiation", "Sales", "Excel"]),
        *column(200, 74, ["Teamwork", "Energy", "Word"]),
        *column(400, 74, ["Marketing", "French", "SAP"]),
        *column(40, 130, ["#Education", "BSc Economics, 2010"]),
    ]
    assert lines(read(page)) == [
        "Skills",
        *["Negotiation", "Sales", "Excel"],
        *["Teamwork", "Energy", "Word"],
        *["Marketing", "French", "SAP"],
        "Education",
        "BSc Economics, 2010",
    ]


def test_bullets_are_told_and_left_out_of_the_text() -> None:
    page = [
        Put(40, 60, "·"),
        Put(52, 60, "Negotiated contracts"),
        Put(40, 74, "- Sold beer"),
        Put(40, 88, "2015 - 2018"),
    ]
    document = read(page)
    assert lines(document) == ["Negotiated contracts", "Sold beer", "2015 - 2018"]
    assert [line.bullet for line in document.lines] == [True, True, False]


def test_a_sidebar_runs_on_over_the_pages() -> None:
    main = [f"Line {number} of a long text about the work in sales" for number in range(30)]
    side = [f"Side {number}" for number in range(24)]
    first = [*column(40, 100, side, step=24), *column(200, 100, main, step=20)]
    second = [
        *column(40, 60, ["#More", "Chess", "Piano", *side[:12]], step=24),
        *column(200, 60, ["Then the rest", *main], step=20),
    ]
    found = lines(read(first, second))
    assert found[:24] == side
    assert found[24:27] == ["More", "Chess", "Piano"]
    assert found[39:69] == main
    assert found[69] == "Then the rest"


def test_a_right_sidebar_of_the_first_page_does_not_cut_the_text() -> None:
    main = [f"Line {number} of a long text about the work in sales" for number in range(30)]
    side = [f"Side {number}" for number in range(24)]
    found = lines(
        read([*column(40, 60, main, step=20), *column(400, 60, side, step=24)], column(40, 60, ["Then the rest"]))
    )
    assert found == [*main, "Then the rest", *side]


def test_running_headers_and_page_numbers_are_read_last() -> None:
    pages = [
        [Put(40, 30, "Anna Smith, CV"), *column(40, 120, [f"Text of page {n}"]), Put(280, 820, f"Page {n} of 2")]
        for n in (1, 2)
    ]
    document = read(*pages)
    assert lines(document) == [
        "Anna Smith, CV",
        "Text of page 1",
        "Text of page 2",
        "Page 1 of 2",
        "Anna Smith, CV",
        "Page 2 of 2",
    ]
    assert [line.region for line in document.lines] == ["header", "body", "body", "footer", "header", "footer"]
    assert [line.page for line in document.lines] == [1, 1, 2, 1, 2, 2]


def test_words_have_their_boxes() -> None:
    document = read([Put(100, 200, "Key Account Manager", 12)])
    assert [document.text[word.start : word.end] for word in document.words] == ["Key", "Account", "Manager"]
    boxes = [word.box for word in document.words]
    assert all(box is not None and 185 < box.y0 < 193 and 200 < box.y1 < 205 for box in boxes)
    assert boxes[0] is not None and boxes[0].x0 == 100.0
    ((page, box),) = document.boxes(0, len(document.text))
    assert (page, box.x0) == (1, 100.0)


def test_every_line_and_word_is_where_the_text_says() -> None:
    document = read([*column(40, 60, SIDE), *column(200, 64, MAIN, step=13)])
    assert document.text == "\n".join(lines(document))
    for word in document.words:
        piece = document.text[word.start : word.end]
        assert piece.strip() == piece != ""
        line = document.line_at(word.start)
        assert line is not None and line.start <= word.start < word.end <= line.end
