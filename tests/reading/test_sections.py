import pytest

from recruit.reading.document import Document, Line
from recruit.reading.sections import Outline, outline
from tests.reading.cases import corpus, document


@pytest.mark.parametrize(("line", "kind"), corpus("sections")["headings"])
def test_a_heading_opens_its_section(line: str, kind: str) -> None:
    made = document(f"Ana Ruiz\nana@example.com\n\n{line}\nAlpha beta gamma.\n")
    sections = outline(made, "es").sections
    assert [s.kind for s in sections] == ["contact", kind]
    title = sections[1].title
    assert title is not None
    assert made.text[title.start : title.end] == title.quote
    assert made.text[made.lines[sections[1].first].start :] == "Alpha beta gamma."


@pytest.mark.parametrize("line", corpus("sections")["not"])
def test_a_sentence_with_a_headings_words_opens_none(line: str) -> None:
    made = document(f"Summary\nAlpha beta gamma\n{line}\nAlpha beta gamma.\n")
    assert [s.kind for s in outline(made, "en").sections] == ["summary"]


def test_a_heading_may_have_its_content_on_its_own_line() -> None:
    made = document("Ana Ruiz\nana@example.com\n\nIdiomas: inglés y francés\n")
    section = outline(made, "es").sections[-1]
    assert (section.kind, section.first, section.last) == ("languages", 2, 2)
    assert section.title is not None
    assert section.title.quote == "Idiomas"


def test_no_heading_leaves_one_section() -> None:
    made = document("Em dic Pau i venc tractors.\nTinc trenta anys.\n")
    assert [(s.kind, s.first, s.last) for s in outline(made, "ca").sections] == [("other", 0, 1)]
    assert [s.kind for s in outline(Document("", "txt"), "ca").sections] == ["other"]


def test_every_line_is_in_one_section() -> None:
    made = document("Ana\nana@example.com\n\nExperience\nSales Rep 2012\n\nEducation\nBA 2010\n")
    sections = outline(made, "en")
    kinds = [sections.section_of(index).kind for index in range(len(made.lines))]
    assert kinds == ["contact", "contact", "experience", "experience", "education", "education"]


def styled(*lines: tuple[str, float, bool]) -> Outline:
    text, made = "", []
    for words, size, bold in lines:
        made.append(Line(len(text), len(text) + len(words), size=size, bold=bold))
        text += words + "\n"
    return outline(Document(text, "pdf", lines=tuple(made)), "en")


def test_an_unknown_heading_is_known_by_its_looks() -> None:
    sections = styled(
        ("Ann Reeve", 20, True),
        ("ann@example.com", 10, False),
        ("Experience", 13, True),
        ("Sales Rep, Acme, 2012 - 2016", 10, False),
        ("Moments of glory", 13, True),
        ("Won the cup.", 10, False),
        ("Education", 13, True),
        ("BA, 2010", 10, False),
    ).sections
    assert [(s.kind, s.title.quote if s.title else None) for s in sections] == [
        ("contact", None),
        ("experience", "Experience"),
        ("other", "Moments of glory"),
        ("education", "Education"),
    ]


def test_more_words_than_a_known_heading_need_its_looks() -> None:
    large = styled(
        ("Ann", 20, True),
        ("ann@example.com", 10, False),
        ("Experience at Acme Foods", 13, True),
        ("Sales Rep", 10, False),
    )
    small = styled(
        ("Ann", 20, True),
        ("ann@example.com", 10, False),
        ("Experience at Acme Foods", 10, False),
        ("Sales Rep", 10, False),
    )
    assert [s.kind for s in large.sections] == ["contact", "experience"]
    assert [s.kind for s in small.sections] == ["other"]
