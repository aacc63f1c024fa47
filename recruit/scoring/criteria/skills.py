"""The skills the role lists share the criterion's points by their weights.

Shown in a line of the experience, claimed in a list or summary, or declared in
the form only: each has its credit. Confirmed beats read, read beats declared.
"""

from __future__ import annotations

from recruit.role_profile.profile import Criterion, Item
from recruit.scoring.criteria.listed import find_listed
from recruit.scoring.finding import Case, Finding


def find(criterion: Criterion, case: Case, most: float, items: tuple[Item, ...]) -> Finding:
    """The credit of the listed skills, each as a part; `most` is the criterion's points."""
    mentions = case.read.skills if case.read else {}
    return find_listed("skill", criterion, case, most, items, mentions, case.declared.skills)
