"""Short messages that are not questions: they are deliveries like any other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from practice.outbox.states import State
from practice.ports import Ports
from practice.who.setup import setup_of, working_time
from scheduling.calendar import next_open
from store import deliveries, people
from store.ids import new_id
from store.models import DeliveryRow, PersonRow


def queue_word(
    session: Session,
    ports: Ports,
    person: PersonRow,
    slot: str,
    kind: str,
    content: dict[str, Any],
) -> None:
    """Queue a message to somebody for their next working moment; once a slot.

    One that never went out, because they had left or their account was gone, makes room.
    """
    ws, now = ports.workspace, ports.clock.now()
    before = deliveries.in_slot(session, ws, person.person_id, slot)
    if before is not None and before.state not in (State.FAILED, State.CANCELLED):
        return
    if before is not None:
        session.delete(before)
        session.flush()
    absences = tuple(people.pauses(session, ws, person.person_id))
    due = next_open(working_time(person, setup_of(session, ws), absences), now)
    session.add(
        DeliveryRow(
            workspace_id=ws,
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
    session: Session,
    now: datetime,
    about: DeliveryRow,
    slot: str,
    kind: str,
    content: dict[str, Any],
) -> None:
    """Queue a reply in the thread of a message; once a slot."""
    if deliveries.in_slot(session, about.workspace_id, about.person_id, slot) is not None:
        return
    session.add(
        DeliveryRow(
            workspace_id=about.workspace_id,
            delivery_id=new_id(),
            person_id=about.person_id,
            kind=kind,
            slot=slot,
            state=State.PLANNED,
            due_at=now,
            planned_at=now,
            channel=about.channel,
            thread_ts=about.ts,
            content=content,
        )
    )
