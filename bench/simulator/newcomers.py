"""The first questions of a newcomer: how much they narrow what is believed about the role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.simulator.policies import Planner, Policy
from bench.simulator.year import Company, mind, moment
from capability.priors import Priors
from lab.simulate import Record

FIRST = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """How written answers are read: a share `alone`, at once; the rest by people, later.

    A person takes up to twice so many `days`.
    """

    alone: float = 1.0
    days: float = 3.0


AT_ONCE = Reading()


@dataclass(frozen=True, slots=True)
class Placed:
    """The mean width of the role's 80 % ranges before and after, and how good they are after.

    `error` is the mean absolute distance of the estimate from the true capability, `covered` the
    share of ranges that hold it; `written` how many of the questions were to be written.
    """

    before: float
    after: float
    error: float
    covered: float
    written: float

    @property
    def narrowed(self) -> float:
        """By how much the ranges became narrower."""
        return self.before - self.after


def planned(seed: int) -> Policy:
    """The planner as the product runs it for newcomers."""
    return Planner(seed, telling=True)


def place(
    group: Company,
    priors: Priors,
    policy: Callable[[int], Policy] = planned,
    reading: Reading = AT_ONCE,
) -> Placed:
    """Ask every newcomer of a company their first questions, and look a day later."""
    rows = [_newcomer(group, priors, policy, reading, number) for number in range(group.learners)]
    return Placed(*np.mean(rows, axis=0).tolist())


def _newcomer(
    group: Company,
    priors: Priors,
    policy: Callable[[int], Policy],
    reading: Reading,
    number: int,
) -> tuple[float, ...]:
    learner = mind(group.world, group.kind, group.seed, number)
    rng = np.random.default_rng((group.seed, 4, number))
    record = group.record(priors)
    items = {item.id: item for item in group.world.items}
    chooser = policy(group.seed * 1000 + number)
    before = _width(record, 0.0)
    day, written = 0.0, 0
    waiting: list[tuple[float, str, dict[str, float], float]] = []

    def read(until: float) -> None:
        for reply in sorted(r for r in waiting if r[0] <= until):
            _, item, marks, answered = reply
            waiting.remove(reply)
            record.learn(item, marks, moment(answered))
            chooser.heard(item, sum(marks.values()) / len(marks), moment(answered))
        record.waits = bool(waiting)

    for day in group.moments[number][:FIRST]:
        read(day)
        chosen = chooser.choose(record, moment(day))
        if chosen is None:
            continue
        marks = learner.reply(items[chosen], day, rng)
        by_people = items[chosen].criteria > 0 and rng.random() >= reading.alone
        waiting.append((day + by_people * reading.days * rng.uniform(0.0, 2.0), chosen, marks, day))
        written += items[chosen].criteria > 0
        record.asked(chosen, moment(day))
    read(day + 1.0)
    looks = [
        (record.estimate(s.id, moment(day + 1)), learner.capability(s.id, day + 1))
        for s in group.world.skills
    ]
    error = float(np.mean([abs(found.p - truth) for found, truth in looks]))
    covered = float(np.mean([found.low <= truth <= found.high for found, truth in looks]))
    return before, _width(record, day + 1.0), error, covered, float(written)


def _width(record: Record, day: float) -> float:
    needs = record.needs(moment(day))
    return float(np.mean([need.width for need in needs]))
