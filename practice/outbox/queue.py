"""Queueing messages that are not questions: they are deliveries like any other."""

from __future__ import annotations

from practice.who.hours import working_time
from practice.who.preferences import setup_of
from scheduling.calendar import next_open
from store import deliveries, people
from store.contents import Content
from store.models import DeliveryKind, DeliveryRow, DeliveryState, PersonRow
from store.unit import Unit


def queue_word(
    unit: Unit, person: PersonRow, slot: str, kind: DeliveryKind, content: Content | None = None
) -> None:
    """Queue a message to somebody for their next working moment; once a slot.

    One that never went out, because they had left or their account was gone, makes room.
    """
    before = deliveries.in_slot(unit, person.person_id, slot)
    if before is not None and before.state not in (DeliveryState.FAILED, DeliveryState.CANCELLED):
        return
    if before is not None:
        unit.session.delete(before)
        unit.session.flush()
    absences = tuple(people.pauses(unit, person.person_id))
    due = next_open(working_time(person, setup_of(unit), absences), unit.now)
    unit.queue(person.person_id, kind, slot, due or unit.now, content)


def queue_notice(
    unit: Unit,
    about: DeliveryRow,
    slot: str,
    kind: DeliveryKind,
    content: Content | None = None,
) -> None:
    """Queue a reply in the thread of a message; once a slot."""
    if deliveries.in_slot(unit, about.person_id, slot) is None:
        unit.queue(about.person_id, kind, slot, unit.now, content, about)
