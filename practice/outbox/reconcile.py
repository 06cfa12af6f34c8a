"""Settling what may or may not be sent: nothing is posted again before history was looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from practice.errors import HistoryUnreadable, MessengerError, RateLimited
from practice.outbox.leases import BATCH, LEASE, SETTLED_AFTER
from practice.outbox.states import before, step
from practice.ports import Ports
from store import deliveries, outbox
from store.models import DeliveryKind, DeliveryRow, DeliveryState
from store.unit import Unit

log = structlog.get_logger(__name__)


def tick(ports: Ports) -> int:
    """Look up a batch of sends that may or may not have happened; return how many were settled.

    So may the sends of a worker that fell silent: they are looked up in their turn. Where history
    is held back, none is asked for before its time, and whatever else is due goes on.
    """
    technical = ports.clock.technical()
    with ports.sessions.begin() as unit:
        for row in deliveries.lost_leases(unit, DeliveryState.SENDING, technical):
            unsure(row, technical, "the worker stopped while sending")
        rows = deliveries.doubtful(unit, DeliveryState.UNSURE, technical, BATCH)
        for row in rows:
            row.ready_at = technical + LEASE  # nobody else looks it up meanwhile
        doubts = [Doubt(r.delivery_id, r.channel, r.due_at, r.thread_ts, r.tries) for r in rows]
    for number, doubt in enumerate(doubts):
        ports.give_way()
        try:
            _settle_one(ports, doubt)
        except RateLimited as limited:
            for rest in doubts[number:]:
                _look_later(ports, rest, str(limited), limited.wait)
            return number
        except Exception:
            # One that breaks must not hold up the others; it stays in doubt.
            log.exception("settling_broke", delivery=doubt.delivery_id)
            _look_later(ports, doubt, "looking it up broke", LEASE)
    return len(doubts)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A send that may or may not have happened; `tries` tells it from any later one."""

    delivery_id: str
    conversation: str | None
    since: datetime
    thread: str | None
    tries: int


def _settle_one(ports: Ports, doubt: Doubt) -> None:
    if doubt.conversation is None:  # none was ever opened, so nothing was sent
        _settled(ports, doubt, DeliveryState.PLANNED)
        return
    if not ports.messenger.abilities.looks_up:
        _unknown(ports, doubt, "this chat keeps no history")
        return
    try:
        message = ports.messenger.find(
            doubt.conversation, doubt.delivery_id, doubt.since, doubt.thread
        )
    except HistoryUnreadable as problem:
        _unknown(ports, doubt, str(problem))
    except RateLimited:
        raise
    except MessengerError as problem:
        _look_later(ports, doubt, str(problem), SETTLED_AFTER)
    else:
        if message is not None:
            record_sent(ports, doubt.delivery_id, doubt.conversation, message)
        else:
            _settled(ports, doubt, DeliveryState.PLANNED)


def _unknown(ports: Ports, doubt: Doubt, problem: str) -> None:
    log.warning("send_unknown", delivery=doubt.delivery_id, problem=problem)
    _settled(ports, doubt, DeliveryState.UNKNOWN)


def _is_it(delivery: DeliveryRow, doubt: Doubt) -> bool:
    """Whether a row is still in the doubt that was looked into, and not sent anew meanwhile."""
    return delivery.state == DeliveryState.UNSURE and delivery.tries == doubt.tries


def _settled(ports: Ports, doubt: Doubt, to: DeliveryState) -> None:
    """Move a row on from UNSURE, unless somebody else has meanwhile."""
    with ports.sessions.begin() as unit:
        delivery = deliveries.delivery(unit, doubt.delivery_id, lock=True)
        if delivery is None or not _is_it(delivery, doubt):
            return
        step(delivery, to)
        delivery.ready_at = None
        unit.makes_work()
        kind = ports.kinds[DeliveryKind(delivery.kind)]
        if to is DeliveryState.UNKNOWN and kind.lost is not None:
            kind.lost(unit, ports, delivery)


def _look_later(ports: Ports, doubt: Doubt, problem: str, wait: timedelta) -> None:
    technical = ports.clock.technical()

    def later(delivery: DeliveryRow) -> None:
        if _is_it(delivery, doubt):
            delivery.ready_at = technical + wait
            delivery.problem = problem

    change(ports, doubt.delivery_id, later)


def change(ports: Ports, delivery_id: str, how: Callable[[DeliveryRow], None]) -> None:
    """Change a delivery in a transaction of its own, while nobody else may."""
    with ports.sessions.begin() as unit:
        delivery = deliveries.delivery(unit, delivery_id, lock=True)
        if delivery is not None:
            how(delivery)


def unsure(delivery: DeliveryRow, technical: datetime, problem: str) -> None:
    """Note that a message may have been sent; it is looked up once it must have arrived."""
    step(delivery, DeliveryState.UNSURE)
    delivery.ready_at = technical + SETTLED_AFTER
    delivery.problem = problem


def record_sent(
    ports: Ports,
    delivery_id: str,
    conversation: str,
    message: str,
    *,
    by_hand: bool = False,
) -> None:
    """Write that a message was sent, and what follows from that; `by_hand`: on somebody's word."""
    with ports.sessions.begin() as unit:
        so_far = before(DeliveryState.SENT, by_hand=by_hand)
        delivery = outbox.note_sent(unit, delivery_id, so_far, conversation, message)
        if delivery is None:
            _not_sent_twice(deliveries.delivery(unit, delivery_id))
            return
        kind = ports.kinds[DeliveryKind(delivery.kind)]
        if kind.sent is not None:
            kind.sent(unit, ports, delivery)


def _not_sent_twice(delivery: DeliveryRow | None) -> None:
    """Make sure that what could not be noted as sent is noted so already, or gone."""
    if delivery is not None and delivery.state != DeliveryState.SENT:
        step(delivery, DeliveryState.SENT)


def pending(unit: Unit) -> int:
    """Count the messages on their way: leased, or to be looked up."""
    return deliveries.count(unit, (DeliveryState.SENDING, DeliveryState.UNSURE))
