"""Saying of replies that wait long to be read that they do."""

from __future__ import annotations

from datetime import timedelta

from practice.ports import Ports
from store import deliveries
from store.contents import QuestionContent
from store.models import DeliveryRow
from store.unit import Unit

SLOW = timedelta(seconds=30)
"""So long after a reply, its message says that reading it takes longer than usual."""


def tell(ports: Ports) -> int:
    """Let the messages of replies that wait long say so, once each; return how many."""
    with ports.sessions.read() as unit:
        untold = len(_untold(unit))
    if untold:
        with ports.sessions.begin() as unit:
            for delivery in _untold(unit):
                QuestionContent(slow=True).keep(delivery)
                unit.show_again(delivery)
    return untold


def _untold(unit: Unit) -> list[DeliveryRow]:
    waiting = deliveries.unread_since(unit, unit.now - SLOW)
    return [delivery for delivery in waiting if not QuestionContent.of(delivery).slow]
