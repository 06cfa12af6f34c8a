"""The first questions of a newcomer: how much they narrow what is believed about the role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.simulator.policies import Planner, Policy
from bench.simulator.year import Company, mind, moment
from capability.priors import Priors
from practice.simulate import Record

FIRST = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """The mean width of the role's 80 % ranges before and after, and how good they are after.

    `error` is the mean absolute distance of the estimate from the true capability, `covered` the
    share of ranges that hold it.
    """

    before: float
    after: float
    error: float
    covered: float

    @property
    def narrowed(self) -> float:
        """By how much the ranges became narrower."""
        return self.before - self.after


def planned(seed: int) -> Policy:
    """The planner as the product runs it for newcomers."""
    return Planner(seed, telling=True)


def place(group: Company, priors: Priors, policy: Callable[[int], Policy] = planned) -> Placed:
    """Ask every newcomer of a company their first questions, and look a day later."""
    rows = [_newcomer(group, priors, policy, number) for number in range(group.learners)]
    return Placed(*np.mean(rows, axis=0).tolist())


def _newcomer(
    group: Company, priors: Priors, policy: Callable[[int], Policy], number: int
) -> tuple[float, float, float, float]:
    learner = mind(group.world, group.kind, group.seed, number)
    rng = np.random.default_rng((group.seed, 4, number))
    record = group.record(priors)
    items = {item.id: item for item in group.world.items}
    chooser = policy(group.seed * 1000 + number)
    before = _width(record, 0.0)
    day = 0.0
    for day in group.moments[number][:FIRST]:
        chosen = chooser.choose(record, moment(day))
        if chosen is None:
            continue
        marks = learner.reply(items[chosen], day, rng)
        record.learn(chosen, marks, moment(day))
        chooser.heard(chosen, sum(marks.values()) / len(marks), moment(day))
    looks = [
        (record.estimate(s.id, moment(day + 1)), learner.capability(s.id, day + 1))
        for s in group.world.skills
    ]
    error = float(np.mean([abs(found.p - truth) for found, truth in looks]))
    covered = float(np.mean([found.low <= truth <= found.high for found, truth in looks]))
    return before, _width(record, day + 1.0), error, covered


def _width(record: Record, day: float) -> float:
    needs = record.needs(moment(day))
    return float(np.mean([need.width for need in needs]))
