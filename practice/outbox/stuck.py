"""Messages that stand still, and what an operator may do about each: try again, or drop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from practice.errors import HistoryUnreadable
from practice.outbox.reconcile import record_sent
from practice.outbox.states import BY_HAND, step_by_hand
from practice.ports import Ports
from practice.who.hours import working_time
from practice.who.preferences import setup_of
from scheduling.calendar import next_open
from store import deliveries, people
from store.contents import Content
from store.models import DeliveryKind, DeliveryRow, DeliveryState
from store.unit import Unit

LATE = timedelta(hours=1)
"""A message this late is not only waiting for its turn."""

RECENT = timedelta(days=7)
"""What failed longer ago, as to an account that is gone, is nobody's concern any more."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """A message that did not go out, or of which nobody knows whether it did."""

    delivery_id: str
    person_id: str
    kind: DeliveryKind
    state: DeliveryState
    since: datetime
    problem: str | None


class Retried(StrEnum):
    """What came of trying a message again."""

    WAS_SENT = "was sent"
    PLANNED = "planned"
    NOT_KNOWN = "not known"
    NOT_STUCK = "not stuck"
    NOBODY = "nobody"


def count(unit: Unit) -> int:
    """Count the messages that stand still."""
    return deliveries.count_stuck(unit, unit.now - LATE, unit.now - RECENT)


def stuck(unit: Unit) -> list[Stuck]:
    """Return every message that stands still, the longest first."""
    return [
        Stuck(
            row.delivery_id,
            row.person_id,
            DeliveryKind(row.kind),
            DeliveryState(row.state),
            row.due_at,
            row.problem,
        )
        for row in deliveries.stuck(unit, unit.now - LATE, unit.now - RECENT)
    ]


def retry(ports: Ports, delivery_id: str, *, did_not_arrive: bool = False) -> Retried:
    """Let a message go out after all, once its conversation was looked through again.

    Where that cannot be read, one of which nobody knows whether it arrived goes out again only on
    the operator's word that it did not.
    """
    with ports.sessions.read() as unit:
        row = deliveries.delivery(unit, delivery_id)
        if row is None:
            return Retried.NOBODY
        state, tries = DeliveryState(row.state), row.tries
        where = (row.channel, row.due_at, row.thread_ts)
    if state not in (DeliveryState.PLANNED, *BY_HAND):
        return Retried.NOT_STUCK
    if state in BY_HAND:
        conversation, since, thread = where
        try:
            found = _found(ports, delivery_id, conversation, since, thread)
        except HistoryUnreadable:
            if state is DeliveryState.UNKNOWN and not did_not_arrive:
                return Retried.NOT_KNOWN
            found = None
        if found is not None and conversation is not None:
            record_sent(ports, delivery_id, conversation, found, by_hand=True)
            return Retried.WAS_SENT
    return _plan(ports, delivery_id, state, tries)


def _found(
    ports: Ports, delivery_id: str, conversation: str | None, since: datetime, thread: str | None
) -> str | None:
    if conversation is None:  # none was ever opened, so nothing was sent
        return None
    if not ports.messenger.abilities.looks_up:
        raise HistoryUnreadable("this chat keeps no history")
    return ports.messenger.find(conversation, delivery_id, since, thread)


def _plan(ports: Ports, delivery_id: str, state: DeliveryState, tries: int) -> Retried:
    """Plan a message for the person's next working moment, unless it moved on meanwhile."""
    with ports.sessions.begin() as unit:
        row = deliveries.delivery(unit, delivery_id, lock=True)
        person = people.person(unit, row.person_id) if row is not None else None
        if row is None or person is None or (row.state, row.tries) != (state, tries):
            return Retried.NOT_STUCK
        working = working_time(person, setup_of(unit), people.pauses(unit, person.person_id))
        if state is not DeliveryState.PLANNED:
            step_by_hand(row, DeliveryState.PLANNED)
            row.due_at = next_open(working, unit.now) or unit.now
        row.ready_at = None
        unit.makes_work()
    return Retried.PLANNED


def drop(ports: Ports, delivery_id: str) -> bool:
    """Never send a message; whether it was one that could be dropped."""
    with ports.sessions.begin() as unit:
        row = deliveries.delivery(unit, delivery_id, lock=True)
        if row is None or not _may_be_dropped(row):
            return False
        step_by_hand(row, DeliveryState.CANCELLED)
        Content(dropped=True).keep(row)
        kind = ports.kinds[DeliveryKind(row.kind)]
        if kind.dropped is not None:
            kind.dropped(unit, row)
        return True


def _may_be_dropped(row: DeliveryRow) -> bool:
    return row.state == DeliveryState.PLANNED or row.state in BY_HAND
