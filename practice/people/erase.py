"""Erasing: somebody's answers at their own word, or all of a person who has left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, delete, or_, select, update

from practice.ports import Ports
from store import bulk, deliveries, people
from store.models import (
    AssignmentRow,
    AttemptRow,
    BeliefRow,
    CardRow,
    DeliveryRow,
    DigestRow,
    DraftRow,
    DraftSubject,
    ExemplarRow,
    GradeRow,
    MarkRow,
    PauseRow,
    PersonRow,
    QuestionRow,
    ReportRow,
    ReviewTaskRow,
)
from store.unit import Unit

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
    with ports.sessions.begin() as unit:
        found = people.by_slack(unit, user)
        if found is None:
            return
        _lock(unit, found.person_id)
        _close(unit, [question for question, _ in deliveries.answered_by(unit, found.person_id)])
        _answers(unit, found.person_id)
        unit.replan(found)


def _close(unit: Unit, questions: Sequence[QuestionRow]) -> None:
    """Close questions and show them so; what was planned to be said of the answers finds none."""
    bulk.update_all(
        unit,
        QuestionRow,
        (
            {
                "workspace_id": unit.workspace,
                "delivery_id": question.delivery_id,
                "closed_at": question.closed_at or unit.now,
                "why": {**question.why, **FORGOTTEN},
            }
            for question in questions
        ),
    )
    deliveries.show_all_again(unit, (question.delivery_id for question in questions))


def _lock(unit: Unit, person_id: str) -> PersonRow | None:
    """Wait for whoever grades an answer of theirs, in the order in which that locks."""
    unit.session.execute(_theirs(unit.workspace, person_id).with_for_update())
    return people.person(unit, person_id, lock=True)


def _theirs(ws: str, person_id: str) -> Select[str]:
    """Select the ids of a person's answers."""
    mine = AttemptRow.workspace_id == ws, AttemptRow.person_id == person_id
    return select(AttemptRow.attempt_id).where(*mine)


def _answers(unit: Unit, person_id: str) -> None:
    """Delete a person's answers and everything that hangs on them."""
    theirs = _theirs(unit.workspace, person_id)
    hanging: tuple[Any, ...] = (ExemplarRow, ReviewTaskRow, GradeRow, MarkRow)
    for table in hanging:
        about = table.attempt_id.in_(theirs)
        unit.session.execute(delete(table).where(table.workspace_id == unit.workspace, about))
    _of_person(unit, person_id, AttemptRow, CardRow, BeliefRow)


def person(unit: Unit, who: str) -> None:
    """Delete everything about somebody who is off the roster, and nothing of anybody else.

    Marks that they gave as a reviewer stay, under an id that no longer names anybody. Rosters
    that were handed in go too, as they name everybody, and all that they handed in.
    """
    gone = _lock(unit, who)
    if gone is not None and gone.on_roster:
        raise StillHere(f"{gone.email} is on the roster.")
    _answers(unit, who)
    _of_person(unit, who, ReportRow, QuestionRow)
    told = DigestRow.workspace_id == unit.workspace, DigestRow.manager_id == who
    unit.session.execute(delete(DigestRow).where(*told))
    _of_person(unit, who, DeliveryRow, PauseRow)
    led = AssignmentRow.workspace_id == unit.workspace, AssignmentRow.manager_id == who
    unit.session.execute(update(AssignmentRow).where(*led).values(manager_id=None))
    _of_person(unit, who, AssignmentRow, PersonRow)
    theirs = gone.slack_user if gone is not None else None
    unit.session.execute(
        delete(DraftRow).where(
            DraftRow.workspace_id == unit.workspace,
            or_(DraftRow.subject == DraftSubject.ROSTER, DraftRow.person_id == theirs),
        )
    )


def _of_person(unit: Unit, person_id: str, *tables: Any) -> None:
    for table in tables:
        unit.session.execute(
            delete(table).where(table.workspace_id == unit.workspace, table.person_id == person_id)
        )
