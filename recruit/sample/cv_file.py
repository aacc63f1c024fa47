"""The CV of an invented person as the file they would send."""

from __future__ import annotations

from dataclasses import dataclass

from recruit.sample.office import make_docx, make_odt
from recruit.sample.pdf import make_pdf
from recruit.sample.person import Person
from recruit.sample.plain import make_rtf, make_txt


@dataclass(frozen=True, slots=True)
class SampleFile:
    filename: str
    media_type: str
    data: bytes


MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "txt": "text/plain",
}


def make_cv(person: Person) -> SampleFile:
    """The file named in the person's data, its kind told by the name's ending; always the same bytes."""
    kind = person.filename.rpartition(".")[2]
    match kind:
        case "pdf":
            data = make_pdf(person.cv, person.layout, scan=person.scan, locked=person.locked)
        case "docx":
            data = make_docx(person.cv)
        case "odt":
            data = make_odt(person.cv)
        case "rtf":
            data = make_rtf(person.cv)
        case "txt":
            data = make_txt(person.cv)
        case _:
            raise ValueError(f"no CV can be made as {kind!r} ({person.filename})")
    return SampleFile(person.filename, MEDIA_TYPES[kind], data)
