"""The recalibration head: a small logistic regression on what the model believes.

It corrects the model's log odds where a log is long enough to show how: after long gaps, on
first encounters, at the ends of the scale. Everything it looks at follows from the beliefs, the
records and the moment, so it needs no memory of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from capability.errors import PriorsError

Floats: TypeAlias = npt.NDArray[np.float64]

Number = TypeVar("Number", float, Any)
"""A float, or an array of them: the same arithmetic serves one estimate and a million."""

MINUTE = 1.0 / 1440.0
"""Added to gaps, so that the seconds between two replies say nothing."""

FARTHEST = 3.0
"""Standard deviations beyond which a feature counts no further in a product."""

FEATURES = (
    "constant",
    "log odds",
    "difficulty",
    "skill's difficulty",
    "others' replies to the item",
    "ability",
    "session",
    "slow skill",
    "fast skill",
    "item",
    "variance of ability",
    "variance of session",
    "variance of slow skill",
    "variance of fast skill",
    "variance of item",
    "skill met",
    "item met",
    "skill's gap",
    "item's gap",
    "skill after a day",
    "item after a day",
    "run of the person",
    "run of the skill",
    "run of the item",
    "replies of the person",
    "replies of the skill",
    "replies of the item",
)

UNPAIRED = (
    "constant",
    "variance of ability",
    "variance of session",
    "variance of slow skill",
    "variance of fast skill",
    "variance of item",
    "skill met",
    "item met",
    "item after a day",
)
"""The features that count by themselves only; most of these two others tell together."""

PAIRED = np.asarray([n for n, name in enumerate(FEATURES) if name not in UNPAIRED])
"""The features whose products count as well, each with each and with itself."""

REPLIES = PAIRED.tolist().index(FEATURES.index("others' replies to the item"))
"""Where others' replies stand among `PAIRED`."""

FIRST, SECOND = np.triu_indices(len(PAIRED))


@dataclass(slots=True)
class Asked:
    """How hard the item and its skills are, in log odds, and how many replies tell of the item."""

    difficulty: Any
    skill: Any
    replies: Any


@dataclass(slots=True)
class Past:
    """What a person did before: of all, of the skill and of the item.

    `runs` are recent scores less ½ and `replies` their numbers, three each; the gaps are days
    since the skill's and the item's last reply, 0 where there is none. With several skills,
    their means.
    """

    runs: tuple[Any, Any, Any]
    replies: tuple[Any, Any, Any]
    skill_gap: Any
    item_gap: Any


@dataclass(frozen=True, slots=True)
class Head:
    """One weight for each of `FEATURES` and each pair of `PAIRED`; all zero changes nothing.

    Paired features are taken less their `middle`, by their `width`.
    """

    weights: tuple[float, ...]
    pairs: tuple[float, ...]
    middle: tuple[float, ...]
    width: tuple[float, ...]
    _arrays: tuple[Floats, Floats, Floats, Floats] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lengths = [len(part) for part in (self.weights, self.pairs, self.middle, self.width)]
        numbers = (*self.weights, *self.pairs, *self.middle, *self.width)
        wanted = [len(FEATURES), len(FIRST), len(PAIRED), len(PAIRED)]
        if lengths != wanted or not all(map(math.isfinite, numbers)):
            raise PriorsError(f"The head needs finite weights, as many as {wanted}.")
        square = np.zeros((len(PAIRED), len(PAIRED)))
        square[FIRST, SECOND] = self.pairs
        middle, narrow = np.asarray(self.middle), 1.0 / np.asarray(self.width)
        object.__setattr__(self, "_arrays", (np.asarray(self.weights), square, middle, narrow))

    @property
    def usual_replies(self) -> float:
        """How many replies told of an item where the head was fitted; it stands in elsewhere."""
        return math.expm1(self.middle[REPLIES])

    def correct(self, values: tuple[Any, ...]) -> Any:
        """What to add to the model's log odds, from `features`: a float or an array."""
        weights, square, middle, narrow = self._arrays
        row = np.array(values)
        if row.ndim == 1:
            paired = scaled(row[PAIRED], middle, narrow)
            return float(row.dot(weights) + paired.dot(square).dot(paired))
        paired = scaled(row[PAIRED], middle[:, None], narrow[:, None])
        return weights @ row + np.einsum("ij,ij->j", square.T @ paired, paired)


def scaled(row: Floats, middle: Floats, narrow: Floats) -> Floats:
    """Features less their middle, times `narrow`, kept within so many standard deviations."""
    within: Floats = np.minimum((row - middle) * narrow, FARTHEST)
    return np.maximum(within, -FARTHEST)


def features(
    z: Number,
    asked: Asked,
    means: Sequence[Number],
    variances: Sequence[Number],
    past: Past,
    log: Callable[[Any], Any] = math.log,
) -> tuple[Number, ...]:
    """What the head looks at, in the order of `FEATURES`.

    `z` is the model's log odds, moderated; `means` and `variances` are those of the five
    parts. Give arrays and `numpy.log` for many at once.
    """
    person, skill, item = past.replies
    skill_met, item_met = 1.0 * (skill > 0.0), 1.0 * (item > 0.0)
    return (
        1.0 + 0.0 * z,
        z,
        asked.difficulty,
        asked.skill,
        log(1.0 + asked.replies),
        *means,
        *variances,
        skill_met,
        item_met,
        skill_met * log(past.skill_gap + MINUTE),
        item_met * log(past.item_gap + MINUTE),
        1.0 * (past.skill_gap > 1.0),
        1.0 * (past.item_gap > 1.0),
        *past.runs,
        log(1.0 + person),
        log(1.0 + skill),
        log(1.0 + item),
    )
