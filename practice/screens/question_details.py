"""Looking: what a tap wants to see, if it is theirs to see."""

from __future__ import annotations

from practice.answering import receive
from practice.answering.receive import Refusal, Refused
from practice.outbox.queue import queue_notice
from practice.ports import Ports
from practice.screens import question as rendered
from practice.who.readers import reader_of
from store import banks, deliveries, people, slots
from store.models import AttemptRow, DeliveryKind
from store.unit import Unit
from views.choice_feedback import ChoiceFeedbackView
from views.question import QuestionView
from views.reader import Reader
from views.text_feedback import MarkedView
from views.why import WhyDateView, WhyView


def reader(ports: Ports, user: str) -> Reader:
    """Return the language and zone of whoever is behind a Slack user."""
    with ports.sessions.read() as unit:
        person = people.by_slack(unit, user)
        return reader_of(person) if person is not None else Reader()


def question(ports: Ports, user: str, delivery_id: str) -> QuestionView | Refused:
    """Return a question that its person may still answer."""
    with ports.sessions.read() as unit:
        asked = receive.find(unit, user, delivery_id)
        if isinstance(asked, Refused):
            return asked
        first = asked.attempt
        if first is not None:
            letters = receive.in_letters(asked.question, first.reply)
            return Refused(Refusal.ANSWERED, first=letters)
        row = asked.question
        if not banks.is_asked(unit, row.bank_id, row.item_id):
            return Refused(Refusal.RETIRED)
        if row.closed_at is not None:
            return Refused(Refusal.CLOSED)
        shown = rendered.load(unit, asked.delivery)
        return rendered.view(shown) if shown is not None else Refused(Refusal.CLOSED)


def _answered(
    unit: Unit, user: str, delivery_id: str
) -> tuple[rendered.Asked, AttemptRow] | Refused:
    asked = receive.find(unit, user, delivery_id)
    if isinstance(asked, Refused):
        return asked
    shown = rendered.load(unit, asked.delivery)
    if shown is None or shown.attempt is None or shown.attempt.graded_at is None:
        return Refused(Refusal.CLOSED)
    return shown, shown.attempt


def whole_answer(
    ports: Ports, user: str, delivery_id: str
) -> ChoiceFeedbackView | MarkedView | Refused:
    """Return everything about an answered question."""
    with ports.sessions.read() as unit:
        found = _answered(unit, user, delivery_id)
        return found if isinstance(found, Refused) else rendered.whole(unit, *found)


def marks(ports: Ports, user: str, delivery_id: str) -> MarkedView | Refused:
    """Return the marks of an answer, for marking the open ones oneself."""
    with ports.sessions.read() as unit:
        found = _answered(unit, user, delivery_id)
        return found if isinstance(found, Refused) else rendered.marked_view(unit, *found)


def why_date(ports: Ports, user: str, delivery_id: str) -> WhyDateView | Refused:
    """Say why a question comes back when it does."""
    with ports.sessions.read() as unit:
        found = _answered(unit, user, delivery_id)
        return found if isinstance(found, Refused) else rendered.why_date(unit, *found)


def why_now(ports: Ports, user: str, delivery_id: str) -> WhyView | Refused:
    """Say why a question was asked."""
    with ports.sessions.read() as unit:
        asked = receive.find(unit, user, delivery_id)
        if isinstance(asked, Refused):
            return asked
        shown = rendered.load(unit, asked.delivery)
        return rendered.why_now(shown) if shown is not None else Refused(Refusal.CLOSED)


def delivery_at(ports: Ports, conversation: str, message: str) -> str:
    """Return the id of the delivery that a message shows, empty where there is none."""
    with ports.sessions.read() as unit:
        delivery = deliveries.by_message(unit, conversation, message)
        return delivery.delivery_id if delivery is not None else ""


def say_once(ports: Ports, conversation: str, message: str, kind: DeliveryKind) -> None:
    """Say something in a message's thread, once however often it is asked for."""
    with ports.sessions.begin() as unit:
        delivery = deliveries.by_message(unit, conversation, message)
        if delivery is not None:
            queue_notice(unit, delivery, slots.said_of(delivery.slot, kind), kind)
