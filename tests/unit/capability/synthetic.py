"""Small synthetic logs of people who differ, learn and forget."""

from __future__ import annotations

import numpy as np

from capability.head import FEATURES, FIRST, PAIRED, Head
from lab.capability.logs import Row


def rows(people: int = 30, replies: int = 60, seed: int = 0, skills: int = 4) -> list[Row]:
    """Replies over months; a person's ability and an item's difficulty decide each."""
    rng = np.random.default_rng(seed)
    hard = rng.normal(0.0, 1.0, skills * 5)
    made: list[Row] = []
    for person in range(people):
        ability, moment = rng.normal(0.4, 1.2), 1_700_000_000.0
        bonus = np.zeros(skills)
        for _ in range(replies):
            moment += float(rng.choice([60.0, 3_600.0, 90_000.0]))
            skill = int(rng.integers(skills))
            item = skill * 5 + int(rng.integers(5))
            odds = ability + bonus[skill] - hard[item]
            score = float(rng.random() < 1.0 / (1.0 + np.exp(-odds)))
            bonus[skill] += 0.05
            made.append((f"p{person}", f"s{skill}", f"i{item}", moment, score))
    return made


def some_head() -> Head:
    """A head that moves every estimate a little, by every weight it has."""
    rng = np.random.default_rng(4)
    parts = (
        rng.normal(0.0, 0.05, len(FEATURES)),
        rng.normal(0.0, 0.01, len(FIRST)),
        rng.normal(0.0, 0.5, len(PAIRED)),
        rng.uniform(0.5, 2.0, len(PAIRED)),
    )
    return Head(*(tuple(part.tolist()) for part in parts))
