"""What the public pages call things."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from recruit.hiring.models import Contract, Remote

CONTRACTS: dict[str, LazyString] = {
    Contract.PERMANENT: _l("Permanent contract"),
    Contract.TEMPORARY: _l("Temporary contract"),
    Contract.PART_TIME: _l("Part-time contract"),
    Contract.FREELANCE: _l("Freelance contract"),
    Contract.INTERNSHIP: _l("Internship"),
}

REMOTE: dict[str, LazyString] = {
    Remote.HYBRID: _l("partly from home"),
    Remote.FULL: _l("fully remote"),
}

LANGUAGES: dict[str, LazyString] = {
    "ca": _l("Catalan"),
    "es": _l("Spanish"),
    "en": _l("English"),
    "fr": _l("French"),
    "de": _l("German"),
    "it": _l("Italian"),
    "pt": _l("Portuguese"),
}

_WRONG_KIND = _l(
    "We can’t read this kind of file. Save your CV as PDF, DOCX, ODT, RTF, DOC or TXT and choose that one."
)
_DAMAGED = _l("This file is damaged and can’t be opened. Save your CV again, best as a PDF, and choose it again.")

#: fault of a CV file (`hiring.operations.applications.keep_upload`) -> what to do about it
CV_FAULTS: dict[str, LazyString] = {
    "required": _l("Choose your CV."),
    "empty": _l("This file is empty. Check it on your device and choose it again."),
    "too_large": _l(
        "This file is larger than %(most)s MB. Save it with smaller pictures, or as a PDF, and choose it again."
    ),
    "wrong_kind": _WRONG_KIND,
    "unknown_kind": _WRONG_KIND,
    "encrypted": _l("This file is protected with a password. Save your CV without one and choose it again."),
    "damaged": _DAMAGED,
    "bomb": _DAMAGED,
    "gone": _l("We no longer have the CV that you chose. Choose it again."),
    "closed": _l("This position is closed meanwhile; the CV that you sent first is kept."),
    "withdrawn": _l("That application was withdrawn. Send this one as an application of its own."),
    "too_many": _l("There are several CVs with that application already. The last one counts."),
    "used": _l("This CV was sent with another application already. Choose it again."),
}

_NO_TEXT = _l(
    "There is no text in this file that a program can read, as in a scan or a photo. Fill in the form by hand; "
    "a person will look at the file. Or choose a version with text, best a PDF."
)
_NOT_READ = _l(
    "We could not read this file. Fill in the form by hand; the file is kept and a person will look at it. "
    "Or save your CV again, best as a PDF, and choose it again."
)
#: why a CV could not be read for the form (`reading.document.Rejected`) -> what to do; `failed` for all others
READ_FAULTS: dict[str, LazyString] = {
    "encrypted": _l("This file is protected with a password. Save your CV without one and choose it again."),
    "damaged": _DAMAGED,
    "bomb": _DAMAGED,
    "needs_ocr": _NO_TEXT,
    "no_text": _NO_TEXT,
    "empty": _NO_TEXT,
    "failed": _NOT_READ,
}

#: fault of the address that the link of a draft should go to -> words
MAIL_FAULTS: dict[str, LazyString] = {
    "not_an_email": _l("Write the e-mail address that the link should go to, like name@example.com."),
    "too_many": _l("The link was sent several times already. Look among the unwanted mail, or keep the link below."),
    "too_soon": _l("The link is on its way. Wait two minutes before you ask for it again."),
}

#: fault of a field that only the operation finds -> words
FAULTS: dict[str, LazyString] = {
    "required": _l("This answer is missing."),
    "too_long": _l("This answer is too long."),
}


def language_name(code: str) -> str:
    """A working language in words; a code we have no word for as it is."""
    return str(LANGUAGES.get(code, code))


def language_names(codes: Iterable[str]) -> str:
    """Working languages in words, in one line."""
    return ", ".join(language_name(code) for code in codes)
