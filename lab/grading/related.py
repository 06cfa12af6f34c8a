"""Replies to related questions: what people called right there tells something here.

A field's questions come in families ("… terminal 2 …", "… terminal 4 …"): a number counts as
one that the question names, or as another.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from grading.similarity import Floats
from grading.words import Words

FEATURES = ("right", "wrong", "nearest", "either", "vote", "vote_sharp", "weighted", "question")

_SOFT, _SHARP = 12.0, 25.0
"""How fast a reply's vote fades with its distance from the nearest one."""

_NAMED, _OTHER = "#named", "#other"


def terms(text: Words, question: Words) -> tuple[str, ...]:
    """Return a text's stems and pairs of them, its numbers by whether the question names them."""
    named = frozenset(question.tokens)
    said = [
        (_NAMED if token in named else _OTHER) if token[0].isdigit() else stem
        for token, stem in zip(text.tokens, text.stems, strict=True)
    ]
    return (*said, *(f"{a} {b}" for a, b in pairwise(said)))


@dataclass(frozen=True, slots=True)
class Related:
    """The graded replies of a field, by the question (`owner`) of each; rows have length one."""

    places: Mapping[str, int]
    telling: Floats
    questions: csr_array
    replies: csr_array
    owner: NDArray[np.int_]
    right: Floats

    def tell(
        self,
        question: Iterable[str],
        replies: Sequence[Iterable[str]],
        among: NDArray[np.bool_] | None = None,
    ) -> Floats:
        """Return `FEATURES` of each reply, from the graded replies to some questions, or to all."""
        near = (_rows([question], self.places, self.telling) @ self.questions.T).toarray()[0]
        if among is not None:
            near = near * among
        alike = (_rows(replies, self.places, self.telling) @ self.replies.T).toarray()
        likeness = alike * np.sqrt(near)[self.owner]
        best = (likeness * self.right).max(axis=1, initial=0.0)
        worst = (likeness * (1 - self.right)).max(axis=1, initial=0.0)
        either = np.maximum(best, worst)
        votes = [self._vote(likeness, either, steep) for steep in (_SOFT, _SHARP)]
        closest = np.full(len(best), near.max(initial=0.0))
        weighted = (votes[0] - 0.5) * either
        return np.stack([best, worst, best - worst, either, *votes, weighted, closest], axis=1)

    def _vote(self, likeness: Floats, either: Floats, steep: float) -> Floats:
        votes = np.exp(steep * (likeness - either[:, None])) * (likeness > 0)
        return np.asarray((votes @ self.right + 0.5) / (votes.sum(axis=1) + 1))


def gather(
    questions: Sequence[Iterable[str]],
    replies: Sequence[Sequence[Iterable[str]]],
    right: Sequence[Sequence[bool]],
) -> Related:
    """Gather a field's questions and the graded replies to each, as terms."""
    said = [tuple(reply) for own in replies for reply in own]
    counts = Counter(term for reply in said for term in dict.fromkeys(reply))
    kept = {term: n for term, n in counts.items() if n > 1}
    places = {term: place for place, term in enumerate(kept)}
    telling = np.array([math.log(len(said) / n) for n in kept.values()])
    return Related(
        places=places,
        telling=telling,
        questions=_rows(questions, places, telling),
        replies=_rows(said, places, telling),
        owner=np.repeat(np.arange(len(replies)), [len(own) for own in replies]),
        right=np.array([float(label) for own in right for label in own]),
    )


def _rows(texts: Sequence[Iterable[str]], places: Mapping[str, int], telling: Floats) -> csr_array:
    """Return a row of length one for each text: how often and how telling its terms are."""
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for text in texts:
        counts = Counter(places[term] for term in text if term in places)
        own = [(1 + math.log(n)) * float(telling[place]) for place, n in counts.items()]
        length = math.sqrt(sum(value * value for value in own)) or 1.0
        values += [value / length for value in own]
        columns += counts
        ends.append(len(values))
    return csr_array((values, columns, ends), shape=(len(texts), len(places)))
