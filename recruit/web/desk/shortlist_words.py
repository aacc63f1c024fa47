"""What shortlists call things."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from recruit.hiring.models import Visible

#: what may be shown -> (its name, what it means)
VISIBLE: dict[str, tuple[LazyString, LazyString]] = {
    Visible.SCORE: (lazy_gettext("Score"), lazy_gettext("Points, bars, rules and what they rest on.")),
    Visible.EVIDENCE: (lazy_gettext("CV and evidence"), lazy_gettext("The pages of the CV with the words that count.")),
    Visible.INSTITUTIONS: (
        lazy_gettext("Employers and schools"),
        lazy_gettext("Their names; hidden, they are painted over in the CV too."),
    ),
    Visible.CONTACT: (
        lazy_gettext("Contact"),
        lazy_gettext("E-mail and telephone; hidden, they are painted over in the CV too."),
    ),
    Visible.SALARY: (lazy_gettext("Salary expectation"), lazy_gettext("As declared in the form.")),
    Visible.FORM: (lazy_gettext("Other answers of the form"), lazy_gettext("Degree, skills, availability, message.")),
    Visible.ANSWERS: (
        lazy_gettext("Answers to the opening’s own questions"),
        lazy_gettext("As people gave them; in a blind review without personal words and files."),
    ),
}

STATUSES: dict[str, LazyString] = {
    "draft": lazy_gettext("Draft"),
    "shared": lazy_gettext("Shared"),
    "closed": lazy_gettext("Closed"),
}
