"""The sample CVs: as many, as varied and as stable as promised, with nobody real in them."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections import Counter

import pypdfium2
import pytest
from striprtf.striprtf import rtf_to_text

from recruit.facts import SKILLS, Level, Mba, Status
from recruit.hiring.models import Stage
from recruit.sample.cv_file import make_cv
from recruit.sample.pdf import LAYOUTS
from recruit.sample.person import Person, load_people

PEOPLE = load_people()


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def words_of(person: Person) -> str:
    data = make_cv(person).data
    match person.filename.rpartition(".")[2]:
        case "pdf":
            return pdf_text(data)
        case "rtf":
            return str(rtf_to_text(data.decode("ascii")))
        case "txt":
            return data.decode("utf-8")
    part = "word/document.xml" if person.filename.endswith("docx") else "content.xml"
    xml = zipfile.ZipFile(io.BytesIO(data)).read(part).decode("utf-8")
    return re.sub(r"<[^>]+>", " ", xml).replace("&amp;", "&")


def test_eight_people_a_language() -> None:
    assert Counter(person.language for person in PEOPLE) == {"ca": 8, "es": 8, "en": 8}


def test_formats_and_layouts() -> None:
    kinds = Counter(person.filename.rpartition(".")[2] for person in PEOPLE)
    assert kinds == {"pdf": 16, "docx": 3, "odt": 2, "rtf": 2, "txt": 1}
    assert {person.layout for person in PEOPLE} - {""} == set(LAYOUTS)
    assert [person.id for person in PEOPLE if person.scan] == ["14-hector"]
    assert [person.id for person in PEOPLE if person.locked] == ["16-ruben"]
    assert [person.id for person in PEOPLE if person.cv.hidden] == ["19-hannah"]


def test_made_fast_and_always_the_same() -> None:
    start = time.perf_counter()
    first = [make_cv(person).data for person in PEOPLE]
    assert time.perf_counter() - start < 5
    assert first == [make_cv(person).data for person in load_people()]


@pytest.mark.parametrize("person", [p for p in PEOPLE if not (p.scan or p.locked)], ids=lambda p: p.id)
def test_all_words_arrive(person: Person) -> None:
    squeezed = "".join(words_of(person).split())
    said = [person.cv.name, person.cv.headline, *person.cv.contact]
    for section in (*person.cv.main, *person.cv.side):
        said += [section.title, section.text, *section.list]
        for entry in section.entries:
            said += [entry.what, entry.where, entry.dates, *entry.lines]
    assert [words for words in said if "".join(words.split()) not in squeezed] == []


def test_the_scan_is_a_picture_and_the_locked_one_does_not_open() -> None:
    by_id = {person.id: make_cv(person).data for person in PEOPLE}
    assert pdf_text(by_id["14-hector"]).strip() == ""
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(by_id["16-ruben"])


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.id)
def test_nobody_real_can_be_reached(person: Person) -> None:
    assert re.fullmatch(r"[a-z.]+@example\.(com|org|net)", person.form["email"])
    assert re.fullmatch(r"\+34 6\d\d \d{3} \d{3}", person.form["phone"])
    assert person.form["email"] in person.cv.contact
    assert person.form["name"] == person.cv.name


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.id)
def test_the_form_speaks_the_product_s_codes(person: Person) -> None:
    form = person.form
    assert form["degree"] in set(Level)
    assert form["degree_status"] in set(Status)
    assert form["mba"] in set(Mba)
    assert set(form["skills"]) <= set(SKILLS)
    assert len(form["skills"]) == len(set(form["skills"]))
    stages = [Stage(move.to) for move in person.moves]
    if person.verdict:
        assert Stage.SHORTLISTED in stages
