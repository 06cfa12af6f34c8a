"""Queries about what waits for a person: review tasks, reports, drafts and digests."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import and_, bindparam, func, select

from store.models import DigestRow, DraftRow, ReportRow, ReviewTaskRow, TaskReason
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


def open_tasks(unit: Unit) -> list[ReviewTaskRow]:
    """Return the replies that wait for a reviewer: appeals first, then the oldest."""
    rows = unit.session.scalars(
        select(ReviewTaskRow).where(
            ReviewTaskRow.workspace_id == unit.workspace, ReviewTaskRow.done_at.is_(None)
        )
    ).all()
    return sorted(rows, key=lambda r: (APPEALS_FIRST[r.why], r.created_at, r.attempt_id))


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
    unit: Unit, draft_id: str, by: str, subject: str, *, lock: bool = False
) -> DraftRow | None:
    """Return somebody's own draft of a bank or a roster, unless it was put into force."""
    row = draft(unit, draft_id, lock=lock)
    if row is None or row.person_id != by or row.published_at or row.subject != subject:
        return None
    return row


def digest(unit: Unit, digest_id: str) -> DigestRow | None:
    """Return one digest."""
    return unit.session.get(DigestRow, (unit.workspace, digest_id))


def digest_on(unit: Unit, delivery_id: str) -> DigestRow | None:
    """Return the digest that a delivery carries."""
    return unit.session.scalar(
        select(DigestRow).where(
            DigestRow.workspace_id == unit.workspace, DigestRow.delivery_id == delivery_id
        )
    )


def digests_of(unit: Unit, team_id: str, manager_id: str) -> Sequence[DigestRow]:
    """Return a team's digests to a manager, newest first."""
    return unit.session.scalars(
        select(DigestRow)
        .where(
            DigestRow.workspace_id == unit.workspace,
            DigestRow.team_id == team_id,
            DigestRow.manager_id == manager_id,
        )
        .order_by(DigestRow.made_at.desc())
    ).all()


def newest_digests(unit: Unit, managers: Collection[str] | None = None) -> list[DigestRow]:
    """Return the newest digest of every team, or of some managers', by team and manager."""
    said = DigestRow.workspace_id == unit.workspace
    if managers is not None:
        said = and_(said, DigestRow.manager_id.in_(list(managers)))
    newest = (
        select(DigestRow.team_id, DigestRow.manager_id, func.max(DigestRow.made_at).label("at"))
        .where(said)
        .group_by(DigestRow.team_id, DigestRow.manager_id)
        .subquery()
    )
    rows = unit.session.scalars(
        select(DigestRow)
        .join(
            newest,
            and_(
                DigestRow.team_id == newest.c.team_id,
                DigestRow.manager_id == newest.c.manager_id,
                DigestRow.made_at == newest.c.at,
            ),
        )
        .where(said)
        .order_by(DigestRow.team_id, DigestRow.manager_id)
    )
    return list({(row.team_id, row.manager_id): row for row in rows}.values())
