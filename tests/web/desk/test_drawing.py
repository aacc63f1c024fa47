"""The drawings of a score: lengths are points, patterns are foundings, words are there for who does not see."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from recruit.web.desk import drawing

YEAR = 12


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def rects(svg: str, kind: str) -> list[dict[str, float]]:
    return [
        {name: float(rect.get(name, "nan")) for name in ("x", "width", "y", "height")}
        for rect in parsed(svg).iter("rect")
        if rect.get("class") == kind
    ]


def test_a_bar_is_as_long_as_its_points() -> None:
    svg = drawing.bar("skills", [(6, "shown"), (3, "claimed")], 30, "9 of 30", width=60)
    assert rects(svg, "solid")[0]["width"] == pytest.approx(12)
    hatched = rects(svg, "hatched")[0]
    assert (hatched["x"], hatched["width"]) == (pytest.approx(12), pytest.approx(6))
    assert "url(#hatch-skills)" in svg
    assert 'aria-label="9 of 30"' in svg
    assert "c-skills" in svg


def test_what_is_only_declared_is_hollow_and_no_wider_than_its_points() -> None:
    svg = drawing.bar("mba", [(10, "declared")], 20, "x", width=40)
    hollow = rects(svg, "hollow")[0]
    # with its line of 1.5 it covers 0 to 20
    assert hollow["x"] - 0.75 == pytest.approx(0)
    assert hollow["x"] + hollow["width"] + 0.75 == pytest.approx(20)


def test_a_bar_never_leaves_its_track() -> None:
    svg = drawing.bar("degree", [(15, "shown"), (15, "claimed")], 20, "x", width=40)
    assert sum(r["width"] for r in rects(svg, "solid") + rects(svg, "hatched")) == pytest.approx(40)


def test_a_criterion_without_weight_has_an_empty_track() -> None:
    svg = drawing.bar("duties", [(0, "shown")], 0, "x")
    assert "unweighted" in svg
    assert rects(svg, "solid") == []


def test_nothing_found_draws_nothing() -> None:
    assert rects(drawing.bar("mba", [(0, "none")], 15, "x"), "solid") == []


def test_labels_are_escaped() -> None:
    svg = drawing.bar("skills", [], 1, 'R&D <script>"')
    assert parsed(svg).get("aria-label") == 'R&D <script>"'


def test_the_whisker_spans_the_range_and_bands_begin_at_their_ticks() -> None:
    svg = drawing.whisker(72, 68, 79, "x", strong=70, possible=50, width=106, height=14)
    root = parsed(svg)
    lines = {(line.get("class"), line.get("x1"), line.get("x2")) for line in root.iter("line")}
    assert ("range", "71", "82") in lines
    assert ("threshold", "53", "53") in lines
    assert ("threshold", "73", "73") in lines
    assert root.find("circle") is not None
    assert root.find("circle").get("cx") == "75"  # type: ignore[union-attr]


def test_no_range_no_whisker() -> None:
    assert 'class="range"' not in drawing.whisker(72, 72, 72, "x")


def test_a_strip_shows_core_tall_adjacent_low_and_gaps_bare() -> None:
    first = 2020 * YEAR
    shown = first, first + 99
    svg = drawing.strip([(first, first + 9, "core"), (first + 20, first + 29, "adjacent")], shown, "x", width=100)
    core, adjacent = rects(svg, "core")[0], rects(svg, "adjacent")[0]
    assert (core["x"], core["width"]) == (pytest.approx(0), pytest.approx(10))
    assert (adjacent["x"], adjacent["width"]) == (pytest.approx(20), pytest.approx(10))
    assert core["height"] > adjacent["height"] > 0


def test_a_strip_cuts_what_is_older_than_its_window() -> None:
    first = 2020 * YEAR
    svg = drawing.strip([(first - 50, first + 9, "core"), (first - 90, first - 60, "core")], (first, first + 99), "x")
    assert [r["x"] for r in rects(svg, "core")] == [0.0]


def test_a_window_is_whole_years_at_least_eight_at_most_twenty() -> None:
    as_of = 2026 * YEAR + 10
    assert drawing.window([], as_of) == (2018 * YEAR, as_of)
    assert drawing.window([(2011 * YEAR + 3, 2015 * YEAR, "core")], as_of) == (2011 * YEAR, as_of)
    assert drawing.window([(1990 * YEAR, 1995 * YEAR, "core")], as_of) == (2006 * YEAR, as_of)


def test_posts_that_overlap_have_a_lane_each_and_others_share_one() -> None:
    start = 2018 * YEAR
    svg = drawing.career(
        [
            (start, start + 23, "core", "post-1", "Key Account Manager"),
            (start + 12, start + 30, "adjacent", "post-2", "Sales"),
            (start + 40, start + 50, "none", "post-3", "Clerk"),
        ],
        2026 * YEAR,
        "x",
    )
    lanes = {kind: rects(svg, kind)[0]["y"] for kind in ("core", "adjacent", "none")}
    assert lanes["core"] == lanes["none"] != lanes["adjacent"]
    assert [a.get("href") for a in parsed(svg).iter("a")] == ["#post-1", "#post-2", "#post-3"]
    assert 'aria-label="Key Account Manager"' in svg


def test_the_same_words_are_marked_by_the_same_stroke() -> None:
    once = drawing.stroke(10, 20, 100, 32, 405)
    assert once == drawing.stroke(10, 20, 100, 32, 405)
    assert once.startswith("M8.8 ")
    assert once.endswith("Z")
    assert once != drawing.stroke(10, 20, 100, 32, 406)


@pytest.mark.parametrize(("value", "written"), [(1.0, "1"), (0.0, "0"), (2.345, "2.35"), (10.5, "10.5"), (100, "100")])
def test_coordinates_are_short(value: float, written: str) -> None:
    assert drawing.number(value) == written
