"""What sending and showing again read and write: a few statements a batch, whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, case, or_, select, update

from store.models import DeliveryRow, DeliveryState, PersonRow, table_of
from store.types import Moment
from store.unit import Unit


class Due(NamedTuple):
    """A delivery that is due, and how whoever it is for is reached."""

    delivery_id: str
    person_id: str
    kind: str
    content: dict[str, Any]
    channel: str | None
    thread_ts: str | None
    tries: int
    address: str | None
    preferences: dict[str, Any]


class Stale(NamedTuple):
    """A message that shows less than it should; `wanted` counts what it was asked to show."""

    due_at: datetime
    delivery_id: str
    kind: str
    channel: str
    ts: str
    wanted: int


_D, _P = table_of(DeliveryRow).c, table_of(PersonRow).c
_WS: BindParameter[str] = bindparam("ws")
_ID: BindParameter[str] = bindparam("id")
_LIMIT: BindParameter[int] = bindparam("limit")
_FROM: BindParameter[Sequence[str]] = bindparam("before", expanding=True)
_NOW, _TECHNICAL = bindparam("now", type_=Moment()), bindparam("technical", type_=Moment())
_UNTIL = bindparam("until", type_=Moment())
_READY = or_(_D.ready_at.is_(None), _D.ready_at <= _TECHNICAL)
_THIS = and_(_D.workspace_id == _WS, _D.delivery_id == _ID)

_DUE = (
    select(
        *(_D[name] for name in Due._fields[:4]),
        case((_D.channel.is_(None), _P.channel), else_=_D.channel),
        _D.thread_ts,
        _D.tries,
        _P.slack_user,
        _P.preferences,
    )
    .where(
        _D.workspace_id == _WS,
        _D.state == DeliveryState.PLANNED.value,
        _D.due_at <= _NOW,
        _READY,
        _P.workspace_id == _D.workspace_id,
        _P.person_id == _D.person_id,
    )
    .order_by(_D.due_at, _D.slot, _D.person_id)
    .limit(_LIMIT)
    .with_for_update(of=table_of(DeliveryRow), skip_locked=True)
)
_LEASE = (
    update(table_of(DeliveryRow))
    .where(_THIS)
    .values(
        state=DeliveryState.SENDING.value,
        leased_until=_UNTIL,
        tries=_D.tries + 1,
        channel=bindparam("conversation"),
    )
)
_SENT = (
    update(DeliveryRow)
    .where(
        DeliveryRow.workspace_id == _WS,
        DeliveryRow.delivery_id == _ID,
        DeliveryRow.state.in_(_FROM),
    )
    .values(
        state=DeliveryState.SENT.value,
        leased_until=None,
        channel=bindparam("conversation"),
        ts=bindparam("message"),
        sent_at=_NOW,
        problem=None,
    )
    .returning(DeliveryRow)
    .execution_options(synchronize_session=False)
)
_BEHIND = (
    select(_D.delivery_id)
    .where(_D.workspace_id == _WS, _D.stale, _D.ts.is_not(None), _READY)
    .order_by(_D.due_at, _D.delivery_id)
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
    .cte("behind")
)
_TAKE_UP = (
    update(table_of(DeliveryRow))
    .where(_D.workspace_id == _WS, _D.delivery_id.in_(select(_BEHIND.c.delivery_id)))
    .values(ready_at=_UNTIL)
    .returning(*(_D[name] for name in Stale._fields))
)
_SHOWN_NOW: BindParameter[int] = bindparam("showing")
_SHOWN = (
    update(table_of(DeliveryRow))
    .where(_THIS)
    .values(
        shown=case((_D.shown < _SHOWN_NOW, _SHOWN_NOW), else_=_D.shown),
        stale=and_(_D.shown < _D.wanted, _D.wanted > _SHOWN_NOW),
        ready_at=None,
    )
)
_LATER = update(table_of(DeliveryRow)).where(_THIS).values(ready_at=_UNTIL)


def due(unit: Unit, technical: datetime, limit: int) -> list[Due]:
    """Return deliveries that are due and ready, and let no other worker take them up."""
    given = {"ws": unit.workspace, "now": unit.now, "technical": technical, "limit": limit}
    return [Due._make(row) for row in unit.run(_DUE, given)]


def lease(unit: Unit, rows: Iterable[Due], until: datetime) -> None:
    """Note that due deliveries are in a worker's hands up to a moment."""
    given = [
        {"ws": unit.workspace, "id": row.delivery_id, "conversation": row.channel, "until": until}
        for row in rows
    ]
    if given:
        unit.run(_LEASE, given)


def note_sent(
    unit: Unit, delivery_id: str, before: Iterable[DeliveryState], conversation: str, message: str
) -> DeliveryRow | None:
    """Note that a delivery was sent and return it; None where it is in no state `before` that."""
    given = {
        "ws": unit.workspace,
        "id": delivery_id,
        "before": [state.value for state in before],
        "conversation": conversation,
        "message": message,
        "now": unit.now,
    }
    return unit.session.scalars(_SENT, given).one_or_none()


def take_up(unit: Unit, technical: datetime, until: datetime, limit: int) -> list[Stale]:
    """Take up messages that show less than they should, oldest first.

    Nobody else does meanwhile: of two that update one, the slower could put the older back.
    """
    given = {"ws": unit.workspace, "technical": technical, "until": until, "limit": limit}
    return sorted(Stale._make(row) for row in unit.run(_TAKE_UP, given))


def note_shown(unit: Unit, shown: Mapping[str, int]) -> None:
    """Note how much of what they were asked to show some messages show by now."""
    rows = [
        {"ws": unit.workspace, "id": delivery, "showing": wanted}
        for delivery, wanted in shown.items()
    ]
    if rows:
        unit.run(_SHOWN, rows)


def show_later(unit: Unit, until: Mapping[str, datetime]) -> None:
    """Leave some messages alone up to a technical moment each."""
    rows = [{"ws": unit.workspace, "id": delivery, "until": at} for delivery, at in until.items()]
    if rows:
        unit.run(_LATER, rows)
