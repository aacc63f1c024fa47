"""Readings in a child process: the same facts, limits that hold, nothing left behind."""

from __future__ import annotations

import io
import os
import pickle
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from recruit.facts import Month
from recruit.reading import reader, reading_process, sandbox
from recruit.reading.document import Rejected
from recruit.reading.files.sniff import MAX_BYTES
from recruit.reading.render import page_images
from recruit.reading.sandbox import Limits, read_many, read_safely
from tests.reading.documents import column, docx, paragraph, pdf

AS_OF = Month(2026, 11)
CV = pdf(
    column(40, 60, ["#Experience", "Key Account Manager, Acme", "January 2018 - March 2021", "Negotiated contracts"])
)


@pytest.fixture(scope="module", autouse=True)
def process() -> Iterator[None]:
    """The reading process: loaded once for all tests, and gone after them."""
    sandbox.start()
    yield
    sandbox.stop()


def test_a_reading_is_the_same_as_without_the_sandbox() -> None:
    assert read_safely(CV, "cv.pdf", AS_OF) == reader.read(CV, "cv.pdf", AS_OF)


def test_pages_come_as_pictures_when_asked_for() -> None:
    (picture,) = read_safely(CV, "cv.pdf", AS_OF, images=True).images
    with Image.open(io.BytesIO(picture)) as image:
        assert (image.format, image.size) == ("PNG", (910, 1287))
    assert read_safely(docx(paragraph("Anna")), "cv.docx", AS_OF, images=True).images == ()


def test_a_broken_picture_is_no_fault() -> None:
    assert page_images(b"%PDF-1.4 broken") == ()
    assert len(page_images(pdf([], [], []), max_pages=2)) == 2


def test_a_text_of_no_known_words_is_read_as_without_the_sandbox() -> None:
    """Its language is told by a model that unpacks itself into a file of its own, within the child's limits."""
    text = "\n".join(f"qorvat {number} melkun drasti 2015 - 2019 pelnor" for number in range(40)).encode()
    assert read_safely(text, "cv.txt", AS_OF) == reader.read(text, "cv.txt", AS_OF)


def test_a_refusal_comes_through() -> None:
    with pytest.raises(Rejected) as raised:
        read_safely(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "cv.pdf", AS_OF)
    assert raised.value.id == "unknown_kind"


@pytest.mark.parametrize(
    ("limits", "images", "reason"),
    [
        (Limits(wall_seconds=0.001), False, "too_slow"),
        # a short CV is read in the memory that the loaded reader has to spare; its picture has no room there
        (Limits(memory=4096), True, "too_much_memory"),
        (Limits(cpu_seconds=0), False, "too_slow"),
    ],
)
def test_limits_hold_and_the_next_reading_works(limits: Limits, images: bool, reason: str) -> None:
    with pytest.raises(Rejected) as raised:
        read_safely(CV, "cv.pdf", AS_OF, images=images, limits=limits)
    assert raised.value.id == reason
    assert read_safely(CV, "cv.pdf", AS_OF).document.text.startswith("Experience")


def test_a_process_that_was_ended_from_outside_is_started_again() -> None:
    before = sandbox._running().process
    before.send_signal(signal.SIGKILL)
    before.wait()
    assert read_safely(CV, "cv.pdf", AS_OF).document.kind == "pdf"
    assert sandbox._running().process.pid != before.pid


def test_many_files_come_in_order_and_the_bad_ones_with_their_reason(tmp_path: Path) -> None:
    good, bad, missing = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "c.pdf"
    good.write_bytes(CV)
    bad.write_bytes(b"")
    found = list(read_many([good, bad, missing, good], AS_OF))
    assert [path for path, _ in found] == [good, bad, missing, good]
    reasons = [answer.id if isinstance(answer, Rejected) else answer.document.kind for _, answer in found]
    assert reasons == ["pdf", "empty", "damaged", "pdf"]


def test_a_reply_can_hold_nothing_but_facts_and_documents() -> None:
    for harmful in (pickle.dumps(os.system), pickle.dumps(Path("/")), b"no pickle"):
        with pytest.raises(Rejected) as raised:
            sandbox._reading(harmful)
        assert raised.value.id == "unreadable"


def test_stopping_leaves_no_process() -> None:
    process = sandbox._running().process
    sandbox.stop()
    assert process.returncode is not None
    time.sleep(0.05)
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


def test_a_reply_is_the_reading_itself() -> None:
    request = sandbox.Request(CV, "cv.pdf", str(AS_OF), True, Limits())
    reading = sandbox._reading(reading_process._read(request))
    assert reading.document == reader.read(CV, "cv.pdf", AS_OF).document
    assert reading.images == page_images(CV)


def test_a_refusal_is_raised_where_it_arrives() -> None:
    with pytest.raises(Rejected) as raised:
        sandbox._reading(reading_process._rejection("too_slow", "It took too long."))
    assert (raised.value.id, raised.value.message) == ("too_slow", "It took too long.")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent() -> None:
    with pytest.raises(Rejected) as raised:
        read_safely(b"x" * (MAX_BYTES + 1), "cv.txt", AS_OF)
    assert raised.value.id == "too_large"
