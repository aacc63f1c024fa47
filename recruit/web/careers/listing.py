"""The list of openings narrowed down: by a word, the place, the contract, the working language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from recruit.hiring.folding import fold
from recruit.hiring.models import Opening, Remote

#: with fewer openings than this there is nothing to narrow down
MANY = 6

#: what stands for "from elsewhere" among the places
REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the visitor chose; empty: all."""

    words: str = ""
    place: str = ""
    contract: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.place or self.contract or self.language)

    def fits(self, opening: Opening) -> bool:
        version = opening.version
        if self.place == REMOTE:
            if version.remote not in set(Remote):
                return False
        elif self.place and town_of(opening) != self.place:
            return False
        if self.contract and version.contract != self.contract:
            return False
        if self.language and self.language not in version.languages:
            return False
        return not self.words or all(word in _searched(opening) for word in fold(self.words).split())


def narrowing(values: MultiDict[str, str]) -> Narrowing:
    """As the address says."""
    return Narrowing(
        words=values.get("q", "").strip()[:80],
        place=values.get("place", "").strip()[:120],
        contract=values.get("contract", ""),
        language=values.get("speaks", ""),
    )


def town_of(opening: Opening) -> str:
    """The town, as one chooses it."""
    version = opening.version
    return (version.locality or version.place.partition(",")[0]).strip()


def _searched(opening: Opening) -> str:
    version = opening.version
    texts = [*version.title.values(), *version.description.values(), version.place, version.locality or ""]
    return fold(" ".join(texts))


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from, as codes; nothing where all are alike."""

    places: tuple[str, ...]
    remote: bool
    contracts: tuple[str, ...]
    languages: tuple[str, ...]


def choices(openings: Sequence[Opening]) -> Choices:
    """Of these openings."""
    places = sorted({town_of(opening) for opening in openings} - {""}, key=fold)
    contracts = sorted({opening.version.contract for opening in openings})
    languages = sorted({code for opening in openings for code in opening.version.languages})
    return Choices(
        tuple(places),
        any(opening.version.remote for opening in openings),
        tuple(contracts) if len(contracts) > 1 else (),
        tuple(languages) if len(languages) > 1 else (),
    )
