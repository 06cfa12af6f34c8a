"""The message of a delivery, by its kind: as it is sent, and as it should look now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from messages.message import Message
from practice.ports import Ports
from practice.screens import digest, notice, question, welcome
from store import deliveries
from store.models import DeliveryRow
from store.unit import Unit

Render = Callable[[Unit, Ports, DeliveryRow, datetime], Message | None]

FIRST: Mapping[str, Render] = {
    "question": question.first,
    "welcome": welcome.first,
    "digest": digest.first,
    "digest_part": digest.part,
    "review_call": notice.review_call,
    "reviewed": notice.reviewed,
    "answered_in_thread": notice.answered_in_thread,
    "report_settled": notice.report_settled,
    "welcome_back": notice.welcome_back,
    "role_changed": notice.role_changed,
    "naming_changed": notice.naming_changed,
    "to_author": notice.to_author,
}
"""What each kind of delivery is sent as; None where its reason is gone and it is not sent."""

NOW: Mapping[str, Render] = {
    "question": question.now,
    "welcome": welcome.now,
    "digest": digest.now,
    "review_call": notice.review_call_now,
}
"""What each kind of message is to look like now; None where it stays as it is."""


def first(unit: Unit, ports: Ports, delivery: DeliveryRow) -> Message | None:
    """Return the message to send, or None where there is no reason to send it any more."""
    return FIRST[delivery.kind](unit, ports, delivery, unit.now)


def now(ports: Ports, delivery_id: str) -> Message | None:
    """Return how a sent message is to look now."""
    with ports.sessions.read() as unit:
        delivery = deliveries.delivery(unit, delivery_id)
        if delivery is None or delivery.kind not in NOW:
            return None
        return NOW[delivery.kind](unit, ports, delivery, unit.now)
