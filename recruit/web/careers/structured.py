"""An opening as search engines and job boards read it: schema.org `JobPosting`.

Google's rules: developers.google.com/search/docs/appearance/structured-data/job-posting.
Nothing stands here that the page does not say too.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from recruit.hiring.models import Contract, Opening, OpeningVersion, Remote
from recruit.hiring.queries.companies import Company
from recruit.role_profile.profile import RoleProfile
from recruit.web.careers.addresses import public_address
from recruit.web.formats import number, paragraphs
from recruit.web.languages import language, text

EMPLOYMENT = {
    Contract.PERMANENT: "FULL_TIME",
    Contract.TEMPORARY: "TEMPORARY",
    Contract.PART_TIME: "PART_TIME",
    Contract.FREELANCE: "CONTRACTOR",
    Contract.INTERNSHIP: "INTERN",
}

#: fewer hours a week than this are part-time work
FULL_TIME_HOURS = 30


def employment_types(version: OpeningVersion) -> list[str]:
    """Google's words for the contract; a short week is said as well."""
    kind = EMPLOYMENT.get(Contract(version.contract), "OTHER")
    if version.hours_week is None or kind == "PART_TIME":
        return [kind]
    if version.hours_week < FULL_TIME_HOURS:
        return ["PART_TIME"] if kind == "FULL_TIME" else [kind, "PART_TIME"]
    return [kind] if kind in {"FULL_TIME", "CONTRACTOR"} else ["FULL_TIME", kind]


def address(version: OpeningVersion, company: Company) -> dict[str, str]:
    """The workplace as a PostalAddress: the opening's own, the company's where that says nothing of one."""
    # the place as people read it, up to what is added: "Barcelona, two days from home"
    town = version.place.partition(",")[0].strip()
    own = {
        "streetAddress": version.street or "",
        "addressLocality": version.locality or "",
        "addressRegion": version.region or "",
        "postalCode": version.postcode or "",
    }
    if not any(own.values()):
        same_town = not version.place or company.locality.casefold() in version.place.casefold()
        own = {
            "streetAddress": company.street if same_town else "",
            "addressLocality": town or company.locality,
            "addressRegion": company.region if same_town else "",
            "postalCode": company.postcode if same_town else "",
        }
    found = own | {
        "addressLocality": own["addressLocality"] or town,
        "addressCountry": version.country or company.country,
    }
    return {name: value for name, value in found.items() if value}


def ends_at(version: OpeningVersion) -> datetime | None:
    """The last second in which one can apply, where the company is."""
    if version.closes_on is None:
        return None
    zone = ZoneInfo(str(current_app.config["BABEL_DEFAULT_TIMEZONE"]))
    return datetime.combine(version.closes_on, time(23, 59, 59), zone)


def description(version: OpeningVersion, profile: RoleProfile) -> str:
    """All that the page says of the work and of what is asked, as plain HTML."""
    parts = [Markup("<p>{}</p>").format(text(profile.summary)), paragraphs(text(version.description))]

    def listed(title: str, lines: list[str]) -> None:
        if lines:
            items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
            parts.append(Markup("<h3>{}</h3><ul>{}</ul>").format(title, items))

    listed(_("What you will do"), [f"{text(duty.name)}: {text(duty.text)}" for duty in profile.duties])
    listed(_("Education and experience"), [text(line) for line in profile.education])
    listed(_("Skills"), [text(skill.name) for skill in profile.skills])
    # an apostrophe needs no escape in text
    return "".join(str(part) for part in parts if part).replace("&#39;", "'").replace("&#34;", '"')


def organization(company: Company) -> dict[str, Any]:
    """The company as an Organization."""
    found: dict[str, Any] = {"@type": "Organization", "name": company.name}
    if company.website:
        found |= {"url": company.website, "sameAs": company.website}
    if company.logo:
        found["logo"] = public_address("careers.logo", v=company.logo.version)
    return found


def salary(version: OpeningVersion) -> dict[str, Any] | None:
    """What is paid a year, as a MonetaryAmount; one figure where lowest and highest are the same."""
    low, high = version.salary_min, version.salary_max
    if low is None and high is None:
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": "YEAR"}
    if low == high:
        value["value"] = low
    else:
        value |= {name: amount for name, amount in (("minValue", low), ("maxValue", high)) if amount is not None}
    return {"@type": "MonetaryAmount", "currency": version.currency, "value": value}


def job_posting(opening: Opening, profile: RoleProfile, company: Company) -> dict[str, Any]:
    """The opening as JSON-LD, in the page's language. For openings that one can apply to."""
    version = opening.version
    posted = opening.published_at or opening.created_at
    where = address(version, company)
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": text(version.title),
        "description": description(version, profile),
        "datePosted": posted.date().isoformat(),
        "employmentType": employment_types(version),
        "hiringOrganization": organization(company),
        "identifier": {"@type": "PropertyValue", "name": company.name, "value": opening.slug},
        "directApply": True,
        "url": public_address("careers.job", slug=opening.slug, lang=language()),
    }
    ends = ends_at(version)
    if ends is not None:
        found["validThrough"] = ends.isoformat()
    if version.remote == Remote.FULL:
        found["jobLocationType"] = "TELECOMMUTE"
        if "addressCountry" in where:
            found["applicantLocationRequirements"] = {"@type": "Country", "name": where["addressCountry"]}
    if version.remote != Remote.FULL or version.street or version.locality:
        found["jobLocation"] = {"@type": "Place", "address": {"@type": "PostalAddress", **where}}
    paid = salary(version)
    if paid is not None:
        found["baseSalary"] = paid
    if version.hours_week is not None:
        found["workHours"] = _("%(hours)s hours a week", hours=number(version.hours_week, 1))
    return found


def missing_for_boards(opening: Opening, company: Company) -> list[str]:
    """What Google asks for or recommends and this opening does not say, by the names of the form's fields."""
    version = opening.version
    where = address(version, company)
    wanted = {
        "country": "addressCountry" not in where,
        "locality": "addressLocality" not in where and version.remote != Remote.FULL,
        "postcode": "postalCode" not in where and version.remote != Remote.FULL,
        "street": "streetAddress" not in where and version.remote != Remote.FULL,
        "salary_min": salary(version) is None,
        "closes_on": version.closes_on is None,
    }
    return [name for name, lacking in wanted.items() if lacking]
