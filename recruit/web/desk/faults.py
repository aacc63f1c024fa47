"""What an operation refused, in words."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from recruit.hiring.operations.errors import Invalid

#: (field, code) or (any field, code) -> words; %(name)s takes the fault's values
FAULTS: dict[tuple[str, str], LazyString] = {
    ("title", "required"): lazy_gettext("Give the opening a title in at least one language."),
    ("title", "missing_language"): lazy_gettext(
        "Before it can be published, the title must be there in Catalan, Spanish and English."
    ),
    ("salary_max", "below_minimum"): lazy_gettext("The highest salary is below the lowest."),
    ("currency", "unknown"): lazy_gettext("Give the currency by its three letters, for example EUR."),
    ("hiring_manager_id", "unknown"): lazy_gettext("Choose a hiring manager from the list."),
    ("status", "not_possible"): lazy_gettext("Somebody has already changed the state of this opening."),
    ("reason", "required"): lazy_gettext("Say why: the reason is kept with what you confirm."),
    ("value", "core_above_related"): lazy_gettext(
        "The related months include those in key accounts, so they can’t be fewer."
    ),
    ("stage", "unknown"): lazy_gettext("Choose a stage."),
    ("text", "required"): lazy_gettext("The note is empty."),
    ("text", "too_long"): lazy_gettext("The note is too long: at most %(most)s characters."),
    ("places", "required"): lazy_gettext("Tick the words that do not count."),
    ("places", "no_evidence"): lazy_gettext("Nothing rests on those words."),
    ("places", "out_of_range"): lazy_gettext("Select the words in the CV, or type them as they stand there."),
    ("places", "not_found"): lazy_gettext("Those words were not found in the CV. Type them as they stand there."),
    ("fact", "required"): lazy_gettext("Choose what the words are evidence of."),
    ("merge", "same"): lazy_gettext("It is the same application."),
    ("merge", "other_opening"): lazy_gettext("They are for different openings, so both stay."),
    ("merge", "merged_already"): lazy_gettext("One of them is part of another application already."),
    ("reason_code", "required"): lazy_gettext("Choose a reason: it is kept with the rejection."),
    ("reason_code", "unknown"): lazy_gettext("Choose one of the reasons."),
    ("tag", "required"): lazy_gettext("Write the tag, or choose one."),
    ("tag", "too_long"): lazy_gettext("The tag is too long: at most %(most)s characters."),
    ("user", "unknown"): lazy_gettext("Choose somebody from the list."),
    ("applications", "elsewhere"): lazy_gettext("These people did not apply for this opening."),
    ("applications", "withdrawn"): lazy_gettext("Somebody among them has withdrawn the application."),
    ("applications", "too_many"): lazy_gettext(
        "A shortlist holds at most %(most)s people; with these it would be %(would)s. Take some out, or make another."
    ),
    ("status", "nobody"): lazy_gettext("Put somebody on the shortlist before you share it."),
    ("managers", "unknown"): lazy_gettext("Choose hiring managers from the list."),
    ("recipient", "required"): lazy_gettext("Say for whom the link is."),
    ("until", "past"): lazy_gettext("That day is over: choose a later one."),
    ("until", "too_far"): lazy_gettext("A link lives for at most %(most)s days."),
    ("search", "required"): lazy_gettext("Give the search a name."),
    ("search", "too_long"): lazy_gettext("The name is too long: at most %(most)s characters."),
    ("search", "nothing"): lazy_gettext("Filter or sort the list first: there is nothing to save yet."),
    ("cv", "none"): lazy_gettext("There is no CV to read."),
    ("", "out_of_range"): lazy_gettext("Give a number from %(least)s to %(most)s."),
    ("", "required"): lazy_gettext("This can’t be empty."),
    ("", "unknown"): lazy_gettext("Choose one of the values given."),
}


def fault(invalid: Invalid) -> str:
    """The words for a fault; a general sentence for one that nobody foresaw."""
    words = FAULTS.get((invalid.field, invalid.code)) or FAULTS.get(("", invalid.code))
    if words is None:
        words = lazy_gettext("This value can’t be accepted. Check it and send it again.")
    text = str(words)
    return text % invalid.values if "%(" in text else text
