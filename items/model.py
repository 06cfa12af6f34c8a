"""The item and its parts, as published: immutable values without any I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """How an item is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDER = "order"
    TEXT = "text"


class Outcome(StrEnum):
    """What became of one criterion of a rubric."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    UNSURE = "unsure"


OUTCOME_SCORE: Mapping[Outcome, float] = {
    Outcome.MET: 1.0,
    Outcome.PARTLY: 0.5,
    Outcome.NOT_MET: 0.0,
}
"""The score in [0, 1] of a settled outcome; `UNSURE` has none."""


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong belief that several options or red flags may show."""

    id: str
    says: str
    correction: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One choice, or one step of an order item (listed in the right order).

    `score` is in [0, 1]: a single choice scores it; for a multiple choice an option with a
    score above zero is right, and the score is its weight.
    """

    text: str
    score: float = 0.0
    feedback: str = ""
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A reply that a person has graded for one criterion."""

    reply: str
    mark: Outcome


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a good reply does, with descriptors of each level."""

    id: str
    criterion: str
    met: tuple[str, ...]
    partly: tuple[str, ...] = ()
    not_met: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    exemplars: tuple[Exemplar, ...] = ()
    skill: str | None = None
    weight: float = 1.0
    misconception: str | None = None
    why: str = ""
    next_time: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """An item's content in another language; options and criteria in the item's own order."""

    scenario: str
    prompt: str
    options: tuple[Option, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    model_answer: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A scenario question: what is asked, how it is answered, and what a good answer holds."""

    id: str
    kind: Kind
    skills: tuple[str, ...]
    scenario: str
    prompt: str
    language: str = "en"
    roles: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    model_answer: str = ""
    explanation: str = ""
    sources: tuple[str, ...] = ()
    review_by: date | None = None
    author: str | None = None
    translations: Mapping[str, Translation] = field(default_factory=dict)

    @property
    def tells_of(self) -> tuple[str, ...]:
        """Every skill that a reply tells of: the item's, then those that only criteria name."""
        named = (criterion.skill for criterion in self.rubric if criterion.skill)
        return tuple(dict.fromkeys((*self.skills, *named)))


@dataclass(frozen=True, slots=True)
class Bank:
    """A set of items that is loaded, compared and published as one."""

    id: str
    language: str
    items: tuple[Item, ...]
    misconceptions: tuple[Misconception, ...] = ()
    author: str | None = None
