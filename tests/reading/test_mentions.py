"""The machinery under skills and duties: wrapped lines, sections, negation, wishes, other people, quotes."""

from __future__ import annotations

import pytest

from recruit.facts import Grade, Month
from recruit.reading.document import Document, Line
from recruit.reading.lexicon import LexiconError
from recruit.reading.lexicon.concepts import clauses
from recruit.reading.lexicon.patterns import Words, compile_pattern
from recruit.reading.lexicon.plain import fold
from recruit.reading.reader import read_facts
from recruit.reading.sections import Outline, Section
from recruit.reading.sentences import sentences
from recruit.reading.skills import read_skills
from tests.reading.cases import document
from tests.reading.claims import one_line


def made(*sections: tuple[str, str], bullets: bool = False) -> tuple[Document, Outline]:
    """A document of (kind, lines) sections without titles."""
    text, lines, found = "", [], []
    for kind, body in sections:
        first = len(lines)
        for line in body.split("\n"):
            lines.append(Line(len(text), len(text) + len(line), bullet=bullets and line[:1].isupper()))
            text += line + "\n"
        found.append(Section(kind, None, first, len(lines) - 1))
    return Document(text, "txt", lines=tuple(lines)), Outline("en", tuple(found))


def quotes(kind: str, line: str, id: str) -> list[str]:
    document, outline = one_line(line, kind)
    return [mention.evidence.quote for mention in read_skills(document, outline).get(id, ())]


# --- patterns


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("negoci+ contract~", "negocio els contractes", "negocio els contractes"),
        ("negoci+ contract~", "negociava tots els meus contractes", "negociava tots els meus contractes"),
        ("negoci+ contract~", "negocio sempre contractes", None),
        ("negoci+ .. contract~", "negocio sempre amb calma contractes", "negocio sempre amb calma contractes"),
        ("negoci+ contract~", "negoci, contractes", None),
        ("sales/revenue growth", "revenue growth", "revenue growth"),
        ("cara_a_cara amb", "cara a cara amb el client", "cara a cara amb"),
        ("follow-up call", "followup call", "followup call"),
        ("follow-up call", "follow up call", "follow up call"),
        ("p&l owner", "p&l owner", "p&l owner"),
        ("p&l owner", "p or l owner", None),
        ("very? good listener", "good listener", "good listener"),
        ("very? good listener", "very good listener", "very good listener"),
        ("<money> .. sales", "$1.2m in sales", "1.2m in sales"),
        ("<percent> growth", "12 % growth", "12 % growth"),
        ("<number> years", "12 years", "12 years"),
        ("capacitat d'anàlisi", "capacitat d’anàlisi", "capacitat d'analisi"),
        ("excel·lent tracte", "excel·lent tracte", "excellent tracte"),
        ("rank+ & client~ & value", "ranked by value our clients", "ranked by value our clients"),
        ("rank+ & client~", "ranked and filed. clients", None),
        ("rank+ & client~", "ranked, filed, sorted clients", None),
        ("rank+ & ranked list", "ranked list", None),
    ],
)
def test_a_pattern_matches_words(pattern: str, text: str, found: str | None) -> None:
    compiled = compile_pattern(pattern, clauses()[0])
    words = Words(fold(text))
    span = compiled.span(words, 0)
    end = None if span is None else span[1]
    assert (None if end is None else words.text[words.starts[0] : end]) == found


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("", "begins and ends with a word"),
        (".. sales", "begins and ends with a word"),
        ("good? .. listener", "no gap before"),
        ("good?", "nothing in it must be there"),
        ("<nobody> sales", "no class 'nobody'"),
        ("ab~", "too short"),
        ("& sales", "no word in"),
        ("^ sales & clients", "can't stand beside &"),
    ],
)
def test_a_faulty_pattern_is_named(pattern: str, fault: str) -> None:
    with pytest.raises(LexiconError, match=fault):
        compile_pattern(pattern, clauses()[0])


# --- sentences


def test_a_bullet_goes_on_over_lines_and_the_quote_keeps_the_break() -> None:
    document, outline = made(
        ("experience", "Negotiated the yearly supply agreements with\nthree national chains.\nKept the books."),
        bullets=True,
    )
    found = read_skills(document, outline)["negotiation"][0]
    assert found.evidence.quote == "Negotiated the yearly supply agreements with\nthree national chains"
    assert document.text[found.evidence.start : found.evidence.end] == found.evidence.quote


def test_a_word_divided_at_the_line_s_end_is_one_word() -> None:
    document, outline = made(
        ("summary", "Persona con mucha experiencia y con gran capacidad de organi-\nzación del trabajo.")
    )
    assert [s.text for s in sentences(document, outline)] == [
        "persona con mucha experiencia y con gran capacidad de organizacion del trabajo"
    ]


def test_short_lines_of_a_list_stay_apart() -> None:
    document, outline = made(("skills", "negociació\ntreball en equip\norganització"))
    assert [s.text for s in sentences(document, outline)] == ["negociacio", "treball en equip", "organitzacio"]
    assert set(read_skills(document, outline)) == {"negotiation", "teamwork", "organization"}


def test_a_post_s_own_line_is_no_claim() -> None:
    document, outline = made(("experience", "Sales and Marketing, Acme 2015 – 2018\nPacked boxes."))
    assert read_skills(document, outline) == {}


def test_hobbies_and_references_say_nothing() -> None:
    document, outline = made(
        ("interests", "Public speaking and teamwork"), ("references", "Strong negotiation skills, says my boss")
    )
    assert read_skills(document, outline) == {}


def test_a_firm_s_name_is_no_skill() -> None:
    assert quotes("experience", "Accounts clerk at Negotiation Labs", "negotiation") == []
    assert quotes("experience", "Trained by Public Speaking Partners Ltd", "presentation") == []


# --- what is no claim


@pytest.mark.parametrize(
    "line",
    [
        "No sales experience",
        "Sense experiència en vendes",
        "Sin experiencia en ventas",
        "Nunca he vendido nada ni he hecho prospección",
        "Mai he venut res",
        "I have never sold anything",
        "Ventas: ninguna",
        "Vender, no, que me pongo rojo",
        "Ventas, ni de lejos",
        "De vendes, res de res",
        "Vendre no, que em poso vermell",
        "Selling, not really",
    ],
)
def test_a_denied_skill_is_none(line: str) -> None:
    assert quotes("summary", line, "sales") == []


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("No només atenc clients, també venc", "No només atenc clients, també venc"),
        ("No solo atiendo clientes: también vendo", "No solo atiendo clientes: también vendo"),
        ("I not only serve, I sell", "I not only serve, I sell"),
        ("No sé cocinar pero vendo bien", "No sé cocinar pero vendo bien"),
    ],
)
def test_a_negation_ends_where_the_sentence_turns(line: str, quote: str) -> None:
    assert quotes("summary", line, "sales") == [quote]


@pytest.mark.parametrize(
    "line",
    [
        "Busco un equipo con buena comunicación",
        "Cerco una empresa amb bona comunicació",
        "Looking for a team with good communication",
        "Me gustaría mejorar mi trabajo y mi capacidad de organización",
    ],
)
def test_a_wish_is_none(line: str) -> None:
    assert quotes("summary", line, "communication") == []


def test_what_a_wish_offers_counts() -> None:
    line = "Seeking a post where I can apply my communication skills"
    assert quotes("summary", line, "communication") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Els contractes els negociava el gerent",
        "Los contratos los negociaba mi jefa",
        "The legal team negotiated the contracts",
        "Contracts were negotiated by head office",
        "Supported the negotiation team",
    ],
)
def test_somebody_else_s_doing_is_none(line: str) -> None:
    assert quotes("experience", line, "negotiation") == []


# --- order and quotes


def test_shown_comes_before_claimed() -> None:
    document, outline = made(
        ("skills", "Negotiation, teamwork"), ("experience", "Negotiated contracts with three retail chains")
    )
    assert [(m.grade, m.evidence.quote) for m in read_skills(document, outline)["negotiation"]] == [
        (Grade.SHOWN, "Negotiated contracts with three retail chains"),
        (Grade.CLAIMED, "Negotiation"),
    ]


def test_a_list_item_is_quoted_alone() -> None:
    assert quotes("skills", "Excel, time management, French", "organization") == ["time management"]


def test_a_long_sentence_is_quoted_in_part() -> None:
    line = (
        "In eleven years at the branch I looked after the till, the stock room and the window displays, "
        "negotiated the rent with the landlord, and trained every new colleague who joined the shop"
    )
    assert quotes("experience", line, "negotiation") == ["negotiated the rent with the landlord"]


# --- where a sentence ends


@pytest.mark.parametrize(
    ("language", "line", "found"),
    [
        ("ca", "Contracte amb la Sra. Puig fins al 2020", ["contracte amb la sra. puig fins al 2020"]),
        ("ca", "Descomptes, p. ex. ràpels. Vendes directes", ["descomptes, p. ex. rapels", "vendes directes"]),
        ("es", "Cierre con Tornos S.A. por tres años", ["cierre con tornos s.a. por tres anos"]),
        ("es", "Bares, hoteles, etc. Organicé la ruta", ["bares, hoteles, etc", "organice la ruta"]),
        ("es", "Cartera de aprox. noventa tiendas. Visitas", ["cartera de aprox. noventa tiendas", "visitas"]),
        ("en", "Sold to Acme Inc. and others. Won it", ["sold to acme inc. and others", "won it"]),
        ("en", "Dealt with Prof. Hale on fees", ["dealt with prof. hale on fees"]),
    ],
)
def test_a_stop_after_an_abbreviation_ends_no_sentence(language: str, line: str, found: list[str]) -> None:
    document = Document(line, "txt", lines=(Line(0, len(line)),))
    outline = Outline(language, (Section("experience", None, 0, 0),))
    assert [sentence.text for sentence in sentences(document, outline)] == found


def test_items_of_a_list_that_lost_its_marks_stay_apart() -> None:
    items = [
        "Hard worker with a good eye for detail and for people around",
        "Excellent communication in English, Catalan and some Basque",
        "Negotiation and closing with buyers of large hotel chains",
    ]
    document, outline = made(("skills", "\n".join(items)))
    assert [sentence.text for sentence in sentences(document, outline)] == [item.lower() for item in items]


def test_the_heading_of_an_activity_is_quoted_field_by_field() -> None:
    text = "Ana Ruiz\nana@example.com\n\nOtros\n2018-2020   Liga de debate juvenil, grupo del barrio\n"
    found = read_facts(document(text), Month(2026, 11)).skills["communication"]
    assert [mention.evidence.quote for mention in found] == ["Liga de debate juvenil"]
