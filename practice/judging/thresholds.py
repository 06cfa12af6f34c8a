"""From which confidence a mark stands without a person: learnt nightly from reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from grading.thresholds import DEFAULT, Reviewed, learn
from store import people
from store.models import AttemptRow, MarkRow, MarkSource
from store.unit import Unit

EVERYWHERE = "*"

_MARKED, _REVIEW = aliased(MarkRow), aliased(MarkRow)
# Built once: each alias is another statement to SQLAlchemy, which it would compile every night.
_REVIEWED = (
    select(
        AttemptRow.item_ref,
        _MARKED.criterion,
        _MARKED.confidence,
        _MARKED.outcome,
        _REVIEW.outcome,
    )
    .join(
        _REVIEW,
        (_REVIEW.workspace_id == _MARKED.workspace_id)
        & (_REVIEW.attempt_id == _MARKED.attempt_id)
        & (_REVIEW.criterion == _MARKED.criterion),
    )
    .join(
        AttemptRow,
        (AttemptRow.workspace_id == _MARKED.workspace_id)
        & (AttemptRow.attempt_id == _MARKED.attempt_id),
    )
    .where(
        _MARKED.workspace_id == bindparam("ws"),
        _MARKED.source == MarkSource.GRADER,
        _REVIEW.source == MarkSource.REVIEWER,
    )
    .order_by(_REVIEW.recorded_at, _REVIEW.mark_id)
)


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
    rows = unit.session.execute(_REVIEWED, {"ws": unit.workspace})
    pairs: dict[str, list[Reviewed]] = defaultdict(list)
    for item_ref, criterion, confidence, said, word in rows:
        pairs[f"{item_ref}/{criterion}"].append(Reviewed(confidence or 0.0, said == word))
    return dict(pairs)
