"""The clause model: made of the corpora, the same for ever, and better than the rules alone on lines held back."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import pytest

from recruit.facts import DUTIES, SKILLS, Grade
from recruit.reading.clauses import FILE, ClauseModel, clause_model, features
from recruit.reading.duties import read_duties
from recruit.reading.lexicon.concepts import concepts
from recruit.reading.lexicon.plain import fold
from recruit.reading.mentions import Reader
from recruit.reading.skills import read_skills
from tests.reading.claims import assert_verbatim, one_line
from tests.reading.told import LEARNT, Told, digest, ordinary, told

HELD = [*told("held/skills", "held/duties")]


def test_the_model_is_made_of_the_corpora_as_they_are() -> None:
    """After a change of the corpora: python -m tests.reading.train_clauses"""
    with np.load(FILE, allow_pickle=False) as data:
        assert data["corpora"].tolist() == [digest()]
    assert clause_model().ids == (*SKILLS, *DUTIES)


def test_no_line_held_back_is_learnt_from() -> None:
    learnt = {fold(t.line).strip(". ") for t in told(*LEARNT)} | {fold(line).strip(". ") for line in ordinary()}
    assert [t.line for t in HELD if fold(t.line).strip(". ") in learnt] == []


@pytest.mark.parametrize("language", ["ca", "es", "en"])
@pytest.mark.parametrize("kind", ["skills", "duties"])
def test_a_hundred_lines_and_more_of_every_skill_and_duty_in_every_language(kind: str, language: str) -> None:
    count = Counter(t.id for t in told(kind, f"clauses/{kind}", f"held/{kind}") if t.language == language)
    assert {id: count[id] for id in count if count[id] < 100} == {}
    assert set(count) == set(SKILLS if kind == "skills" else DUTIES)


#: share of the held lines: (shown found, claimed found, lookalikes left alone), at least
BARS = {
    ("skills", "ca"): (0.53, 0.82, 0.92),
    ("skills", "es"): (0.57, 0.90, 0.90),
    ("skills", "en"): (0.49, 0.84, 0.93),
    ("duties", "ca"): (0.60, 1.0, 0.95),
    ("duties", "es"): (0.60, 1.0, 0.93),
    ("duties", "en"): (0.55, 1.0, 0.90),
}


def found(t: Told) -> bool:
    """Whether the reader finds the line's id where such a line stands."""
    sections = {"shown": ["experience"], "claimed": ["skills"], "not": ["experience", "summary"]}[t.group]
    read = read_skills if t.id in SKILLS else read_duties
    return any(t.id in read(*one_line(t.line, section)) for section in sections)


@pytest.mark.parametrize(("kind", "language"), BARS)
def test_lines_that_nobody_wrote_rules_for(kind: str, language: str) -> None:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for t in HELD:
        if t.language == language and (t.id in SKILLS) == (kind == "skills"):
            asked[t.group] += 1
            right[t.group] += found(t) != (t.group == "not")
    shares = tuple(right[group] / asked[group] if asked[group] else 1.0 for group in ("shown", "claimed", "not"))
    assert all(share >= bar for share, bar in zip(shares, BARS[kind, language], strict=True)), shares


def test_it_finds_more_than_the_rules_and_hardly_more_of_what_only_looks_so() -> None:
    rules = Reader(concepts("skills.yaml"), None), Reader(concepts("duties.yaml"), None)
    more: Counter[str] = Counter()
    for t in HELD:
        alone = any(t.id in reader.read(*one_line(t.line, "experience")) for reader in rules)
        more[t.group] += not alone and t.id in {like.id for like in clause_model().likely(fold(t.line))}
    right = more["shown"] + more["claimed"]
    assert right >= 60
    assert more["not"] * 5 <= right


def test_words_beginnings_and_pairs() -> None:
    assert list(features("plans per client 2019")) == [
        ("plans", "plans"),
        ("plans~", "plans"),
        ("per", "per"),
        ("per~", "per"),
        ("plans~per~", "per"),
        ("client", "client"),
        ("client~", "client"),
        ("per~client~", "client"),
    ]


def test_a_score_is_reckoned_in_whole_numbers() -> None:
    one = np.array([[2048], [-512], [1024]], dtype=np.int64)
    squares = np.array([9, 16, 11], dtype=np.int64)
    zero = np.array([0], dtype=np.int64)
    model = ClauseModel(["sales"], ["sold", "sold~", "boats~"], one, squares, zero - 100, np.int64(4))
    # boats has no row, nor has the pair: two strangers; 2048 - 512 + 1024 over the root of 9 + 16 + 11 + 2 * 4
    assert model.score("sold boats", "sales") == 2560 / np.sqrt(44.0) - 100
    assert model.score("nothing", "sales") == -100.0
    assert model.likely("sold boats") == ()  # too short to tell
    assert [like.id for like in model.likely("sold sold boats")] == ["sales"]
    assert model.likely("sold sold boats")[0].words == ("sold", "boats")


def liked(line: str, section: str = "experience") -> dict[str, Grade]:
    """What the model alone adds to the rules in a line."""
    document, outline = one_line(line, section)
    mentions = {**read_skills(document, outline), **read_duties(document, outline)}
    assert_verbatim(tuple(m for found in mentions.values() for m in found), line)
    return {id: m[0].grade for id, m in mentions.items() if m[0].rule.startswith(f"{id}.clause: ")}


@cache
def lines_liked() -> list[Told]:
    """Lines that the model finds and no rule does."""
    return [t for t in told("clauses/duties") if t.group == "shown" and t.id in liked(t.line)][:40]


def test_it_says_which_words_speak_for_it_and_quotes_the_clause() -> None:
    chosen = lines_liked()
    assert len(chosen) >= 25
    for t in chosen:
        mention = read_duties(*one_line(t.line, "experience"))[t.id][0]
        words = mention.rule.partition(".clause: ")[2].split(", ")
        assert words and all(word in fold(t.line) for word in words)
        assert mention.evidence.quote in t.line


@pytest.mark.parametrize("section", ["references", "interests", "education", "skills"])
def test_it_is_not_asked_where_nothing_is_told_of_the_candidate_s_work(section: str) -> None:
    assert [t.line for t in lines_liked() if t.id in liked(t.line, section)] == []


def test_in_a_summary_it_is_a_claim() -> None:
    grades = {grade for t in lines_liked() for id, grade in liked(t.line, "summary").items() if id == t.id}
    assert grades == {Grade.CLAIMED}


@pytest.mark.parametrize("prefix", ["Sense experiència en: ", "Sin experiencia en ", "No experience in "])
def test_what_is_denied_is_not_granted(prefix: str) -> None:
    assert [t.line for t in lines_liked() if t.id in liked(prefix + t.line[:1].lower() + t.line[1:])] == []


@pytest.mark.parametrize(
    "title", ["Comercial de zona", "Delegado comercial de ventas", "Regional Sales Manager, North"]
)
def test_the_title_of_a_post_tells_no_skill(title: str) -> None:
    assert liked(title) == {}
