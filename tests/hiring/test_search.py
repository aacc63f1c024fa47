"""Looking for words: in names, CVs, notes and answers, without accents and inflection; shown where they stand."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, text

from recruit.hiring.models import Answer, Application, CvReading, Opening, SearchText
from recruit.hiring.operations.notes import add_note
from recruit.hiring.operations.transaction import finish
from recruit.hiring.operations.words import forget_words, keep_missing
from recruit.hiring.queries.applications import Filters, ranked
from recruit.hiring.queries.search import Hit, hits, wanted
from recruit.reading.document import Document, document_to_dict
from tests.factories import a_read_application, a_user, an_application, an_opening

CVS = {
    "Àngels Prat": "Experiència\nVaig negociar els contractes anuals amb els vuit clients més grans.\nCap d’exportació",
    "Bruno Díaz": "Experiencia\nNegociaciones con proveedores y gestión de cuentas clave en México.",
    "Carla Núñez": "Experience\nNegotiated yearly agreements; key account management, CRM/ERP, 2019-2021.",
}


@pytest.fixture
def opening(db: SQLAlchemy) -> Opening:
    return an_opening()


@pytest.fixture
def people(db: SQLAlchemy, opening: Opening) -> dict[str, Application]:
    found = {}
    for name, words in CVS.items():
        application = a_read_application(opening, name=name, email=f"{name[:2].lower()}@example.com")
        assert application.reading is not None
        reading = CvReading(
            application_id=application.id,
            file_id=application.reading.file_id,
            as_of="2026-01",
            reader_version="test",
            lexicon_version="test",
            facts=application.reading.facts,
            document=document_to_dict(Document(words, "txt")),
        )
        application.reading = reading
        db.session.add(reading)
        finish()
        found[name] = application
    return found


def found(opening: Opening, question: str) -> list[str]:
    return sorted(row.application.name for row in ranked(opening, Filters(text=question)).rows)


A, B, C = CVS


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("negociació", [A, B]),
        ("negociando", [A, B]),
        ("NEGOCIAR clients", [A]),
        ("negotiation", [C]),
        ("contracte", [A]),
        ("mexico", [B]),
        ("México gestionar", [B]),
        ("key-account", [C]),
        ('"key account"', [C]),
        ('"account key"', []),
        ("account key", [C]),
        ("crm/erp", [C]),
        ("2019", [C]),
        ("exportacio", [A]),
        ("negociac", [B]),  # half typed
        ("nego", [A, B, C]),
        ("nego clients", []),  # only the last word may be half typed
        ("nuñez", [C]),
        ("@example", [A, B, C]),
        ("sopa", []),
        ('"', []),
        ("'; --", []),
        ("NOT OR AND", []),
        ("stems:negoc*", []),
        ("a:* | b & !c", []),
    ],
)
def test_what_is_found(opening: Opening, people: dict[str, Application], question: str, expected: list[str]) -> None:
    assert found(opening, question) == sorted(expected)


def test_a_note_and_the_form_are_found_as_soon_as_they_are_written(
    db: SQLAlchemy, opening: Opening, people: dict[str, Application]
) -> None:
    application = an_application(opening, name="Dídac Soler", message="Ocuparia la plaça amb il·lusió.")
    assert found(opening, "preavís") == []
    add_note(people[B], "Té dos mesos de preavís; l’hem trucat.", by=a_user())
    assert found(opening, "preavis") == [B]
    assert found(opening, "negociación trucar") == [B]
    assert found(opening, "il·lusió") == ["Dídac Soler"]
    assert found(opening, "illusions") == ["Dídac Soler"]
    db.session.add(
        Answer(
            application_id=application.id,
            question_id="q1",
            place=1,
            asked={"options": [{"id": "b2", "text": {"ca": "Alemany fluid", "en": "Fluent German"}}]},
            value="b2",
        )
    )
    finish()
    assert found(opening, "german") == ["Dídac Soler"]
    assert found(opening, "alemanys") == ["Dídac Soler"]


def test_a_new_reading_takes_the_place_of_the_old(
    db: SQLAlchemy, opening: Opening, people: dict[str, Application]
) -> None:
    application = people[A]
    assert application.reading is not None
    reading = CvReading(
        application_id=application.id,
        file_id=application.reading.file_id,
        as_of="2026-01",
        reader_version="newer",
        lexicon_version="newer",
        facts=application.reading.facts,
        document=document_to_dict(Document("Vam vendre vi.", "txt")),
    )
    application.reading = reading
    db.session.add(reading)
    finish()
    assert found(opening, "contractes") == []
    assert found(opening, "vendes") == [A]


def test_a_line_shows_where_the_words_stand(db: SQLAlchemy, opening: Opening, people: dict[str, Application]) -> None:
    ids = [people[name].id for name in CVS]
    shown = hits("negociació contracte", ids)
    assert shown[ids[0]] == Hit(
        "cv",
        [
            ("Experiència Vaig ", False),
            ("negociar", True),
            (" els ", False),
            ("contractes", True),
            (" anuals amb els vuit clients més grans. Cap d’exportació", False),
        ],
    )
    assert [piece for piece, marked in shown[ids[1]].pieces if marked] == ["Negociaciones"]
    assert ids[2] not in shown
    add_note(people[A], "<b>Contracte</b> fins al juny", by=a_user())
    assert hits("contracte", ids)[ids[0]] == Hit(
        "note", [("<b>", False), ("Contracte", True), ("</b> fins al juny", False)]
    )
    assert hits("prat", ids) == {}  # the name is in sight anyway
    assert hits("", ids) == {}


def test_a_long_text_is_shown_around_the_words(db: SQLAlchemy, opening: Opening) -> None:
    words = " ".join(f"w{number}" for number in range(200))
    application = an_application(opening, message=f"{words} exportació {words}")
    shown = hits("exportar", [application.id])[application.id]
    assert shown.pieces[0] == ("… ", False)
    assert shown.pieces[1] == ("w194 w195 w196 w197 w198 w199 ", False)
    assert shown.pieces[2] == ("exportació", True)
    assert shown.pieces[3][0].endswith("w18 …")


def test_what_is_forgotten_is_found_no_more(db: SQLAlchemy, opening: Opening, people: dict[str, Application]) -> None:
    forget_words(people[A].id)
    db.session.commit()
    assert found(opening, "contracte") == []
    assert db.session.get(SearchText, people[A].id) is None
    if db.engine.dialect.name == "sqlite":
        left = db.session.scalars(text("SELECT hex(block) FROM search_index_data")).all()
        assert not any(b"exporta".hex().upper() in block for block in left)
    assert keep_missing() == 1
    assert keep_missing() == 0
    assert found(opening, "contracte") == [A]


def test_words_cut_by_older_rules_are_cut_again(
    db: SQLAlchemy, opening: Opening, people: dict[str, Application]
) -> None:
    row = db.session.get_one(SearchText, people[A].id)
    row.rules, row.stems, row.words = 0, "stale", "stale"
    db.session.commit()
    assert found(opening, "contracte") == []
    assert keep_missing() == 1
    assert found(opening, "contracte") == [A]


def test_the_words_go_with_the_application(db: SQLAlchemy, opening: Opening) -> None:
    application = an_application(opening, message="Passatge")
    db.session.execute(text("DELETE FROM search_texts WHERE application_id = :id"), {"id": application.id})
    db.session.commit()
    assert found(opening, "passatge") == []
    assert db.session.scalars(select(SearchText)).all() == []


def test_what_a_question_asks_for() -> None:
    assert [(one.written, one.words, one.begins) for one in wanted('Núria "Key Account" vendre')] == [
        ("nuria", ("nuria",), False),
        ("key account", ("key", "account"), False),
        ("vendre", ("vendre",), True),
    ]
    assert len(wanted("a " * 50)) == 8
    assert wanted("ve")[0].begins is False
