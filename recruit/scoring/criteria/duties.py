"""The duties of the role that the experience shows; the form does not ask for them."""

from __future__ import annotations

from recruit.role_profile.profile import Criterion, Item
from recruit.scoring.criteria.listed import find_listed
from recruit.scoring.finding import Case, Finding


def find(criterion: Criterion, case: Case, most: float, items: tuple[Item, ...]) -> Finding:
    """The credit of the listed duties, each as a part; `most` is the criterion's points."""
    mentions = case.read.duties if case.read else {}
    return find_listed("duty", criterion, case, most, items, mentions, frozenset())
