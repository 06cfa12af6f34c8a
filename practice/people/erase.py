"""Erasing: somebody's answers at their own word, or all of a person who has left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from practice.ports import Ports
from store import deliveries, people
from store.models import (
    AssignmentRow,
    AttemptRow,
    BeliefRow,
    CardRow,
    DeliveryRow,
    DigestRow,
    DraftRow,
    ExemplarRow,
    GradeRow,
    MarkRow,
    PauseRow,
    PersonRow,
    QuestionRow,
    ReportRow,
    ReviewTaskRow,
)

FORGOTTEN = {
    "p": None,
    "low": 0.0,
    "high": 1.0,
    "answers": 0,
    "days_since_asked": None,
    "days_since_missed": None,
    "days_to_crossing": None,
}
"""What stands in the reason for a question once the answers behind it are erased."""


class StillHere(Exception):
    """Somebody is on the roster: the next one to be loaded would only bring them back."""


def answers(ports: Ports, user: str) -> None:
    """Erase what somebody answered, all marks on it, and what was learnt from it.

    The questions stay, closed: they are not asked again at once, and their messages say no more
    what was answered. Estimates begin anew.
    """
    ws, now = ports.workspace, ports.clock.now()
    with ports.sessions.begin() as session:
        found = people.by_slack(session, ws, user)
        if found is None:
            return
        _lock(session, ws, found.person_id)
        for question, _ in deliveries.answered_by(session, ws, found.person_id):
            _close(session, question, now)
        session.flush()
        _answers(session, ws, found.person_id)
        found.plan_after = now
    ports.wake()


def _close(session: Session, question: QuestionRow, now: datetime) -> None:
    """Close a question and show it so; what was planned to be said of the answer finds none."""
    question.closed_at = question.closed_at or now
    question.why = {**question.why, **FORGOTTEN}
    deliveries.touch(session.get_one(DeliveryRow, (question.workspace_id, question.delivery_id)))


def _lock(session: Session, ws: str, person_id: str) -> PersonRow | None:
    """Wait for whoever grades an answer of theirs, in the order in which that locks."""
    session.execute(_theirs(ws, person_id).with_for_update())
    return people.person(session, ws, person_id, lock=True)


def _theirs(ws: str, person_id: str) -> Select[str]:
    """Select the ids of a person's answers."""
    mine = AttemptRow.workspace_id == ws, AttemptRow.person_id == person_id
    return select(AttemptRow.attempt_id).where(*mine)


def _answers(session: Session, ws: str, person_id: str) -> None:
    """Delete a person's answers and everything that hangs on them."""
    theirs = _theirs(ws, person_id)
    hanging: tuple[Any, ...] = (ExemplarRow, ReviewTaskRow, GradeRow, MarkRow)
    for table in hanging:
        about = table.attempt_id.in_(theirs)
        session.execute(delete(table).where(table.workspace_id == ws, about))
    _of_person(session, ws, person_id, AttemptRow, CardRow, BeliefRow)


def person(session: Session, ws: str, who: str) -> None:
    """Delete everything about somebody who is off the roster, and nothing of anybody else.

    Marks that they gave as a reviewer stay, under an id that no longer names anybody. Rosters
    that were handed in go too: they name everybody.
    """
    gone = _lock(session, ws, who)
    if gone is not None and gone.on_roster:
        raise StillHere(f"{gone.email} is on the roster.")
    _answers(session, ws, who)
    _of_person(session, ws, who, ReportRow, QuestionRow)
    told = DigestRow.workspace_id == ws, DigestRow.manager_id == who
    session.execute(delete(DigestRow).where(*told))
    _of_person(session, ws, who, DeliveryRow, PauseRow)
    led = AssignmentRow.workspace_id == ws, AssignmentRow.manager_id == who
    session.execute(update(AssignmentRow).where(*led).values(manager_id=None))
    _of_person(session, ws, who, AssignmentRow, DraftRow, PersonRow)
    rosters = DraftRow.workspace_id == ws, DraftRow.subject == "roster"
    session.execute(delete(DraftRow).where(*rosters))


def _of_person(session: Session, ws: str, person_id: str, *tables: Any) -> None:
    for table in tables:
        session.execute(delete(table).where(table.workspace_id == ws, table.person_id == person_id))
