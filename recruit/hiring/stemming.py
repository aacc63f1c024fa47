"""Words cut to their stems, so that a search finds `negociar` by `negociació`, `vendes` by `venda`, `sales` by `sale`.

One cutting for Catalan, Spanish and English at once: a CV mixes the languages,
and whoever searches does not say in which. It is a light one: endings of
number, gender, persons and tenses, and the commonest of nouns made from
verbs. It needs to be the same for what is kept and for what is asked, not to
be grammar; where it is wrong, two words are found together that should not.
Change a rule and `RULES` must change too: the words that are kept are then
cut again (`operations.words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from recruit.hiring.folding import fold

#: the version of the cutting
RULES = 1
#: letters beyond which nothing tells words apart
LONGEST = 40

#: a word, as it is written: letters and figures; `l·l` is one word, an article or pronoun with an apostrophe another
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f]|(?<=[lL])[·•](?=[lL]))+")

#: endings, the longest first; cut where a stem of at least so many letters is left
_ENDINGS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (5, ("ant", "ants", "ent", "ents", "ante", "antes", "ente", "entes")),
    # made from verbs and adjectives
    (
        4,
        (
            "izaciones", "itzacions", "izations", "isations", "izacion", "itzacio", "ization", "isation",
            "aciones", "iciones", "acions", "icions", "ations", "itions", "acion", "icion", "ation", "ition", "acio",
            "icio", "amientos", "imientos", "amiento", "imiento", "aments", "iments", "ament", "iment", "ements",
            "ement", "ments", "ment", "adores", "idores", "adoras", "idoras", "edores", "edoras", "adores", "adors",
            "idors", "edors", "adora", "idora", "edora", "ador", "idor", "edor", "ancias", "encias", "ancies", "encies",
            "ancia", "encia", "ances", "ences", "ance", "ence", "idades", "itats", "idad", "itat", "ities", "ity",
            "ionar", "ionat", "ionats", "ionada", "ionades", "ionado", "ionados", "ionadas", "ionando", "ionant",
            "ionava", "ionaba", "ionamos", "ionem", "ionan", "ionen", "iono", "ione", "ate", "ates", "ated", "ating",
            "ator", "ators", "mente", "ously", "ingly", "edly", "fully", "ness",
        ),
    ),
    # number, gender, persons and tenses
    (
        3,
        (
            "ariamos", "eriamos", "iriamos", "assiu", "essiu", "issiu", "aremos", "eremos", "iremos", "abamos",
            "asteis", "isteis", "ieron", "arian", "erian", "irian", "arien", "erien", "irien", "aria", "eria", "iria",
            "arem", "erem", "irem", "aran", "eran", "iran", "iendo", "ando", "endo", "yendo", "iones", "ions", "aven",
            "avem", "aban", "aba", "ava", "ares", "eres", "ires", "ados", "adas", "idos", "idas", "ades", "ides", "ats",
            "its", "uts", "udes", "ado", "ada", "ido", "ida", "ats", "ing", "ings",
            "aron", "aren", "iren", "eix", "eixen", "eixo", "esc", "ion", "io", "amos", "emos", "imos", "esos", "eses",
            "esas", "isos", "ises", "esa", "ans", "anos", "anas", "anes", "ano", "ana", "ar", "er", "ir", "re", "at",
            "it", "ut", "ed", "ies", "ied", "ors", "ores", "oras", "ora", "or", "ers", "em", "im", "am", "eu", "iu",
            "au", "en", "an", "on", "es", "as", "os", "is", "s", "a", "e", "o", "i",
        ),
    ),
)  # fmt: skip
_LEAST = {ending: least for least, endings in reversed(_ENDINGS) for ending in endings}
_LONGEST_FIRST = sorted(_LEAST.items(), key=lambda pair: (-len(pair[0]), pair[0]))


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, where they stand."""
    return _WORD.finditer(text)


def folded(word: str) -> str:
    """A word in small letters without accents, nothing but letters and figures; `col·laborar` as `collaborar`."""
    return "".join(letter for letter in fold(word) if letter.isalnum())[:LONGEST] or "0"


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word; numbers and short words are their own."""
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, least in _LONGEST_FIRST:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return _same_sound(word[: -len(ending)])
    return _same_sound(word)


def _same_sound(cut: str) -> str:
    """Without what the spelling alone changes: `busqu` as `busc`, `viatj` as `viatg`, `plann` as `plan`."""
    for written, same in (("qu", "c"), ("gu", "g"), ("j", "g"), ("z", "c"), ("y", "i")):
        if cut.endswith(written) and len(cut) - len(written) >= 2:
            cut = cut[: -len(written)] + same
            break
    if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "aeiou":
        cut = cut[:-1]
    return cut[:-1] if len(cut) > 4 and cut[-1] in "aeiou" else cut


def stems(text: str) -> list[str]:
    """The stem of each word of a text, in order."""
    return [stem(folded(found[0])) for found in words(text)]
