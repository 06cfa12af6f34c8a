"""Whether anything is to be done now: one quick look, because most looks find nothing."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from store.models import (
    AttemptRow,
    DeliveryRow,
    DeliveryState,
    PersonRow,
    WorkspaceRow,
    table_of,
)
from store.types import Moment
from store.unit import Unit


class Due(StrEnum):
    """A kind of work that may wait."""

    CHORES = "chores"
    PLANS = "plans"
    DOUBTS = "doubts"
    SENDS = "sends"
    REPLIES = "replies"
    MESSAGES = "messages"


_WS: BindParameter[str] = bindparam("ws")
_NOW = bindparam("now", type_=Moment())
_TECHNICAL = bindparam("technical", type_=Moment())
_TODAY: BindParameter[date] = bindparam("today")


_A, _D, _P, _W = (table_of(model).c for model in (AttemptRow, DeliveryRow, PersonRow, WorkspaceRow))
_LOOKED_AFTER = and_(_P.workspace_id == _WS, _P.on_roster, _P.reachable, _P.started_at.is_not(None))
"""The people for whom a next question is looked for."""


def _ready(rows: ReadOnlyColumnCollection[str, Any]) -> ColumnElement[bool]:
    return or_(rows.ready_at.is_(None), rows.ready_at <= _TECHNICAL)


WAITING: dict[Due, ColumnElement[bool]] = {
    Due.CHORES: exists().where(
        _W.workspace_id == _WS, or_(_W.nightly_on.is_(None), _W.nightly_on < _TODAY)
    ),
    Due.PLANS: exists().where(_LOOKED_AFTER, _P.plan_after <= _NOW),
    Due.SENDS: exists().where(
        _D.workspace_id == _WS,
        _D.state == DeliveryState.PLANNED.value,
        _D.due_at <= _NOW,
        _ready(_D),
    ),
    Due.DOUBTS: or_(
        exists().where(_D.workspace_id == _WS, _D.state == DeliveryState.UNSURE.value, _ready(_D)),
        exists().where(
            _D.workspace_id == _WS,
            _D.state == DeliveryState.SENDING.value,
            _D.leased_until < _TECHNICAL,
        ),
    ),
    Due.REPLIES: exists().where(_A.workspace_id == _WS, _A.graded_at.is_(None), _ready(_A)),
    Due.MESSAGES: exists().where(_D.workspace_id == _WS, _D.stale, _D.ts.is_not(None), _ready(_D)),
}
"""When there is something of each kind. A lease that ended makes a row ready again."""

_NEXT = select(
    select(func.min(_P.plan_after)).where(_LOOKED_AFTER).scalar_subquery(),
    select(func.min(_D.due_at))
    .where(_D.workspace_id == _WS, _D.state == DeliveryState.PLANNED.value)
    .scalar_subquery(),
)
_LOOK = select(*(there.label(kind.value) for kind, there in WAITING.items()))


def due(unit: Unit, now: datetime, technical: datetime) -> frozenset[Due]:
    """Return the kinds of work that wait at a business and a technical moment."""
    moments = {"ws": unit.workspace, "now": now, "technical": technical, "today": now.date()}
    found = unit.run(_LOOK, moments).one()
    return frozenset(kind for kind, waits in zip(WAITING, found, strict=True) if waits)


def next_due(unit: Unit) -> datetime | None:
    """Return the next business moment at which something is to be planned or sent."""
    moments = unit.run(_NEXT, {"ws": unit.workspace}).one()
    return min((moment for moment in moments if moment is not None), default=None)
