"""The drawings of a simulation."""

from __future__ import annotations

import re

from flask import Flask

from recruit.web.desk.plots import Mover, line_plot, slope_chart

NOW = ((0.0, 0.0), (36.0, 0.8), (60.0, 1.0))
ASKED = ((0.0, 0.0), (48.0, 0.8), (84.0, 1.0))


def test_who_enters_who_leaves_and_who_stays() -> None:
    movers = [Mover("Anna", 1, 1), Mover("Bel & Co", 9, 2), Mover("Carla", 2, 3)]
    drawn = str(slope_chart(movers, 2, "places", ("Before", "After")))
    assert re.findall(r'<line class="slope (\w+)"', drawn) == ["stays", "enters", "leaves"]
    assert re.findall(r'<text class="who (\w+)(?: beyond)?"[^>]*>([^<]+)<', drawn) == [
        ("stays", "Anna"),
        ("enters", "Bel &amp; Co"),
        ("leaves", "Carla"),
    ]
    ends = re.findall(r'<line class="slope \w+" x1="[\d.]+" y1="([\d.]+)" x2="[\d.]+" y2="([\d.]+)"', drawn)
    # before: Anna, Carla, Bel; after: Anna, Bel, Carla
    assert ends[0][0] == ends[0][1]
    assert ends[1][0] == ends[2][1]
    assert ends[1][1] == ends[2][0]


def test_nobody_is_no_chart_and_a_long_name_is_cut() -> None:
    assert slope_chart([], 5, "places", ("Before", "After")) == ""
    drawn = str(slope_chart([Mover("Maria del Carme Puigdollers i Vallribera", 1, 1)], 5, "", ("", "")))
    assert "Maria del Carme Puigdol…" in drawn


def test_the_line_of_now_is_drawn_beside_another_only(app: Flask) -> None:
    with app.test_request_context():
        assert 'class="now"' not in line_plot(NOW, NOW, "line")
        both = str(line_plot(NOW, ASKED, "line"))
    assert both.count('class="now"') == 1
    assert both.count('class="knot"') == 2
    assert line_plot((), (), "line") == ""
