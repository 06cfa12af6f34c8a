"""How grading holds over time: realised accuracy, overrules, appeals, and reviewers' agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from grading.agreement import weighted_kappa
from grading.thresholds import realised
from items.model import Outcome
from store.models import AttemptRow, MarkRow, MarkSource, ReviewTaskRow, TaskReason
from store.unit import Unit

LEVELS = (Outcome.NOT_MET.value, Outcome.PARTLY.value, Outcome.MET.value)


@dataclass(frozen=True, slots=True)
class Drift:
    """One grader on one criterion in one month, against what reviewers said.

    `accuracy` is that of settled marks with its 90 % bounds; None where none was reviewed.
    """

    month: str
    item_ref: str
    criterion: str
    grader: str
    marks: int
    alone: int
    reviewed: int
    accuracy: float | None
    low: float
    high: float
    overruled: int
    appeals: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers agreed on the same replies; `kappa` is quadratic weighted."""

    pairs: int
    kappa: float | None


def drift(unit: Unit) -> list[Drift]:
    """Return every grader's record, by month, item and criterion."""
    by_attempt = _marks(unit)
    items = dict(
        unit.session.execute(
            select(AttemptRow.attempt_id, AttemptRow.item_ref).where(
                AttemptRow.workspace_id == unit.workspace
            )
        )
        .tuples()
        .all()
    )
    appealed = _appealed(unit)
    cells: dict[tuple[str, str, str, str], list[tuple[MarkRow, MarkRow | None, bool]]] = (
        defaultdict(list)
    )
    for attempt_id, marks in by_attempt.items():
        for mark in marks:
            if mark.source != MarkSource.GRADER:
                continue
            word = _word(marks, mark.criterion)
            asked = mark.criterion in appealed.get(attempt_id, ())
            month = f"{mark.recorded_at:%Y-%m}"
            cell = (month, items.get(attempt_id, ""), mark.criterion, mark.grader)
            cells[cell].append((mark, word, asked))
    return [_cell(*cell, cells[cell]) for cell in sorted(cells)]


def _cell(
    month: str,
    item_ref: str,
    criterion: str,
    grader: str,
    rows: Sequence[tuple[MarkRow, MarkRow | None, bool]],
) -> Drift:
    checked = [(mark, word) for mark, word, _ in rows if word is not None]
    settled = [mark.outcome == word.outcome for mark, word in checked if mark.settled]
    found = realised(settled)
    return Drift(
        month=month,
        item_ref=item_ref,
        criterion=criterion,
        grader=grader,
        marks=len(rows),
        alone=sum(mark.settled for mark, _, _ in rows),
        reviewed=len(checked),
        accuracy=found.accuracy,
        low=found.low,
        high=found.high,
        overruled=sum(mark.settled and mark.outcome != word.outcome for mark, word in checked),
        appeals=sum(asked for _, _, asked in rows),
    )


def agreement(unit: Unit) -> Agreement:
    """Return how far two reviewers of the same reply agreed."""
    pairs = []
    for marks in _marks(unit).values():
        for second in (m for m in marks if m.source == MarkSource.DOUBLE):
            first = next(
                (
                    m
                    for m in marks
                    if m.source == MarkSource.REVIEWER and m.criterion == second.criterion
                ),
                None,
            )
            if first is not None and first.outcome in LEVELS and second.outcome in LEVELS:
                pairs.append((LEVELS.index(first.outcome), LEVELS.index(second.outcome)))
    return Agreement(len(pairs), weighted_kappa(pairs, len(LEVELS)))


def _marks(unit: Unit) -> dict[str, list[MarkRow]]:
    found: dict[str, list[MarkRow]] = defaultdict(list)
    query = select(MarkRow).where(MarkRow.workspace_id == unit.workspace)
    for mark in unit.session.scalars(query.order_by(MarkRow.attempt_id, MarkRow.position)):
        found[mark.attempt_id].append(mark)
    return found


def _word(marks: Iterable[MarkRow], criterion: str) -> MarkRow | None:
    words = [m for m in marks if m.source == MarkSource.REVIEWER and m.criterion == criterion]
    return words[-1] if words and words[-1].outcome in LEVELS else None


def _appealed(unit: Unit) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    query = select(ReviewTaskRow).where(
        ReviewTaskRow.workspace_id == unit.workspace, ReviewTaskRow.why == TaskReason.APPEAL
    )
    for task in unit.session.scalars(query):
        found[task.attempt_id] |= set(task.criteria)
    return found
