"""What planning reads and writes, for many people at once: never one statement a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, func, insert, select, update

from store.deliveries import Asking, show_again
from store.models import (
    AttemptRow,
    CardRow,
    DeliveryKind,
    DeliveryRow,
    DeliveryState,
    PersonRow,
    QuestionRow,
    WorkspaceRow,
    table_of,
)
from store.people import keep_workspace
from store.types import Moment
from store.unit import Unit

_A, _C, _D = table_of(AttemptRow).c, table_of(CardRow).c, table_of(DeliveryRow).c
_P, _Q = table_of(PersonRow).c, table_of(QuestionRow).c
_WS: BindParameter[str] = bindparam("ws")
_THESE: BindParameter[Sequence[str]] = bindparam("people", expanding=True)
_DROPPED: BindParameter[Sequence[str]] = bindparam("dropped", expanding=True)

_ID: BindParameter[str] = bindparam("id")
_AT = bindparam("at", type_=Moment())
_ASKED = (
    select(PersonRow, QuestionRow.item_ref, WorkspaceRow)
    .join(
        QuestionRow,
        and_(_Q.workspace_id == _P.workspace_id, _Q.person_id == _P.person_id),
    )
    .join(WorkspaceRow, WorkspaceRow.workspace_id == _P.workspace_id)
    .where(_Q.workspace_id == _WS, _Q.delivery_id == _ID)
)
_THIS = and_(_Q.workspace_id == _WS, _Q.delivery_id == _ID)
_EXPIRE = update(table_of(QuestionRow)).where(_THIS).values(expires_at=_AT)
_CLOSE = update(table_of(QuestionRow)).where(_THIS).values(closed_at=_AT)
_UNANSWERED = (
    select(_Q.delivery_id)
    .select_from(
        table_of(QuestionRow)
        .join(
            table_of(DeliveryRow),
            and_(_D.workspace_id == _Q.workspace_id, _D.delivery_id == _Q.delivery_id),
        )
        .outerjoin(
            table_of(AttemptRow),
            and_(_A.workspace_id == _Q.workspace_id, _A.delivery_id == _Q.delivery_id),
        )
    )
    .where(
        _D.sent_at <= _AT,
        _Q.workspace_id == _WS,
        _Q.person_id == bindparam("person"),
        _Q.item_ref == bindparam("item"),
        _Q.delivery_id != _ID,
        _Q.closed_at.is_(None),
        _A.attempt_id.is_(None),
    )
)
_ASKINGS = (
    select(
        _D.person_id,
        *(_D[name] if name in _D else _Q[name] for name in Asking._fields[:-1]),
        _A.attempt_id.is_not(None),
    )
    .select_from(
        table_of(DeliveryRow)
        .join(
            table_of(QuestionRow),
            and_(_Q.workspace_id == _D.workspace_id, _Q.delivery_id == _D.delivery_id),
        )
        .outerjoin(
            table_of(AttemptRow),
            and_(_A.workspace_id == _D.workspace_id, _A.delivery_id == _D.delivery_id),
        )
    )
    .where(_D.workspace_id == _WS, _D.person_id.in_(_THESE))
    .order_by(_D.due_at, _D.slot)
)
_DUE = select(_C.person_id, _C.item_ref, _C.due).where(
    _C.workspace_id == _WS, _C.person_id.in_(_THESE)
)
_LOCKED = (
    select(_P.person_id, _P.plan_after)
    .where(_P.workspace_id == _WS, _P.person_id.in_(_THESE), _P.on_roster, _P.reachable)
    .order_by(_P.person_id)
    .with_for_update()
)
_LAST = (
    select(_D.person_id, func.max(_D.slot).label("slot"))
    .where(_D.workspace_id == _WS, _D.person_id.in_(_THESE), _D.kind == DeliveryKind.QUESTION.value)
    .group_by(_D.person_id)
)
_WAITING = (
    select(_D.delivery_id)
    .where(
        _D.workspace_id == _WS,
        _D.delivery_id.in_(_DROPPED),
        _D.state == DeliveryState.PLANNED.value,
        _Q.workspace_id == _D.workspace_id,
        _Q.delivery_id == _D.delivery_id,
        _Q.on_demand.is_(False),
    )
    .order_by(_D.delivery_id)
    .with_for_update(of=table_of(DeliveryRow))
)
_DROP = tuple(
    delete(table).where(table.c.workspace_id == _WS, table.c.delivery_id.in_(_DROPPED))
    for table in (table_of(QuestionRow), table_of(DeliveryRow))
)
_PLANNED = insert(table_of(DeliveryRow)), insert(table_of(QuestionRow))
_AGAIN = (
    update(table_of(PersonRow))
    .where(_P.workspace_id == _WS, _P.person_id == bindparam("who"))
    .values(plan_after=_AT)
)


def asked(unit: Unit, delivery_id: str) -> tuple[PersonRow, str] | None:
    """Return whom a delivery asks, and which item."""
    row = unit.session.execute(_ASKED, {"ws": unit.workspace, "id": delivery_id}).one_or_none()
    if row is None:
        return None
    person, item, workspace = row
    keep_workspace(unit.session, workspace)
    return person, item


def expire(unit: Unit, delivery_id: str, at: datetime) -> None:
    """Note when a question expires."""
    unit.run(_EXPIRE, {"ws": unit.workspace, "id": delivery_id, "at": at})


def unanswered(unit: Unit, person_id: str, item_ref: str, but: str, until: datetime) -> list[str]:
    """Return the other askings of an item, sent until then, that are open and unanswered."""
    given = {"ws": unit.workspace, "person": person_id, "item": item_ref, "id": but, "at": until}
    return [row.delivery_id for row in unit.run(_UNANSWERED, given)]


def close(unit: Unit, ids: Iterable[str], at: datetime) -> None:
    """Close questions, and let their messages say so."""
    for delivery_id in ids:
        unit.run(_CLOSE, {"ws": unit.workspace, "id": delivery_id, "at": at})
        show_again(unit, delivery_id)


def askings(unit: Unit, people: Iterable[str]) -> Mapping[str, list[Asking]]:
    """Return all that each of some people was or is to be asked, by person, oldest first."""
    found: defaultdict[str, list[Asking]] = defaultdict(list)
    for row in unit.run(_ASKINGS, _of(unit, people)):
        found[row.person_id].append(Asking._make(row[1:]))
    return found


def due(unit: Unit, people: Iterable[str]) -> Mapping[str, dict[str, datetime]]:
    """Return when each of some people's cards is due, by person and item."""
    found: defaultdict[str, dict[str, datetime]] = defaultdict(dict)
    for row in unit.run(_DUE, _of(unit, people)):
        found[row.person_id][row.item_ref] = row.due
    return found


def lock(unit: Unit, people: Iterable[str]) -> dict[str, datetime | None]:
    """Let whoever else locks some people wait; return when each is to be planned for.

    Who left meanwhile, or cannot be reached, is not among them.
    """
    return {row.person_id: row.plan_after for row in unit.run(_LOCKED, _of(unit, people))}


def last_slots(unit: Unit, people: Iterable[str]) -> dict[str, str]:
    """Return the slot of each person's last question, where there is any."""
    return {row.person_id: row.slot for row in unit.run(_LAST, _of(unit, people))}


def still_waiting(unit: Unit, ids: Iterable[str]) -> frozenset[str]:
    """Return which questions nobody has taken up or asked for, and let nobody take them up."""
    given = {"ws": unit.workspace, "dropped": list(ids)}
    return frozenset(row.delivery_id for row in unit.run(_WAITING, given))


def drop(unit: Unit, ids: Iterable[str]) -> None:
    """Forget questions that nobody has taken up for sending; they were never evidence."""
    given = {"ws": unit.workspace, "dropped": list(ids)}
    for statement in _DROP:
        unit.run(statement, given)


def add(unit: Unit, rows: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> None:
    """Write questions: a row of what is sent and one of what it asks, each."""
    for statement, written in zip(_PLANNED, zip(*rows, strict=True), strict=False):
        unit.run(statement, list(written))


def look_again(unit: Unit, moments: Mapping[str, datetime]) -> None:
    """Note when each of some people is to be planned for again."""
    rows = [{"ws": unit.workspace, "who": who, "at": at} for who, at in moments.items()]
    if rows:
        unit.run(_AGAIN, rows)


def _of(unit: Unit, people: Iterable[str]) -> dict[str, Any]:
    return {"ws": unit.workspace, "people": list(people)}
