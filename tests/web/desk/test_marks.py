"""From the evidence of a score to marks on paper."""

from __future__ import annotations

from recruit.facts import Evidence
from recruit.reading.document import Box, Document, Line, Page, Word
from recruit.scoring.explanation import CriterionScore, Founding, PartScore, Rule, Score, Source
from recruit.web.desk.marks import Mark, as_text, marks_of, on_pages

TEXT = "Key Account Manager, Vins\nNegotiated contracts\n\nSkills: negotiation"


def evidence(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(start, start + len(words), words)


def part(id: str, founding: Founding, *words: str) -> PartScore:
    return PartScore(
        id, 1.0, 1.0, 1.0, Rule("skill.shown"), Source.READ, founding, tuple(evidence(each) for each in words)
    )


def criterion(id: str, *words: str, parts: tuple[PartScore, ...] = ()) -> CriterionScore:
    found = tuple(evidence(each) for each in words)
    return CriterionScore(id, 1, 1, 1, 1, 1, 1, Rule("x"), Source.READ, Founding.SHOWN, evidence=found, parts=parts)


def score(*criteria: CriterionScore) -> Score:
    return Score(1, 1, 1, "strong", criteria)


def found(*criteria: CriterionScore) -> tuple[Mark, ...]:
    return marks_of(score(*criteria), len(TEXT))


def test_marks_stand_in_reading_order_with_the_row_they_found() -> None:
    skills = criterion("skills", parts=(part("negotiation", Founding.SHOWN, "Negotiated contracts", "negotiation"),))
    marks = found(skills, criterion("experience", "Key Account Manager"))
    assert [(mark.id, mark.target, mark.quote) for mark in marks] == [
        ("e-0-19", "f-experience", "Key Account Manager"),
        ("e-26-46", "f-skills-negotiation", "Negotiated contracts"),
        ("e-56-67", "f-skills-negotiation", "negotiation"),
    ]
    assert all(TEXT[mark.start : mark.end] == mark.quote for mark in marks)


def test_the_experience_leads_to_the_row_of_its_post() -> None:
    experience = criterion("experience", parts=(part("core", Founding.SHOWN, "Key Account Manager", "Vins"),))
    marks = marks_of(score(experience), len(TEXT), {(0, 19): "post-1"})
    assert [mark.target for mark in marks] == ["post-1", "f-experience"]


def test_one_place_for_two_criteria_is_one_mark() -> None:
    (mark,) = found(
        criterion("degree", "Vins"), criterion("skills", parts=(part("negotiation", Founding.CLAIMED, "Vins"),))
    )
    assert mark.criteria == ("degree", "skills")
    assert mark.founding == "shown"
    assert mark.founds == (("degree", None, "shown"), ("skills", "negotiation", "claimed"))


def test_a_criterion_does_not_mark_again_what_its_part_marks() -> None:
    (mark,) = found(criterion("skills", "Vins", parts=(part("sales", Founding.SHOWN, "Vins"),)))
    assert mark.founds == (("skills", "sales", "shown"),)


def test_what_lies_outside_the_text_is_left_out() -> None:
    assert marks_of(score(criterion("degree", "Vins")), 5) == ()


def lines(*words: str) -> list[list[tuple[str, list[str]]]]:
    marks = found(criterion("skills", *words))
    return [
        [(segment.text, [mark.quote for mark in segment.marks]) for segment in line.segments]
        for line in as_text(Document(TEXT, "txt"), marks)
    ]


def test_text_is_cut_at_the_edges_of_marks() -> None:
    assert lines("Account", "Account Manager, Vins\nNegotiated") == [
        [
            ("Key ", []),
            ("Account", ["Account Manager, Vins\nNegotiated", "Account"]),
            (" Manager, Vins", ["Account Manager, Vins\nNegotiated"]),
        ],
        [("Negotiated", ["Account Manager, Vins\nNegotiated"]), (" contracts", [])],
        [("Skills: negotiation", [])],
    ]


def test_every_mark_has_its_anchor_once_and_the_shortest_colours() -> None:
    marks = found(criterion("skills", "Account", "Account Manager, Vins\nNegotiated"))
    segments = [segment for line in as_text(Document(TEXT, "txt"), marks) for segment in line.segments]
    assert [mark.id for segment in segments for mark in segment.begins] == ["e-4-36", "e-4-11"]
    account = next(segment for segment in segments if segment.text == "Account")
    assert account.lead is not None
    assert account.lead.quote == "Account"


def test_no_text_is_lost_and_empty_lines_are_gaps() -> None:
    document = Document(TEXT, "docx", lines=(Line(0, 25, heading=True), Line(26, 46, bullet=True), Line(48, 67)))
    text = as_text(document, ())
    assert [("".join(s.text for s in line.segments), line.kind, line.gap) for line in text] == [
        ("Key Account Manager, Vins", "heading", False),
        ("Negotiated contracts", "bullet", False),
        ("Skills: negotiation", "plain", True),
    ]


def test_a_line_that_keeps_its_own_bullet_gets_no_second_one() -> None:
    (line,) = as_text(Document("• Sold wine", "docx", lines=(Line(0, 11, bullet=True),)), ())
    assert line.kind == "bulleted"


def paged() -> Document:
    """Two words on a line of page 1, one on page 2; ten points a character."""
    text = "Sold wine,\nabroad"
    words = (
        Word(0, 4, 1, Box(100, 50, 140, 60)),
        Word(5, 10, 1, Box(150, 50, 200, 60)),
        Word(11, 17, 2, Box(100, 80, 160, 90)),
    )
    return Document(text, "pdf", (Page(1, 595, 842), Page(2, 595, 842)), (), words)


def a_mark(start: int, end: int) -> Mark:
    return Mark(start, end, paged().text[start:end], 1, (("skills", "sales", "shown"),))


def test_a_mark_over_two_pages_is_on_both_and_named_on_the_first() -> None:
    pages = on_pages(paged(), [a_mark(0, 17)])
    assert {number: [placed.first for placed in marks] for number, marks in pages.items()} == {1: [True], 2: [False]}


def test_the_part_of_a_word_that_is_not_quoted_is_not_marked() -> None:
    (placed,) = on_pages(paged(), [a_mark(0, 9)])[1]
    (stroke,) = placed.strokes
    assert (stroke.x0, stroke.x1, stroke.y1) == (100, 190, 60)


def test_short_marks_lie_above_long_ones() -> None:
    placed = on_pages(paged(), [a_mark(5, 9), a_mark(0, 9)])[1]
    assert [each.mark.start for each in placed] == [0, 5]
