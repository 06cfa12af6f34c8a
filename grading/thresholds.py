"""When a grader may decide alone: thresholds from reviews, the audit, and their correction."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grading.errors import BadThreshold

TARGET = 0.9
"""The accuracy that marks made without a person are to keep."""

DEFAULT = 0.8
"""The threshold of a criterion that nobody has reviewed yet."""

AUDIT_SHARE = 0.05
"""The share of automatic marks that a person checks as well."""

ENOUGH = 30
"""Reviewed marks before an organisation's own reviews move its threshold."""

ALONE_NEVER = 1.01
"""A threshold above every confidence: a person decides all."""

UNLIKELY = 0.05
"""Audits less likely than this under the target raise the threshold."""

STEP = 0.05
"""By how much a threshold rises where audits find accuracy under target."""


CAUTION = 0.15
"""Standard errors by which the accuracy of reviewed marks has to lie over the target."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A mark that a person has checked: the grader's confidence, and whether it was right.

    Marks of one `item` stand and fall together; one without an item stands alone.
    """

    confidence: float
    right: bool
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Realised:
    """How often audited marks were right. `low` and `high` bound it with 90 % (Wilson)."""

    count: int
    right: int
    low: float
    high: float

    @property
    def accuracy(self) -> float | None:
        """The share that was right; None where nothing was audited."""
        return self.right / self.count if self.count else None


def learn(reviews: Iterable[Reviewed], target: float = TARGET, start: float = DEFAULT) -> float:
    """Return the lowest threshold above which reviewed marks keep the target.

    With fewer than `ENOUGH` reviews, `start`. The share right has to exceed the target by
    `CAUTION` standard errors between items, and one more wrong mark is counted than was seen,
    so that a short lucky run promises nothing; where no threshold does, `ALONE_NEVER`.
    """
    _check(target)
    ranked = sorted(reviews, key=lambda review: -review.confidence)
    if len(ranked) < ENOUGH:
        return start
    best = ALONE_NEVER
    tally = _Tally()
    for count, review in enumerate(ranked, start=1):
        tally.add(review)
        last_of_ties = count == len(ranked) or ranked[count].confidence < review.confidence
        if last_of_ties and tally.keeps(target):
            best = review.confidence
    return best


class _Tally:
    """Counts marks and right marks by item, and the sums that a clustered error needs."""

    def __init__(self) -> None:
        self._items: dict[str, tuple[int, int]] = {}
        self._count = self._right = 0
        self._counts = self._rights = self._both = 0

    def add(self, review: Reviewed) -> None:
        """Count one more mark."""
        key = f"#{self._count}" if review.item is None else f"={review.item}"
        count, right = self._items.get(key, (0, 0))
        more, now_right = count + 1, right + review.right
        self._items[key] = more, now_right
        self._count += 1
        self._right += review.right
        self._counts += more**2 - count**2
        self._rights += now_right**2 - right**2
        self._both += more * now_right - count * right

    def keeps(self, target: float) -> bool:
        """Say whether the marks counted so far keep the target with caution.

        The variance is the sum over items of (right − share·count)², by count².
        """
        share = self._right / self._count
        spread = self._rights - 2 * share * self._both + share**2 * self._counts
        error = math.sqrt(max(0.0, spread)) / self._count
        return self._right / (self._count + 1) >= target + CAUTION * error


def is_audited(mark: str, seed: int = 0, share: float = AUDIT_SHARE) -> bool:
    """Choose `share` of the marks for audit, always the same ones by the mark's or attempt's id."""
    digest = hashlib.blake2b(f"{seed}:{mark}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) < share * 2**64


def realised(audits: Iterable[bool]) -> Realised:
    """Count how often audited marks were right."""
    outcomes = list(audits)
    low, high = _wilson(sum(outcomes), len(outcomes))
    return Realised(len(outcomes), sum(outcomes), low, high)


def correct(threshold: float, audits: Sequence[bool], target: float = TARGET) -> float:
    """Raise a threshold where audits of the marks above it fall short of the target.

    It rises by `STEP` where so few right marks would come by chance less than once in twenty
    were the target kept, so that one unlucky audit does not move it; past 1, a person decides
    all.
    """
    _check(target)
    count, right = len(audits), sum(audits)
    chance = sum(
        math.comb(count, k) * target**k * (1 - target) ** (count - k) for k in range(right + 1)
    )
    return threshold if chance >= UNLIKELY else min(ALONE_NEVER, threshold + STEP)


def _check(target: float) -> None:
    if not 0 < target <= 1:
        raise BadThreshold(f"a target of {target} is no share of (0, 1]")


def _wilson(right: int, count: int, z: float = 1.645) -> tuple[float, float]:
    """Return Wilson's interval of a share (E. B. Wilson, 1927)."""
    if not count:
        return 0.0, 1.0
    share = right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    return max(0.0, middle - half), min(1.0, middle + half)
