"""The arithmetic of the model, on plain floats.

Everything here is free of objects, so that fitting can compile the very functions that the
running bot calls (`lab.capability.walk`). Time is in days, means and variances in logits.
"""

from __future__ import annotations

import math

DAY = 86_400.0
"""Seconds in a day."""

RUN = 0.6
"""What is kept of a run of scores at each new one; the run is mostly the last two or three."""

LEAST_NOISE = 0.4
"""The least chance assumed in any score, as a share of that in a mere right or wrong.

About what was seen: scores that people gave to whole written answers vary .30 (Mohler) and .40
(SAF) times as much as rights and wrongs of the same mean would, people's differences included
(`python -m bench.capability_parts`).
"""

Z80 = 1.2815515655446004
"""Half the width of an 80 % range, in standard deviations."""


def logistic(x: float) -> float:
    """The logistic function, safe for any finite `x`."""
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    e = math.exp(x)
    return e / (1.0 + e)


def logit(p: float) -> float:
    """The log odds of a probability, which is first kept within a millionth of 0 and 1."""
    p = min(max(p, 1e-6), 1.0 - 1e-6)
    return math.log(p / (1.0 - p))


def drift(m: float, v: float, days: float, v0: float, tau: float) -> tuple[float, float]:
    """Ability: the mean stays, the variance grows steadily back to the prior's."""
    if days <= 0.0:
        return m, v
    return m, max(v, min(v0, v + v0 * days / tau))


def fade(m: float, v: float, days: float, v0: float, tau: float) -> tuple[float, float]:
    """Session and fast skill: gone exponentially."""
    if days <= 0.0:
        return m, v
    f = math.exp(-days / tau)
    return m * f, v * f * f + v0 * (1.0 - f * f)


def linger(
    m: float, v: float, days: float, v0: float, tau: float, power: float
) -> tuple[float, float]:
    """Slow skill and item: gone by a power law, fast at first and then ever more slowly."""
    if days <= 0.0:
        return m, v
    f = (1.0 + days / tau) ** -power
    return m * f, v * f * f + v0 * (1.0 - f * f)


def blur(v: float) -> float:
    """By how much a variance draws log odds towards 0 (MacKay's approximation)."""
    return math.sqrt(1.0 + math.pi * v / 8.0)


def expected(eta: float, v: float) -> float:
    """The mean of the logistic of a normal variable."""
    return logistic(eta / blur(v))


def noise(parts: float) -> float:
    """How much chance is in the mean of so many marks, as a share of that in a single one.

    The marks of one reply share the luck of their item, which is a belief of its own.
    """
    return max(1.0 / parts, LEAST_NOISE)


def gain(q: float, v: float, chance: float) -> float:
    """How far a part moves for each unit of its own variance and of surprise.

    An extended Kalman filter's step: `q` is the logistic at the total mean, `v` the variance of
    all parts together and `chance` the score's `noise`.
    """
    return 1.0 / (chance + q * (1.0 - q) * v)


def run_on(run: float, score: float) -> float:
    """The recent run of scores less ½, after one more."""
    return RUN * run + (1.0 - RUN) * (score - 0.5)
