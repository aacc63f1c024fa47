import pytest

from recruit.reading.language import Language, language_of

TEXTS = {
    "ca": "Fa més de deu anys que porto clients de la distribució i conec a fons el sector, amb el meu equip.",
    "es": "Llevo más de diez años con clientes de la distribución y conozco a fondo el sector, con mi equipo.",
    "en": "For more than ten years I have looked after clients in retail and I know the sector, with my team.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_function_words_tell_the_language(code: str, text: str) -> None:
    assert language_of(text) == Language(code)


def test_a_mixed_text_is_of_the_language_it_has_most_of() -> None:
    text = "Key Account Manager · Sales Development · Customer Success. " + TEXTS["ca"]
    assert language_of(text) == Language("ca")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "fr",
            "Depuis dix ans je travaille avec des clients de la grande distribution et je connais le secteur. " * 4,
        ),
        (
            "de",
            "Seit zehn Jahren betreue ich die Kunden im Handel und kenne die Branche sehr gut. Ich bin gern im Team. "
            * 4,
        ),
        (
            "pt",
            "Há mais de dez anos que trabalho com os clientes da distribuição e não me falta vontade. " * 4,
        ),
        (
            "it",
            "Da dieci anni seguo i clienti della grande distribuzione e conosco il settore con il mio gruppo. " * 4,
        ),
    ],
)
def test_another_language_is_said(code: str, text: str) -> None:
    assert language_of(text).unsupported == code


def test_no_words_are_no_other_language() -> None:
    assert language_of("") == Language("en")
    assert language_of("12 34 56") == Language("en")


@pytest.mark.parametrize("text", TEXTS.values())
def test_the_supported_languages_are_not_flagged(text: str) -> None:
    assert language_of(text * 5).unsupported == ""


def test_another_script_is_told_by_its_letters() -> None:
    assert language_of("Десять лет я работаю с ключевыми клиентами и хорошо знаю рынок. " * 3).unsupported == "ru"


def test_a_list_of_names_is_left_to_the_identifier() -> None:
    assert language_of("Excel Salesforce Nielsen SAP Tableau Canva Figma HubSpot Notion Slack " * 8).code in (
        "ca",
        "es",
        "en",
    )


def test_a_neighbour_without_its_function_words_is_flagged() -> None:
    text = "prodejce obchodní zástupce klíčových zákazníků řízení vztahů prodeje zkušenosti vzdělání dovednosti " * 8
    assert language_of(text).unsupported != ""


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Camarera\njunio de 2011 - septiembre de 2011 (4 meses)\nGirona\nHotel Bell\n" * 5),
        ("ca", "Cambrera\njuny de 2011 - setembre de 2011 (4 mesos)\nGirona\nHotel Bell\n" * 5),
        ("en", "Waitress\nJune 2011 - September 2011 (4 months)\nGirona\nHotel Bell\n" * 5),
    ],
)
def test_a_profile_of_names_and_dates_is_in_the_language_of_its_months(code: str, text: str) -> None:
    assert language_of(text) == Language(code)
