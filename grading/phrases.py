"""Words that mark right and wrong replies across the questions of one field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from grading.similarity import Floats
from grading.words import Words


def phrases(
    reply: Words, references: Sequence[Words], asked: frozenset[str], field_name: str = ""
) -> frozenset[str]:
    """Return what a reply says, misses and adds, beside the reference that it is most like.

    A stem counts as said of the references (`said`), of the question (`asked`) or added
    (`added`); those of the nearest reference that are left out count as `missed`. Each counts
    once for all fields and once for the reply's own.
    """
    stems = frozenset(reply.stems)
    known = [frozenset(reference.stems) for reference in references]
    referred = frozenset().union(*known)
    nearest = max(known, key=lambda r: len(r & stems) / (len(r | stems) or 1), default=frozenset())
    own = {f"{_kind(stem, referred, asked)} {stem}" for stem in stems}
    own |= {f"missed {stem}" for stem in nearest - stems}
    pairs = {f"pair {a} {b}" for a, b in pairwise(reply.stems)}
    return frozenset(own | pairs | {f"{field_name}: {phrase}" for phrase in own})


def _kind(stem: str, referred: frozenset[str], asked: frozenset[str]) -> str:
    return "said" if stem in referred else "asked" if stem in asked else "added"


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """What each phrase tells of a reply, in log-odds; one that is unknown tells nothing."""

    bias: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)

    def tell(self, said: frozenset[str]) -> float:
        """Return the log-odds that a reply with these phrases is right."""
        return self.bias + sum(self.weights.get(phrase, 0.0) for phrase in said)


def phrase_features(
    told: Floats, graded: Sequence[int], labels: Sequence[bool], asked: Sequence[int]
) -> dict[str, Floats]:
    """Return what the phrasebook tells of the `asked` replies, beside the `graded` ones.

    `told` holds its log-odds of every reply; `graded` and `asked` are places in it.
    """
    values = told[np.asarray(asked, dtype=int)]
    known, right = told[np.asarray(graded, dtype=int)], np.asarray(labels, dtype=bool)
    middle = float(known.mean()) if len(known) else 0.0
    good = float(known[right].mean()) if right.any() else middle + 0.5
    bad = float(known[~right].mean()) if (~right).any() else middle - 0.5
    apart = good - bad
    between = values - (good + bad) / 2
    return {
        "phrases": values,
        "phrases.mean": values - middle,
        "phrases.between": between,
        "phrases.apart": np.full(len(values), apart),
        "phrases.placed": between * np.clip(apart, -1, 2),
    }
