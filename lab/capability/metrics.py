"""How good predictions are: arrays of outcomes in [0, 1] and of predictions in, numbers out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from lab.capability.logs import Floats
from lab.enough import REDRAWS

BINS = 20


def log_loss(score: Floats, p: Floats) -> float:
    """The mean negative log likelihood in nats."""
    return float(losses(score, p).mean())


def losses(score: Floats, p: Floats) -> Floats:
    """The negative log likelihood of every reply, in nats."""
    kept = np.clip(p, 1e-12, 1.0 - 1e-12)
    loss: Floats = -(score * np.log(kept) + (1.0 - score) * np.log1p(-kept))
    return loss


def surely_less(difference: Floats, who: NDArray[Any]) -> bool:
    """Whether a mean over replies lies below 0 by two standard errors, people as clusters."""
    _, person = np.unique(who, return_inverse=True)
    mean = difference.mean()
    residual = np.bincount(person, difference - mean)
    error = np.sqrt((residual**2).sum()) / len(difference)
    return bool(mean < -2.0 * error)


def brier(score: Floats, p: Floats) -> float:
    """The mean squared difference."""
    return float(np.mean((score - p) ** 2))


def auc(score: Floats, p: Floats) -> float:
    """The chance that a better reply was predicted higher; 0.5 where all replies are alike.

    A partial score counts as that much of a good reply and the rest of a poor one.
    """
    if score.min() == score.max():
        return 0.5
    outcome = np.repeat([1, 0], len(score))
    weight = np.concatenate([score, 1.0 - score])
    return float(roc_auc_score(outcome, np.tile(p, 2), sample_weight=weight))


def bins(score: Floats, p: Floats) -> list[tuple[float, float, int]]:
    """Mean prediction, mean outcome and size of 20 bins of equal count, lowest first."""
    order = np.argsort(p, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return [(float(p[part].mean()), float(score[part].mean()), len(part)) for part in parts]


def ece(score: Floats, p: Floats) -> float:
    """Expected calibration error over the bins."""
    order = np.argsort(p, kind="stable")
    return _ece((score - p)[order])


def ece_excess(score: Floats, p: Floats, seed: int = 0) -> float:
    """The calibration error less what chance alone would give.

    Chance is the mean error over 200 redraws of the outcomes from the predictions.
    """
    rng = np.random.default_rng(seed)
    ordered = np.sort(p)
    drawn = [_ece((rng.random(len(p)) < ordered) - ordered) for _ in range(REDRAWS)]
    return ece(score, p) - float(np.mean(drawn))


def _ece(misses: Floats) -> float:
    """The error from score less prediction, in order of the predictions."""
    return sum(abs(float(part.sum())) for part in np.array_split(misses, BINS)) / len(misses)
