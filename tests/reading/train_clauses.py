"""Make the clause model from the corpora: `python -m tests.reading.train_clauses`.

One logistic regression an id. Its lines (shown and claimed) against the lines
that only look so, which weigh more, and against the lines of all other ids in
which no rule finds it. Words that stand in one line alone are left out. The
lines of `corpora/held` are never used.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from recruit.facts import DUTIES, SKILLS
from recruit.reading.clauses import FILE, features
from recruit.reading.lexicon.concepts import concepts
from recruit.reading.lexicon.plain import fold
from recruit.reading.mentions import Reader
from tests.reading.claims import one_line
from tests.reading.told import LEARNT, digest, ordinary, told

IDS = (*SKILLS, *DUTIES)
#: what one of its own lines, and a line that only looks so, weigh against any other line
OWN, LOOKALIKE = 6, 6
STRENGTH = 20.0
#: what the file counts in: parts of a log odd, and of a feature's length
UNIT, LENGTH = 1024, 16
#: a weight below this tells nothing and takes room
LEAST_WEIGHT = 0.05


@cache
def rules() -> tuple[Reader, Reader]:
    """The rules of skills and duties without the model."""
    return Reader(concepts("skills.yaml"), None), Reader(concepts("duties.yaml"), None)


def by_rules(line: str) -> set[str]:
    """What the rules alone find in a line of a post."""
    return {id for reader in rules() for id in reader.read(*one_line(line, "experience"))}


def train() -> None:
    examples = list(told(*LEARNT))
    lines = sorted({*ordinary(), *(example.line for example in examples)})
    place = {line: number for number, line in enumerate(lines)}
    seen = [sorted({name for name, _ in features(fold(line))}) for line in lines]
    count = Counter(name for names in seen for name in names)
    names = sorted(name for name in count if count[name] > 1)
    column = {name: number for number, name in enumerate(names)}
    rarity = np.array([1.0 + np.log((1 + len(lines)) / (1 + count[name])) for name in names])
    rarest = 1.0 + float(np.log((1 + len(lines)) / 2))

    cells = [(row, column[name]) for row, found in enumerate(seen) for name in found if name in column]
    rows, columns = (np.array(side) for side in zip(*cells, strict=True))
    strange = np.array([sum(name not in column for name in found) for found in seen])
    matrix = csr_matrix((rarity[columns], (rows, columns)), shape=(len(lines), len(names)))
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel() + strange * rarest**2)
    matrix = csr_matrix(matrix.multiply(1.0 / np.maximum(length, 1e-9)[:, None]))

    ruled = {line: by_rules(line) for line in lines}
    weights = np.zeros((len(names), len(IDS)))
    bias = np.zeros(len(IDS))
    for number, id in enumerate(IDS):
        own = {e.line for e in examples if e.id == id and e.group != "not"}
        lookalikes = {e.line for e in examples if e.id == id and e.group == "not"} - own
        lookalikes |= {line for line in ordinary() if id not in ruled[line]}
        others = [line for line in lines if line not in own and line not in lookalikes and id not in ruled[line]]
        chosen = [*sorted(own), *sorted(lookalikes), *others]
        model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=1000, random_state=0)
        seen_by_model = matrix[[place[line] for line in chosen]]
        truth = np.array([1] * len(own) + [0] * (len(lookalikes) + len(others)))
        weight = np.array([OWN] * len(own) + [LOOKALIKE] * len(lookalikes) + [1] * len(others))
        model.fit(seen_by_model, truth, sample_weight=weight)
        weights[:, number], bias[number] = model.coef_[0], model.intercept_[0]

    np.savez_compressed(
        FILE,
        ids=np.array(IDS),
        names=np.array(["\n".join(names)]),
        weights=np.round(np.where(np.abs(weights) < LEAST_WEIGHT, 0, weights) * rarity[:, None] * UNIT * LENGTH).astype(
            np.int32
        ),
        squares=np.round((rarity * LENGTH) ** 2).astype(np.int32),
        bias=np.round(bias * UNIT).astype(np.int32),
        unknown=np.array(round((rarest * LENGTH) ** 2), dtype=np.int32),
        corpora=np.array([digest()]),
    )


if __name__ == "__main__":
    train()
