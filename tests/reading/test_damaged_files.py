"""Whatever becomes of a file: it is read to a document that holds together, or rejected, and nothing else."""

from __future__ import annotations

import struct
import time
import unicodedata

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from recruit.reading.document import Rejected
from recruit.reading.files import load_document
from recruit.reading.reader import read_facts
from recruit.reading.render import page_images
from tests.reading import documents
from tests.reading.cases import document
from tests.reading.damage import AS_OF, BLOWS, TOKENS, Blow, look_through_facts, members, packed, read_whole, sound

KINDS = ("pdf", "docx", "odt", "rtf", "doc", "txt")
quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages without text would be given to a recogniser of scans, which is another program and slow."""
    monkeypatch.setenv("PATH", "")


def blows(kind: str) -> st.SearchStrategy[list[Blow]]:
    blow = st.builds(
        Blow,
        how=st.sampled_from(BLOWS),
        at=st.floats(0, 1),
        length=st.integers(1, 40),
        token=st.one_of(st.sampled_from(TOKENS[kind]), st.binary(max_size=6)),
        part=st.one_of(st.none(), *([st.integers(0, 5)] * 3)) if kind in ("docx", "odt") else st.none(),
    )
    return st.lists(blow, min_size=1, max_size=4)


@pytest.mark.parametrize("kind", KINDS)
def test_sound_documents_are_read(kind: str) -> None:
    assert all(read_whole(data, f"cv.{kind}") for data in sound(kind))


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_a_damaged_file_is_read_or_rejected(kind: str, data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(sound(kind)))
    for blow in data.draw(blows(kind)):
        content = blow.strike(content)
    read_whole(content, f"cv.{kind}")


@quick
@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf1", b"\xff\xfe"]))
def test_any_bytes_are_read_or_rejected(content: bytes, mark: bytes) -> None:
    read_whole(mark + content, "cv")


@quick
@given(st.lists(st.one_of(st.sampled_from(TOKENS["text"]).map(bytes.decode), st.text(max_size=8)), max_size=60))
def test_any_text_is_read_and_its_facts_quote_it(pieces: list[str]) -> None:
    try:
        made = document("".join(pieces).encode("utf-8", "ignore").decode())
    except Rejected:
        return
    look_through_facts(made)


# --- what was found once


def rejection(data: bytes, name: str) -> str:
    with pytest.raises(Rejected) as caught:
        load_document(data, name)
    return caught.value.id


def seconds(text: str) -> float:
    begun = time.process_time()
    read_facts(document(text), AS_OF)
    return time.process_time() - begun


@pytest.mark.parametrize(
    "letters", ["o" + "Ä" * 48 + "´´ÿñ", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogo#"]
)
def test_a_long_word_is_no_endless_name(letters: str) -> None:
    look_through_facts(document("Experience"))  # the lexicons are loaded
    assert seconds(letters) < 1


@pytest.mark.parametrize("words", ["de l'any ", "del any ", "finales  de  ", "of  the  end  "])
def test_many_small_words_between_two_dates_take_no_time(words: str) -> None:
    look_through_facts(document("Experience"))
    assert seconds(f"Experience\n2012 - {words * 12} 2015 Sales") < 1


def test_a_page_that_cannot_be_loaded_is_damage() -> None:
    data = documents.written_pdf(b"").replace(b"/Type/Page/", b"/Type/Xage/")
    assert rejection(data.replace(b"3 0 obj <<", b"3 0 obj 7<"), "cv.pdf") == "damaged"
    assert len(page_images(data.replace(b"3 0 obj <<", b"3 0 obj 7<"))) <= 1


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"oasis.op", b"oaxis.op"), (b"PK\x03\x04", b"PK\x09\x04"), (b"mimetypeapp", b"mimetyxeapp")],
    ids=["checksum", "header", "name"],
)
def test_a_damaged_part_that_tells_the_kind_is_damage(old: bytes, new: bytes) -> None:
    parts = dict(members(sound("odt")[0]))
    data = packed([(name, parts[name]) for name in ("META-INF/manifest.xml", "mimetype", "content.xml")])
    begins = data.index(b"PK\x03\x04", 4)
    data = data[:begins] + data[begins:].replace(old, new, 1)
    assert rejection(data, "cv.odt") == "damaged"


@pytest.mark.parametrize("look", ['w:val="nan"', 'w:val="inf"', 'w:val="1e999"'])
def test_a_size_that_is_no_number_is_none(look: str) -> None:
    made = read_whole(documents.docx(documents.paragraph("Sales", look=f"<w:sz {look}/>")), "cv.docx")
    assert made is not None
    assert [(line.size, made.text) for line in made.lines] == [(0.0, "Sales")]


@pytest.mark.parametrize("digits", ["²", "9" * 5000, "-1", "x"])
def test_numbers_that_are_none_in_office_files(digits: str) -> None:
    level = documents.paragraph("Sales", style=f'<w:outlineLvl w:val="{digits}"/>')
    made = read_whole(documents.docx(level), "cv.docx")
    assert made is not None
    assert not made.lines[0].heading
    look = f'<style:text-properties fo:font-weight="{digits}" fo:font-size="nan%"/>'
    styles = f'<style:style style:name="S">{look}</style:style>'
    body = f'<text:p text:style-name="S">Sales<text:s text:c="{digits}"/>Manager</text:p>'
    made = read_whole(documents.odt(body, styles=styles), "cv.odt")
    assert made is not None
    assert made.text.split() in (["Sales", "Manager"], ["SalesManager"])


@pytest.mark.parametrize(
    "body",
    [
        r"{\fonttbl{\f0}}" * 20_000,
        r"{\fonttbl" + r"\f1" * 60_000 + "}",
        r"{\stylesheet" + r"\s1" * 60_000 + "}",
        r"{\colortbl;\red" + "9" * 5000 + ";}",
        r"{\stylesheet\s" + "9" * 5000 + r"\outlinelevel1}",
    ],
    ids=["many font tables", "a font table", "a style sheet", "a colour", "a style"],
)
def test_tables_of_an_rtf_take_no_time(body: str) -> None:
    begun = time.process_time()
    assert read_whole(documents.rtf(body + r" Sales\par"), "cv.rtf", facts=False) is not None
    assert time.process_time() - begun < 4


def test_an_rtf_of_boxes_in_boxes_is_rejected() -> None:
    assert rejection(documents.rtf(r"\shptxt a" * 2000), "cv.rtf") == "bomb"


def test_many_headers_of_an_rtf_take_no_time() -> None:
    begun = time.process_time()
    assert read_whole(documents.rtf("".join(rf"{{\header a{i}\par}}" for i in range(6000))), "x.rtf", facts=False)
    assert time.process_time() - begun < 4


def test_fields_inside_fields_of_a_doc_take_no_time() -> None:
    begun = time.process_time()
    made = load_document(
        documents.doc("\x13 IF \x13 PAGE \x14one\x15 x \x14Sales \x15" + "\x13" * 8000 + "\x15" * 8000), "x.doc"
    )
    assert made.text == "Sales"
    assert time.process_time() - begun < 4


def test_a_doc_whose_pieces_repeat_the_file_is_damaged() -> None:
    whole = documents.doc("Sales")
    piece, length = struct.pack("<II", 0, 5), struct.pack("<I", 4 * 4 + 8 * 3)
    at = whole.index(b"\x02" + struct.pack("<I", 16) + piece)
    places = struct.pack("<4I", 0, 4000, 8000, 12000) + struct.pack("<HIH", 0, 0x400, 0) * 3
    made = b"\x02" + length + places
    data = whole[:at] + made + whole[at + len(made) :]
    data = data.replace(struct.pack("<II", 0, 21), struct.pack("<II", 0, len(made)))
    assert rejection(data, "cv.doc") == "damaged"


def test_a_doc_that_lists_its_sectors_without_end_is_damaged() -> None:
    data = bytearray(documents.doc("Sales"))
    struct.pack_into("<I", data, 0x48, 1_000_000)
    assert rejection(bytes(data), "cv.doc") == "damaged"


def test_heaps_of_accents_take_no_time() -> None:
    begun = time.process_time()
    made = load_document(("Sales e" + "\u0301\u0323" * 100_000).encode(), "cv.txt")
    assert time.process_time() - begun < 4
    assert made.text == unicodedata.normalize("NFC", "Sales e" + "\u0301\u0323" * 15)


def test_a_panic_of_a_library_leaves_the_other_to_read() -> None:
    data = documents.written_pdf(b"BT /F1 12 Tf 72 720 Td (Sales) Tj ET")
    data = data.replace(b"endobj\n5 0 obj", b"endob\x9d\xf5\xcd\xdf0 obj")  # pdf_oxide cuts a letter in two there
    made = read_whole(data, "cv.pdf")
    assert made is not None
    assert made.text == "Sales"
