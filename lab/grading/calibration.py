"""Fitting a scaling of probabilities, and the error that is left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from grading.calibration import Platt, logit, sigmoid
from grading.similarity import Floats
from lab.enough import REDRAWS

Bools = NDArray[np.bool_]

BINS = 15
"""Bins of equal count for the calibration error."""


def fit_platt(probabilities: Floats, right: Bools, prior: Platt, strength: float) -> Platt:
    """Fit a scaling by penalised maximum likelihood, drawn to `prior` as by that many replies."""
    z, y = logit(probabilities), right.astype(float)
    design = np.c_[z, np.ones_like(z)]
    start = np.array([prior.slope, prior.shift])
    beta = start.copy()
    # A reply tells about p(1 - p), some 0.15, of a parameter's precision.
    penalty = np.full(2, 0.15 * strength)
    for _ in range(50):
        p = sigmoid(design @ beta)
        gradient = design.T @ (y - p) - penalty * (beta - start)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        beta = beta + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    return Platt(float(beta[0]), float(beta[1]))


def calibration_error(probabilities: Floats, right: Bools, bins: int = BINS) -> float:
    """Return the expected calibration error over bins of equal count."""
    order = np.argsort(probabilities, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    gaps = [
        abs(float(probabilities[part].mean()) - float(right[part].mean())) * len(part)
        for part in parts
        if len(part)
    ]
    return sum(gaps) / max(1, len(order))


def excess_error(probabilities: Floats, right: Bools, seed: int = 0) -> float:
    """Return the calibration error less that of a perfect predictor on as many replies.

    The latter is the mean over `REDRAWS` redraws of the outcomes from the predictions.
    """
    rng = np.random.default_rng(seed)
    perfect = [
        calibration_error(probabilities, rng.random(len(probabilities)) < probabilities)
        for _ in range(REDRAWS)
    ]
    return calibration_error(probabilities, right) - float(np.mean(perfect))
