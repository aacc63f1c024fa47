"""A person's name in a text: its parts and what belongs to them, run together in a handle, as initials."""

from __future__ import annotations

import re
from functools import lru_cache

from recruit.hiring.blind.covering import Span
from recruit.hiring.blind.folding import Folded, plain
from recruit.hiring.blind.identity import PARTICLES, Identity
from recruit.hiring.blind.vocabulary import trade, vocabulary


def name_spans(text: str, folded: Folded, identity: Identity) -> list[Span]:
    """The name wherever it stands; a part that is an ordinary word too only beside another part."""
    pattern, body = _name_pattern(identity.tokens), folded.text
    if pattern is None:
        return []
    ordinary = set(vocabulary()["ordinary"])
    hits = [match.span() for match in pattern.finditer(body)]
    found = []
    for index, (start, end) in enumerate(hits):
        beside = (index and _between(body[hits[index - 1][1] : start])) or (
            index + 1 < len(hits) and _between(body[end : hits[index + 1][0]])
        )
        word = re.sub(r"[ \n-]", "", body[start:end])
        first = text[folded.at[start]]
        kept = word in ordinary or (first.islower() and len(word) < 4) or word in trade()
        if beside or not kept:
            found.append((start, end))
    spans = [folded.original(*_with_neighbours(body, start, end, identity)) for start, end in _joined(body, found)]
    some = [token for token in identity.tokens if len(token) >= 3]
    telling = [token for token in some if len(token) >= 5 and token not in ordinary]
    for match in re.finditer(r"[\w.·+-]+", body):  # nuriavidal, n.vidal92, nuria_vidal_cv.pdf
        word = match[0]
        bare = word if word.isascii() and word.isalpha() else re.sub(r"[^a-z]", "", word)
        two = [token for token in some if token in bare]
        long = [token for token in telling if token in bare]
        handle = any(handle in match[0] or (len(bare) >= 5 and handle == bare) for handle in identity.handles)
        joined = not pattern.fullmatch(match[0]) and (len(two) > 1 or any(bare.startswith(t) for t in long))
        if handle or joined:
            spans.append(folded.original(match.start(), match.end()))
    return spans + _initials(text, identity)


@lru_cache(maxsize=512)
def _name_pattern(tokens: frozenset[str]) -> re.Pattern[str] | None:
    """Each token as a word, letter-spaced or broken over a line too."""
    if not tokens:
        return None
    spaced = [
        r"[ \n-]{0,2}".join(map(re.escape, token)) if len(token) > 3 else re.escape(token)
        for token in sorted(tokens, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![^\W\d_])(?<!·)(?:{'|'.join(spaced)})(?![^\W\d_]|·)")


def _between(gap: str) -> bool:
    """Whether two parts of a name stand together: nothing but spaces, a comma, an initial, particles between."""
    if len(gap) > 14:
        return False
    words = re.findall(r"[^\W\d_]+", gap)
    return not re.search(r"[^\w\s,.'·-]", gap) and all(word in PARTICLES or len(word) == 1 for word in words)


def _joined(body: str, spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in spans:
        if found and _between(body[found[-1][1] : start]):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _with_neighbours(body: str, start: int, end: int, identity: Identity) -> Span:
    """With the article, title or initial before the name (*la Núria*, *N. Vidal*), the initial after it."""
    initials = "".join(sorted({token[0] for token in identity.tokens}))
    before = re.search(
        rf"(?:(?<!\w)(?:la|el|en|na|l'|d'|sr|sra|srta|don|dona|dna|mr|mrs|ms|miss|d|dr|dra)\.?\s*"
        rf"|(?<!\w)[{initials}]\.?\s*)+$",
        body[max(0, start - 24) : start],
    )
    if before:
        start -= len(before[0])
    after = re.match(rf"(?:\s[{initials}]\.?(?!\w))+", body[end : end + 12])
    return start, end + len(after[0]) if after else end


def _initials(text: str, identity: Identity) -> list[Span]:
    spans = []
    for name in identity.names:
        letters = [word[0].upper() for word in re.findall(r"[^\W\d_]+", plain(name)) if word not in PARTICLES]
        if len(letters) >= 2:
            dotted = r"\.\s?".join(letters[:2]) + r"\." + "".join(rf"(?:\s?{letter}\.?)?" for letter in letters[2:])
            spans += [m.span() for m in re.finditer(rf"(?<![\w.]){dotted}", text)]
        if len(letters) >= 3:
            spans += [m.span() for m in re.finditer(rf"(?<![\w.]){''.join(letters)}(?!\w)", text)]
    return spans
