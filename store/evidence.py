"""Queries about attempts, marks, grades, cards, beliefs and difficulties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Row, and_, bindparam, func, insert, select

from store.ids import new_id
from store.models import (
    AttemptRow,
    BeliefRow,
    CardRow,
    DifficultyRow,
    GradeRow,
    MarkRow,
    MarkSource,
    QuestionRow,
    table_of,
)
from store.unit import Unit


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
_G = table_of(GradeRow).c
_WS: BindParameter[str] = bindparam("ws")
_PERSON: BindParameter[str] = bindparam("person")
_ATTEMPT: BindParameter[str] = bindparam("attempt")
# Built once: they are asked several times a reply, and building takes longer than asking.
_ATTEMPT_ON = select(AttemptRow).where(
    AttemptRow.workspace_id == _WS, AttemptRow.delivery_id == bindparam("delivery")
)
_ADD_ATTEMPT = insert(table_of(AttemptRow))
_QUESTION = select(QuestionRow).where(
    QuestionRow.workspace_id == _WS, QuestionRow.delivery_id == bindparam("delivery")
)
_MARKS_OF = (
    select(MarkRow)
    .where(MarkRow.workspace_id == _WS, MarkRow.attempt_id == _ATTEMPT)
    .order_by(MarkRow.position)
)
_MARKS_BY = (
    select(MarkRow)
    .join(
        AttemptRow,
        and_(
            AttemptRow.workspace_id == MarkRow.workspace_id,
            AttemptRow.attempt_id == MarkRow.attempt_id,
        ),
    )
    .where(
        MarkRow.workspace_id == _WS,
        AttemptRow.person_id == _PERSON,
        MarkRow.source != bindparam("double"),
    )
    .order_by(MarkRow.attempt_id, MarkRow.position)
)
_BACK = (
    select(_G.attempt_id, _G.back)
    .where(_G.workspace_id == _WS, _G.person_id == _PERSON)
    .order_by(_G.attempt_id, _G.position)
)
_THESE: BindParameter[Sequence[str]] = bindparam("attempts", expanding=True)
_MARKS_OF_MANY = (
    select(MarkRow)
    .where(MarkRow.workspace_id == _WS, MarkRow.attempt_id.in_(_THESE))
    .order_by(MarkRow.position)
)
_GRADES_OF_MANY = (
    select(GradeRow)
    .where(GradeRow.workspace_id == _WS, GradeRow.attempt_id.in_(_THESE))
    .order_by(GradeRow.position)
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
_GRADES = (
    select(*(_G[name] for name in Graded._fields))
    .where(_G.workspace_id == _WS, _G.person_id.in_(bindparam("people", expanding=True)))
    .order_by(_G.replied_at, _G.attempt_id, _G.position)
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


def attempt(unit: Unit, attempt_id: str, *, lock: bool = False) -> AttemptRow | None:
    """Return one attempt; `lock` keeps whoever else judges it waiting."""
    return unit.session.get(AttemptRow, (unit.workspace, attempt_id), with_for_update=lock or None)


def add_attempt(
    unit: Unit,
    question: QuestionRow,
    *,
    reply: Mapping[str, Any],
    sureness: str | None,
    source: str,
    received_at: datetime,
) -> str:
    """Store a reply to a question; return the attempt's id.

    Raises IntegrityError where another one was stored meanwhile.
    """
    made = {
        "workspace_id": unit.workspace,
        "attempt_id": new_id(),
        "delivery_id": question.delivery_id,
        "person_id": question.person_id,
        "item_ref": question.item_ref,
        "reply": dict(reply),
        "sureness": sureness,
        "source": source,
        "received_at": received_at,
    }
    unit.run(_ADD_ATTEMPT, made)
    return str(made["attempt_id"])


def attempt_on(unit: Unit, delivery_id: str, *, lock: bool = False) -> AttemptRow | None:
    """Return the attempt at a question, if there is one; `lock` as in `attempt`."""
    query = _ATTEMPT_ON.with_for_update() if lock else _ATTEMPT_ON
    return unit.session.scalar(query, {"ws": unit.workspace, "delivery": delivery_id})


def attempts_of(unit: Unit, person_id: str) -> Sequence[AttemptRow]:
    """Return a person's attempts in reply order."""
    return unit.session.scalars(
        select(AttemptRow)
        .where(AttemptRow.workspace_id == unit.workspace, AttemptRow.person_id == person_id)
        .order_by(AttemptRow.received_at, AttemptRow.attempt_id)
    ).all()


def pinned(unit: Unit) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Return what was pinned of every attempt: its question's skill, and what was predicted."""
    rows = unit.session.execute(
        select(AttemptRow.attempt_id, QuestionRow.skill_id, AttemptRow.prediction)
        .join(
            QuestionRow,
            and_(
                QuestionRow.workspace_id == AttemptRow.workspace_id,
                QuestionRow.delivery_id == AttemptRow.delivery_id,
            ),
        )
        .where(AttemptRow.workspace_id == unit.workspace)
    )
    return {attempt_id: (skill, prediction or {}) for attempt_id, skill, prediction in rows}


def marks_of(unit: Unit, attempt_id: str) -> Sequence[MarkRow]:
    """Return an attempt's marks in the order they were recorded."""
    return unit.session.scalars(_MARKS_OF, {"ws": unit.workspace, "attempt": attempt_id}).all()


def standing_marks(unit: Unit, attempt_id: str) -> dict[str, MarkRow]:
    """Return the newest mark of each criterion; a second reviewer's only measures agreement."""
    rows = marks_of(unit, attempt_id)
    return {mark.criterion: mark for mark in rows if mark.source != MarkSource.DOUBLE}


def standing_marks_of(unit: Unit, person_id: str) -> Mapping[str, dict[str, MarkRow]]:
    """Return the newest mark of each criterion of each of a person's attempts, by attempt."""
    found: defaultdict[str, dict[str, MarkRow]] = defaultdict(dict)
    for mark in unit.session.scalars(
        _MARKS_BY, {"ws": unit.workspace, "person": person_id, "double": MarkSource.DOUBLE}
    ):
        found[mark.attempt_id][mark.criterion] = mark
    return found


def coming_back(unit: Unit, person_id: str) -> dict[str, datetime | None]:
    """Return about when what each of a person's attempts was about comes back, by attempt."""
    rows = unit.run(_BACK, {"ws": unit.workspace, "person": person_id})
    return {row.attempt_id: row.back for row in rows}


def standing_marks_on(unit: Unit, attempts: Iterable[str]) -> dict[str, dict[str, MarkRow]]:
    """Return the newest mark of each criterion, as `standing_marks` does, by attempt."""
    found: defaultdict[str, dict[str, MarkRow]] = defaultdict(dict)
    given = {"ws": unit.workspace, "attempts": list(attempts)}
    for mark in unit.session.scalars(_MARKS_OF_MANY, given):
        if mark.source != MarkSource.DOUBLE:
            found[mark.attempt_id][mark.criterion] = mark
    return found


def standing_grades_on(unit: Unit, attempts: Iterable[str]) -> dict[str, GradeRow]:
    """Return the newest grade of each of some attempts, where there is one."""
    given = {"ws": unit.workspace, "attempts": list(attempts)}
    rows = unit.session.scalars(_GRADES_OF_MANY, given)
    return {row.attempt_id: row for row in rows}


def standing_grade(unit: Unit, attempt_id: str) -> GradeRow | None:
    """Return the newest grade of an attempt."""
    return unit.session.scalar(_STANDING_GRADE, {"ws": unit.workspace, "attempt": attempt_id})


def standing_grades(unit: Unit, person_id: str) -> list[Graded]:
    """Return the newest grade of each of a person's attempts, in reply order."""
    return _newest(unit.session.execute(_GRADES_OF, {"ws": unit.workspace, "person": person_id}))


def standing_of(unit: Unit, people: Iterable[str]) -> Mapping[str, list[Graded]]:
    """Return the newest grade of each of some people's attempts, by person, in reply order."""
    found: defaultdict[str, list[Graded]] = defaultdict(list)
    for grade in _newest(unit.run(_GRADES, {"ws": unit.workspace, "people": list(people)})):
        found[grade.person_id].append(grade)
    return found


def all_standing(unit: Unit) -> list[Graded]:
    """Return the newest grade of every attempt, in reply order."""
    return _newest(unit.session.execute(_ALL_GRADES, {"ws": unit.workspace}))


def newest(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Keep the newest grade of each attempt, of rows in reply order that begin with its id."""
    return list({row[0]: row for row in rows}.values())


def _newest(rows: Iterable[Row[Any]]) -> list[Graded]:
    return [Graded._make(row) for row in newest(rows)]


def cards(unit: Unit, person_id: str) -> dict[str, CardRow]:
    """Return a person's cards by item."""
    rows = unit.session.scalars(_CARDS_OF, {"ws": unit.workspace, "person": person_id})
    return {row.item_ref: row for row in rows}


def beliefs(unit: Unit, person_id: str) -> Sequence[BeliefRow]:
    """Return all beliefs about a person."""
    return unit.session.scalars(_BELIEFS_ABOUT, {"ws": unit.workspace, "person": person_id}).all()


def difficulties(unit: Unit, day: date) -> dict[str, float]:
    """Return each item's newest difficulty up to a day, by item."""
    newest = (
        select(func.max(DifficultyRow.day))
        .where(DifficultyRow.workspace_id == unit.workspace, DifficultyRow.day <= day)
        .scalar_subquery()
    )
    rows = unit.session.scalars(
        select(DifficultyRow).where(
            DifficultyRow.workspace_id == unit.workspace, DifficultyRow.day == newest
        )
    )
    return {row.item_ref: row.value for row in rows}


def difficulty_rows(unit: Unit, day: date) -> Sequence[DifficultyRow]:
    """Return one day's table of difficulties."""
    return unit.session.scalars(
        select(DifficultyRow).where(
            DifficultyRow.workspace_id == unit.workspace, DifficultyRow.day == day
        )
    ).all()


def question_of(unit: Unit, attempt: AttemptRow) -> QuestionRow:
    """Return the question that an attempt answers."""
    return unit.session.scalars(
        _QUESTION, {"ws": unit.workspace, "delivery": attempt.delivery_id}
    ).one()


def answers_by_item(unit: Unit, bank_id: str) -> dict[str, int]:
    """Return how many answers there are to each item of a bank, by the item's evidence."""
    rows = unit.session.execute(
        select(AttemptRow.item_ref, func.count())
        .where(
            AttemptRow.workspace_id == unit.workspace,
            AttemptRow.item_ref.startswith(f"{bank_id}/", autoescape=True),
        )
        .group_by(AttemptRow.item_ref)
    )
    return dict(rows.all())
