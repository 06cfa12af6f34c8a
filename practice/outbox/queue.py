"""Queueing messages that are not questions: they are deliveries like any other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from practice.who.hours import working_time
from practice.who.preferences import setup_of
from scheduling.calendar import next_open
from store import deliveries, people
from store.contents import Content
from store.models import DeliveryKind, DeliveryRow, DeliveryState, PersonRow
from store.unit import Unit

NEVER_WENT_OUT = (DeliveryState.FAILED, DeliveryState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Word:
    """A message to somebody, once a slot."""

    person: PersonRow
    slot: str
    kind: DeliveryKind
    content: Content | None = None


def queue_words(unit: Unit, words: Iterable[Word]) -> None:
    """Queue messages to many people, each for their next working moment; once a slot.

    One that never went out, because they had left or their account was gone, makes room; one that
    an operator dropped does not.
    """
    wanted: dict[tuple[str, str], Word] = {}
    for word in words:
        wanted.setdefault((word.person.person_id, word.slot), word)
    found = deliveries.in_slots(unit, wanted)
    gone = {key: row for key, row in found.items() if _makes_room(row)}
    for row in gone.values():
        unit.session.delete(row)
    if gone:
        unit.session.flush()
    open_ = [word for key, word in wanted.items() if key not in found or key in gone]
    absences = people.away(unit, {word.person.person_id for word in open_})
    setup = setup_of(unit)
    for word in open_:
        working = working_time(word.person, setup, absences[word.person.person_id])
        due = next_open(working, unit.now) or unit.now
        unit.queue(word.person.person_id, word.kind, word.slot, due, word.content)


def _makes_room(row: DeliveryRow) -> bool:
    return row.state in NEVER_WENT_OUT and not Content.of(row).dropped


@dataclass(frozen=True, slots=True)
class Notice:
    """A reply in the thread of a message, once a slot."""

    about: DeliveryRow
    slot: str
    kind: DeliveryKind
    content: Content | None = None


def queue_notice(
    unit: Unit,
    about: DeliveryRow,
    slot: str,
    kind: DeliveryKind,
    content: Content | None = None,
) -> None:
    """Queue a reply in the thread of a message; once a slot."""
    queue_notices(unit, [Notice(about, slot, kind, content)])


def queue_notices(unit: Unit, notices: Iterable[Notice]) -> None:
    """Queue replies in the threads of many messages; once a slot."""
    wanted = {(notice.about.person_id, notice.slot): notice for notice in notices}
    taken = deliveries.in_slots(unit, wanted)
    for key, notice in wanted.items():
        if key not in taken:
            about = notice.about
            unit.queue(about.person_id, notice.kind, notice.slot, unit.now, notice.content, about)
