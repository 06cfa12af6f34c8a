"""How sure a mean over seeds is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its 95 % interval (Student's t over seeds)."""

    mean: float
    low: float
    high: float

    def shown(self, scale: float = 1.0, digits: int = 3) -> str:
        """The three figures, as a table shows them."""
        mean, low, high = (scale * value for value in (self.mean, self.low, self.high))
        return f"{mean:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"


def over_seeds(values: Sequence[float]) -> Interval:
    """The mean of one value a seed, with its interval; of a single seed, no more than its value."""
    mean = float(np.mean(values))
    if len(values) < 2:
        return Interval(mean, mean, mean)
    error = float(stats.sem(values))
    half = float(stats.t.ppf(0.975, len(values) - 1)) * error
    return Interval(mean, mean - half, mean + half)
