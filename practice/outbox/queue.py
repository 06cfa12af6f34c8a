"""Short messages that are not questions: they are deliveries like any other."""

from __future__ import annotations

from typing import Any

from practice.outbox.states import State
from practice.who.setup import setup_of, working_time
from scheduling.calendar import next_open
from store import deliveries, people
from store.ids import new_id
from store.models import DeliveryRow, PersonRow
from store.unit import Unit


def queue_word(
    unit: Unit,
    person: PersonRow,
    slot: str,
    kind: str,
    content: dict[str, Any],
) -> None:
    """Queue a message to somebody for their next working moment; once a slot.

    One that never went out, because they had left or their account was gone, makes room.
    """
    now = unit.now
    before = deliveries.in_slot(unit, person.person_id, slot)
    if before is not None and before.state not in (State.FAILED, State.CANCELLED):
        return
    if before is not None:
        unit.session.delete(before)
        unit.session.flush()
    absences = tuple(people.pauses(unit, person.person_id))
    due = next_open(working_time(person, setup_of(unit), absences), now)
    unit.session.add(
        DeliveryRow(
            workspace_id=unit.workspace,
            delivery_id=new_id(),
            person_id=person.person_id,
            kind=kind,
            slot=slot,
            state=State.PLANNED,
            due_at=due or now,
            planned_at=now,
            content=content,
        )
    )


def queue_notice(
    unit: Unit,
    about: DeliveryRow,
    slot: str,
    kind: str,
    content: dict[str, Any],
) -> None:
    """Queue a reply in the thread of a message; once a slot."""
    if deliveries.in_slot(unit, about.person_id, slot) is not None:
        return
    unit.session.add(
        DeliveryRow(
            workspace_id=unit.workspace,
            delivery_id=new_id(),
            person_id=about.person_id,
            kind=kind,
            slot=slot,
            state=State.PLANNED,
            due_at=unit.now,
            planned_at=unit.now,
            channel=about.channel,
            thread_ts=about.ts,
            content=content,
        )
    )
