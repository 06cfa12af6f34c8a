"""A role with its skills, and a bank of items that was not made to measure for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from capability.estimate import ONE_MARK, Parts
from org.model import CRITICALITY_WEIGHT, Criticality, Expectation


@dataclass(frozen=True, slots=True)
class SkillSpec:
    """A skill as the role expects it, and how much harder it is than most, in logits."""

    id: str
    target: float
    criticality: Criticality
    hardness: float

    @property
    def weight(self) -> float:
        """How much the role depends on it."""
        return CRITICALITY_WEIGHT[self.criticality]


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """An item: its skills, the first of them its own, and its true hardness in logits.

    `guess` is the chance of a lucky click. A written item has so many `criteria` for each of its
    skills; a choice has none, and one mark for all.
    """

    id: str
    skills: tuple[str, ...]
    hardness: float
    guess: float = 0.0
    criteria: int = 0

    @property
    def parts(self) -> Parts:
        """What its scores are the mean of."""
        if not self.criteria:
            return ONE_MARK
        own = tuple((skill, float(self.criteria)) for skill in self.skills)
        return Parts(float(self.criteria * len(self.skills)), own)


@dataclass(frozen=True, slots=True)
class World:
    """A role and its bank."""

    skills: tuple[SkillSpec, ...]
    items: tuple[ItemSpec, ...]

    @property
    def expects(self) -> tuple[Expectation, ...]:
        """What the role expects."""
        return tuple(Expectation(s.id, s.target, s.criticality) for s in self.skills)


def make(rng: np.random.Generator, skills: int = 8) -> World:
    """Draw a role: two critical skills, four normal, two minor; 8 to 24 items a skill.

    How many items a skill has is chance, as in banks that people write: nothing ties it to how
    much the role needs the skill. As in the starter bank, two items in five also ask for a second
    skill, and one in six is written, with two to four criteria. All others are choices that a
    guess gets right one time in four.
    """
    levels = [Criticality.HIGH] * (skills // 4) + [Criticality.LOW] * (skills // 4)
    levels += [Criticality.NORMAL] * (skills - len(levels))
    specs = tuple(
        SkillSpec(f"s{k}", float(rng.uniform(0.75, 0.9)), levels[k], float(rng.normal(0.0, 0.4)))
        for k in range(skills)
    )
    items: list[ItemSpec] = []
    for spec in specs:
        for _ in range(int(rng.integers(8, 25))):
            own: tuple[str, ...] = (spec.id,)
            if rng.random() < 0.4:
                own += (str(rng.choice([s.id for s in specs if s.id != spec.id])),)
            hardness = spec.hardness + float(rng.normal(0.0, 0.8))
            written = rng.random() < 1 / 6
            criteria = int(rng.integers(2, 5)) // len(own) if written else 0
            guess = 0.0 if written else 0.25
            items.append(ItemSpec(f"i{len(items)}", own, hardness, guess, criteria))
    return World(specs, tuple(items))
