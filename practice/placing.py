"""Placing a newcomer: what each item would tell about the skills of their role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from capability.belief import Beliefs
from capability.estimate import Parts
from capability.placement import telling
from items.model import Item
from practice.difficulty import parts_of
from practice.ports import Ports
from scheduling.planner import PLACEMENT, Candidate, Learner
from store.banks import PublishedItem
from store.deliveries import Asking
from store.evidence import Graded

READ_WITHIN = timedelta(days=7)
"""For so long a newcomer with a written answer that waits for a reader is not asked for another."""

LAST = -1.0
"""What an item is taken to tell that is to come after all others."""


def placing(
    ports: Ports,
    beliefs: Beliefs,
    typical: Mapping[str, float],
    learner: Learner,
    waits: bool,
    bank: Sequence[tuple[Candidate, PublishedItem]],
    now: datetime,
) -> tuple[Candidate, ...]:
    """Return the candidates with what each unseen one would tell by the end of the placement.

    `typical` holds every skill of the role. Items of the same skills that are about as hard, and
    marked in as many parts, tell about the same. Where an answer of theirs `waits` for a reader,
    items to be written come last: a placement goes on meanwhile, and readers are not buried.
    """
    left = PLACEMENT - learner.evidence_count
    until = now + timedelta(weeks=(left - 1) / learner.cadence.per_week, days=1)
    start, end = now.timestamp(), until.timestamp()
    known: dict[tuple[tuple[str, ...], float, Parts], float] = {}

    def tells(candidate: Candidate, item: Item) -> float | None:
        if candidate.seen:
            return None
        if waits and item.rubric:
            return LAST
        hard = min(max(round(candidate.difficulty, 1), 0.1), 0.9)
        kind = candidate.skills, hard, parts_of(item)
        if kind not in known:
            asks = candidate.item, candidate.skills, hard
            known[kind] = telling(ports.priors, beliefs, typical, *asks, start, end, kind[2])
        return known[kind]

    return tuple(replace(c, telling=tells(c, published.item)) for c, published in bank)


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
