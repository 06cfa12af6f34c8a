"""What follows from a question's having been sent, or from its reason being gone."""

from __future__ import annotations

from practice.ports import Ports
from practice.who.hours import working_time
from practice.who.preferences import setup_of
from scheduling.calendar import working_days_later
from store import asking, people
from store.models import DeliveryRow
from store.unit import Unit

OPEN_WORKING_DAYS = 2
"""After so many working days an unanswered question expires softly."""


def sent(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> None:
    """Let the question expire in its time, and close what asked the same before, unanswered."""
    found = asking.asked(unit, delivery.delivery_id)
    if found is None:
        return
    person, item = found
    at = delivery.sent_at or unit.now
    away = people.away(unit, [person.person_id])[person.person_id]
    expires = working_days_later(working_time(person, setup_of(unit), away), at, OPEN_WORKING_DAYS)
    asking.expire(unit, delivery.delivery_id, expires)
    asking.look_again(unit, {person.person_id: expires})
    before = asking.unanswered(unit, person.person_id, item, delivery.delivery_id, at)
    asking.close(unit, before, at)


def dropped(unit: Unit, delivery: DeliveryRow) -> None:
    """Plan anew where the person or the moment was not what the question was planned for."""
    person = people.person(unit, delivery.person_id)
    if person is not None:
        unit.replan(person)
