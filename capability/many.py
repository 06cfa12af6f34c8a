"""The estimate for many people, skills and moments at once, with numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from capability import kernel
from capability.belief import ADDED, Beliefs, Key, Part, recorded
from capability.head import Asked, Past, features
from capability.priors import Priors

Floats: TypeAlias = npt.NDArray[np.float64]

CHUNK = 50_000
"""Rows worked on at once, to stay within the processor's memory."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Beliefs as arrays of shape (n, 5), a row a prediction, a column a part.

    `days` is the time since each belief stood as it does; a part without evidence has mean 0
    and its prior's variance. `runs` and `replies` (n, 2) are the person's and the skill's
    records.
    """

    mean: Floats
    variance: Floats
    days: Floats
    runs: Floats
    replies: Floats


@dataclass(frozen=True, slots=True)
class Many:
    """Estimates as arrays of length n; `slope` is how much `p` moves with a logit of ability.

    `variances` (n, 5) holds each part's share of the uncertainty, at the asked moments.
    """

    p: Floats
    low: Floats
    high: Floats
    slope: Floats
    variances: Floats


def stack(priors: Priors, asked: Sequence[tuple[Beliefs, str]], at: float) -> Stack:
    """Gather beliefs for pairs of a person's beliefs and a skill; the item is left open."""
    mean = np.zeros((len(asked), len(ADDED)))
    variance = np.tile(np.asarray(priors.at_rest), (len(asked), 1))
    days = np.zeros((len(asked), len(ADDED)))
    runs, replies = np.zeros((len(asked), 2)), np.zeros((len(asked), 2))
    for row, (beliefs, skill) in enumerate(asked):
        for column, key in enumerate(_keys(skill)):
            belief = beliefs.get(key)
            if belief is not None:
                mean[row, column] = belief.mean
                variance[row, column] = belief.variance
                days[row, column] = max(0.0, (at - belief.at) / kernel.DAY)
        records = (Part.RECORD, ""), (Part.SKILL_RECORD, skill)
        for column, key in enumerate(records):
            runs[row, column], replies[row, column] = recorded(beliefs, key)
    return Stack(mean, variance, days, runs, replies)


def _keys(skill: str) -> tuple[Key, ...]:
    return (
        (Part.ABILITY, ""),
        (Part.SESSION, ""),
        (Part.SKILL_SLOW, skill),
        (Part.SKILL_FAST, skill),
    )


def predict_many(priors: Priors, rows: Stack, difficulty: Floats) -> Many:
    """The estimate of `capability.estimate.predict` with no item named, for every row."""
    chunks = [slice(start, start + CHUNK) for start in range(0, max(1, len(difficulty)), CHUNK)]
    found = [_predict(priors, _cut(rows, chunk), difficulty[chunk]) for chunk in chunks]
    return Many(*(np.concatenate([getattr(m, f.name) for m in found]) for f in fields(Many)))


def _cut(rows: Stack, chunk: slice) -> Stack:
    return Stack(*(getattr(rows, field.name)[chunk] for field in fields(Stack)))


def _predict(priors: Priors, rows: Stack, difficulty: Floats) -> Many:
    mean, variance = _at_the_moment(priors, rows)
    score = np.clip(difficulty, 1e-6, 1.0 - 1e-6)
    level = np.log(score / (1.0 - score))
    eta = priors.intercept + priors.slope * level + mean[:, :4].sum(axis=1)
    total = variance[:, :4].sum(axis=1)
    blur = np.sqrt(1.0 + np.pi * (total + priors.item_variance) / 8.0)
    if priors.head is not None:
        z = eta / blur
        asked = Asked(level, level, np.full(len(level), priors.head.usual_replies))
        values = features(z, asked, tuple(mean.T), tuple(variance.T), _past(rows), np.log)
        eta = eta + blur * priors.head.correct(values)
    p = _logistic(eta / blur)
    half = kernel.Z80 * np.sqrt(total)
    unseen = np.sqrt(1.0 + np.pi * priors.item_variance / 8.0)
    return Many(
        p=p,
        low=np.minimum(p, _logistic((eta - half) / unseen)),
        high=np.maximum(p, _logistic((eta + half) / unseen)),
        slope=p * (1.0 - p) / blur,
        variances=variance,
    )


def _past(rows: Stack) -> Past:
    """What the head looks at, for an item not met before."""
    none = np.zeros(len(rows.runs))
    gap = np.where(rows.replies[:, 1] > 0.0, rows.days[:, 3], 0.0)
    return Past((*rows.runs.T, none), (*rows.replies.T, none), gap, none)


def _at_the_moment(priors: Priors, rows: Stack) -> tuple[Floats, Floats]:
    """Every part's mean and variance after its silence; the formulas of `capability.kernel`."""
    rest = np.asarray(priors.at_rest)
    ability, session, slow, fast, item = rows.days.T
    kept = np.empty_like(rows.mean)
    kept[:, 0] = 1.0
    kept[:, 1] = np.exp(-session / priors.session_days)
    kept[:, 2] = (1.0 + slow / priors.slow_days) ** -priors.slow_power
    kept[:, 3] = np.exp(-fast / priors.fast_days)
    kept[:, 4] = (1.0 + item / priors.item_days) ** -priors.item_power
    square = kept * kept
    variance = rows.variance * square + rest * (1.0 - square)
    grown = rows.variance[:, 0] + rest[0] * ability / priors.ability_days
    variance[:, 0] = np.maximum(rows.variance[:, 0], np.minimum(rest[0], grown))
    return rows.mean * kept, variance


def _logistic(x: Floats) -> Floats:
    return np.exp(-np.logaddexp(0.0, -x))
