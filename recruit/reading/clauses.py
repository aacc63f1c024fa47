"""What a clause is like: a linear model over its words, for sayings that no rule has.

Trained by `python -m tests.reading.train_clauses` on the project's own corpora
and kept in `lexicon/clauses.npz`: for every word, beginning of a word and pair of
beginnings, how much it speaks for each skill and duty. Whole numbers all the
way to one square root and one division, so that the same words give the same
answer on every machine, for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

FILE = Path(__file__).parent / "lexicon" / "clauses.npz"
#: letters of a word's beginning: long enough to tell words, short enough to leave endings out in all three languages
BEGINNING = 6
#: log odds in 1/1024 from which a clause counts: of the held lines found beyond the rules five and more are right for
#: one that only looks so
LEAST = 256
#: a clause of fewer words tells too little
FEWEST_WORDS = 3
_KEPT = 2048
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """The clause tells `id`; `words` speak most for it, as they stand in the folded text."""

    id: str
    words: tuple[str, ...]


def features(text: str) -> Iterator[tuple[str, str]]:
    """What the model looks at in a folded text: (feature, the word that it tells of), one feature with several."""
    previous = ""
    for word in _WORD.findall(text):
        beginning = word[:BEGINNING]
        yield word, word
        yield f"{beginning}~", word
        if previous:
            yield f"{previous}~{beginning}~", word
        previous = beginning


class ClauseModel:
    """`weights[feature, id]` and `bias[id]` in 1/1024 log odds, times the unit of length in which `squares[feature]`
    are; `unknown` is the square of a feature that has no row.
    """

    def __init__(
        self,
        ids: Iterable[str],
        names: Iterable[str],
        weights: npt.NDArray[np.int64],
        squares: npt.NDArray[np.int64],
        bias: npt.NDArray[np.int64],
        unknown: npt.NDArray[np.int64],
    ) -> None:
        self.ids = tuple(ids)
        self.rows = {name: row for row, name in enumerate(names)}
        self.weights, self.squares, self.bias = weights, squares, bias
        self.unknown = int(unknown)
        #: skills and duties ask about the same sentences, one after the other
        self.likely = lru_cache(maxsize=_KEPT)(self._likely)

    @classmethod
    def load(cls, path: Path = FILE) -> ClauseModel:
        with np.load(path, allow_pickle=False) as data:
            wide = {key: data[key].astype(np.int64) for key in ("weights", "squares", "bias", "unknown")}
            return cls(data["ids"].tolist(), "\n".join(data["names"].tolist()).split("\n"), **wide)

    def scores(self, text: str) -> npt.NDArray[np.float64]:
        """How much the folded text is like each of `ids`: log odds in 1/1024."""
        names = {name for name, _ in features(text)}
        rows = [row for row in map(self.rows.get, names) if row is not None]
        if not rows:
            return self.bias.astype(np.float64)
        length = np.sqrt(np.float64(int(self.squares[rows].sum()) + self.unknown * (len(names) - len(rows))))
        found: npt.NDArray[np.float64] = self.weights[rows].sum(axis=0) / length + self.bias
        return found

    def score(self, text: str, id: str) -> float:
        """How much the folded text is like `id`."""
        return float(self.scores(text)[self.ids.index(id)])

    def _likely(self, text: str) -> tuple[Likeness, ...]:
        """The skills and duties that a folded clause tells, each with the words that speak most for it."""
        if len(_WORD.findall(text)) < FEWEST_WORDS:
            return ()
        told = np.flatnonzero(self.scores(text) >= LEAST)
        return tuple(Likeness(self.ids[place], self._words(text, int(place))) for place in told)

    def _words(self, text: str, place: int) -> tuple[str, ...]:
        """The three words whose features weigh most, in the order of the text."""
        weight: dict[str, int] = {}
        for name, word in set(features(text)):
            row = self.rows.get(name)
            if row is not None:
                weight[word] = weight.get(word, 0) + int(self.weights[row, place])
        best = sorted((word for word in weight if weight[word] > 0), key=lambda word: (-weight[word], word))[:3]
        return tuple(sorted(best, key=lambda word: (text.find(word), word)))


@cache
def clause_model() -> ClauseModel:
    """The model that the product ships."""
    return ClauseModel.load()
