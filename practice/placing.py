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
from practice.difficulty import parts_of
from practice.grade import all_exemplars
from practice.ports import Ports
from scheduling.planner import PLACEMENT, Candidate, Learner
from store.banks import PublishedItem


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
    known: dict[tuple[tuple[str, ...], float, Parts], float] = {}
    placed = []
    for candidate, published in bank:
        hard = min(max(round(candidate.difficulty, 1), 0.1), 0.9)
        kind = candidate.skills, hard, parts_of(published.item)
        if candidate.seen:
            placed.append(candidate)
        elif _waits_for_a_reader(session, ports.workspace, published):
            placed.append(replace(candidate, telling=0.0))
        else:
            if kind not in known:
                known[kind] = telling(
                    ports.priors,
                    beliefs,
                    typical,
                    candidate.item,
                    candidate.skills,
                    hard,
                    now.timestamp(),
                    until.timestamp(),
                    kind[2],
                )
            placed.append(replace(candidate, telling=known[kind]))
    return tuple(placed)


def _waits_for_a_reader(session: Session, ws: str, published: PublishedItem) -> bool:
    """Say whether too few graded answers are known for any of an item's criteria."""
    if not published.item.rubric:
        return False
    known = all_exemplars(session, ws, published.item, published.item_ref)
    return not all(has_enough(exemplars) for exemplars in known.values())
