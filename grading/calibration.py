"""Probabilities that mean what they say: Platt scaling, which the fitted weights bring along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grading.similarity import Floats


@dataclass(frozen=True, slots=True)
class Platt:
    """Platt's scaling of log-odds: `slope`·log-odds + `shift` (J. Platt, 1999)."""

    slope: float = 1.0
    shift: float = 0.0

    def apply(self, probabilities: Floats) -> Floats:
        """Return the scaled probabilities."""
        return sigmoid(self.slope * logit(probabilities) + self.shift)


def sigmoid(values: Floats) -> Floats:
    """Return probabilities from log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -35, 35))))


def logit(probabilities: Floats) -> Floats:
    """Return log-odds from probabilities, none beyond one in a million."""
    p = np.clip(probabilities, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(p) - np.log1p(-p))
