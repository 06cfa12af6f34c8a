"""From which confidence a mark stands without a person: learnt nightly from reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import aliased

from grading.thresholds import DEFAULT, Reviewed, learn
from store import people
from store.models import AttemptRow, MarkRow, MarkSource
from store.unit import Unit

EVERYWHERE = "*"


def of_item(unit: Unit, item_ref: str, criteria: Iterable[str]) -> dict[str, float]:
    """Return the threshold of each criterion that has one: its own, else the organisation's."""
    kept: dict[str, float] = people.workspace(unit).thresholds or {}
    found = {c: kept.get(f"{item_ref}/{c}", kept.get(EVERYWHERE)) for c in criteria}
    return {criterion: value for criterion, value in found.items() if value is not None}


def remake(unit: Unit) -> None:
    """Learn every threshold anew from the marks that reviewers confirmed or overruled."""
    reviewed = _reviewed(unit)
    if not reviewed:
        return
    everything = [r for reviews in reviewed.values() for r in reviews]
    start = learn(everything, start=DEFAULT)
    learnt = {name: learn(reviews, start=start) for name, reviews in reviewed.items()}
    people.workspace(unit).thresholds = {EVERYWHERE: start, **learnt}


def _reviewed(unit: Unit) -> dict[str, list[Reviewed]]:
    """Pair every grader's mark with the reviewer's word on it, by item and criterion."""
    marked, review = aliased(MarkRow), aliased(MarkRow)
    rows = unit.session.execute(
        select(
            AttemptRow.item_ref, marked.criterion, marked.confidence, marked.outcome, review.outcome
        )
        .join(
            review,
            (review.workspace_id == marked.workspace_id)
            & (review.attempt_id == marked.attempt_id)
            & (review.criterion == marked.criterion),
        )
        .join(
            AttemptRow,
            (AttemptRow.workspace_id == marked.workspace_id)
            & (AttemptRow.attempt_id == marked.attempt_id),
        )
        .where(
            marked.workspace_id == unit.workspace,
            marked.source == MarkSource.GRADER,
            review.source == MarkSource.REVIEWER,
        )
        .order_by(review.recorded_at, review.mark_id)
    )
    pairs: dict[str, list[Reviewed]] = defaultdict(list)
    for item_ref, criterion, confidence, said, word in rows:
        pairs[f"{item_ref}/{criterion}"].append(Reviewed(confidence or 0.0, said == word))
    return dict(pairs)
