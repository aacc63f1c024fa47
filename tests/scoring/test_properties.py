"""What holds of every score, whatever the facts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recruit.facts import (
    DUTIES,
    SKILLS,
    Confirmation,
    Contact,
    ContactItem,
    CvFacts,
    Declared,
    Degree,
    Evidence,
    Flag,
    Grade,
    Level,
    Mba,
    Mention,
    Position,
    Related,
    Span,
    Status,
    declared_from_dict,
    declared_to_dict,
    facts_from_dict,
    facts_to_dict,
)
from recruit.role_profile.edits import with_weights
from recruit.role_profile.load import built_in
from recruit.scoring.explanation import Founding, Score, Source
from recruit.scoring.score import score
from recruit.scoring.stored import score_from_json, score_to_json
from recruit.scoring.texts import contradiction_text, rule_text

KAM = built_in()
AS_OF = "2026-11"

evidence = st.builds(
    lambda start, words: Evidence(start, start + len(words), words),
    st.integers(0, 9_000),
    st.sampled_from(["KAM", "MBA", "vendes", "negociació"]),
)
degrees = st.builds(
    Degree,
    level=st.sampled_from(list(Level)),
    title=st.sampled_from(["Grau", "Màster", "BSc"]),
    status=st.sampled_from(list(Status)),
    end_year=st.none() | st.integers(1970, 2030),
    evidence=evidence,
    mba=st.just(False),
).map(lambda degree: replace(degree, mba=degree.level is Level.MASTER and degree.title == "Màster"))
spans = st.none() | st.tuples(st.integers(1990, 2026), st.integers(0, 12), st.integers(1, 12)).map(
    lambda it: Span(f"{it[0]}-{it[2]:02d}", "present" if it[1] == 12 else f"{it[0] + it[1]}")
)
positions = st.builds(
    Position,
    title=st.sampled_from(["KAM", "Comercial", "Comptable"]),
    employer=st.none(),
    span=spans,
    related=st.sampled_from(list(Related)),
    evidence=evidence,
    date_evidence=st.none() | evidence,
)
mentions = st.lists(st.builds(Mention, grade=st.sampled_from(list(Grade)), evidence=evidence), min_size=1, max_size=4)
facts = st.builds(
    CvFacts,
    language=st.sampled_from(["ca", "es", "en"]),
    as_of=st.just(AS_OF),
    degrees=st.lists(degrees, max_size=4).map(tuple),
    positions=st.lists(positions, max_size=5).map(tuple),
    skills=st.dictionaries(st.sampled_from(SKILLS), mentions.map(tuple), max_size=8),
    duties=st.dictionaries(st.sampled_from(DUTIES), mentions.map(tuple), max_size=4),
    flags=st.lists(st.sampled_from([Flag("stuffing"), Flag("needs_ocr")]), max_size=1).map(tuple),
)
forms = st.none() | st.builds(
    Declared,
    degree=st.none() | st.sampled_from(list(Level)),
    degree_status=st.none() | st.sampled_from(list(Status)),
    mba=st.none() | st.sampled_from(list(Mba)),
    related_years=st.none() | st.floats(0, 40),
    skills=st.frozensets(st.sampled_from(SKILLS), max_size=6),
)


def confirmation(fact: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, Confirmation]]:
    return st.builds(
        lambda value, quote: (fact, Confirmation(fact, value, evidence=quote)), values, st.none() | evidence
    )


months = st.tuples(st.integers(0, 200), st.integers(0, 200)).map(
    lambda pair: {"core_months": pair[0], "related_months": sum(pair)}
)
verdicts = st.sampled_from(["shown", "claimed", "absent"])
confirmations = st.lists(
    confirmation("degree", st.sampled_from([*Level, "in_progress"]))
    | confirmation("mba", st.sampled_from(list(Mba)))
    | confirmation("experience", months)
    | st.sampled_from(SKILLS).flatmap(lambda id: confirmation(f"skill:{id}", verdicts))
    | st.sampled_from(DUTIES).flatmap(lambda id: confirmation(f"duty:{id}", verdicts)),
    max_size=4,
).map(dict)

cases = st.tuples(st.none() | facts, forms, confirmations)
Given = tuple[CvFacts | None, Declared | None, Mapping[str, Confirmation]]


def scored(case: Given) -> Score:
    read, declared, confirmed = case
    return score(KAM, read=read, declared=declared, confirmed=confirmed)


def close(left: float, right: float) -> bool:
    return abs(left - right) < 1e-4


@given(cases)
def test_points_lie_between_low_and_high(case: Given) -> None:
    result = scored(case)
    assert 0 <= result.low <= result.points <= result.high <= 100
    for criterion in result.criteria:
        assert 0 <= criterion.low <= criterion.points <= criterion.high <= criterion.most
        assert 0 <= criterion.credit <= 1
        for part in criterion.parts:
            assert 0 <= part.points <= part.most
            assert part.low <= part.points <= part.high


@given(cases)
def test_the_whole_is_the_sum_of_its_criteria_and_these_of_their_parts(case: Given) -> None:
    result = scored(case)
    for aspect in ("points", "low", "high"):
        assert close(getattr(result, aspect), sum(getattr(criterion, aspect) for criterion in result.criteria))
    assert close(100, sum(criterion.most for criterion in result.criteria))
    for criterion in result.criteria:
        if criterion.parts:
            assert close(criterion.points, sum(part.points for part in criterion.parts))


@given(cases)
def test_every_point_has_a_source_and_every_read_point_its_words(case: Given) -> None:
    for criterion in scored(case).criteria:
        for found in (criterion, *criterion.parts):
            if found.points:
                assert found.source is not Source.NONE
                assert found.founding is not Founding.NONE
                if found.source is Source.READ:
                    assert found.evidence
            if found.source is Source.NONE:
                assert found.founding is Founding.NONE


@given(cases)
def test_what_a_change_promises_is_possible(case: Given) -> None:
    result = scored(case)
    for criterion in result.criteria:
        promised = [change.points for change in criterion.changes]
        assert promised == sorted(promised, reverse=True)
        for points in promised:
            assert result.points < points <= 100


@given(cases)
def test_everything_can_be_said_in_every_language(case: Given) -> None:
    for criterion in scored(case).criteria:
        rules = [
            criterion.rule,
            *(part.rule for part in criterion.parts),
            *(change.rule for change in criterion.changes),
        ]
        for language in ("ca", "es", "en"):
            for rule in rules:
                said = rule_text(rule, language)
                assert said != rule.id
                assert "…" not in said and "{" not in said
            if criterion.contradiction:
                assert "…" not in contradiction_text(criterion.id, criterion.contradiction, language)


@given(cases)
def test_there_and_back_through_json(case: Given) -> None:
    read, declared, _ = case
    result = scored(case)
    assert score_from_json(json.loads(json.dumps(score_to_json(result)))) == result
    if read is not None:
        assert facts_from_dict(json.loads(json.dumps(facts_to_dict(read)))) == read
    if declared is not None:
        assert declared_from_dict(json.loads(json.dumps(declared_to_dict(declared)))) == declared


@given(facts, forms, st.randoms(use_true_random=False))
def test_the_order_of_what_was_read_changes_nothing(read: CvFacts, declared: Declared | None, random: Any) -> None:
    def shuffled(things: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(things, len(things)))

    places = [degree.evidence.start for degree in read.degrees]
    assume(len(set(places)) == len(places))
    other = replace(
        read,
        degrees=shuffled(read.degrees),
        positions=shuffled(read.positions),
        skills=dict(shuffled(tuple(read.skills.items()))),
        duties=dict(shuffled(tuple(read.duties.items()))),
    )
    one, two = score(KAM, read=read, declared=declared), score(KAM, read=other, declared=declared)
    assert one.points == two.points and one.low == two.low and one.high == two.high
    assert [c.rule for c in one.criteria] == [c.rule for c in two.criteria]


@given(facts, forms, st.text(max_size=30), st.sampled_from(["ca", "es", "en"]))
def test_name_contact_and_language_change_nothing(
    read: CvFacts, declared: Declared | None, text: str, language: str
) -> None:
    item = ContactItem(text, Evidence(0, len(text), text))
    titles = tuple(replace(post, title=text, employer=text) for post in read.positions)
    other = replace(read, language=language, contact=Contact(item, item, item), positions=titles)
    assert score(KAM, read=other, declared=declared) == score(KAM, read=read, declared=declared)


@given(facts, forms, st.integers(1, 240), st.integers(1, 60), st.sampled_from([Related.CORE, Related.ADJACENT]))
def test_more_months_never_give_fewer_points(
    read: CvFacts, declared: Declared | None, length: int, more: int, related: Related
) -> None:
    def with_post(months: int) -> CvFacts:
        first = 2026 * 12 + 10 - months + 1
        span = Span(f"{first // 12:04d}-{first % 12 + 1:02d}", AS_OF)
        post = Position("KAM", None, span, related, Evidence(0, 3, "KAM"))
        return replace(read, positions=(*read.positions, post))

    shorter = score(KAM, read=with_post(length), declared=declared)
    longer = score(KAM, read=with_post(length + more), declared=declared)
    assert longer.points >= shorter.points
    assert longer.core_months >= shorter.core_months


@given(facts, forms, degrees)
def test_another_degree_never_costs_points(read: CvFacts, declared: Declared | None, degree: Degree) -> None:
    more = replace(read, degrees=(*read.degrees, degree))
    assert score(KAM, read=more, declared=declared).points >= score(KAM, read=read, declared=declared).points


@given(facts, forms, st.sampled_from(SKILLS), st.sampled_from(list(Grade)))
def test_another_skill_never_costs_points(read: CvFacts, declared: Declared | None, id: str, grade: Grade) -> None:
    mention = Mention(grade, Evidence(0, 3, "abc"))
    more = replace(read, skills={**read.skills, id: (*read.skills.get(id, ()), mention)})
    assert score(KAM, read=more, declared=declared).points >= score(KAM, read=read, declared=declared).points


@given(facts, forms)
def test_what_the_form_claims_never_counts_as_much_as_what_was_read(read: CvFacts, declared: Declared | None) -> None:
    """Declaring lifts a score by no more than the declared share of what is still to gain."""
    alone, both = score(KAM, read=read), score(KAM, read=read, declared=declared)
    assert alone.points <= both.points + 1e-6
    assert both.points - alone.points <= 0.3 * (100 - alone.points) + 1e-4


@settings(max_examples=50)
@given(cases, st.sampled_from([0.5, 2.0, 7.3]))
def test_only_the_proportion_of_the_weights_counts(case: Given, factor: float) -> None:
    read, declared, confirmed = case
    scaled = with_weights(KAM, {criterion.id: criterion.weight * factor for criterion in KAM.criteria})
    one = score(KAM, read=read, declared=declared, confirmed=confirmed)
    two = score(scaled, read=read, declared=declared, confirmed=confirmed)
    assert close(one.points, two.points) and close(one.low, two.low) and close(one.high, two.high)


@settings(max_examples=50)
@given(cases)
def test_the_same_facts_give_the_same_score(case: Given) -> None:
    assert scored(case) == scored(case)
