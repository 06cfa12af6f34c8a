"""A year of practice for many learners under one policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from bench.simulator import minds, world
from bench.simulator.minds import Mind
from bench.simulator.policies import POLICIES
from capability.priors import Priors
from lab.simulate import START, Record
from scheduling.calendar import WorkingTime
from scheduling.slots import Cadence, next_slot

DAYS = 364


@dataclass(frozen=True, slots=True)
class Kept:
    """A year's outcome, means over learners and weeks.

    `capability` is role-weighted, `attained` its share of what the role expects, `questions`
    how many each person answered.
    """

    capability: float
    attained: float
    questions: float


@dataclass(frozen=True, slots=True)
class Company:
    """Who takes part: the same people, bank and moments for every policy."""

    world: world.World
    kind: str
    seed: int
    learners: int
    difficulty: dict[str, float]
    moments: tuple[tuple[float, ...], ...]

    def record(self, priors: Priors) -> Record:
        """What the bot knows of a learner before the first question."""
        items = {item.id: item.skills for item in self.world.items}
        parts = {item.id: item.parts for item in self.world.items}
        return Record(self.world.expects, priors, items, self.difficulty, parts)


def moment(day: float) -> datetime:
    """The moment of a day since the start."""
    return START + timedelta(days=day)


def company(kind: str, seed: int, learners: int, days: int = DAYS, per_week: int = 3) -> Company:
    """Draw a company; item difficulties are the first replies' true means, as a log would tell."""
    bank = world.make(np.random.default_rng((seed, 1)))
    people = [mind(bank, kind, seed, number) for number in range(learners)]
    difficulty = {
        item.id: float(np.mean([p.chance(item, item.skills, 0.0) for p in people]))
        for item in bank.items
    }
    moments = tuple(_moments(f"{seed}:{number}", days, per_week) for number in range(learners))
    return Company(bank, kind, seed, learners, difficulty, moments)


def mind(bank: world.World, kind: str, seed: int, number: int) -> Mind:
    """One learner, the same for every policy."""
    rng = np.random.default_rng((seed, 2, number))
    return Mind(bank, minds.KINDS[kind](bank, rng), rng)


def run(group: Company, policy: str, priors: Priors, days: int = DAYS) -> Kept:
    """Let a policy choose for everybody for a year; "none" asks nothing."""
    rows = [_learner(group, policy, priors, number, days) for number in range(group.learners)]
    capability, attained, questions = np.mean(rows, axis=0)
    return Kept(float(capability), float(attained), float(questions))


def _learner(
    group: Company, policy: str, priors: Priors, number: int, days: int
) -> tuple[float, float, int]:
    learner = mind(group.world, group.kind, group.seed, number)
    rng = np.random.default_rng((group.seed, 3, number))
    record = group.record(priors)
    items = {item.id: item for item in group.world.items}
    chooser = POLICIES[policy](group.seed * 1000 + number) if policy != "none" else None
    weekly: list[tuple[float, float]] = []
    questions = 0
    for day in group.moments[number]:
        while len(weekly) < day // 7:
            weekly.append(_look(learner, 7.0 * (len(weekly) + 1)))
        at = moment(day)
        chosen = chooser.choose(record, at) if chooser else None
        if chooser is None or chosen is None:
            continue
        marks = learner.reply(items[chosen], day, rng)
        record.learn(chosen, marks, at)
        chooser.heard(chosen, sum(marks.values()) / len(marks), at)
        questions += 1
    while len(weekly) < days // 7:
        weekly.append(_look(learner, 7.0 * (len(weekly) + 1)))
    capability, attained = np.mean(weekly, axis=0)
    return float(capability), float(attained), questions


def _look(learner: Mind, day: float) -> tuple[float, float]:
    return learner.in_role(day), learner.attained(day)


def _moments(seed: str, days: int, per_week: int) -> tuple[float, ...]:
    """The days, with their fractions, at which somebody of a usual cadence is asked."""
    asked: list[datetime] = []
    end = moment(days)
    while slot := next_slot(
        WorkingTime("UTC"), Cadence(per_week), asked[-7:], seed, asked[-1] if asked else START
    ):
        if slot >= end:
            break
        asked.append(slot)
    return tuple((slot - START).total_seconds() / 86_400.0 for slot in asked)
