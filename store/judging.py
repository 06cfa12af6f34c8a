"""What judging a reply reads and writes: each in one statement, whether for one person or many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Insert, and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from capability.belief import Belief, Key, Part
from store.evidence import Graded, newest
from store.models import (
    AttemptRow,
    Base,
    BeliefRow,
    CardRow,
    GradeRow,
    PersonRow,
    QuestionRow,
    WorkspaceRow,
    table_of,
)
from store.people import keep_workspace
from store.types import Moment
from store.unit import Unit


class Replied(NamedTuple):
    """A reply, and the question that it answers."""

    attempt_id: str
    delivery_id: str
    person_id: str
    item_ref: str
    reply: dict[str, Any]
    sureness: str | None
    received_at: datetime
    graded_at: datetime | None
    prediction: dict[str, Any] | None
    bank_id: str
    item_id: str
    revision: int
    skill_id: str
    language: str


class Overtaken(NamedTuple):
    """A grade of the same reply, or of one that came later."""

    grade_id: str
    attempt_id: str
    position: int


class Learnt(NamedTuple):
    """A standing grade, the skill that was asked about, and what was predicted of the reply."""

    grade: Graded
    skill_id: str
    pinned: Mapping[str, Any]


_A, _Q, _G = table_of(AttemptRow).c, table_of(QuestionRow).c, table_of(GradeRow).c
_C, _B, _P = table_of(CardRow).c, table_of(BeliefRow).c, table_of(PersonRow).c
_WS: BindParameter[str] = bindparam("ws")
_PERSON: BindParameter[str] = bindparam("person")
_ATTEMPT: BindParameter[str] = bindparam("attempt")
_THESE: BindParameter[Sequence[str]] = bindparam("people", expanding=True)
_AT = bindparam("at", type_=Moment())

_READY = (
    select(_A.attempt_id)
    .where(
        _A.workspace_id == _WS,
        _A.graded_at.is_(None),
        or_(_A.ready_at.is_(None), _A.ready_at <= _AT),
    )
    .order_by(_A.received_at, _A.person_id, _A.item_ref)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("ready")
)
_LEASE = (
    update(table_of(AttemptRow))
    .where(_A.workspace_id == _WS, _A.attempt_id.in_(select(_READY.c.attempt_id)))
    .values(ready_at=bindparam("until", type_=Moment()), tries=_A.tries + 1)
    .returning(_A.received_at, _A.person_id, _A.item_ref, _A.attempt_id)
)
_REPLIED = select(*(_A[name] if name in _A else _Q[name] for name in Replied._fields)).where(
    _A.workspace_id == _WS,
    _A.attempt_id == _ATTEMPT,
    _Q.workspace_id == _A.workspace_id,
    _Q.delivery_id == _A.delivery_id,
)
_CASE = (
    select(
        *(getattr(AttemptRow if name in _A else QuestionRow, name) for name in Replied._fields),
        CardRow.card,
        PersonRow,
        WorkspaceRow,
    )
    .select_from(AttemptRow)
    .join(QuestionRow, and_(_Q.workspace_id == _A.workspace_id, _Q.delivery_id == _A.delivery_id))
    .join(PersonRow, and_(_P.workspace_id == _A.workspace_id, _P.person_id == _A.person_id))
    .join(WorkspaceRow, WorkspaceRow.workspace_id == _A.workspace_id)
    .outerjoin(
        CardRow,
        and_(
            _C.workspace_id == _A.workspace_id,
            _C.person_id == _A.person_id,
            _C.item_ref == _A.item_ref,
        ),
    )
    .where(_A.workspace_id == _WS, _A.attempt_id == _ATTEMPT)
    .with_for_update(of=(AttemptRow, PersonRow))
    .execution_options(populate_existing=True)
)
_BELIEVED = select(_B.person_id, _B.part, _B.ref, _B.mean, _B.variance, _B.at).where(
    _B.workspace_id == _WS, _B.person_id.in_(_THESE)
)
_OF_NO_ITEM = _BELIEVED.where(_B.part.not_in((Part.ITEM.value, Part.ITEM_RECORD.value)))
_OVERTAKEN = select(_G.grade_id, _G.attempt_id, _G.position).where(
    _G.workspace_id == _WS,
    _G.person_id == _PERSON,
    or_(
        _G.attempt_id == _ATTEMPT,
        _G.replied_at > _AT,
        and_(_G.replied_at == _AT, _G.attempt_id > _ATTEMPT),
    ),
)
_LEARNT = (
    select(*(_G[name] for name in Graded._fields), _Q.skill_id, _A.prediction)
    .where(
        _G.workspace_id == _WS,
        _G.person_id == _PERSON,
        _A.workspace_id == _G.workspace_id,
        _A.attempt_id == _G.attempt_id,
        _Q.workspace_id == _A.workspace_id,
        _Q.delivery_id == _A.delivery_id,
    )
    .order_by(_G.replied_at, _G.attempt_id, _G.position)
)
_GRADED = (
    update(table_of(AttemptRow))
    .where(_A.workspace_id == _WS, _A.attempt_id == _ATTEMPT)
    .values(graded_at=_AT, prediction=bindparam("pinned", type_=_A.prediction.type))
)
_APPEND = insert(table_of(GradeRow))
_BACK = (
    update(table_of(GradeRow))
    .where(_G.workspace_id == _WS, _G.grade_id == bindparam("grade"))
    .values(back=_AT)
)


def lease(unit: Unit, technical: datetime, until: datetime, limit: int) -> list[str]:
    """Take up replies that no grader has read, in the order in which they came."""
    given = {"ws": unit.workspace, "at": technical, "until": until, "limit": limit}
    return [row.attempt_id for row in sorted(unit.run(_LEASE, given))]


def replied(unit: Unit, attempt_id: str) -> Replied:
    """Return a reply with the question that it answers."""
    return Replied._make(unit.run(_REPLIED, {"ws": unit.workspace, "attempt": attempt_id}).one())


def case(unit: Unit, attempt_id: str) -> tuple[Replied, dict[str, Any] | None, PersonRow] | None:
    """Return a reply, the card of its item and whose it is; whoever else judges them waits."""
    row = unit.session.execute(_CASE, {"ws": unit.workspace, "attempt": attempt_id}).one_or_none()
    if row is None:
        return None
    *found, card, person, workspace = row
    keep_workspace(unit.session, workspace)
    return Replied._make(found), card, person


def believed(
    unit: Unit, people: Iterable[str], *, of_items: bool = True
) -> Mapping[str, dict[Key, Belief]]:
    """Return what evidence led to believe of each of some people, by person.

    Without what it says of single items it is a tenth as long, and enough for what they can do.
    """
    found: defaultdict[str, dict[Key, Belief]] = defaultdict(dict)
    query = _BELIEVED if of_items else _OF_NO_ITEM
    for row in unit.run(query, {"ws": unit.workspace, "people": list(people)}):
        found[row.person_id][Part(row.part), row.ref] = Belief(row.mean, row.variance, row.at)
    return found


def overtaken(unit: Unit, person_id: str, attempt_id: str, at: datetime) -> list[Overtaken]:
    """Return a person's grades of one reply and of those after it."""
    given = {"ws": unit.workspace, "person": person_id, "attempt": attempt_id, "at": at}
    return [Overtaken._make(row) for row in unit.run(_OVERTAKEN, given)]


def learnt(unit: Unit, person_id: str) -> list[Learnt]:
    """Return a person's standing grades in reply order, with what their learning rests on."""
    rows = unit.run(_LEARNT, {"ws": unit.workspace, "person": person_id})
    return [
        Learnt(Graded._make(row[:-2]), row.skill_id, row.prediction or {}) for row in newest(rows)
    ]


def note_graded(unit: Unit, attempt_id: str, pinned: Mapping[str, Any]) -> None:
    """Note that a reply was read, and what was predicted of it."""
    given = {"ws": unit.workspace, "attempt": attempt_id, "at": unit.now, "pinned": dict(pinned)}
    unit.run(_GRADED, given)


def append_grade(
    unit: Unit, grade: Graded, overtaken: Overtaken | None, back: datetime | None
) -> None:
    """Append a grade to the review log, in place of one that it supersedes."""
    given = {
        **grade._asdict(),
        "workspace_id": unit.workspace,
        "position": 0 if overtaken is None else overtaken.position + 1,
        "supersedes": None if overtaken is None else overtaken.grade_id,
        "recorded_at": unit.now,
        "back": back,
    }
    unit.run(_APPEND, given)


def note_back(unit: Unit, grade_id: str, back: datetime | None) -> None:
    """Note about when a graded skill comes back."""
    unit.run(_BACK, {"ws": unit.workspace, "grade": grade_id, "at": back})


def keep_cards(
    unit: Unit, person_id: str, cards: Mapping[str, tuple[dict[str, Any], datetime]]
) -> None:
    """Keep a person's cards, each with when it is due, in place of earlier ones."""
    own = {"workspace_id": unit.workspace, "person_id": person_id}
    _keep(
        unit,
        CardRow,
        [{**own, "item_ref": ref, "card": card, "due": due} for ref, (card, due) in cards.items()],
    )


def keep_beliefs(unit: Unit, person_id: str, beliefs: Mapping[Key, Belief]) -> None:
    """Keep what is believed about a person, in place of what was believed before."""
    own = {"workspace_id": unit.workspace, "person_id": person_id}
    _keep(
        unit,
        BeliefRow,
        [
            {
                **own,
                "part": part.value,
                "ref": ref,
                "mean": b.mean,
                "variance": b.variance,
                "at": b.at,
            }
            for (part, ref), b in beliefs.items()
        ],
    )


def _keep(unit: Unit, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        unit.run(_kept(model, unit.session.get_bind().dialect.name), rows)


@lru_cache
def _kept(model: type[Base], dialect: str) -> Insert:
    """Return the statement that writes a row, or changes the one that is there."""
    into = table_of(model)
    made = (postgresql if dialect == "postgresql" else sqlite).insert(into)
    changed = {c.name: made.excluded[c.name] for c in into.c if not c.primary_key}
    kept: Insert = made.on_conflict_do_update(index_elements=list(into.primary_key), set_=changed)
    return kept


def forget_learnt(unit: Unit, person_id: str) -> None:
    """Forget a person's cards and beliefs: a replay makes them anew."""
    for model in (CardRow, BeliefRow):
        into = table_of(model)
        unit.run(
            delete(into).where(into.c.workspace_id == unit.workspace, into.c.person_id == person_id)
        )
