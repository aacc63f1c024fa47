"""The address of a list and what it says."""

from __future__ import annotations

import pytest

from recruit.hiring.queries.applications import Filters
from recruit.web.desk.listing import Listing, parse_listing


def test_the_whole_list_by_points_needs_no_query() -> None:
    assert parse_listing("") == Listing(Filters())
    assert Listing(Filters()).query() == ""


EVERYTHING = (
    "stage=new&stage=interview&band=strong&degree=bachelor&mba=completed&mba=in_progress&years_min=2.5&years_max=10"
    "&core_min=1&core_max=4&skill=sales&skill=negotiation%3Ashown&language=ca&flag=needs_ocr&tag=7&assigned=me"
    "&assigned=3&source=infojobs&source=-&salary_min=30000&salary_max=52000&q=n%C3%BAria+p&sort=name&dir=asc"
    "&after=abcdefghijklmnopqrstuv"
)


def test_an_address_says_everything_and_comes_back_the_same() -> None:
    listing = parse_listing(EVERYTHING)
    assert listing == Listing(
        Filters(
            stage=["new", "interview"],
            band=["strong"],
            degree_min="bachelor",
            mba=["completed", "in_progress"],
            months_min=30,
            months_max=120,
            core_min=12,
            core_max=48,
            skill=["sales", "negotiation:shown"],
            language=["ca"],
            flag=["needs_ocr"],
            tag=[7],
            assigned=["me", "3"],
            source=["infojobs", "-"],
            salary_min=30000,
            salary_max=52000,
            text="núria p",
        ),
        "name",
        "asc",
        "abcdefghijklmnopqrstuv",
    )
    assert listing.query() == EVERYTHING
    assert (listing.finer, listing.filtered) == (11, True)


@pytest.mark.parametrize(
    "query",
    [
        "stage=boss",
        "band=great",
        "degree=none",
        "degree=phd",
        "mba=maybe",
        "years_min=many",
        "years_min=-3",
        "years_max=1000",
        "language=xx",
        "flag=%27%3B--",
        "sort=password_hash",
        "dir=sideways",
        "page=3",
        "skill=juggling",
        "skill=sales:declared",
        "tag=x",
        "tag=99999999999",
        "assigned=everybody",
        "source=",
        "salary_min=much",
        "salary_max=-1",
        "core_min=x",
        "after=short",
        "before=%27%3B--%27%3B--%27%3B--",
        "&".join(f"stage={number}" for number in range(150)),
    ],
)
def test_what_makes_no_sense_is_left_out(query: str) -> None:
    assert parse_listing(query) == Listing(Filters())


def test_a_comma_is_a_decimal_too() -> None:
    assert parse_listing("years_min=1,5").filters.months_min == 18


def test_an_amount_as_people_type_it() -> None:
    assert parse_listing("salary_max=38.000").filters.salary_max == 38000
    assert parse_listing("salary_max=38 000").filters.salary_max == 38000


def test_one_filter_is_taken_away_and_the_rest_stays() -> None:
    listing = parse_listing("stage=new&stage=offer&skill=sales&q=puig&sort=name&dir=asc&after=abcdefghijklmnopqrstuv")
    assert listing.without("stage", "new").query() == "stage=offer&skill=sales&q=puig&sort=name&dir=asc"
    assert listing.without("q", "puig").without("skill", "sales").query() == ("stage=new&stage=offer&sort=name&dir=asc")


def test_a_page_is_after_or_before_somebody_not_both() -> None:
    listing = parse_listing("after=abcdefghijklmnopqrstuv&before=zbcdefghijklmnopqrstuv")
    assert (listing.after, listing.before) == ("abcdefghijklmnopqrstuv", "")
    assert listing.turned(before="zbcdefghijklmnopqrstuv").query() == "before=zbcdefghijklmnopqrstuv"


def test_a_click_on_a_head_sorts_and_a_second_one_turns() -> None:
    listing = parse_listing("after=abcdefghijklmnopqrstuv")
    by_name = listing.sorted_by("name")
    assert (by_name.sort, by_name.direction, by_name.after) == ("name", "asc", "")
    assert by_name.sorted_by("name").direction == "desc"
    assert by_name.sorted_by("name").sorted_by("name").direction == "asc"
    assert parse_listing("").sorted_by("points").direction == "asc"
