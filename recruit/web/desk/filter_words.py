"""The list's filters in words: `skill=sales:shown` as people say it."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from recruit.hiring.models import User
from recruit.hiring.queries.facets import Facets
from recruit.hiring.queries.filters import ME, NO_SOURCE, NOBODY
from recruit.role_profile.profile import RoleProfile
from recruit.web.desk import words
from recruit.web.formats import money
from recruit.web.languages import text


def skill_names(profile: RoleProfile) -> dict[str, str]:
    """The skills that the opening asks for, as its profile names them."""
    return {item.id: text(dict(item.name)) for item in profile.skills}


class FilterNames:
    """What a filter's name and value are called."""

    def __init__(self, facets: Facets, profile: RoleProfile, team: list[User], currency: str) -> None:
        self._tags: Mapping[str, str] = {str(id): name for id, name in facets.tags}
        self._people: Mapping[str, str] = {str(id): name for id, name in facets.carers} | {
            str(user.id): user.name for user in team
        }
        self._skills = skill_names(profile)
        self._currency = currency

    def said(self, name: str, value: str) -> str:
        match name:
            case "stage":
                return str(words.STAGES[value])
            case "band":
                return str(words.BANDS[value])
            case "degree":
                return str(_("%(level)s or higher", level=words.LEVELS[value]))
            case "mba":
                return str(_("MBA: %(state)s", state=words.MBA[value]))
            case "years_min":
                return str(_("related experience from %(years)s years", years=value))
            case "years_max":
                return str(_("related experience up to %(years)s years", years=value))
            case "core_min":
                return str(_("key accounts from %(years)s years", years=value))
            case "core_max":
                return str(_("key accounts up to %(years)s years", years=value))
            case "skill":
                id, _colon, grade = value.partition(":")
                named = self._skills.get(id, id)
                return str(_("%(skill)s, shown", skill=named)) if grade else named
            case "language":
                return str(_("CV in %(language)s", language=words.LANGUAGES[value]))
            case "flag":
                return words.flag_name(value)
            case "tag":
                return str(_("tag %(tag)s", tag=self._tags.get(value, value)))
            case "assigned":
                return self._assigned(value)
            case "source":
                return str(_("source: %(source)s", source=source_name(value)))
            case "salary_min":
                return str(_("expects at least %(amount)s", amount=money(int(value), self._currency)))
            case "salary_max":
                return str(_("expects at most %(amount)s", amount=money(int(value), self._currency)))
        return f"“{value}”"

    def _assigned(self, value: str) -> str:
        if value == ME:
            return str(_("with me"))
        if value == NOBODY:
            return str(_("with nobody"))
        return str(_("with %(name)s", name=self._people.get(value, value)))


def source_name(value: str) -> str:
    """How they came, in words where it is not known."""
    return str(_("not known")) if value == NO_SOURCE else value
