"""Messages that come again and again: the next one of each is always planned as a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Next:
    """The next one of a message that recurs, and when it is due."""

    person: PersonRow
    slot: str
    due: datetime
    content: Content | None = None


def plan(unit: Unit, kind: DeliveryKind, following: Iterable[Next]) -> None:
    """Plan the next ones of a kind that recurs, or move them to another time."""
    wanted = {(each.person.person_id, each.slot): each for each in following}
    planned = deliveries.in_slots(unit, wanted)
    for key, each in wanted.items():
        row = planned.get(key)
        if row is None:
            unit.queue(each.person.person_id, kind, each.slot, each.due, each.content)
        elif row.state == DeliveryState.PLANNED and row.due_at > unit.now:
            row.due_at = each.due  # the hour, the zone or a leave may have changed


def at_hour(person: PersonRow, day: date, hour: int) -> datetime:
    """Return a full hour of a day where somebody is."""
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone_of(person)))
