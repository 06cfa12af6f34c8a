"""What the model has to beat: Elo with an item prior, and the skill's mean."""

from __future__ import annotations

import math
from functools import cache
from types import FunctionType
from typing import Any

import numpy as np
from scipy.optimize import minimize

from capability import kernel
from capability.kernel import logistic
from lab.capability import metrics
from lab.capability.logs import Floats, Log
from lab.capability.tables import for_others, for_themselves, skill_means
from lab.capability.walk import Trail, trail

START = (0.0, 1.0, -1.0, -3.0, -1.0, -3.0)


def elo(fit: Log, test: Log) -> Floats:
    """Elo of a person and of a person in a skill, over an item prior; p for every test reply.

    p = logistic(a + c·logit(item) + person + person in skill); each moves by K·(score - p) with
    K = α / (1 + β·n), n the replies seen. The six constants are fitted on the fit people by
    Nelder-Mead, with the items' means from other people's replies, as the test people meet them.
    """
    learnt = trail(fit, for_themselves(fit))

    def loss(constants: Floats) -> float:
        return metrics.log_loss(fit.score, _rate(constants, learnt))

    found = minimize(loss, np.asarray(START), method="Nelder-Mead", options={"maxiter": 1000})
    return _rate(found.x, trail(test, for_others(fit, test)))


def skill_mean(fit: Log, test: Log) -> Floats:
    """The mean of the reply's skill among the fit people; p for every test reply."""
    return skill_means(fit, test)


def _rate(constants: Floats, path: Trail) -> Floats:
    p = np.empty(len(path.log))
    state = np.empty((len(path.log), 4))
    run = _compiled()
    run(constants, path.log.score, path.difficulty, path.links, state, p)
    return p


def _steps(constants: Any, score: Any, difficulty: Any, links: Any, state: Any, p: Any) -> None:
    """The loop that numba compiles; `state` holds both ratings and their counts."""
    intercept, slope = constants[0], constants[1]
    k_person, b_person = math.exp(constants[2]), math.exp(constants[3])
    k_skill, b_skill = math.exp(constants[4]), math.exp(constants[5])
    for r in range(len(score)):
        person, seen, skill, met = 0.0, 0.0, 0.0, 0.0
        if links[r, 0] >= 0:
            person, seen = state[links[r, 0], 0], state[links[r, 0], 1]
        if links[r, 1] >= 0:
            skill, met = state[links[r, 1], 2], state[links[r, 1], 3]
        p[r] = logistic(intercept + slope * difficulty[r] + person + skill)
        surprise = score[r] - p[r]
        state[r, 0] = person + k_person / (1.0 + b_person * seen) * surprise
        state[r, 1] = seen + 1.0
        state[r, 2] = skill + k_skill / (1.0 + b_skill * met) * surprise
        state[r, 3] = met + 1.0


@cache
def _compiled() -> Any:
    from numba import njit

    names: dict[str, Any] = {"math": math}
    names["logistic"] = njit(FunctionType(kernel.logistic.__code__, dict(names)))
    return njit(FunctionType(_steps.__code__, names))
