"""Learning the constants from a log: the filter's by likelihood, the head by regression."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from capability.head import FEATURES, FIRST, PAIRED, SECOND, Head, scaled
from capability.priors import NUMBERS, Priors, positive
from lab import enough
from lab.capability import metrics
from lab.capability.logs import Floats, Log, Row, log_from
from lab.capability.tables import for_others, for_themselves
from lab.capability.walk import Trail, head_features, trail, walk

ENOUGH_FOR_HEAD = 10_000
"""Replies below which the head would learn noise."""

SHRINKAGES = (3.0, 5.0, 10.0, 20.0)
"""Tried for items; the log says how far one item's mean is to be trusted."""

CAUTION = 3e-6
"""Pull of every constant towards where fitting began, in nats a squared unit."""

RIDGE = 3e-4
"""Pull of the head's standardised weights towards changing nothing."""

PAIR_RIDGES = (1e-3, 4e-3, 2e-2)
"""The pulls tried for products; each log says how much of them it bears."""

AT_MOST = 50_000
"""Replies that the filter's constants are fitted on; more change them no further."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class FitReport:
    """What refitting found: whether the new constants are kept, and why, in a sentence.

    The log losses are by cross-validation over people; None where there was too little data.
    """

    kept: bool
    why: str
    priors: Priors
    old_log_loss: float | None = None
    new_log_loss: float | None = None
    replies: int = 0
    people: int = 0


def fit(log: Log, start: Priors, at_most: int = AT_MOST) -> Priors:
    """The constants under which this log is likeliest, and a head if the log is long enough.

    Everybody is predicted with item difficulties from other people's replies.
    """
    some = _some_people(log, at_most)
    rough = trail(some, for_themselves(some, start.item_shrinkage))
    first = _filter([rough], start, rounds=12)
    shrinkage = min(SHRINKAGES, key=lambda k: _loss(first, trail(some, for_themselves(some, k))))
    path = trail(some, for_themselves(some, shrinkage))
    fitted = replace(_filter([path], first, rounds=60), item_shrinkage=shrinkage, head=None)
    if len(log) < ENOUGH_FOR_HEAD:
        return fitted
    return replace(fitted, head=_head(fitted, trail(log, for_themselves(log, shrinkage))))


def too_little(log: Log) -> bool:
    """Whether a log is too short to fit constants on: it would teach its own chances."""
    return len(log) < enough.REPLIES or len(np.unique(log.person)) < enough.PEOPLE


def pooled(logs: Sequence[Log], start: Priors) -> Priors:
    """The constants under which several logs are likeliest, each counting alike; no head."""
    paths = [trail(log, for_themselves(log, start.item_shrinkage)) for log in logs]
    return replace(_filter(paths, start, rounds=80), head=None)


def predicted(priors: Priors, fit_log: Log, test: Log) -> Floats:
    """p for every reply of `test` in turn, each before it is seen; difficulty from `fit_log`."""
    path = trail(test, for_others(fit_log, test, priors.item_shrinkage))
    return probabilities(priors, path)


def probabilities(priors: Priors, path: Trail) -> Floats:
    """p for every reply of a trail in turn, with the head where there is one."""
    walked = walk(priors, path)
    z = walked.z
    if priors.head is not None:
        z = z + priors.head.correct(tuple(head_features(path, walked).T))
    p: Floats = np.exp(-np.logaddexp(0.0, -z))
    return p


def folds(log: Log, count: int = enough.FOLDS, seed: int = 1) -> Iterator[tuple[Log, Log]]:
    """The log split over people, so often: who is fitted on, and who is held out."""
    people = np.unique(log.person)
    place = np.random.default_rng(seed).permutation(len(people)) % count
    fold = place[np.searchsorted(people, log.person)]
    for number in range(count):
        yield log.of(fold != number), log.of(fold == number)


def refit(rows: Sequence[Row], current: Priors, progress: Progress = lambda _: None) -> FitReport:
    """Learn from the organisation's own log, and keep it only if it predicts new people better.

    Better is by cross-validation over people, by more than twice the standard error of the
    difference between people.
    """
    if not rows:
        return FitReport(False, "There are no replies yet.", current)
    log = log_from(rows)
    people = len(np.unique(log.person))
    if too_little(log):
        why = (
            f"Too little data: {len(log)} replies by {people} people; "
            f"{enough.REPLIES} by {enough.PEOPLE} are needed."
        )
        return FitReport(False, why, current, replies=len(log), people=people)
    old, new, person = [], [], []
    for number, (learnt, held_out) in enumerate(folds(log), start=1):
        progress(f"Cross-validation {number} of {enough.FOLDS}")
        found = fit(learnt, current, AT_MOST // enough.FOLDS)
        old.append(metrics.losses(held_out.score, predicted(current, learnt, held_out)))
        new.append(metrics.losses(held_out.score, predicted(found, learnt, held_out)))
        person.append(held_out.person)
    before, after = np.concatenate(old), np.concatenate(new)
    better = metrics.surely_less(after - before, np.concatenate(person))
    progress("Fitting on everybody")
    return FitReport(
        kept=better,
        why=(
            "The refitted constants predict people they were not fitted on better."
            if better
            else "The refitted constants predict no better than the current ones."
        ),
        priors=fit(log, current) if better else current,
        old_log_loss=float(before.mean()),
        new_log_loss=float(after.mean()),
        replies=len(log),
        people=people,
    )


def _some_people(log: Log, at_most: int) -> Log:
    """Whole people, by lot, until so many replies are together."""
    if len(log) <= at_most:
        return log
    people, counts = np.unique(log.person, return_counts=True)
    order = np.random.default_rng(0).permutation(len(people))
    chosen = people[order][np.cumsum(counts[order]) <= at_most]
    return log.of(np.isin(log.person, chosen)) if len(chosen) else log


def _loss(priors: Priors, path: Trail) -> float:
    z = walk(priors, path).z
    return float(np.mean(np.logaddexp(0.0, z) - path.log.score * z))


FITTED = tuple(name for name in NUMBERS if name != "item_shrinkage")


def _filter(paths: Sequence[Trail], start: Priors, rounds: int) -> Priors:
    """The filter's constants by maximum likelihood; positive ones move on a log scale."""
    logged = np.asarray([positive(name) for name in FITTED])
    values = np.asarray([getattr(start, name) for name in FITTED])
    origin = np.where(logged, np.log(np.where(logged, values, 1.0)), values)

    def at(x: Floats) -> Priors:
        real = np.where(logged, np.exp(np.where(logged, x, 0.0)), x)
        return replace(start, **dict(zip(FITTED, real.tolist(), strict=True)))

    def objective(x: Floats) -> float:
        loss = sum(_loss(at(x), path) for path in paths) / len(paths)
        return loss + CAUTION * float(((x - origin) ** 2).sum())

    found = minimize(
        objective,
        origin,
        method="L-BFGS-B",
        bounds=[(x - 8.0, x + 8.0) for x in origin],
        options={"maxiter": rounds, "maxfun": 100_000, "ftol": 1e-8, "eps": 1e-5},
    )
    return at(found.x)


def _head(priors: Priors, path: Trail) -> Head:
    """A ridge logistic regression of the score on the head's features, the model's z given.

    How strongly products are held back is chosen on a fifth of the people, kept aside for that.
    """
    walked = walk(priors, path)
    rows, z, score = head_features(path, walked), walked.z, path.log.score
    middle, width = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    middle[0], width[0] = 0.0, 1.0
    paired = scaled(rows, middle, 1.0 / width)[:, PAIRED]
    design = np.concatenate([(rows - middle) / width, paired[:, FIRST] * paired[:, SECOND]], axis=1)

    aside = path.log.person % enough.FOLDS == 0
    ridges = [_ridge(ridge) for ridge in PAIR_RIDGES]
    tried = [_regress(design[~aside], z[~aside], score[~aside], ridge) for ridge in ridges]
    losses = [_offset_loss(z[aside] + design[aside] @ w, score[aside]) for w in tried]
    w = _regress(design, z, score, ridges[int(np.argmin(losses))])

    weights, pairs = w[: len(FEATURES)] / width, w[len(FEATURES) :]
    weights[0] -= float(weights[1:] @ middle[1:])
    found = (weights, pairs, middle[PAIRED], width[PAIRED])
    return Head(*(tuple(part.tolist()) for part in found))


def _ridge(pairs: float) -> Floats:
    return np.concatenate([np.full(len(FEATURES), RIDGE), np.full(len(FIRST), pairs)])


def _offset_loss(z: Floats, score: Floats) -> float:
    return float(np.mean(np.logaddexp(0.0, z) - score * z)) if len(z) else 0.0


def _regress(design: Floats, z: Floats, score: Floats, ridge: Floats) -> Floats:
    """Newton's method for a logistic regression with offset `z`; at most 12 rounds."""
    w = np.zeros(design.shape[1])
    for _ in range(12):
        p = 1.0 / (1.0 + np.exp(-np.clip(z + design @ w, -30.0, 30.0)))
        slope = design.T @ (p - score) / len(score) + 2.0 * ridge * w
        bend = design.T @ (design * (p * (1.0 - p))[:, None]) / len(score) + 2.0 * np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        w = w - step
        if np.abs(step).max() < 1e-6:
            break
    return w
