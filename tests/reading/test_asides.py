"""Headings that open what is no claim, and pasted job descriptions."""

import pytest

from recruit.facts import Month
from recruit.reading.asides import is_aside
from recruit.reading.reader import read


@pytest.mark.parametrize(
    "heading",
    [
        "El que busco", "NO FAIG", "Oferta a la qual em presento", "Què diu l'equip", "Fora de la feina",
        "Lo que busco", "No se me da bien", "Vacante a la que postulo", "Qué dicen mis clientes", "Perfil buscado",
        "LOOKING FOR", "What I'm not", "I won't", "Job I am applying for", "Target profile", "What my clients say",
    ],
)  # fmt: skip
def test_a_heading_that_opens_no_claim(heading: str) -> None:
    assert is_aside(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "El que sé fer", "Què ofereixo", "Feina", "Aprenentatge", "Lo que sé hacer", "Qué aporto", "Perfil", "Puestos",
        "What I do", "Learning", "Good at", "Customer service", "The clients", "Profile", "Role", "Selling", "Goals",
    ],
)  # fmt: skip
def test_a_heading_that_speaks_of_the_candidate(heading: str) -> None:
    assert not is_aside(heading)


@pytest.mark.parametrize(
    ("post", "heading", "lines", "after"),
    [
        ("EXPERIÈNCIA\nMagatzemer, Acme\n2018 - 2022", "EL QUE BUSCO", "Un equip amb bona comunicació", "EINES"),
        ("EXPERIENCIA\nMozo de almacén, Acme\n2018 - 2022", "NO HAGO", "Vender por teléfono", "HERRAMIENTAS"),
        ("EXPERIENCE\nPacker, Acme\n2018 - 2022", "NOT MY THING", "Cold calling, public speaking", "TOOLS"),
    ],
)
def test_what_stands_below_it_is_silent_up_to_the_next(post: str, heading: str, lines: str, after: str) -> None:
    facts = read(
        f"Kim Roy\n\n{post}\n\n{heading}\n{lines}\n\n{after}\nExcel, marketing\n".encode(), "cv.txt", Month(2026, 11)
    ).facts
    assert set(facts.skills) == {"marketing"}


def test_a_pasted_job_description_grants_nothing() -> None:
    text = (
        "Kim Roy\n\nEXPERIENCE\nPacker, Acme\n2018 - 2022\n- Negotiated pallet prices with two hauliers\n\n"
        "We are looking for a driven seller.\nYou will be responsible for account plans and marketing.\n"
        "- Lead quarterly business reviews\nMinimum qualifications: excellent communication skills\nApply now\n"
    )
    facts = read(text.encode(), "cv.txt", Month(2026, 11)).facts
    assert set(facts.skills) == {"negotiation"}
    assert "account_review" not in facts.duties
