"""The language of a CV: Catalan, Spanish or English, or one that the reader does not support.

Function words decide (they are frequent and differ between close languages);
py3langid decides where a text has too few of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recruit.reading.folding import folded

SUPPORTED = ("ca", "es", "en")
#: letters of other scripts come after the Latin ones and their marks
_LAST_LATIN = 0x2E7

#: folded function words that the other supported languages lack or hardly use
_WORDS = {
    "ca": "i amb els les dels als pels pel meu meva meus seva seu aquest aquesta vaig vam fins des molt anys he "
    "treball empresa direccio gestio clients projectes equip dins durant sobre tant perque quan fer mes l d una un "
    "vendes comptes comercial actualitat anglès angles castella catala universitat formacio estudis experiencia "
    "idiomes xarxes hi em nostre totes cada també tambe ser son aixi",
    "es": "y con los las del al el mi mis su sus este esta desde hasta muy años anos he trabajo empresa direccion "
    "gestion clientes proyectos equipo dentro durante sobre tanto porque cuando hacer mas lo una un ventas cuentas "
    "comercial actualidad ingles castellano español espanol universidad formacion estudios experiencia idiomas redes "
    "se me nuestro todas cada tambien ser son asi para por",
    "en": "and with the of to in for my their this from until very years have work company management clients "
    "projects team within during about because when more it a an sales accounts present english university education "
    "experience skills languages as on at by is was were which all new customer customers business other",
    "fr": "et avec les des du au aux mon mes leur ce cette depuis jusqu tres ans travail entreprise gestion equipe "
    "dans pendant pour parce quand plus une un ventes est sur chez formation langues anglais francais par nous vous",
    "pt": "e com os as dos das ao meu minha seus esta desde ate muito anos trabalho empresa gestao clientes equipe "
    "equipa durante sobre porque quando mais uma um vendas contas ingles universidade formacao experiencia idiomas "
    "nao na no em para por atividades",
    "it": "e con gli le dei delle della al mio mia suo questo questa da fino molto anni lavoro azienda gestione "
    "clienti progetti durante su perche quando piu una un vendite inglese universita formazione esperienza lingue "
    "nel nella di per presso che il lo competenze",
    "de": "und mit die der das den dem ein eine im von zu bei bis seit sehr jahre arbeit unternehmen kunden projekte "
    "team auf weil wenn mehr ist fur als aus englisch deutsch universitat ausbildung erfahrung kenntnisse sprachen "
    "sowie nach uber berufserfahrung",
    "nl": "en met de het een van tot sinds zeer jaar werk bedrijf klanten projecten team op omdat wanneer meer is "
    "voor als uit engels nederlands universiteit opleiding ervaring vaardigheden talen bij ook naar ik mijn",
    "gl": "e coa dos das ao meu miña ata moi anos traballo empresa xestion clientes durante sobre porque cando mais "
    "unha un vendas contas ingles galego universidade formacion experiencia idiomas non na no en para por desde",
    "eu": "eta da du dut naiz lan urte enpresa bezeroak euskara gaztelania ingelesa unibertsitatea ikasketak "
    "esperientzia hizkuntzak ere baina izan dira batean arte",
    "ro": "si cu de la in pentru din pe ani lucru companie clienti proiecte echipa limba romana engleza universitatea "
    "educatie experienta competente sunt este am care",
    "pl": "i z w na do od przez lat praca firma klienci projekty zespol jezyk polski angielski uniwersytet "
    "wyksztalcenie doswiadczenie umiejetnosci oraz jest nie sie dla",
}
#: words that stand in many languages, and in a terse Catalan or Spanish CV more than any other: they tell none
_EVERYWHERE = frozenset(["de", "en", "la", "no", "do", "a", "o"])
#: folded names of months and what stands beside dates: all the running words that an exported profile may have
_BESIDE_DATES = {
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre any mes mesos actualment",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre año ano meses mes "
    "actualmente",
    "en": "january february march april may june july august september october november december year month months "
    "currently",
    "fr": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre an mois",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro ano mes meses",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre anno mesi",
    "de": "januar februar marz april mai juni juli august september oktober november dezember jahr monat monate",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december maanden",
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro ano meses",
}
_SETS = {
    language: frozenset(f"{words} {_BESIDE_DATES.get(language, '')}".split()) - _EVERYWHERE
    for language, words in _WORDS.items()
}


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is ca, es or en: what the words are read as. `unsupported` is another language's code, or ""."""

    code: str
    unsupported: str = ""


def language_of(text: str) -> Language:
    """The language of `text`; of a mixed one, the one with most words. A text without words is English."""
    words = [token.word for token in folded(text).tokens if token.word.isalpha()]
    if not words:
        return Language("en")
    seen = Counter(words)
    counts = {language: sum(seen[word] for word in known if word in seen) for language, known in _SETS.items()}
    supported = max(("en", "ca", "es"), key=lambda language: counts[language])
    alien = max((language for language in counts if language not in SUPPORTED), key=lambda language: counts[language])
    letters = Counter(filter(str.isalpha, text))
    if sum(count for letter, count in letters.items() if ord(letter) > _LAST_LATIN) > 0.4 * letters.total():
        return Language(supported, _identify(text)[0])
    share = counts[supported] / len(words)
    if counts[alien] > counts[supported] * 1.25 and len(words) >= 40 and counts[alien] / len(words) > 0.12:
        return Language(supported, alien)
    if share < 0.04 and len(words) >= 60:
        code, score = _identify(text)
        if code not in SUPPORTED and score > 0.99 and counts[supported] < 6:
            return Language(supported, code)
        if code in SUPPORTED:
            supported = code
    return Language(supported)


def _identify(text: str) -> tuple[str, float]:
    code, score = _identifier().classify(text[:4000])
    return str(code), float(score)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads its model: only when needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
