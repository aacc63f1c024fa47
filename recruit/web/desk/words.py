"""What the desk calls things: codes of the domain in words, numbers as they are read.

The dictionaries hold lazy strings, so that they follow the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask_babel import LazyString, format_decimal, gettext, lazy_gettext

from recruit.facts import Strike
from recruit.scoring.explanation import Rule
from recruit.scoring.texts import reason_text, rule_text, struck_text
from recruit.web.formats import months
from recruit.web.languages import language

STAGES: dict[str, LazyString] = {
    "new": lazy_gettext("New"),
    "in_review": lazy_gettext("In review"),
    "shortlisted": lazy_gettext("Shortlisted"),
    "interview": lazy_gettext("Interview"),
    "offer": lazy_gettext("Offer"),
    "hired": lazy_gettext("Hired"),
    "rejected": lazy_gettext("Rejected"),
    "withdrawn": lazy_gettext("Withdrawn"),
}
BANDS: dict[str, LazyString] = {
    "strong": lazy_gettext("Strong"),
    "possible": lazy_gettext("Possible"),
    "below": lazy_gettext("Below"),
}
LEVELS: dict[str, LazyString] = {
    "none": lazy_gettext("None found"),
    "secondary": lazy_gettext("Secondary school"),
    "vocational": lazy_gettext("Vocational training"),
    "associate": lazy_gettext("Associate degree"),
    "bachelor": lazy_gettext("Bachelor’s degree"),
    "master": lazy_gettext("Master’s degree"),
    "doctorate": lazy_gettext("Doctorate"),
}
DEGREE_STATUS: dict[str, LazyString] = {
    "completed": lazy_gettext("completed"),
    "in_progress": lazy_gettext("in progress"),
    "abandoned": lazy_gettext("not finished"),
}
MBA: dict[str, LazyString] = {
    "completed": lazy_gettext("Completed"),
    "in_progress": lazy_gettext("In progress"),
    "none": lazy_gettext("No MBA"),
}
GRADES: dict[str, LazyString] = {
    "shown": lazy_gettext("Shown in the experience"),
    "claimed": lazy_gettext("Claimed in a list or summary"),
    "absent": lazy_gettext("Not there"),
}
SOURCES: dict[str, LazyString] = {
    "confirmed": lazy_gettext("confirmed"),
    "read": lazy_gettext("read in the CV"),
    "declared": lazy_gettext("declared"),
    "none": lazy_gettext("not found"),
}
FOUNDINGS: dict[str, LazyString] = {
    "shown": lazy_gettext("shown or confirmed"),
    "claimed": lazy_gettext("claimed in a list or summary"),
    "declared": lazy_gettext("declared in the form only"),
    "none": lazy_gettext("not found"),
}
RELATED: dict[str, LazyString] = {
    "core": lazy_gettext("core"),
    "adjacent": lazy_gettext("adjacent"),
    "none": lazy_gettext("not related"),
}
STATUSES: dict[str, LazyString] = {
    "draft": lazy_gettext("Draft"),
    "published": lazy_gettext("Published"),
    "closed": lazy_gettext("Closed"),
}
CONTRACTS: dict[str, LazyString] = {
    "permanent": lazy_gettext("Permanent"),
    "temporary": lazy_gettext("Temporary"),
    "part_time": lazy_gettext("Part time"),
    "freelance": lazy_gettext("Freelance"),
    "internship": lazy_gettext("Internship"),
}
LANGUAGES: dict[str, LazyString] = {
    "ca": lazy_gettext("Catalan"),
    "es": lazy_gettext("Spanish"),
    "en": lazy_gettext("English"),
}

#: where a search found its words (`operations.words`)
PLACES: dict[str, LazyString] = {
    "note": lazy_gettext("Note"),
    "answer": lazy_gettext("Answer"),
    "form": lazy_gettext("Form"),
    "cv": lazy_gettext("CV"),
}

#: flag -> (a word or two for the list, a sentence for the application page)
FLAGS: dict[str, tuple[LazyString, LazyString]] = {
    "knock_out": (
        lazy_gettext("Knock-out answer"),
        lazy_gettext("An answer breaks a knock-out rule. It decides nothing by itself: look at the answers."),
    ),
    "needs_ocr": (
        lazy_gettext("Scan"),
        lazy_gettext("The CV is a picture without text, so nothing could be read in it. Look at the original."),
    ),
    "cv_not_read": (
        lazy_gettext("Not read"),
        lazy_gettext("The CV could not be read or is missing; the score rests on the form. Look at the original."),
    ),
    "unreadable": (
        lazy_gettext("Not read"),
        lazy_gettext("The CV could not be read. The file is kept: look at the original."),
    ),
    "no_text": (
        lazy_gettext("No text"),
        lazy_gettext("The CV has no text that could be read. Look at the original."),
    ),
    "encrypted": (
        lazy_gettext("Locked"),
        lazy_gettext("The CV is protected by a password, so nothing could be read in it."),
    ),
    "damaged": (
        lazy_gettext("Damaged"),
        lazy_gettext("The file is damaged and could not be read. Ask for another copy."),
    ),
    "empty": (
        lazy_gettext("Empty"),
        lazy_gettext("The file has no content. Ask for another copy."),
    ),
    "too_large": (
        lazy_gettext("Too large"),
        lazy_gettext("The file is too large to be read. It is kept: look at the original."),
    ),
    "too_many_pages": (
        lazy_gettext("Too long"),
        lazy_gettext("The CV has too many pages to be read. It is kept: look at the original."),
    ),
    "unknown_kind": (
        lazy_gettext("Unknown kind"),
        lazy_gettext("This kind of file could not be read. It is kept: look at the original."),
    ),
    "bomb": (
        lazy_gettext("Unsafe file"),
        lazy_gettext("The file unpacks to far more than it shows, so it was not read. Open the original with care."),
    ),
    "failed": (
        lazy_gettext("Not read"),
        lazy_gettext("The reading stopped for a technical reason. Read it again, or look at the original."),
    ),
    "too_slow": (
        lazy_gettext("Not read"),
        lazy_gettext("The reading took too long and was stopped. Read it again, or look at the original."),
    ),
    "too_much_memory": (
        lazy_gettext("Not read"),
        lazy_gettext("The file needs too much memory to be read. It is kept: look at the original."),
    ),
    "read_by_ocr": (
        lazy_gettext("Scan"),
        lazy_gettext("The CV is a picture; its text was recognized from it and may have mistakes."),
    ),
    "truncated": (
        lazy_gettext("Read in part"),
        lazy_gettext("The CV was read only in part: it is very long."),
    ),
    "many_pages": (
        lazy_gettext("Many pages"),
        lazy_gettext("The CV is much longer than usual."),
    ),
    "nothing_found": (
        lazy_gettext("Nothing found"),
        lazy_gettext("Nothing that counts was found in the CV. Look at it before relying on the score."),
    ),
    "unsupported_language": (
        lazy_gettext("Other language"),
        lazy_gettext("The CV is not in Catalan, Spanish or English, so it may be read only in part."),
    ),
    "undated_position": (
        lazy_gettext("Undated related post"),
        lazy_gettext("A related post has no dates that can be read, so its months are not counted."),
    ),
    "position_without_dates": (
        lazy_gettext("Undated post"),
        lazy_gettext("A post has no dates."),
    ),
    "dates_not_readable": (
        lazy_gettext("Unclear dates"),
        lazy_gettext("Dates were found that can’t be understood."),
    ),
    "end_before_start": (
        lazy_gettext("Dates reversed"),
        lazy_gettext("A post ends before it begins."),
    ),
    "future_date": (
        lazy_gettext("Future date"),
        lazy_gettext("A date lies in the future."),
    ),
    "implausible_dates": (
        lazy_gettext("Doubtful dates"),
        lazy_gettext("Some dates can hardly be right."),
    ),
    "degree_without_year": (
        lazy_gettext("Undated degree"),
        lazy_gettext("A degree has no year."),
    ),
    "declared_degree": (
        lazy_gettext("Degree not found"),
        lazy_gettext("The degree declared in the form was not found in the CV."),
    ),
    "declared_mba": (
        lazy_gettext("MBA not found"),
        lazy_gettext("The MBA declared in the form was not found in the CV."),
    ),
    "declared_experience": (
        lazy_gettext("Months not found"),
        lazy_gettext("Not all of the experience declared in the form was found in the CV."),
    ),
    "hidden_text": (
        lazy_gettext("Hidden text"),
        lazy_gettext("The file holds text that nobody can see. It was not counted."),
    ),
    "lookalike_letters": (
        lazy_gettext("Odd letters"),
        lazy_gettext("Letters of other alphabets stand in for ordinary ones."),
    ),
    "zero_width": (
        lazy_gettext("Invisible characters"),
        lazy_gettext("Invisible characters stand inside words. The words were read as a person sees them."),
    ),
    "stuffing": (
        lazy_gettext("Word lists"),
        lazy_gettext("The same words stand in the CV very often, without any post that shows them."),
    ),
    "pasted_job": (
        lazy_gettext("Pasted text"),
        lazy_gettext("Parts of the CV repeat the job description word for word."),
    ),
    "macros": (
        lazy_gettext("Macros"),
        lazy_gettext("The file holds macros. Open the original with care."),
    ),
    "wrong_extension": (
        lazy_gettext("Wrong file name"),
        lazy_gettext("The file is of another kind than its name says."),
    ),
    "comments": (
        lazy_gettext("Comments"),
        lazy_gettext("The file holds comments, which were not read."),
    ),
}


def flag_name(flag: str) -> str:
    """A flag in a word or two."""
    known = FLAGS.get(flag)
    if known:
        return str(known[0])
    said = reason_text(flag, language())
    return said if said != flag else flag.replace("_", " ").capitalize()


def flag_text(flag: str) -> str:
    """A flag in a sentence: the desk's own, else the scorer's reason."""
    known = FLAGS.get(flag)
    said = str(known[1]) if known else reason_text(flag, language())
    return said if said != flag else flag_name(flag)


def points_1(value: float) -> str:
    """As `points`, always with one decimal, for columns of numbers."""
    return str(format_decimal(round(float(value) + 0.0, 1), format="0.0"))


def signed(value: float) -> str:
    """A difference with its sign and one decimal; a true minus."""
    rounded = round(float(value), 1)
    if rounded == 0:
        return "0"
    return ("+" if rounded > 0 else "−") + points_1(abs(rounded))


def age(moment: datetime) -> str:
    """How long ago, in one unit: `3 d`, `5 h`."""
    hours = int((datetime.now(UTC) - moment).total_seconds() // 3600)
    if hours < 1:
        return str(gettext("now"))
    if hours < 24:
        return str(gettext("%(count)d h", count=hours))
    return str(gettext("%(count)d d", count=hours // 24))


def initials(name: str) -> str:
    """`Anna Puig Serra` -> `AP`, where a whole name has no room; the name itself stands beside it for who asks."""
    parts = [part for part in name.split() if part[0].isalpha()]
    return "".join(part[0] for part in parts[:2]).upper()


def written_month(value: str) -> str:
    """A date as read (`2018-03`, `2018`, `present`) for people."""
    if value == "present":
        return str(gettext("present"))
    year, dash, rest = value.partition("-")
    return f"{rest}/{year}" if dash else year


def rule_words(rule: Rule) -> str:
    """The rule that gave a credit, said in the reader's language."""
    return rule_text(rule, language())


def strike_words(strike: Strike) -> str:
    """Who struck words of the CV, and why, in the reader's language."""
    return struck_text(strike, language())


def code_words(value: object) -> str:
    """A value of a contradiction or a confirmation (a code or a number) in words."""
    if isinstance(value, dict):
        core, related = months(value.get("core_months")), months(value.get("related_months"))
        return str(gettext("%(core)s core, %(related)s related", core=core, related=related))
    text = str(value)
    for known in (LEVELS, MBA, GRADES, DEGREE_STATUS):
        if text in known:
            return str(known[text])
    return text


FILTERS: dict[str, Callable[..., Any]] = {
    "points_1": points_1,
    "signed": signed,
    "age": age,
    "initials": initials,
    "written_month": written_month,
    "flag_name": flag_name,
    "flag_text": flag_text,
    "rule_words": rule_words,
    "code_words": code_words,
    "strike_words": strike_words,
}
