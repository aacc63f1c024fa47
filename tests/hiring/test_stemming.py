"""The cutting of words: forms of one word are found together, words that only look alike are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.hiring.stemming import folded, stem, stems

#: each line: forms of one word
FORMS = {
    "ca": """
        negociar negociació negociacions negocia negociant negociava negociat negociada
        venda vendes vendre
        client clients clienta
        contracte contractes contractar contractat
        gestionar gestió gestions gestionat gestionava gestor gestora
        desenvolupar desenvolupament desenvolupat desenvolupant
        planificar planificació planificat
        empresa empreses
        viatge viatges viatjar
        anglès anglesa angleses
        català catalana catalans
        responsabilitat responsabilitats
        col·laborar col·laboració collaborar
        llicenciat llicenciada
        proveïdor proveïdors
        exportació exportar exportacions
        estratègia estratègies
        coordinar coordinació coordinadora coordinador
        augmentar augment augmentat
        preavís preavisos
        """,
    "es": """
        negociar negociación negociaciones negocié negociando negociaba negociado
        venta ventas
        vender vendedor vendedora vendedores vendiendo vendido
        cliente clientes
        contrato contratos contratar contratación
        cuenta cuentas
        gestionar gestión gestiones gestionando gestionó gestor gestores
        desarrollar desarrollo desarrollando desarrollado
        buscar busqué buscando
        inglés inglesa ingleses
        catalán catalana catalanes
        responsabilidad responsabilidades
        licenciado licenciada
        liderar liderando liderado
        supervisar supervisión supervisé
        estrategia estrategias
        """,
    "en": """
        negotiate negotiation negotiations negotiated negotiating negotiates
        sale sales
        sell selling sells seller sellers
        client clients
        contract contracts contracted contracting
        account accounts
        manage manager managers managed managing management
        develop developed developing development develops
        plan plans planned planning
        company companies
        responsibility responsibilities
        lead leading leads
        strategy strategies
        coordinate coordination coordinator coordinated
        increase increased increasing increases
        """,
}
LINES = [(language, line.split()) for language, text in FORMS.items() for line in text.strip().splitlines()]

#: pairs that must stay apart
APART = "comptes computer|venda venta|general generar|partner part|nou nova|hotel hostal|metge metro|carrera carrer|"
APART += "comerç comercial|banca banquet|manager mango|client clima|plan plaça|venda vent"


@pytest.mark.parametrize(("language", "forms"), LINES, ids=[f"{language}-{forms[0]}" for language, forms in LINES])
def test_forms_of_one_word_have_one_stem(language: str, forms: list[str]) -> None:
    assert {stem(folded(form)) for form in forms} == {stem(folded(forms[0]))}


@pytest.mark.parametrize("pair", APART.split("|"))
def test_other_words_have_other_stems(pair: str) -> None:
    first, second = pair.split()
    assert stem(folded(first)) != stem(folded(second))


def test_the_words_of_a_text_one_for_one() -> None:
    assert stems("L'equip d'exportació, K.A.M. 2019-2021: Núria’s CRM/ERP") == [
        "l", "equip", "d", "export", "k", "a", "m", "2019", "2021", "nuri", "s", "crm", "erp",
    ]  # fmt: skip


@given(st.text(max_size=60))
def test_stems_are_letters_and_figures_only(text: str) -> None:
    """What goes to the engines' question languages holds nothing that means something there."""
    for one in stems(text):
        assert one == one.strip()
        assert all(letter.isalnum() for letter in one), one
