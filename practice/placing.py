"""Placing a newcomer: what each item would tell about the skills of their role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from capability.belief import Beliefs
from capability.estimate import Parts
from capability.placement import telling
from grading.rubric import has_enough
from items.model import Item
from practice.difficulty import parts_of
from practice.grade import all_exemplars
from practice.ports import Ports
from scheduling.planner import PLACEMENT, Candidate, Learner
from store import banks
from store.banks import PublishedItem
from store.catalogue import remembered


def placing(
    session: Session,
    ports: Ports,
    beliefs: Beliefs,
    typical: Mapping[str, float],
    learner: Learner,
    bank: Sequence[tuple[Candidate, PublishedItem]],
    now: datetime,
) -> tuple[Candidate, ...]:
    """Return the candidates with what each unseen one would tell by the end of the placement.

    `typical` holds every skill of the role. Items of the same skills that are about as hard, and
    marked in as many parts, tell about the same. One whose answer a person has to read tells
    nothing: a placement waits for nobody, and nobody is handed a dozen answers a newcomer.
    """
    left = PLACEMENT - learner.evidence_count
    until = now + timedelta(weeks=(left - 1) / learner.cadence.per_week, days=1)
    unread = _unread(session, ports.workspace, now)
    known: dict[tuple[tuple[str, ...], float, Parts], float] = {}
    start, end = now.timestamp(), until.timestamp()

    def tells(candidate: Candidate, item: Item) -> float | None:
        if candidate.seen:
            return None
        if candidate.item in unread:
            return 0.0
        hard = min(max(round(candidate.difficulty, 1), 0.1), 0.9)
        kind = candidate.skills, hard, parts_of(item)
        if kind not in known:
            asks = candidate.item, candidate.skills, hard
            known[kind] = telling(ports.priors, beliefs, typical, *asks, start, end, kind[2])
        return known[kind]

    return tuple(replace(c, telling=tells(c, published.item)) for c, published in bank)


def _unread(session: Session, ws: str, now: datetime) -> frozenset[str]:
    """Return the items of which too few graded answers are known for any criterion, as of today."""
    return remembered(session, ws, ("unread", now.date()), lambda: _look(session, ws))


def _look(session: Session, ws: str) -> frozenset[str]:
    return frozenset(
        published.item_ref
        for published in banks.current(session, ws)
        if published.item.rubric
        and not all(
            has_enough(graded)
            for graded in all_exemplars(session, ws, published.item, published.item_ref).values()
        )
    )
