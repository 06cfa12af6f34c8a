"""What learners truly can do, and how they forget: four models that disagree on purpose.

Each tells a skill's strength (the log odds of handling its average item) from the practice
there was. Everything else is shared: hardness, guesses, slips, how one person happens to find one
item, and a memory of the very item, which helps with it and not with the next scenario. Times are
in days since the start.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from bench.simulator.world import ItemSpec, World
from capability.kernel import expected, logistic
from lab.simulate import HalfLife

SLIP = 0.05
LUCK = 1.0
"""How much one person's strength differs from item to item, as a standard deviation in logits."""

ITEM_MEMORY = 1.0
"""The help, in logits, of having just seen the item's explanation; gone by a power of time."""


class Strengths(Protocol):
    """How strong a person is in each skill, and what practice does to that."""

    def at(self, skill: str, day: float) -> float:
        """The log odds of handling the skill's average item on a day."""
        ...

    def practise(self, skill: str, success: bool, day: float) -> None:
        """Take in one reply with its feedback."""
        ...


class Mind:
    """One learner: replies to items and learns from them."""

    def __init__(self, world: World, strengths: Strengths, rng: np.random.Generator) -> None:
        self.world = world
        self.strengths = strengths
        self._seen: dict[str, float] = {}
        self._hardness = {s.id: s.hardness for s in world.skills}
        self._luck = {item.id: float(rng.normal(0.0, LUCK)) for item in world.items}

    def chance(self, item: ItemSpec, skills: Sequence[str], day: float) -> float:
        """The chance that the part of an item that asks for these skills is answered well."""
        eta = sum(self.strengths.at(skill, day) for skill in skills) / len(skills)
        eta += self._luck[item.id] - item.hardness
        if item.id in self._seen:
            eta += ITEM_MEMORY / math.sqrt(1.0 + max(0.0, day - self._seen[item.id]) / 5.0)
        return item.guess + (1.0 - item.guess - SLIP) * logistic(eta)

    def reply(self, item: ItemSpec, day: float, rng: np.random.Generator) -> dict[str, float]:
        """Answer an item: a score in [0, 1] for each of its skills; and learn from the feedback."""
        if item.criteria:
            scores = {
                skill: rng.binomial(item.criteria, self.chance(item, (skill,), day)) / item.criteria
                for skill in item.skills
            }
        else:
            right = rng.random() < self.chance(item, item.skills, day)
            scores = dict.fromkeys(item.skills, float(right))
        for skill, score in scores.items():
            self.strengths.practise(skill, score >= 0.5, day)
        self._seen[item.id] = day
        return scores

    def capability(self, skill: str, day: float) -> float:
        """The chance in [0, 1] of handling a new situation of a skill, with no options to guess."""
        eta = self.strengths.at(skill, day) - self._hardness[skill]
        return (1.0 - SLIP) * expected(eta, LUCK**2)

    def in_role(self, day: float) -> float:
        """Capability over the role's skills, each weighted by its criticality."""
        weights = [spec.weight for spec in self.world.skills]
        values = [self.capability(spec.id, day) for spec in self.world.skills]
        return float(np.average(values, weights=weights))

    def attained(self, day: float) -> float:
        """The weighted share of what the role expects that is there; more than it counts 1."""
        weights = [spec.weight for spec in self.world.skills]
        shares = [min(1.0, self.capability(s.id, day) / s.target) for s in self.world.skills]
        return float(np.average(shares, weights=weights))


class StateSpace:
    """Strength decays by a power of time and each reply adds to it: the bot's own kind of model."""

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        ability = rng.normal(0.3, 0.6)
        self._base = {s.id: ability + rng.normal(0.0, 0.5) for s in world.skills}
        self._gain = {s.id: (rng.normal(1.0, 0.8), 0.0) for s in world.skills}
        self._days = float(rng.uniform(5.0, 30.0))

    def at(self, skill: str, day: float) -> float:
        gain, since = self._gain[skill]
        kept = (1.0 + max(0.0, day - since) / self._days) ** -0.4
        return float(self._base[skill] + gain * kept)

    def practise(self, skill: str, success: bool, day: float) -> None:
        gain = self.at(skill, day) - self._base[skill]
        self._gain[skill] = gain + (0.45 if success else 0.3), day


class Fsrs:
    """A skill is one FSRS memory: stability grows by recall, most of it when nearly forgotten."""

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        self._stability = {s.id: float(rng.lognormal(2.5, 1.2)) for s in world.skills}
        self._since = {s.id: -float(rng.uniform(0.0, 120.0)) for s in world.skills}
        self._ease = float(rng.uniform(0.6, 1.4))
        self._top = float(rng.normal(2.2, 0.4))

    def _recall(self, skill: str, day: float) -> float:
        gone = max(0.0, day - self._since[skill])
        return float((1.0 + 0.98 * gone / self._stability[skill]) ** -0.154)

    def at(self, skill: str, day: float) -> float:
        return self._top - 9.0 * (1.0 - self._recall(skill, day))

    def practise(self, skill: str, success: bool, day: float) -> None:
        stability, forgotten = self._stability[skill], 1.0 - self._recall(skill, day)
        if success:
            grown = 1.0 + 30.0 * self._ease * stability**-0.17 * (math.exp(0.8 * forgotten) - 1.0)
            self._stability[skill] = stability * grown
        else:
            relearnt = 2.0 * ((stability + 1.0) ** 0.26 - 1.0) * math.exp(1.65 * forgotten)
            self._stability[skill] = max(1.0, min(stability, relearnt * self._ease))
        self._since[skill] = day


class Windows:
    """DAS3H's kind: practice counts by how many replies lie in each of several time windows."""

    DAYS = (7.0, 30.0, 120.0, math.inf)

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        ability = rng.normal(-0.1, 0.5)
        self._base = {s.id: ability + rng.normal(0.0, 0.9) for s in world.skills}
        self._fades = {s.id: float(rng.uniform(0.05, 0.35)) for s in world.skills}
        self._replies: dict[str, list[tuple[float, bool]]] = {s.id: [] for s in world.skills}

    def at(self, skill: str, day: float) -> float:
        eta = self._base[skill] - self._fades[skill] * math.log1p(max(0.0, day) / 30.0)
        for window in self.DAYS:
            inside = [right for when, right in self._replies[skill] if day - when <= window]
            eta += 0.22 * math.log1p(sum(inside)) + 0.14 * math.log1p(len(inside))
        return float(eta)

    def practise(self, skill: str, success: bool, day: float) -> None:
        self._replies[skill].append((day, success))


def _half_life(world: World, rng: np.random.Generator) -> HalfLife:
    """Knowledge halves in a time that practice lengthens; the learners of `holdfast simulate`."""
    return HalfLife.drawn([s.id for s in world.skills], random.Random(int(rng.integers(2**63))))


KINDS: dict[str, Callable[[World, np.random.Generator], Strengths]] = {
    "state space": StateSpace,
    "fsrs": Fsrs,
    "half-life": _half_life,
    "windows": Windows,
}
