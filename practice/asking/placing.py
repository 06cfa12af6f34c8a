"""Placing a newcomer: what each item would tell about the skills of their role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from capability.estimate import Parts
from capability.placement import Placement
from items.model import Item
from practice.judging.difficulty import parts_of
from scheduling.planner import PLACEMENT, Learner
from store.banks import PublishedItem
from store.deliveries import Asking
from store.evidence import Graded

READ_WITHIN = timedelta(days=7)
"""For so long a newcomer with a written answer that waits for a reader is not asked for another."""

LAST = -1.0
"""What an item is taken to tell that is to come after all others."""


class Placeable(NamedTuple):
    """An item that may place somebody; its `difficulty` may be rounded.

    `parts` are what its scores are the mean of; `written` that it is answered in one's own words.
    """

    item: str
    skills: tuple[str, ...]
    difficulty: float
    parts: Parts
    written: bool


def placing(placement: Placement, bank: Iterable[Placeable], waits: bool) -> dict[str, float]:
    """Return what each of some items, not met before, would tell by the end of the placement.

    Items of the same skills that are as hard, and marked in as many parts, tell about the same.
    Where an answer of theirs `waits` for a reader, items to be written come last: a placement goes
    on meanwhile, and readers are not buried.
    """
    told: dict[str, float] = {}
    known: dict[tuple[tuple[str, ...], float, Parts], float] = {}
    for item, skills, difficulty, parts, written in bank:
        if waits and written:
            told[item] = LAST
            continue
        kind = skills, difficulty, parts
        if kind not in known:
            known[kind] = placement.telling(item, skills, difficulty, parts)
        told[item] = known[kind]
    return told


def placeable(ref: str, item: Item, difficulty: float) -> Placeable:
    """Return a published item as it may place somebody: about as hard counts as alike."""
    hard = min(max(round(difficulty, 1), 0.1), 0.9)
    return Placeable(ref, item.skills, hard, parts_of(item), bool(item.rubric))


def ends(learner: Learner, now: datetime) -> datetime:
    """Return about when a newcomer's placement ends, a day after its last question."""
    left = PLACEMENT - learner.evidence_count
    return now + timedelta(weeks=(left - 1) / learner.cadence.per_week, days=1)


def waits_for_a_reader(
    askings: Sequence[Asking],
    grades: Sequence[Graded],
    items: Mapping[str, PublishedItem],
    now: datetime,
) -> bool:
    """Say whether an answer that somebody wrote lately has no grade yet that counts."""
    counted = {grade.item_ref for grade in grades if grade.counts}
    return any(
        asking.answered
        and asking.item_ref not in counted
        and now - asking.at < READ_WITHIN
        and asking.item_ref in items
        and bool(items[asking.item_ref].item.rubric)
        for asking in askings
    )
