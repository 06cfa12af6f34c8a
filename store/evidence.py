"""Queries about attempts, marks, grades, cards, beliefs and difficulties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Row, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from store.models import (
    AttemptRow,
    BeliefRow,
    CardRow,
    DifficultyRow,
    GradeRow,
    MarkRow,
    QuestionRow,
)


class Graded(NamedTuple):
    """A grade that stands, for looking at: a person's may be hundreds, and are read often."""

    attempt_id: str
    grade_id: str
    person_id: str
    item_ref: str
    score: float
    skill_scores: dict[str, float]
    rating: str
    source: str
    counts: bool
    misconceptions: list[str]
    replied_at: datetime


_GRADED = [getattr(GradeRow, name) for name in Graded._fields]
_WS: BindParameter[str] = bindparam("ws")
_PERSON: BindParameter[str] = bindparam("person")
_ATTEMPT: BindParameter[str] = bindparam("attempt")
# Built once: they are asked several times a reply, and building takes longer than asking.
_ATTEMPT_ON = select(AttemptRow).where(
    AttemptRow.workspace_id == _WS, AttemptRow.delivery_id == bindparam("delivery")
)
_QUESTION = select(QuestionRow).where(
    QuestionRow.workspace_id == _WS, QuestionRow.delivery_id == bindparam("delivery")
)
_MARKS_OF = (
    select(MarkRow)
    .where(MarkRow.workspace_id == _WS, MarkRow.attempt_id == _ATTEMPT)
    .order_by(MarkRow.position)
)
_STANDING_GRADE = (
    select(GradeRow)
    .where(GradeRow.workspace_id == _WS, GradeRow.attempt_id == _ATTEMPT)
    .order_by(GradeRow.position.desc())
    .limit(1)
)
_GRADES_OF = (
    select(*_GRADED)
    .where(GradeRow.workspace_id == _WS, GradeRow.person_id == _PERSON)
    .order_by(GradeRow.replied_at, GradeRow.attempt_id, GradeRow.position)
)
_NEWEST_GRADE = (
    select(GradeRow.grade_id)
    .where(GradeRow.workspace_id == _WS, GradeRow.person_id == _PERSON)
    .order_by(GradeRow.replied_at.desc(), GradeRow.attempt_id.desc(), GradeRow.position.desc())
    .limit(1)
)
_ALL_GRADES = (
    select(*_GRADED)
    .where(GradeRow.workspace_id == _WS)
    .order_by(GradeRow.replied_at, GradeRow.attempt_id, GradeRow.position)
)
_CARDS_OF = select(CardRow).where(CardRow.workspace_id == _WS, CardRow.person_id == _PERSON)
_BELIEFS_ABOUT = select(BeliefRow).where(
    BeliefRow.workspace_id == _WS, BeliefRow.person_id == _PERSON
)


def attempt(session: Session, ws: str, attempt_id: str, *, lock: bool = False) -> AttemptRow | None:
    """Return one attempt; `lock` keeps whoever else judges it waiting."""
    return session.get(AttemptRow, (ws, attempt_id), with_for_update=lock or None)


def attempt_on(
    session: Session, ws: str, delivery_id: str, *, lock: bool = False
) -> AttemptRow | None:
    """Return the attempt at a question, if there is one; `lock` as in `attempt`."""
    query = _ATTEMPT_ON.with_for_update() if lock else _ATTEMPT_ON
    return session.scalar(query, {"ws": ws, "delivery": delivery_id})


def ungraded(session: Session, ws: str, technical: datetime, limit: int) -> Sequence[AttemptRow]:
    """Return attempts that no grader has read, in reply order."""
    return session.scalars(
        select(AttemptRow)
        .where(
            AttemptRow.workspace_id == ws,
            AttemptRow.graded_at.is_(None),
            or_(AttemptRow.ready_at.is_(None), AttemptRow.ready_at <= technical),
        )
        .order_by(AttemptRow.received_at, AttemptRow.person_id, AttemptRow.item_ref)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def attempts_of(session: Session, ws: str, person_id: str) -> Sequence[AttemptRow]:
    """Return a person's attempts in reply order."""
    return session.scalars(
        select(AttemptRow)
        .where(AttemptRow.workspace_id == ws, AttemptRow.person_id == person_id)
        .order_by(AttemptRow.received_at, AttemptRow.attempt_id)
    ).all()


def pinned(session: Session, ws: str) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Return what was pinned of every attempt: its question's skill, and what was predicted."""
    rows = session.execute(
        select(AttemptRow.attempt_id, QuestionRow.skill_id, AttemptRow.prediction)
        .join(
            QuestionRow,
            and_(
                QuestionRow.workspace_id == AttemptRow.workspace_id,
                QuestionRow.delivery_id == AttemptRow.delivery_id,
            ),
        )
        .where(AttemptRow.workspace_id == ws)
    )
    return {attempt_id: (skill, prediction or {}) for attempt_id, skill, prediction in rows}


def marks_of(session: Session, ws: str, attempt_id: str) -> Sequence[MarkRow]:
    """Return an attempt's marks in the order they were recorded."""
    return session.scalars(_MARKS_OF, {"ws": ws, "attempt": attempt_id}).all()


def standing_marks(session: Session, ws: str, attempt_id: str) -> dict[str, MarkRow]:
    """Return the newest mark of each criterion; a second reviewer's only measures agreement."""
    rows = marks_of(session, ws, attempt_id)
    return {mark.criterion: mark for mark in rows if mark.source != "double"}


def standing_grade(session: Session, ws: str, attempt_id: str) -> GradeRow | None:
    """Return the newest grade of an attempt."""
    return session.scalar(_STANDING_GRADE, {"ws": ws, "attempt": attempt_id})


def standing_grades(session: Session, ws: str, person_id: str) -> list[Graded]:
    """Return the newest grade of each of a person's attempts, in reply order."""
    return _newest(session.execute(_GRADES_OF, {"ws": ws, "person": person_id}))


def newest_grade(session: Session, ws: str, person_id: str) -> str | None:
    """Return the id of the grade of a person's last reply."""
    return session.scalar(_NEWEST_GRADE, {"ws": ws, "person": person_id})


def grades_of_people(
    session: Session, ws: str, people: Iterable[str], until: datetime
) -> list[Graded]:
    """Return the grades of several people as they stood at a moment, in reply order."""
    return _newest(
        session.execute(
            select(*_GRADED)
            .where(
                GradeRow.workspace_id == ws,
                GradeRow.person_id.in_(list(people)),
                GradeRow.recorded_at <= until,
            )
            .order_by(GradeRow.replied_at, GradeRow.attempt_id, GradeRow.position)
        )
    )


def all_standing(session: Session, ws: str) -> list[Graded]:
    """Return the newest grade of every attempt, in reply order."""
    return _newest(session.execute(_ALL_GRADES, {"ws": ws}))


def _newest(rows: Iterable[Row[Any]]) -> list[Graded]:
    """Keep the newest grade of each attempt."""
    newest = {row[0]: row for row in rows}
    return [Graded._make(row) for row in newest.values()]


def cards(session: Session, ws: str, person_id: str) -> dict[str, CardRow]:
    """Return a person's cards by item."""
    rows = session.scalars(_CARDS_OF, {"ws": ws, "person": person_id})
    return {row.item_ref: row for row in rows}


def card(session: Session, ws: str, person_id: str, item_ref: str) -> CardRow | None:
    """Return a person's card of an item."""
    return session.get(CardRow, (ws, person_id, item_ref))


def beliefs(session: Session, ws: str, person_id: str) -> Sequence[BeliefRow]:
    """Return all beliefs about a person."""
    return session.scalars(_BELIEFS_ABOUT, {"ws": ws, "person": person_id}).all()


def difficulties(session: Session, ws: str, day: date) -> dict[str, float]:
    """Return each item's newest difficulty up to a day, by item."""
    newest = (
        select(func.max(DifficultyRow.day))
        .where(DifficultyRow.workspace_id == ws, DifficultyRow.day <= day)
        .scalar_subquery()
    )
    rows = session.scalars(
        select(DifficultyRow).where(DifficultyRow.workspace_id == ws, DifficultyRow.day == newest)
    )
    return {row.item_ref: row.value for row in rows}


def difficulty_rows(session: Session, ws: str, day: date) -> Sequence[DifficultyRow]:
    """Return one day's table of difficulties."""
    return session.scalars(
        select(DifficultyRow).where(DifficultyRow.workspace_id == ws, DifficultyRow.day == day)
    ).all()


def question_of(session: Session, ws: str, attempt: AttemptRow) -> QuestionRow:
    """Return the question that an attempt answers."""
    return session.scalars(_QUESTION, {"ws": ws, "delivery": attempt.delivery_id}).one()
