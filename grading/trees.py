"""Boosted trees, for judging with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grading.similarity import Floats

Ints = NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class Trees:
    """Many small trees, whose leaves add up to log-odds beside `bias`.

    Arrays (tree, node), the root first: the feature that a node asks for, the most that sends a
    row to `low`, else to `high`, and its value. A leaf leads to itself.
    """

    feature: Ints
    bound: Floats
    low: Ints
    high: Ints
    value: Floats
    bias: float

    def log_odds(self, rows: Floats) -> Floats:
        """Return the log-odds of each row."""
        trees = np.arange(len(self.feature))
        place = np.zeros((len(rows), len(trees)), dtype=int)
        while True:
            asked = np.take_along_axis(rows, self.feature[trees, place], axis=1)
            lower = asked <= self.bound[trees, place]
            after = np.where(lower, self.low[trees, place], self.high[trees, place])
            if np.array_equal(after, place):
                return np.asarray(self.value[trees, place].sum(axis=1) + self.bias)
            place = after
