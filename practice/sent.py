"""What follows from a message being on Slack, in the transaction that records it."""

from __future__ import annotations

from datetime import datetime

from practice.outbox.queue import queue_notice
from practice.outbox.recurring import DIGEST
from practice.who.setup import setup_of, working_time
from scheduling.calendar import working_days_later
from store import deliveries, people
from store.ids import new_id
from store.models import DeliveryRow, DigestRow, QuestionRow
from store.unit import Unit

OPEN_WORKING_DAYS = 2
"""After so many working days an unanswered question expires softly."""


def after_sending(unit: Unit, delivery: DeliveryRow) -> None:
    """Do what a kind of message asks for once it is sent."""
    if delivery.kind == "question":
        _question(unit, delivery)
    elif delivery.kind == "welcome":
        _start(unit, delivery, delivery.sent_at or unit.now)
    elif delivery.kind == DIGEST:
        _digest(unit, delivery)


def after_losing_sight(unit: Unit, delivery: DeliveryRow) -> None:
    """Do what must go on though nobody can say whether a message is on Slack."""
    if delivery.kind == "welcome":
        _start(unit, delivery, unit.now)


def _question(unit: Unit, delivery: DeliveryRow) -> None:
    question = deliveries.question(unit, delivery.delivery_id)
    person = people.person(unit, delivery.person_id)
    if question is None or person is None:
        return
    sent = delivery.sent_at or unit.now
    absences = tuple(people.pauses(unit, person.person_id))
    working = working_time(person, setup_of(unit), absences)
    question.expires_at = working_days_later(working, sent, OPEN_WORKING_DAYS)
    person.plan_after = question.expires_at
    _close_earlier(unit, question, sent)


def _close_earlier(unit: Unit, question: QuestionRow, now: datetime) -> None:
    """Close every earlier asking of the same item that nobody answered."""
    rows = deliveries.unanswered(unit, question)
    for earlier, delivery in rows:
        earlier.closed_at = now
        deliveries.touch(delivery)


def _start(unit: Unit, delivery: DeliveryRow, at: datetime) -> None:
    """Let somebody's questions begin after their welcome."""
    person = people.person(unit, delivery.person_id)
    if person is not None and person.started_at is None:
        person.started_at = at
        person.plan_after = at


def _digest(unit: Unit, delivery: DeliveryRow) -> None:
    summary = delivery.content["summary"]
    unit.session.add(
        DigestRow(
            workspace_id=unit.workspace,
            digest_id=new_id(),
            delivery_id=delivery.delivery_id,
            team_id=delivery.content["team"],
            manager_id=delivery.person_id,
            week=delivery.content["week"],
            summary=summary,
            made_at=delivery.sent_at or unit.now,
        )
    )
    for number in range(delivery.content.get("parts", 0)):
        slot = f"{delivery.slot}:part:{number}"
        queue_notice(unit, delivery, slot, "digest_part", {"part": number})
