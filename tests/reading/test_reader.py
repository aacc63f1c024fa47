import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.facts import CvFacts, Evidence, Month
from recruit.reading.document import Document, Rejected
from recruit.reading.reader import READER_VERSION, read, read_facts
from tests.reading.cases import corpus, document

WHOLE = [*corpus("whole"), *corpus("whole-more"), *corpus("whole-traps")]


def evidences(facts: CvFacts) -> list[Evidence]:
    contact = [item.evidence for item in (facts.contact.name, facts.contact.email, facts.contact.phone) if item]
    degrees = [e for d in facts.degrees for e in (d.evidence, d.status_evidence) if e]
    positions = [e for p in facts.positions for e in (p.evidence, p.date_evidence) if e]
    mentions = [m.evidence for found in (*facts.skills.values(), *facts.duties.values()) for m in found]
    return contact + degrees + positions + mentions + [f.evidence for f in facts.flags if f.evidence]


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case["id"])
def test_a_whole_cv_gives_its_facts(case: dict[str, Any]) -> None:
    reading = read(case["text"].encode(), "cv.txt", Month.parse(case["as_of"]))
    facts = reading.facts
    assert facts.language == case["id"][:2]
    assert [
        (p.span.start if p.span else "-", p.span.end if p.span else "-", p.related.value) for p in facts.positions
    ] == [(str(start), str(end), related) for start, end, related in case["positions"]]
    assert (facts.highest_degree.value, facts.mba.value) == (case["degree"], case["mba"])
    for key in ("name", "email", "phone"):
        if key in case:
            item = getattr(facts.contact, key)
            assert (item.value if item else "") == case[key]


@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case["id"])
def test_every_fact_quotes_the_document(case: dict[str, Any]) -> None:
    reading = read(case["text"].encode(), "cv.txt", Month.parse(case["as_of"]))
    found = evidences(reading.facts)
    assert found
    assert [e.quote for e in found] == [reading.document.text[e.start : e.end] for e in found]


@pytest.mark.parametrize("case", WHOLE[::5], ids=lambda case: case["id"])
def test_the_same_bytes_give_the_same_facts(case: dict[str, Any]) -> None:
    month = Month.parse(case["as_of"])
    assert read(case["text"].encode(), "cv.txt", month).facts == read(case["text"].encode(), "cv.txt", month).facts


def flags(text: str) -> set[str]:
    return {flag.id for flag in read_facts(document(text), Month(2026, 11)).flags}


@pytest.mark.parametrize(
    ("line", "flag"),
    [
        ("Sales Manager, Acme, March 2019 - January 2016", "end_before_start"),
        ("Sales Manager, Acme, March 2031 - present", "future_date"),
        ("Sales Manager, Acme (3 years)", "dates_not_readable"),
        ("Sales Manager", "position_without_dates"),
        ("Sales Manager, Acme, 1950 - 2012", "implausible_dates"),
    ],
)
def test_doubtful_dates_are_flagged(line: str, flag: str) -> None:
    text = f"Ann Reeve\nann@example.com\n\nExperience\n{line}\n- Sold paint.\n"
    assert flag in flags(text)


def test_plain_dates_are_not_flagged() -> None:
    assert (
        flags("Ann Reeve\nann@example.com\n\nExperience\nSales Manager, Acme, 2012 - 2016\n\nEducation\nBA, 2010\n")
        == set()
    )


def test_a_degree_without_year_is_flagged() -> None:
    assert "degree_without_year" in flags("Ann Reeve\nann@example.com\n\nEducation\nBachelor of Arts, Leeds\n")


def test_another_language_goes_to_a_person() -> None:
    text = (
        "Seit zehn Jahren betreue ich die Kunden im Handel und kenne die Branche sehr gut. Ich bin mit dem Team. " * 4
    )
    found = [flag for flag in read_facts(document(text), Month(2026, 11)).flags if flag.id == "unsupported_language"]
    assert [flag.detail for flag in found] == ["de"]


def test_the_reader_and_the_lexicon_are_told() -> None:
    facts = read_facts(document("Ann Reeve"), Month(2026, 11))
    assert facts.reader == READER_VERSION
    assert len(facts.lexicon) == 12
    assert facts.as_of == "2026-11"


def test_an_empty_document_has_no_facts() -> None:
    facts = read_facts(Document("", "txt"), Month(2026, 11))
    assert (facts.degrees, facts.positions, facts.skills, facts.duties) == ((), (), {}, {})


def test_what_cannot_be_read_is_rejected() -> None:
    with pytest.raises(Rejected):
        read(b"", "cv.pdf", Month(2026, 11))


PIECES = st.sampled_from(
    [
        *(
            "Experience",
            "EXPERIÈNCIA",
            "Formación",
            "Education",
            "Skills: sales",
            "Key Account Manager",
            "cap de vendes",
        ),
        *("\n", "\n\n", "- ", "  ", "\t", " | ", ", ", "(", ")", ".", "'98", "31/31/2031", "03/2015", "2012"),
        *(
            "2012 - 2016",
            "gener de 2019 – actualitat",
            "des de",
            "Summer 2012",
            "MBA",
            "Grau en ADE",
            "B.A.",
            "sin acabar",
        ),
        *("Company Name City , State", "ana@example.com", "+34 600 11 22 33", "l·l", "e\u0301", "\u200b", "ﬁ"),
        *("Â\u00a0", "ï¼\u200b", "ñ", "中文"),
    ]
)


@given(
    st.lists(
        st.one_of(PIECES, st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)), max_size=40
    ).map("".join)
)
def test_any_text_is_read_and_every_fact_quotes_it(text: str) -> None:
    made = document(text)
    facts = read_facts(made, Month(2026, 11))
    assert [e.quote for e in evidences(facts)] == [made.text[e.start : e.end] for e in evidences(facts)]
    assert facts.core_months <= facts.related_months
    assert facts == read_facts(made, Month(2026, 11))


@pytest.mark.parametrize("change", ["upper", "accents", "single spaces", "bullets"])
@pytest.mark.parametrize("case", WHOLE, ids=lambda case: case["id"])
def test_the_way_of_writing_changes_no_fact(case: dict[str, Any], change: str) -> None:
    """Capitals, lost accents, lost columns and lost bullets: the same posts and the same degree."""
    text = case["text"]
    if change == "upper":
        text = text.upper()
    elif change == "accents":
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    elif change == "single spaces":
        text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    else:
        text = "\n".join(line.lstrip("-*•» ") for line in text.split("\n"))
    plain = read_facts(document(case["text"]), Month(2026, 11))
    changed = read_facts(document(text), Month(2026, 11))
    assert (changed.highest_degree, changed.mba) == (plain.highest_degree, plain.mba)
    assert (changed.core_months, changed.related_months) == (plain.core_months, plain.related_months)
