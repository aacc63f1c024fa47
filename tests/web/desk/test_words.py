"""Whatever the reader may flag or refuse has words for the recruiter."""

from __future__ import annotations

import re
from pathlib import Path

from recruit.scoring.finding import UNREAD_FLAGS
from recruit.web.desk.words import FLAGS

READING = Path(__file__).resolve().parents[3] / "recruit" / "reading"
GIVEN = re.compile(r'(?:Rejected|Flag)\(\s*"([a-z_]+)"')
#: ids that reach a flag by way of a document's notes or the limits of the reading process
INDIRECT = {
    "needs_ocr",
    "read_by_ocr",
    "truncated",
    "macros",
    "wrong_extension",
    "zero_width",
    "too_slow",
    "too_much_memory",
}


def test_every_flag_and_refusal_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in READING.rglob("*.py")]
    given = {match for source in sources for match in GIVEN.findall(source)}
    assert {"hidden_text", "encrypted"} <= given
    assert all(any(f'"{flag}"' in source for source in sources) for flag in INDIRECT)
    assert (given | INDIRECT) - set(FLAGS) == set()


def test_every_reason_why_a_cv_was_not_read_has_words() -> None:
    assert UNREAD_FLAGS - set(FLAGS) - {"rejected"} == set()
