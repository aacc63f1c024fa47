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
    "&language=ca&flag=needs_ocr&q=n%C3%BAria+p&sort=name&dir=asc&page=3"
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
            language=["ca"],
            flag=["needs_ocr"],
            text="núria p",
        ),
        "name",
        "asc",
        3,
    )
    assert listing.query() == EVERYTHING
    assert (listing.finer, listing.filtered) == (5, True)


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
        "page=-1",
        "page=zwei",
        "page=99999999999",
        "&".join(f"stage={number}" for number in range(150)),
    ],
)
def test_what_makes_no_sense_is_left_out(query: str) -> None:
    assert parse_listing(query) == Listing(Filters())


def test_a_comma_is_a_decimal_too() -> None:
    assert parse_listing("years_min=1,5").filters.months_min == 18


def test_a_click_on_a_head_sorts_and_a_second_one_turns() -> None:
    listing = parse_listing("page=4")
    by_name = listing.sorted_by("name")
    assert (by_name.sort, by_name.direction, by_name.page) == ("name", "asc", 1)
    assert by_name.sorted_by("name").direction == "desc"
    assert by_name.sorted_by("name").sorted_by("name").direction == "asc"
    assert parse_listing("").sorted_by("points").direction == "asc"
