"""Messages that come again and again: the next one of each is always planned as a row."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from practice.ports import Ports
from practice.who.hours import zone_of
from store import deliveries
from store.contents import Content
from store.models import DeliveryKind, DeliveryState, PersonRow
from store.unit import Unit


def fill(unit: Unit, ports: Ports) -> None:
    """Plan every recurring message that has no next one."""
    for kind in ports.kinds.values():
        if kind.plan_next is not None:
            kind.plan_next(unit, ports, None)


def plan(
    unit: Unit,
    person: PersonRow,
    kind: DeliveryKind,
    slot: str,
    due: datetime,
    content: Content | None = None,
) -> None:
    """Plan the next one of a message that recurs, or move it to another time."""
    planned = deliveries.in_slot(unit, person.person_id, slot)
    if planned is None:
        unit.queue(person.person_id, kind, slot, due, content)
    elif planned.state == DeliveryState.PLANNED and planned.due_at > unit.now:
        planned.due_at = due  # the hour, the zone or a leave may have changed


def at_hour(person: PersonRow, day: date, hour: int) -> datetime:
    """Return a full hour of a day where somebody is."""
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone_of(person)))
