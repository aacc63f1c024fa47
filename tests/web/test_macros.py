"""What pages are put together from: icons, bars, fields of forms."""

from __future__ import annotations

import re

import pytest
from flask import Flask, get_template_attribute, render_template_string
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from recruit.web.templating import icon_body


def test_an_icon_is_drawn_inline_and_silent_unless_it_speaks(app: Flask) -> None:
    with app.test_request_context():
        icon = get_template_attribute("_shared/icons.html", "icon")
        assert 'aria-hidden="true"' in icon("check")
        assert '<path d="M20 6 9 17l-5-5" />' in icon("check")
        spoken = icon("flag", label="A & B")
        assert 'role="img" aria-label="A &amp; B"' in spoken
        assert "aria-hidden" not in spoken


def test_an_icon_that_is_not_there_is_noticed() -> None:
    with pytest.raises(LookupError, match="no icon 'no-such-icon'"):
        icon_body("no-such-icon")


def test_a_bar_shows_how_each_piece_is_founded(app: Flask) -> None:
    with app.test_request_context():
        bar = get_template_attribute("_shared/marks.html", "bar")
        drawn = bar("skills", [(12, "shown"), (6, "claimed"), (3, "declared"), (5, "none")], 30, "21 of 30")
    assert re.findall(r'<rect class="(solid|hatched|hollow)" x="([\d.]+)%" width="([\d.]+)%"', drawn) == [
        ("solid", "0", "40.0"),
        ("hatched", "40.0", "20.0"),
        ("hollow", "60.0", "10.0"),
    ]
    assert 'fill="url(#hatch-skills)"' in drawn
    assert 'aria-label="21 of 30"' in drawn


class Everything(FlaskForm):
    name = StringField("Name", validators=[DataRequired("Write a name.")])
    kind = SelectField("Kind", choices=[SelectChoice("a", "A")])
    way = RadioField("Way", choices=[SelectChoice("x", "X"), SelectChoice("y", "Y")])
    words = TextAreaField("Words", description="As many as you like.")
    sure = BooleanField("Sure", validators=[DataRequired("Tick it.")])


FORM = """{% from "_shared/forms.html" import error_summary, field, hidden, submit %}
<form method="post">{{ hidden(form) }}{{ error_summary(form) }}
{{ field(form.name, help="Your own", autocomplete="name") }}{{ field(form.kind) }}{{ field(form.way, optional=True) }}
{{ field(form.words) }}{{ field(form.sure) }}{{ submit("Go") }}</form>"""


def test_fields_are_tied_to_their_words(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"kind": "a", "way": "y"}):
        form = Everything()
        assert not form.validate()
        page = render_template_string(FORM, form=form)
    assert '<label for="name">Name</label>' in page
    assert 'aria-describedby="name-help name-error"' in page
    assert 'autocomplete="name"' in page
    assert "Write a name." in page
    assert '<legend>Way <span class="optional">(optional)</span></legend>' in page
    assert re.search(r'id="way-1" name="way" value="y" checked', page)
    assert 'aria-describedby="words-help"' in page
    assert "As many as you like." in page
    assert re.findall(r'<li><a href="#([\w-]+)">(.*?)</a>', page) == [("name", "Write a name."), ("sure", "Tick it.")]
    assert "2 answers need your attention" in page
