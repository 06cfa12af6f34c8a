"""Queries about what waits for a person: review tasks, reports and drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from store.models import AttemptRow, DraftRow, ReportRow, ReviewTaskRow, TaskReason
from store.unit import Unit

APPEALS_FIRST: Mapping[str, int] = {
    TaskReason.APPEAL: 0,
    TaskReason.UNSURE: 1,
    TaskReason.DOUBLE: 2,
    TaskReason.AUDIT: 3,
}

# Built once: it is asked several times a reply, and building takes longer than asking.
_TASKS_ON = (
    select(ReviewTaskRow)
    .where(
        ReviewTaskRow.workspace_id == bindparam("ws"),
        ReviewTaskRow.attempt_id == bindparam("attempt"),
    )
    .order_by(ReviewTaskRow.created_at)
)


def open_for(unit: Unit, reviewer_id: str) -> list[ReviewTaskRow]:
    """Return what waits and a reviewer may take up: appeals first, then the oldest.

    Never a reply of their own, nor what they skipped, nor a second look after their first.
    """
    earlier = aliased(ReviewTaskRow)
    looked = (
        select(earlier.task_id)
        .where(
            earlier.workspace_id == ReviewTaskRow.workspace_id,
            earlier.attempt_id == ReviewTaskRow.attempt_id,
            earlier.done_by == reviewer_id,
        )
        .exists()
    )
    rows = unit.session.scalars(
        select(ReviewTaskRow)
        .join(
            AttemptRow,
            and_(
                AttemptRow.workspace_id == ReviewTaskRow.workspace_id,
                AttemptRow.attempt_id == ReviewTaskRow.attempt_id,
            ),
        )
        .where(
            ReviewTaskRow.workspace_id == unit.workspace,
            ReviewTaskRow.done_at.is_(None),
            AttemptRow.person_id != reviewer_id,
            or_(ReviewTaskRow.why != TaskReason.DOUBLE.value, ~looked),
        )
    )
    waiting = [row for row in rows if reviewer_id not in row.skipped_by]
    return sorted(waiting, key=lambda r: (APPEALS_FIRST[r.why], r.created_at, r.attempt_id))


def task(unit: Unit, task_id: str, *, lock: bool = False) -> ReviewTaskRow | None:
    """Return one review task; `lock` keeps whoever else decides it waiting."""
    return unit.session.get(ReviewTaskRow, (unit.workspace, task_id), with_for_update=lock or None)


def tasks_on(unit: Unit, attempt_id: str) -> Sequence[ReviewTaskRow]:
    """Return all review tasks of an attempt, oldest first."""
    return unit.session.scalars(_TASKS_ON, {"ws": unit.workspace, "attempt": attempt_id}).all()


def open_reports(unit: Unit) -> Sequence[ReportRow]:
    """Return the reports that nobody has settled, oldest first."""
    return unit.session.scalars(
        select(ReportRow)
        .where(ReportRow.workspace_id == unit.workspace, ReportRow.settled_at.is_(None))
        .order_by(ReportRow.reported_at)
    ).all()


def report(unit: Unit, report_id: str) -> ReportRow | None:
    """Return one report."""
    return unit.session.get(ReportRow, (unit.workspace, report_id))


def draft(unit: Unit, draft_id: str, *, lock: bool = False) -> DraftRow | None:
    """Return a checked file that waits for an administrator; `lock` lets one alone publish it."""
    return unit.session.get(DraftRow, (unit.workspace, draft_id), with_for_update=lock or None)


def open_draft(
    unit: Unit, draft_id: str, by: str, subject: str | None = None, *, lock: bool = False
) -> DraftRow | None:
    """Return somebody's own draft, of one subject or of any, unless it was put into force."""
    row = draft(unit, draft_id, lock=lock)
    if row is None or row.person_id != by or row.published_at is not None:
        return None
    return row if subject in (None, row.subject) else None
