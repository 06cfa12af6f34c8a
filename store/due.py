"""Whether anything is to be done now: one quick look, because most looks find nothing."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, func, or_, select

from store.models import AttemptRow, DeliveryRow, DeliveryState, PersonRow, WorkspaceRow
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


_LOOKED_AFTER = and_(
    PersonRow.workspace_id == _WS,
    PersonRow.on_roster,
    PersonRow.reachable,
    PersonRow.started_at.is_not(None),
)
"""The people for whom a next question is looked for."""


def _ready(row: type[AttemptRow | DeliveryRow]) -> ColumnElement[bool]:
    return or_(row.ready_at.is_(None), row.ready_at <= _TECHNICAL)


WAITING: dict[Due, ColumnElement[bool]] = {
    Due.CHORES: exists().where(
        WorkspaceRow.workspace_id == _WS,
        or_(WorkspaceRow.nightly_on.is_(None), WorkspaceRow.nightly_on < _TODAY),
    ),
    Due.PLANS: exists().where(_LOOKED_AFTER, PersonRow.plan_after <= _NOW),
    Due.SENDS: exists().where(
        DeliveryRow.workspace_id == _WS,
        DeliveryRow.state == DeliveryState.PLANNED,
        DeliveryRow.due_at <= _NOW,
        _ready(DeliveryRow),
    ),
    Due.DOUBTS: or_(
        exists().where(
            DeliveryRow.workspace_id == _WS,
            DeliveryRow.state == DeliveryState.UNSURE,
            _ready(DeliveryRow),
        ),
        exists().where(
            DeliveryRow.workspace_id == _WS,
            DeliveryRow.state == DeliveryState.SENDING,
            DeliveryRow.leased_until < _TECHNICAL,
        ),
    ),
    Due.REPLIES: exists().where(
        AttemptRow.workspace_id == _WS, AttemptRow.graded_at.is_(None), _ready(AttemptRow)
    ),
    Due.MESSAGES: exists().where(
        DeliveryRow.workspace_id == _WS,
        DeliveryRow.stale,
        DeliveryRow.ts.is_not(None),
        _ready(DeliveryRow),
    ),
}
"""When there is something of each kind. A lease that ended makes a row ready again."""

_NEXT = select(
    select(func.min(PersonRow.plan_after)).where(_LOOKED_AFTER).scalar_subquery(),
    select(func.min(DeliveryRow.due_at))
    .where(DeliveryRow.workspace_id == _WS, DeliveryRow.state == DeliveryState.PLANNED)
    .scalar_subquery(),
)
_LOOK = select(*(there.label(kind.value) for kind, there in WAITING.items()))


def due(unit: Unit, now: datetime, technical: datetime) -> frozenset[Due]:
    """Return the kinds of work that wait at a business and a technical moment."""
    moments = {"ws": unit.workspace, "now": now, "technical": technical, "today": now.date()}
    found = unit.session.execute(_LOOK, moments).one()
    return frozenset(kind for kind in Due if getattr(found, kind.value))


def next_due(unit: Unit) -> datetime | None:
    """Return the next business moment at which something is to be planned or sent."""
    moments = unit.session.execute(_NEXT, {"ws": unit.workspace}).one()
    return min((moment for moment in moments if moment is not None), default=None)
