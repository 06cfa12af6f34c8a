"""How far two reviewers agree beyond chance: quadratic weighted kappa (Cohen 1968)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def weighted_kappa(pairs: Sequence[tuple[int, int]], levels: int) -> float | None:
    """Return the kappa of ratings from 0 to `levels` − 1; 1 is full agreement, 0 is chance.

    None where there is no pair, or where both raters gave one and the same level throughout, so
    that chance alone explains everything.
    """
    if not pairs:
        return None
    first = Counter(a for a, _ in pairs)
    second = Counter(b for _, b in pairs)
    seen = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    by_chance = (
        sum((a - b) ** 2 * first[a] * second[b] for a in range(levels) for b in range(levels))
        / len(pairs) ** 2
    )
    return None if by_chance == 0 else 1.0 - seen / by_chance
