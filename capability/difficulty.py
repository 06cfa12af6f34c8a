"""How hard items are: mean scores in (0, 1), shrunk to their skill's and that to the log's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ITEM_SHRINKAGE = 10.0
SKILL_SHRINKAGE = 20.0
UNKNOWN = 0.65
"""The mean score assumed before there is any reply at all."""


@dataclass(frozen=True, slots=True)
class Footing:
    """What an item's difficulty rests on: its skills' mean score, and so many replies to it."""

    skill: float
    replies: float


@dataclass(frozen=True, slots=True)
class Difficulties:
    """The table of mean scores on one day: the log's, each skill's, each item's.

    `replies` counts the replies behind each item's.
    """

    overall: float
    skills: Mapping[str, float]
    items: Mapping[str, float]
    replies: Mapping[str, float] = field(default_factory=dict)

    def of(self, item: str | None, skills: Iterable[str]) -> float:
        """An item's mean score; a new item takes its skills', a new skill the log's."""
        if item is not None and item in self.items:
            return self.items[item]
        return self._of_skills(skills)

    def footing(self, item: str, skills: Iterable[str]) -> Footing:
        """What the difficulty of an item rests on."""
        return Footing(self._of_skills(skills), self.replies.get(item, 0.0))

    def _of_skills(self, skills: Iterable[str]) -> float:
        known = [self.skills.get(skill, self.overall) for skill in skills]
        return sum(known) / len(known) if known else self.overall


def difficulties(
    scores: Iterable[tuple[str, tuple[str, ...], float]], item_shrinkage: float = ITEM_SHRINKAGE
) -> Difficulties:
    """The table from (item, skills, score) of every reply that counts.

    An item is drawn to its skills' mean as if by `item_shrinkage` replies more (the priors know
    how many), a skill to the log's mean by 20, and the log's to the usual one by a single reply,
    so that none is ever exactly 0 or 1.
    """
    overall = _Sum()
    per_skill: defaultdict[str, _Sum] = defaultdict(_Sum)
    per_item: defaultdict[str, _Sum] = defaultdict(_Sum)
    skills_of: dict[str, tuple[str, ...]] = {}
    for item, skills, score in scores:
        overall.add(score)
        per_item[item].add(score)
        skills_of[item] = skills
        for skill in skills:
            per_skill[skill].add(score)
    mean = overall.drawn_to(UNKNOWN, 1.0)
    by_skill = {name: total.drawn_to(mean, SKILL_SHRINKAGE) for name, total in per_skill.items()}
    by_item = {
        item: total.drawn_to(
            sum(by_skill[skill] for skill in skills_of[item]) / len(skills_of[item]),
            item_shrinkage,
        )
        for item, total in per_item.items()
    }
    replies = {item: float(total.count) for item, total in per_item.items()}
    return Difficulties(mean, by_skill, by_item, replies)


class _Sum:
    """A running sum of scores."""

    __slots__ = ("count", "total")

    def __init__(self) -> None:
        self.total = 0.0
        self.count = 0

    def add(self, score: float) -> None:
        self.total += score
        self.count += 1

    def drawn_to(self, mean: float, replies: float) -> float:
        """The mean, as if so many replies more had scored `mean`."""
        return (self.total + replies * mean) / (self.count + replies)
