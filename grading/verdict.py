"""The verdict: code, never a model, turns marks into a score, skill scores and a rating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from grading.errors import MissingMark
from grading.marks import CriterionMark
from items.model import OUTCOME_SCORE, Criterion, Outcome


class Sureness(StrEnum):
    """How sure the learner said they were."""

    GUESSING = "guessing"
    FAIRLY_SURE = "fairly_sure"
    CERTAIN = "certain"


class Rating(StrEnum):
    """How well the item was remembered, in the words of spaced repetition."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


RIGHT = 0.85
"""From this score on a reply counts as right."""

PARTLY_RIGHT = 0.5
"""From this score on, up to `RIGHT`, a reply counts as partly right; below it as wrong."""

RATINGS: Mapping[tuple[str, Sureness], Rating] = {
    ("right", Sureness.GUESSING): Rating.HARD,
    ("right", Sureness.FAIRLY_SURE): Rating.GOOD,
    ("right", Sureness.CERTAIN): Rating.EASY,
    ("partly", Sureness.GUESSING): Rating.AGAIN,
    ("partly", Sureness.FAIRLY_SURE): Rating.HARD,
    ("partly", Sureness.CERTAIN): Rating.HARD,
    ("wrong", Sureness.GUESSING): Rating.AGAIN,
    ("wrong", Sureness.FAIRLY_SURE): Rating.AGAIN,
    ("wrong", Sureness.CERTAIN): Rating.AGAIN,
}
"""A right guess is not yet known, so it is hard; only what is right and certain is easy."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reply came to; `score` and `rating` are None while a person has to decide.

    `skills` maps a skill to its score in [0, 1]; `misconceptions` are those that showed.
    """

    score: float | None
    skills: Mapping[str, float] = field(default_factory=dict)
    rating: Rating | None = None
    misconceptions: tuple[str, ...] = ()


def verdict_of_marks(
    rubric: Sequence[Criterion],
    marks: Iterable[CriterionMark],
    skills: Sequence[str],
    sureness: Sureness | None = None,
) -> Verdict:
    """Judge a free text by its marks: undecided until every criterion is settled.

    `skills` are the item's. A skill that criteria name gets their weighted mean, any other
    the score of the whole. Raises `MissingMark` where a criterion has no mark.
    """
    by_criterion = {mark.criterion: mark for mark in marks}
    missing = [c.id for c in rubric if c.id not in by_criterion]
    if missing or not rubric:
        raise MissingMark(f"no mark for {', '.join(missing) or 'an empty rubric'}")
    decided = [by_criterion[c.id] for c in rubric]
    if any(not is_decided(mark) for mark in decided):
        return Verdict(score=None)
    score = _weighted(rubric, by_criterion)
    named = dict.fromkeys([*skills, *(c.skill for c in rubric if c.skill)])
    by_skill = {}
    for skill in named:
        own = [c for c in rubric if c.skill == skill]
        by_skill[skill] = _weighted(own, by_criterion) if own else score
    shown = dict.fromkeys(mark.misconception for mark in decided if mark.misconception)
    return Verdict(score, by_skill, rate(score, sureness), tuple(shown))


def verdict_of_choice(
    score: float,
    skills: Sequence[str],
    sureness: Sureness | None = None,
    misconceptions: Sequence[str] = (),
) -> Verdict:
    """Judge a choice by its exact score, which every skill of the item shares."""
    by_skill = dict.fromkeys(skills, score)
    return Verdict(score, by_skill, rate(score, sureness), tuple(misconceptions))


def rate(score: float, sureness: Sureness | None = None) -> Rating:
    """Turn a score in [0, 1] into a rating; who did not say how sure counts as fairly sure."""
    band = "right" if score >= RIGHT else "partly" if score >= PARTLY_RIGHT else "wrong"
    return RATINGS[band, sureness or Sureness.FAIRLY_SURE]


def is_decided(mark: CriterionMark) -> bool:
    """Say whether a mark may count: settled, and not unsure."""
    return mark.settled and mark.outcome is not Outcome.UNSURE


def _weighted(criteria: Sequence[Criterion], marks: Mapping[str, CriterionMark]) -> float:
    """Return the weighted mean of the marks' scores; criteria without any weight count alike."""
    total = sum(c.weight for c in criteria)
    weights = {c.id: c.weight / total if total > 0 else 1 / len(criteria) for c in criteria}
    return min(1.0, sum(weights[c.id] * OUTCOME_SCORE[marks[c.id].outcome] for c in criteria))
