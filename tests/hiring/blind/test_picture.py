"""A page's picture keeps located words, rules and grounds, and nothing else."""

from __future__ import annotations

import io

import numpy
from PIL import Image, ImageDraw

from recruit.hiring.blind.picture import BAR, VEIL, blind_picture
from recruit.reading.document import Box, Page, Word

PAGE = Page(1, 300.0, 400.0)


def drawn() -> bytes:
    """At two pixels a point: a blue sidebar, two words, a rule, a photograph and a word that nobody located."""
    image = Image.new("RGB", (600, 800), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 150, 800), fill="#e0e8f0")
    draw.rectangle((200, 100, 280, 120), fill="black")  # the word to show
    draw.rectangle((300, 100, 380, 120), fill="black")  # the word to hide
    draw.line((200, 140, 560, 140), fill="#444444", width=2)
    rng = numpy.random.default_rng(1)
    photo = rng.integers(60, 200, (120, 100, 3), dtype=numpy.uint8)
    image.paste(Image.fromarray(photo), (30, 30))
    draw.text((400, 400), "Signed by hand", fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


WORDS = (Word(0, 5, 1, Box(100, 50, 140, 60)), Word(6, 12, 1, Box(150, 50, 190, 60)))


def pixels(hidden: tuple[tuple[int, int], ...]) -> numpy.ndarray:  # type: ignore[type-arg]
    return numpy.asarray(Image.open(io.BytesIO(blind_picture(drawn(), PAGE, WORDS, hidden))).convert("RGB")).astype(int)


def near(part: numpy.ndarray, colour: tuple[int, int, int]) -> bool:  # type: ignore[type-arg]
    return bool((abs(part - numpy.array(colour)).max(axis=2) <= 12).all())


def test_the_word_the_rule_and_the_ground_stay_and_the_rest_goes() -> None:
    picture = pixels(((6, 12),))
    assert near(picture[102:118, 202:278], (0, 0, 0))  # shown
    assert near(picture[101:119, 301:379], BAR)  # hidden
    assert near(picture[140:141, 210:550], (0x44, 0x44, 0x44))  # the rule
    assert near(picture[600:790, 5:145], (0xE0, 0xE8, 0xF0))  # the sidebar
    assert near(picture[34:146, 34:126], VEIL)  # the photograph
    assert near(picture[395:420, 395:500], (255, 255, 255))  # what nobody located


def test_of_a_word_only_the_ending_is_hidden() -> None:
    picture = pixels(((11, 12),))
    assert near(picture[102:118, 302:345], (0, 0, 0))
    assert near(picture[101:119, 366:379], BAR)


def test_a_page_of_unknown_size_is_not_shown() -> None:
    picture = numpy.asarray(Image.open(io.BytesIO(blind_picture(drawn(), Page(1), WORDS, ()))).convert("RGB"))
    assert picture.max() - picture.min() == 0 or near(picture.astype(int), VEIL)
