"""The model over a whole log at once: the same arithmetic as the running bot's, compiled.

Fitting runs a log some thousand times. `capability.estimate.update` looks beliefs up by name;
here each reply knows the row of the person's last one, of the skill's and of the item's, and
numba compiles the functions of `capability.kernel` themselves. A test holds both to 1e-9.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Any

import numpy as np

from capability import kernel
from capability.head import Asked, Past, features
from capability.priors import NUMBERS, Priors
from lab.capability.logs import Floats, Ints, Log
from lab.capability.tables import Table


@dataclass(frozen=True, slots=True)
class Trail:
    """A log ready to be walked: for every reply what was asked and what came before.

    `difficulty` and `skill` are in log odds, `replies` as in `lab.capability.tables.Table`.
    `links` (n, 3) holds the row of the person's last reply, of that in the same skill and of
    that to the same item; -1 where there is none.
    """

    log: Log
    difficulty: Floats
    skill: Floats
    replies: Floats
    links: Ints

    def gap(self, column: int) -> Floats:
        """Days since the linked reply; 0 where there is none."""
        before = self.links[:, column]
        return np.where(before >= 0, self.log.days - self.log.days[before], 0.0)


@dataclass(frozen=True, slots=True)
class Walk:
    """What was believed before every reply: means and variances (n, 5), log odds z (n).

    `runs` and `replies` (n, 3) are the records of the person, the skill and the item.
    """

    mean: Floats
    variance: Floats
    z: Floats
    runs: Floats
    replies: Floats


def trail(log: Log, table: Table) -> Trail:
    """Link every reply to the ones before it; `table` has a value a reply."""
    skill = log.person * (log.skill.max() + 1) + log.skill
    item = log.person * (log.item.max() + 1) + log.item
    links = np.stack([_before(log.person), _before(skill), _before(item)], axis=1)
    return Trail(log, _logit(table.item), _logit(table.skill), table.replies, links)


def _logit(score: Floats) -> Floats:
    score = np.clip(score, 1e-6, 1.0 - 1e-6)
    level: Floats = np.log(score / (1.0 - score))
    return level


def _before(key: Ints) -> Ints:
    """The last earlier row with the same key, or -1."""
    order = np.argsort(key, kind="stable")
    same = key[order][1:] == key[order][:-1]
    before = np.full(len(key), -1, dtype=np.int64)
    before[order[1:][same]] = order[:-1][same]
    return before


def walk(priors: Priors, path: Trail) -> Walk:
    """Predict and learn from every reply in turn."""
    rows = len(path.log)
    mean, variance = np.empty((rows, 5)), np.empty((rows, 5))
    moved, narrowed, z = np.empty((rows, 5)), np.empty((rows, 5)), np.empty(rows)
    runs, replies, run_now = np.empty((rows, 3)), np.empty((rows, 3)), np.empty((rows, 3))
    constants = np.asarray([getattr(priors, name) for name in NUMBERS])
    log = path.log
    run = _compiled()
    run(
        constants, log.score, log.parts, log.days, path.difficulty, path.links,
        mean, variance, moved, narrowed, z, runs, replies, run_now,
    )  # fmt: skip
    return Walk(mean, variance, z, runs, replies)


def head_features(path: Trail, walked: Walk) -> Floats:
    """What the head looks at, for every reply: an array (n, features)."""
    past = Past(tuple(walked.runs.T), tuple(walked.replies.T), path.gap(1), path.gap(2))
    asked = Asked(path.difficulty, path.skill, path.replies)
    means, variances = tuple(walked.mean.T), tuple(walked.variance.T)
    return np.stack(features(walked.z, asked, means, variances, past, np.log), axis=1)


def _steps(
    constants: Any, score: Any, parts: Any, days: Any, difficulty: Any, links: Any,
    mean: Any, variance: Any, moved: Any, narrowed: Any, z: Any,
    runs: Any, replies: Any, run_now: Any,
) -> None:  # fmt: skip
    """The loop that numba compiles; arrays as in `walk`, all after `links` are filled."""
    (
        intercept, slope, v_ability, t_ability, v_session, t_session, v_slow, t_slow, l_slow,
        v_fast, t_fast, v_item, t_item, l_item, slow_1, slow_0, item_1, item_0, _,
    ) = constants  # fmt: skip
    rest = (v_ability, v_session, v_slow, v_fast, v_item)
    for r in range(len(score)):
        m, v = mean[r], variance[r]
        for part in range(5):
            m[part], v[part] = 0.0, rest[part]
        k = links[r, 0]
        if k >= 0:
            gap = days[r] - days[k]
            m[0], v[0] = drift(moved[k, 0], narrowed[k, 0], gap, v_ability, t_ability)
            m[1], v[1] = fade(moved[k, 1], narrowed[k, 1], gap, v_session, t_session)
        k = links[r, 1]
        if k >= 0:
            gap = days[r] - days[k]
            m[2], v[2] = linger(moved[k, 2], narrowed[k, 2], gap, v_slow, t_slow, l_slow)
            m[3], v[3] = fade(moved[k, 3], narrowed[k, 3], gap, v_fast, t_fast)
        k = links[r, 2]
        if k >= 0:
            gap = days[r] - days[k]
            m[4], v[4] = linger(moved[k, 4], narrowed[k, 4], gap, v_item, t_item, l_item)
        eta = intercept + slope * difficulty[r] + (m[0] + m[1] + m[2] + m[3] + m[4])
        total = v[0] + v[1] + v[2] + v[3] + v[4]
        y, q = score[r], logistic(eta)
        z[r] = eta / blur(total)
        step = gain(q, total, noise(parts[r]))
        surprise = y - logistic(z[r])
        for part in range(5):
            moved[r, part] = m[part] + v[part] * step * surprise
            narrowed[r, part] = v[part] * (1.0 - v[part] * step * q * (1.0 - q))
        moved[r, 2] += y * slow_1 + (1.0 - y) * slow_0
        moved[r, 4] += y * item_1 + (1.0 - y) * item_0
        for record in range(3):
            k = links[r, record]
            runs[r, record] = run_now[k, record] if k >= 0 else 0.0
            replies[r, record] = replies[k, record] + 1.0 if k >= 0 else 0.0
            run_now[r, record] = run_on(runs[r, record], y)


# The names that `_steps` calls; `_compiled` puts the compiled ones in their place.
drift, fade, linger = kernel.drift, kernel.fade, kernel.linger
logistic, blur, run_on = kernel.logistic, kernel.blur, kernel.run_on
noise, gain = kernel.noise, kernel.gain


@cache
def _compiled() -> Any:
    """`_steps` in machine code; numba is imported only here, as the bot does without it."""
    from numba import njit

    names: dict[str, Any] = {
        "math": math,
        "RUN": kernel.RUN,
        "LEAST_NOISE": kernel.LEAST_NOISE,
    }
    for function in (drift, fade, linger, logistic, blur, noise, gain, run_on):
        names[function.__name__] = njit(FunctionType(function.__code__, dict(names)))
    return njit(FunctionType(_steps.__code__, names))
