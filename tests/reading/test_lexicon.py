"""Every entry of the lexicon finds its examples and not its counterexamples."""

from pathlib import Path

import pytest

from recruit.reading import lexicon
from recruit.reading.folding import folded

NAMES = ("contact", "dates", "degrees", "sections", "titles")
EXAMPLES = [
    pytest.param(name, entry, text, id=f"{name}:{entry.id}:{language}:{text}")
    for name in NAMES
    for entry in lexicon.load(name)
    for language, texts in entry.example.items()
    for text in texts
]
COUNTER = [
    pytest.param(name, entry, text, id=f"{name}:{entry.id}:{language}:{text}")
    for name in NAMES
    for entry in lexicon.load(name)
    for language, texts in entry.counter.items()
    for text in texts
]


@pytest.mark.parametrize(("name", "entry", "text"), EXAMPLES)
def test_an_entry_finds_its_example(name: str, entry: lexicon.Entry, text: str) -> None:
    matches = lexicon.Phrases([entry]).find(folded(text))
    assert matches
    assert {match.entry.id for match in matches} == {entry.id}


@pytest.mark.parametrize(("name", "entry", "text"), COUNTER)
def test_an_entry_does_not_win_its_counterexample(name: str, entry: lexicon.Entry, text: str) -> None:
    kind = entry.get("kind")
    rivals = [
        other for other in lexicon.load(name) if other.get("kind") in (kind, "course" if kind == "degree" else kind)
    ]
    assert entry.id not in {match.entry.id for match in lexicon.Phrases(rivals).outermost(folded(text))}


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("gestor/gestora de comptes", {("gestor", "de", "comptes"), ("gestora", "de", "comptes")}),
        ("director (nacional) de cuentas", {("director", "nacional", "de", "cuentas"), ("director", "de", "cuentas")}),
        ("Llicenciat", {("llicenciat",)}),
        ("M.B.A.", {("m", "b", "a")}),
    ],
)
def test_a_phrase_stands_for_its_forms(phrase: str, forms: set[tuple[str, ...]]) -> None:
    assert set(lexicon.expand(phrase)) == forms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gestora de\ncomptes clau", "Gestora de\ncomptes clau"),
        ("GESTORA DE COMPTES CLAU", "GESTORA DE COMPTES CLAU"),
        ("un M.B.A. a Bath", "M.B.A"),
        ("plan b a la carta", None),
        ("Gestora. Porta de comptes", None),
    ],
)
def test_words_stand_together_whatever_their_case(text: str, found: str | None) -> None:
    entry = lexicon.Entry("x", {"ca": ("gestora de comptes clau", "m.b.a.")}, {}, {})
    body = folded(text)
    matches = [text[slice(*body.span(m.start, m.end))] for m in lexicon.Phrases([entry]).find(body)]
    assert matches == ([found] if found else [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- words: {ca: [a]}", "without id"),
        ("- {id: x, words: {ca: [a]}}", "no example in ca"),
        ("- {id: x, words: {fr: [a]}}", "keys ca, es, en"),
        ("- {id: x, words: {ca: [1]}, example: {ca: a}}", "not a text"),
        ("- {id: x}\n- {id: x}", "there twice"),
        ("a: b", "list of entries"),
        ("- {", "not YAML"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(lexicon.LexiconError, match=r"wrong\.yaml") as caught:
        lexicon._load(path)
    assert fault in str(caught.value)


def test_the_version_is_that_of_the_words() -> None:
    assert lexicon.version() == lexicon.version()
    assert len(lexicon.version()) == 12


def test_an_unknown_entry_is_an_error() -> None:
    with pytest.raises(lexicon.LexiconError, match="no entry nothing"):
        lexicon.words_of("dates", "nothing")
