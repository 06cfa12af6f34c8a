"""What a cadence costs and buys: made-up learners who forget, under the real planner and estimate.

The learners are an assumption, not a forecast of anybody: knowledge of a skill halves in some
weeks and each answered question restores part of it and lengthens that time, more after a
longer gap. The planner sees replies alone, as it does with people.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from capability.belief import Belief, Key
from capability.estimate import ONE_MARK, Estimate, Parts, Reply, forecast, predict, update
from capability.expected import newcomer
from capability.placement import Placement
from capability.priors import Priors
from grading.verdict import PARTLY_RIGHT
from org.model import CRITICALITY_WEIGHT, Expectation
from practice.asking.placing import Placeable, placing
from scheduling import memory
from scheduling.calendar import WorkingTime
from scheduling.need import SkillNeed
from scheduling.planner import PLACEMENT, Candidate, Learner, Planned, next_question
from scheduling.slots import CADENCES, Cadence

START = datetime(2026, 1, 5, tzinfo=UTC)
"""Any Monday."""

ITEMS_A_SKILL = 12
MINUTES_A_QUESTION = 1.5

PROBES = (7, 14, 21, 28, 42, 56, 91)
"""The days ahead at which the forecast is looked at for a crossing."""

SLIP = 0.05


@dataclass(frozen=True, slots=True)
class Kept:
    """What one cadence came to, over the second half of the time.

    `capability` in [0, 1] is the mean over people of their skills weighted by criticality, 8 in
    10 people from `low` to `high`; `at_target` the share of expected skills that are at or over
    their target; `questions` what a person answered a week.
    """

    per_week: int
    questions: float
    minutes: float
    capability: float
    low: float
    high: float
    at_target: float


def simulate(
    expects: Sequence[Expectation],
    priors: Priors,
    cadences: Sequence[int] = CADENCES,
    *,
    learners: int,
    weeks: int,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Kept, ...]:
    """Let the same learners practise at each cadence; 0 asks nothing.

    `progress` hears how many of all learners are done. Raises ValueError where nothing is
    expected or nobody takes part.
    """
    if not expects or learners < 1 or weeks < 2:
        raise ValueError("A simulation needs an expectation, a learner and two weeks.")
    rows = []
    for place, per_week in enumerate(cadences):
        people = []
        for number in range(learners):
            people.append(_half_year(expects, priors, per_week, weeks, f"{seed}:{number}"))
            if progress is not None:
                progress(place * learners + number + 1, len(cadences) * learners)
        rows.append(_kept(per_week, people))
    return tuple(rows)


def draw(rows: Sequence[Kept], target: float, path: Path) -> None:
    """Draw capability against questions a week as a picture, in PNG."""
    from matplotlib.figure import Figure  # loads slowly, and only here is it needed

    figure = Figure(figsize=(7.0, 4.2), layout="constrained")
    axes = figure.add_subplot()
    asked = [row.per_week for row in rows]
    axes.fill_between(
        asked,
        [10 * r.low for r in rows],
        [10 * r.high for r in rows],
        alpha=0.2,
        label="8 in 10 people",
    )
    axes.plot(asked, [10 * row.capability for row in rows], marker="o", label="mean")
    axes.axhline(10 * target, linestyle="--", color="grey", label="expected")
    axes.set_xlabel("Questions a person a week")
    axes.set_ylabel("Situations in ten that are handled")
    axes.set_xticks(asked)
    axes.set_ylim(0, 10)
    axes.legend(loc="lower right")
    figure.savefig(path, format="png")


@dataclass(slots=True)
class HalfLife:
    """Knowledge of each skill, in [0, 1], that halves in a time which practice lengthens.

    Days are counted from the start; `rate` is the part of what is missing that a reply restores.
    """

    half: dict[str, float]
    known: dict[str, tuple[float, float]]
    floor: float
    rate: float

    @classmethod
    def drawn(cls, skills: Sequence[str], chance: random.Random) -> HalfLife:
        """Draw a learner: some skills known well, some hardly."""
        return cls(
            half={skill: chance.lognormvariate(3.6, 0.8) for skill in skills},
            known={skill: (chance.betavariate(2.0, 1.5), 0.0) for skill in skills},
            floor=chance.gauss(-1.2, 0.4),
            rate=chance.uniform(0.25, 0.55),
        )

    def at(self, skill: str, day: float) -> float:
        """The log odds of handling the skill's average situation on a day."""
        return self.floor + 4.0 * self._knows(skill, day)

    def practise(self, skill: str, success: bool, day: float) -> None:
        """Take in one reply with its feedback."""
        known = self._knows(skill, day)
        gap = 1.0 - 0.5 ** (max(0.0, day - self.known[skill][1]) / self.half[skill])
        self.known[skill] = known + self.rate * (1.0 - known), day
        self.half[skill] *= 1.0 + (0.8 if success else 0.4) * gap

    def _knows(self, skill: str, day: float) -> float:
        known, since = self.known[skill]
        return float(known * 0.5 ** (max(0.0, day - since) / self.half[skill]))


@dataclass(slots=True)
class Record:
    """All that the bot knows of one made-up learner.

    `items` maps an item's id to its skills, `difficulty` to its mean score in (0, 1), and `parts`
    to what its scores are the mean of, a single mark where it holds none. `waits`: a written
    answer of theirs waits for a reader.
    """

    expects: Sequence[Expectation]
    priors: Priors
    items: Mapping[str, tuple[str, ...]]
    difficulty: Mapping[str, float]
    parts: Mapping[str, Parts] = field(default_factory=dict)
    typical: dict[str, float] = field(default_factory=dict)
    beliefs: dict[Key, Belief] = field(default_factory=dict)
    candidates: dict[str, Candidate] = field(default_factory=dict)
    cards: dict[str, memory.Card] = field(default_factory=dict)
    last: dict[str, tuple[datetime, bool]] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    waits: bool = False

    def __post_init__(self) -> None:
        for expected in self.expects:
            skill = expected.skill
            own = [self.difficulty[item] for item, asks in self.items.items() if skill in asks]
            self.typical[skill] = sum(own) / len(own)
        targets = {expected.skill: expected.target for expected in self.expects}
        self.beliefs = newcomer(self.priors, targets, self.typical, START.timestamp())
        self.candidates = {
            item: Candidate(item, skills, self.difficulty[item])
            for item, skills in self.items.items()
        }

    def learn(self, item: str, marks: Mapping[str, float], at: datetime) -> None:
        """Take in a graded reply, as the bot does: a score in [0, 1] for each of its skills."""
        score, parts = sum(marks.values()) / len(marks), self._parts(item)
        own = {skill: marks[skill] for skill, _ in parts.skills}
        hard = self.difficulty[item]
        reply = Reply(item, tuple(marks), score, hard, at.timestamp(), own, parts=parts)
        changed, _ = update(self.priors, self.beliefs, reply)
        self.beliefs.update(changed)
        rating = "good" if score >= 0.85 else "hard" if score >= 0.5 else "again"
        known = self.candidates[item]
        before = self.cards.get(item)
        card = memory.review(before, rating, at) if before else memory.first(rating, at)
        self.cards[item] = card
        self.candidates[item] = replace(known, seen=known.seen + 1, last_asked=at, due=card.due)
        for skill, mark in marks.items():
            self.last[skill] = at, mark < PARTLY_RIGHT
            self.answers[skill] = self.answers.get(skill, 0) + 1

    def asked(self, item: str, at: datetime) -> None:
        """Note that an item was asked, before anything is known of the reply."""
        self.candidates[item] = replace(self.candidates[item], last_asked=at)

    def estimate(self, skill: str, at: datetime) -> Estimate:
        """What the bot would show of a skill."""
        typical = self.typical[skill]
        return predict(self.priors, self.beliefs, (skill,), None, typical, at.timestamp())

    def ready(self, at: datetime, until: datetime) -> list[Candidate]:
        """The bank as the planner takes it for a newcomer, whose placement ends at `until`."""
        bank = [
            Placeable(each.item, each.skills, each.difficulty, parts, written=parts.item > 1.0)
            for each in self.candidates.values()
            for parts in (self._parts(each.item),)
            if not each.seen
        ]
        start, end = at.timestamp(), until.timestamp()
        placement = Placement(self.priors, self.beliefs, self.typical, start, end)
        told = placing(placement, bank, self.waits)
        return [replace(each, telling=told.get(each.item)) for each in self.candidates.values()]

    def _parts(self, item: str) -> Parts:
        return self.parts.get(item, ONE_MARK)

    def needs(self, at: datetime) -> list[SkillNeed]:
        """The role's skills as the planner takes them."""
        return [self._need(expected, at) for expected in self.expects]

    def _need(self, expected: Expectation, at: datetime) -> SkillNeed:
        now = self.estimate(expected.skill, at)
        asked, missed = self.last.get(expected.skill, (None, False))
        above = now.low > expected.target
        return SkillNeed(
            skill=expected.skill,
            target=expected.target,
            criticality=expected.criticality,
            p=now.p,
            low=now.low,
            high=now.high,
            answers=self.answers.get(expected.skill, 0),
            last_asked=asked,
            last_missed=asked if missed else None,
            crossing=self._crossing(expected.skill, expected.target, at) if above else at,
        )

    def _crossing(self, skill: str, target: float, at: datetime) -> datetime | None:
        typical, earlier = self.typical[skill], 0
        for days in PROBES:
            ahead = forecast(self.priors, self.beliefs, skill, typical, at.timestamp(), days)
            if ahead.p < target:
                return at + timedelta(days=earlier)
            earlier = days
        return None


def _half_year(
    expects: Sequence[Expectation], priors: Priors, per_week: int, weeks: int, seed: str
) -> tuple[float, float, float]:
    """One learner: capability and share at target over the later half, and questions a week."""
    skills = [expected.skill for expected in expects]
    truth = HalfLife.drawn(skills, random.Random(seed))
    chance = random.Random(f"{seed}:replies")
    items = {f"{skill}/{n}": (skill,) for skill in skills for n in range(ITEMS_A_SKILL)}
    record = Record(expects, priors, items, dict.fromkeys(items, 0.65))
    asked: list[datetime] = []
    looks: list[tuple[float, float]] = []
    for week in range(weeks):
        now = START + timedelta(weeks=week)
        while per_week and (found := _next(record, per_week, asked, seed, now)):
            day = (found.at - START) / timedelta(days=1)
            mark = chance.random() < _capable(truth, found.skill, day)
            truth.practise(found.skill, mark, day)
            record.learn(found.item, {found.skill: int(mark)}, found.at)
            asked.append(found.at)
        if week >= weeks // 2:
            looks.append(_look(truth, expects, 7.0 * (week + 1)))
    capability = sum(value for value, _ in looks) / len(looks)
    return capability, sum(share for _, share in looks) / len(looks), len(asked) / weeks


def _next(
    record: Record, per_week: int, asked: Sequence[datetime], seed: str, week: datetime
) -> Planned | None:
    """The week's next question, if it has another."""
    now = max((week, *asked[-1:]))
    learner = Learner(
        person=seed,
        working=WorkingTime("UTC"),
        cadence=Cadence(per_week),
        asked=tuple(asked[-10:]),
        evidence_count=len(asked),
    )
    left = PLACEMENT - len(asked)
    until = now + timedelta(weeks=max(left, 0) / per_week, days=1)
    bank = record.ready(now, until) if left > 0 else list(record.candidates.values())
    found = next_question(learner, record.needs(now), bank, now)
    in_week = isinstance(found, Planned) and found.at < week + timedelta(weeks=1)
    return found if isinstance(found, Planned) and in_week else None


def _look(truth: HalfLife, expects: Sequence[Expectation], day: float) -> tuple[float, float]:
    weights = [CRITICALITY_WEIGHT[expected.criticality] for expected in expects]
    values = [_capable(truth, expected.skill, day) for expected in expects]
    capability = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
    reached = sum(v >= e.target for v, e in zip(values, expects, strict=True))
    return capability, reached / len(expects)


def _capable(truth: HalfLife, skill: str, day: float) -> float:
    return (1.0 - SLIP) / (1.0 + math.exp(-truth.at(skill, day)))


def _kept(per_week: int, people: Sequence[tuple[float, float, float]]) -> Kept:
    values = sorted(capability for capability, _, _ in people)
    questions = sum(asked for _, _, asked in people) / len(people)
    return Kept(
        per_week=per_week,
        questions=questions,
        minutes=questions * MINUTES_A_QUESTION,
        capability=sum(values) / len(values),
        low=values[round(0.1 * (len(values) - 1))],
        high=values[round(0.9 * (len(values) - 1))],
        at_target=sum(share for _, share, _ in people) / len(people),
    )
