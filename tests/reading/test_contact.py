import pytest

from recruit.reading.contact import read_contact
from recruit.reading.document import Document, Line
from recruit.reading.language import language_of
from recruit.reading.sections import outline
from tests.reading.cases import corpus, document


@pytest.mark.parametrize("case", corpus("contact"), ids=lambda case: case["text"].splitlines()[0])
def test_name_mail_and_phone_as_written(case: dict[str, str]) -> None:
    made = document(case["text"])
    contact = read_contact(made, outline(made, language_of(made.text).code))
    for key in ("name", "email", "phone"):
        item = getattr(contact, key)
        assert (item.value if item else "") == case[key]
        if item:
            assert made.text[item.evidence.start : item.evidence.end] == item.evidence.quote == case[key]


@pytest.mark.parametrize(
    "line", ["2012 - 2016", "15/08/2023", "1.200.000 €", "DNI 46123456X", "08001 Barcelona", "IBAN ES91 2100"]
)
def test_other_numbers_are_no_phones(line: str) -> None:
    made = document(f"Ana Ruiz\nana@example.com\n{line}\n")
    assert read_contact(made, outline(made, "es")).phone is None


@pytest.mark.parametrize("line", ["ana@@example.com", "ana@example", "@ana_ruiz", "ana at example.com"])
def test_what_is_no_address_is_no_mail(line: str) -> None:
    made = document(f"Ana Ruiz\n{line}\n")
    assert read_contact(made, outline(made, "es")).email is None


@pytest.mark.parametrize(("kind", "value"), [("scan", "anna.puig@example.com"), ("txt", None)])
def test_an_at_sign_that_a_recogniser_took_for_a_letter(kind: str, value: str | None) -> None:
    """In a scan alone: elsewhere the letters are what was written."""
    text = "Anna Puig\nanna.puigQexample.com\n655 501 021"
    starts = [0, 10, 32]
    lines = tuple(Line(start, end) for start, end in zip(starts, [9, 31, len(text)], strict=True))
    scanned = Document(text, kind, lines=lines)
    email = read_contact(scanned, outline(scanned, "ca")).email
    assert (email and email.value) == value
    if email:
        assert email.evidence.quote == "anna.puigQexample.com"
