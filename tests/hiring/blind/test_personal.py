"""What is hidden in texts, and what must not be: lines in three languages, both ways."""

from __future__ import annotations

import pytest

from recruit.hiring.blind.covering import HIDDEN, shown
from recruit.hiring.blind.folding import fold
from recruit.hiring.blind.identity import Identity
from recruit.hiring.blind.personal import hide

WHO = Identity(
    ("Núria Vidal i Serra",), ("nvidal.serra@example.com",), ("+34 655 501 021",), homes=("sabadell",), language="ca"
)
ENGLISH = Identity(("Sarah Price",), language="en")
SCHOOLS = Identity(("Núria Vidal",), institutions=("Vins del Priorat, SL",), hide_institutions=True)
X = HIDDEN


@pytest.mark.parametrize(
    ("line", "said"),
    [
        # names: any case and accents, spaced, broken, with article, title and initials, joined
        ("NURIA VIDAL SERRA", X),
        ("La Núria va obrir", f"{X} va obrir"),
        ("N Ú R I A", X),
        ("Informe de N. Vidal", f"Informe de {X}"),
        ("Vidal, Núria (2019)", f"{X} (2019)"),
        ("Sra. Vidal Serra", X),
        ("N.V.S.", X),
        ("CV_nuria_vidal.pdf", X),
        ("usuària nvidal.serra", f"usuària {X}"),
        # how to reach somebody
        ("nvidal.serra@example.com", X),
        ("altres@example.org i 655.50.10.21", f"{X} i {X}"),
        ("Tel. 93 555 12 34", f"Tel. {X}"),
        ("www.example.cat/nuria", X),
        ("Carrer de la Lluna, 18", X),
        ("C/ Mayor 12, 3º", X),
        ("27 Alder Lane", X),
        ("DNI: 12345678Z", f"DNI: {X}"),
        ("visc a Sabadell", X),
        ("Sabadell", X),
        # birth, age, nationality, family, gender
        ("Data de naixement: 3/7/1988", X),
        ("Nascuda el 14 de març de 1988", X),
        ("35 anys", X),
        ("Tinc 35 anys.", f"Tinc {X}."),
        ("Edad: 41", f"Edad: {X}"),
        ("Nacionalitat: espanyola", f"Nacionalitat: {X}"),
        ("Estat civil: casada", f"Estat civil: {X}"),
        ("dos fills", X),
        ("Gestora de comptes", f"Gesto{X} de comptes"),
        ("Gestor de comptes", f"Gesto{X} de comptes"),
        ("Licenciado en Derecho", f"Licenciad{X} en Derecho"),
        ("Licenciada en Derecho", f"Licenciad{X} en Derecho"),
    ],
)
def test_what_tells_who_somebody_is_goes(line: str, said: str) -> None:
    assert hide(line, WHO) == said


@pytest.mark.parametrize(
    "line",
    [
        "Vaig negociar els contractes anuals amb els vuit clients més grans.",
        "10 anys d'experiència en comptes clau",
        "35 años de experiencia en ventas",
        "2012 - 2016",
        "03/2018 - 02/2022",
        "Vendes de 1.200.000 € l'any",
        "120.000.000 € de facturació",
        "He pujat la retenció del 88 % al 96 %",
        "Gestor/a de comptes clau",
        "Key Account Manager",
        "Català, castellà i anglès C1",
        "Grau en Administració i Direcció d'Empreses",
        "Col·laboració amb logística",
    ],
)
def test_what_tells_what_somebody_did_stays(line: str) -> None:
    assert hide(line, WHO) == line


def test_a_name_that_is_an_ordinary_word_goes_only_beside_another_part() -> None:
    assert hide("Price negotiation; report by Sarah Price", ENGLISH) == f"Price negotiation; report by {X}"
    assert hide("She closed it and her team stayed.", ENGLISH) == f"{X} closed it and {X} team stayed."


def test_employers_and_schools() -> None:
    assert hide("Vins del Priorat · 2018", SCHOOLS) == f"{X} · 2018"
    assert hide("Grau, Universitat de Barcelona, 2014", SCHOOLS) == f"Grau, {X}, 2014"
    assert hide("London Business School", SCHOOLS) == X
    assert hide("Cambra de Comerç del Bages", SCHOOLS) == X
    assert hide("Universitat Politècnica d’Olot i Vic", SCHOOLS) == X
    assert hide("Màster a ESADE", SCHOOLS) == f"Màster a {X}"
    assert hide("Vins del Priorat", WHO) == "Vins del Priorat"


def test_hidden_runs_are_equally_long_and_places_stay() -> None:
    assert shown("██ ███\n█ a █") == f"{X} a {X}"
    folded = fold("Sí, l’AIGUA")
    assert folded.text == "si, l'aigua"
    assert folded.original(4, 11) == (4, 11)
