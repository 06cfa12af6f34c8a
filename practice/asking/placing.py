"""Placing a newcomer: what each item would tell about the skills of their role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from capability.belief import Beliefs
from capability.estimate import Parts
from capability.placement import telling, width
from capability.priors import Priors
from items.model import Item
from practice.judging.difficulty import parts_of
from scheduling.planner import PLACEMENT, Candidate, Learner
from store.banks import PublishedItem
from store.deliveries import Asking
from store.evidence import Graded

READ_WITHIN = timedelta(days=7)
"""For so long a newcomer with a written answer that waits for a reader is not asked for another."""

LAST = -1.0
"""What an item is taken to tell that is to come after all others."""


class Placeable(NamedTuple):
    """An item that may place somebody; its candidate's `difficulty` may be rounded.

    `parts` are what its scores are the mean of; `written` that it is answered in one's own words.
    """

    candidate: Candidate
    difficulty: float
    parts: Parts
    written: bool


def placing(
    priors: Priors,
    beliefs: Beliefs,
    typical: Mapping[str, float],
    bank: Iterable[Placeable],
    waits: bool,
    now: datetime,
    until: datetime,
) -> tuple[Candidate, ...]:
    """Return the candidates with what each unseen one would tell by the end of the placement.

    `typical` holds every skill of the role. Items of the same skills that are as hard, and marked
    in as many parts, tell about the same. Where an answer of theirs `waits` for a reader, items
    to be written come last: a placement goes on meanwhile, and readers are not buried.
    """
    start, end = now.timestamp(), until.timestamp()
    known: dict[tuple[tuple[str, ...], float, Parts], float] = {}
    before = width(priors, beliefs, typical, end) if typical else 0.0

    def tells(item: Placeable) -> float | None:
        if item.candidate.seen:
            return None
        if waits and item.written:
            return LAST
        asks = item.candidate.skills, item.difficulty
        kind = *asks, item.parts
        if kind not in known:
            name = item.candidate.item
            known[kind] = telling(
                priors, beliefs, typical, name, *asks, start, end, item.parts, before
            )
        return known[kind]

    return tuple(replace(item.candidate, telling=tells(item)) for item in bank)


def placeable(candidate: Candidate, item: Item) -> Placeable:
    """Return a published item as it may place somebody: about as hard counts as alike."""
    hard = min(max(round(candidate.difficulty, 1), 0.1), 0.9)
    return Placeable(candidate, hard, parts_of(item), bool(item.rubric))


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
