"""What follows from a question's having been sent, or from its reason being gone."""

from __future__ import annotations

from datetime import datetime

from practice.ports import Ports
from practice.who.hours import working_time
from practice.who.preferences import setup_of
from scheduling.calendar import working_days_later
from store import deliveries, people
from store.models import DeliveryRow, QuestionRow
from store.unit import Unit

OPEN_WORKING_DAYS = 2
"""After so many working days an unanswered question expires softly."""


def sent(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> None:
    """Let the question expire in its time, and close earlier askings of the same item."""
    question = deliveries.question(unit, delivery.delivery_id)
    person = people.person(unit, delivery.person_id)
    if question is None or person is None:
        return
    at = delivery.sent_at or unit.now
    absences = tuple(people.pauses(unit, person.person_id))
    working = working_time(person, setup_of(unit), absences)
    question.expires_at = working_days_later(working, at, OPEN_WORKING_DAYS)
    person.plan_after = question.expires_at
    _close_earlier(unit, question, at)


def _close_earlier(unit: Unit, question: QuestionRow, at: datetime) -> None:
    """Close every asking of the same item that was sent before and that nobody answered."""
    for earlier, delivery in deliveries.unanswered(unit, question):
        if delivery.sent_at is not None and delivery.sent_at <= at:
            earlier.closed_at = at
            unit.show_again(delivery)


def dropped(unit: Unit, delivery: DeliveryRow) -> None:
    """Plan anew where the person or the moment was not what the question was planned for."""
    person = people.person(unit, delivery.person_id)
    if person is not None:
        unit.replan(person)
