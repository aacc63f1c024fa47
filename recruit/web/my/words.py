"""What applicants' own pages call things: plainly, to the person."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from recruit.hiring.models import Stage

#: stage -> (where it stands in a few words, what that means)
STATUS: dict[str, tuple[LazyString, LazyString]] = {
    Stage.NEW: (
        _l("It has arrived"),
        _l("A person of the selection team will look at your application."),
    ),
    Stage.IN_REVIEW: (
        _l("People are looking at it"),
        _l("The selection team is going through the applications, yours among them."),
    ),
    Stage.SHORTLISTED: (
        _l("It goes on to the next round"),
        _l("Your application is among those that the team wants to look at more closely."),
    ),
    Stage.INTERVIEW: (
        _l("We want to talk to you"),
        _l("An interview is next, or you have had it already. We write to you about the details."),
    ),
    Stage.OFFER: (
        _l("There is an offer for you"),
        _l("You have it already, or you will hear from us soon."),
    ),
    Stage.HIRED: (
        _l("The job is yours"),
        _l("Welcome. All the rest you hear from the team."),
    ),
    Stage.REJECTED: (
        _l("Not this time"),
        _l(
            "The selection goes on without your application. A person decided that; "
            "you can ask why, or ask for a person to look again."
        ),
    ),
    Stage.WITHDRAWN: (
        _l("You withdrew it"),
        _l("Your application takes no part in the selection any more."),
    ),
}

#: how far the reading of the CV is
READING: dict[str, LazyString] = {
    "no_cv": _l("You sent no CV. What you wrote in the form counts."),
    "waiting": _l("Your CV waits to be read. This usually takes less than a minute; look again soon."),
    "reading": _l("Your CV is being read right now. Look again in a moment."),
    "rejected": _l(
        "Your CV could not be read by the program, so a person looks at it. "
        "You can also send another file, best a PDF with text."
    ),
}

LEVELS: dict[str, LazyString] = {
    "none": _l("No degree"),
    "secondary": _l("Secondary school"),
    "vocational": _l("Intermediate vocational training"),
    "associate": _l("Higher vocational training, associate degree"),
    "bachelor": _l("University degree (bachelor’s)"),
    "master": _l("Master’s degree"),
    "doctorate": _l("Doctorate"),
}
DEGREE_STATUS: dict[str, LazyString] = {
    "completed": _l("Finished"),
    "in_progress": _l("In progress"),
    "abandoned": _l("Left unfinished"),
}
MBA: dict[str, LazyString] = {
    "completed": _l("Yes, finished"),
    "in_progress": _l("In progress"),
    "none": _l("No"),
}
RELATED: dict[str, LazyString] = {
    "core": _l("in key accounts"),
    "adjacent": _l("another commercial job"),
    "none": _l("another field"),
}
FIELDS: dict[str, LazyString] = {
    "name": _l("Full name"),
    "email": _l("E-mail"),
    "phone": _l("Phone"),
    "degree": _l("Highest degree"),
    "degree_status": _l("Is that degree finished?"),
    "degree_field": _l("Field of study"),
    "mba": _l("Master of Business Administration (MBA)"),
    "related_years": _l("Years of related experience"),
    "skills": _l("Skills you bring"),
    "salary_expectation": _l("Salary expectation"),
    "availability": _l("When could you start?"),
    "message": _l("Message"),
    "remark": _l("What was read wrongly"),
}
REQUESTS: dict[str, LazyString] = {
    "review": _l("A person looks at it again"),
    "explanation": _l("The score explained"),
    "objection": _l("Objection"),
}
#: what is in the copy of the data besides the form
SOURCES: dict[str, LazyString] = {
    "shown": _l("shown in your experience"),
    "claimed": _l("mentioned in a list or summary"),
    "declared": _l("from your form, not found in the CV"),
    "none": _l("not found"),
}

IDENTIFYING: dict[str, tuple[LazyString, dict[str, LazyString]]] = {
    "gender": (
        _l("Gender"),
        {
            "woman": _l("Woman"),
            "man": _l("Man"),
            "non_binary": _l("Non-binary"),
            "other": _l("I describe myself in another way"),
        },
    ),
    "age_group": (
        _l("Age"),
        {
            "under_25": _l("Under 25"),
            "25_34": _l("25 to 34"),
            "35_44": _l("35 to 44"),
            "45_54": _l("45 to 54"),
            "55_over": _l("55 or over"),
        },
    ),
    "disability": (
        _l("Do you have a disability?"),
        {"yes": _l("Yes"), "no": _l("No")},
    ),
    "origin": (
        _l("Where were you, or at least one of your parents, born?"),
        {
            "here": _l("All of us in this country"),
            "rest_of_eu": _l("Elsewhere in the European Union"),
            "rest_of_europe": _l("Elsewhere in Europe"),
            "latin_america": _l("Latin America"),
            "africa": _l("Africa"),
            "asia": _l("Asia"),
            "elsewhere": _l("Another part of the world"),
        },
    ),
}

FAULTS: dict[str, LazyString] = {
    "required": _l("This answer is missing."),
    "too_long": _l("This text is too long. Shorten it a little."),
    "unknown": _l("This answer can’t be used. Choose one of the list."),
    "out_of_range": _l("Write a number of years from 0 to 60."),
    "closed": _l("The last day to apply is over, so another CV can’t be sent any more."),
    "withdrawn": _l("You withdrew this application, so another CV can’t be sent any more."),
    "too_many": _l("You have sent a CV very often already. Write to us if it is still not the right one."),
    "held": _l("Your data has to be kept for now for legal reasons. Write to us and we tell you more."),
}

#: what an applicant says a further document is
DOCUMENT_KINDS: dict[str, LazyString] = {
    "certificate": _l("Certificate or diploma"),
    "cover_letter": _l("Cover letter"),
    "reference": _l("Reference letter"),
    "other": _l("Another document"),
}
DOCUMENT_FAULTS: dict[str, LazyString] = {
    "unknown": _l("Choose what kind of document it is."),
    "required": _l("Choose at least one file."),
    "empty": _l("This file is empty. Check it on your device and choose it again."),
    "too_large": _l(
        "This file is larger than %(most)s MB. Save it with smaller pictures, or as a PDF, and choose it again."
    ),
    "wrong_attachment": _l(
        "This kind of file can’t be taken. Save it as a PDF, or choose a DOCX, ODT, RTF, DOC, TXT, PNG or JPEG."
    ),
    "too_many": _l(
        "There can be %(most)s documents at most. Remove one that is not needed, or put several into one PDF."
    ),
    "too_much": _l(
        "All documents together can be %(most)s MB at most. "
        "Remove one that is not needed, or save it with smaller pictures."
    ),
    "closed": _l("The last day to apply is over, so documents can’t be added or removed any more."),
    "withdrawn": _l("You withdrew this application, so documents can’t be added or removed any more."),
    "held": _l("Your data has to be kept for now for legal reasons. Write to us and we tell you more."),
}
