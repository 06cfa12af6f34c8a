"""Bringing messages up to date: whatever should be shown otherwise is shown, or said anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog

from practice.errors import (
    ChannelGone,
    MaybeSent,
    MessengerError,
    NotDrawn,
    RateLimited,
    Refused,
)
from practice.outbox.leases import BACK_OFF, BATCH, LEASE
from practice.ports import MessageKind, Ports
from store import deliveries
from store.models import DeliveryKind
from views.message import MessageView

log = structlog.get_logger(__name__)

AFTER_A_FAULT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Stale:
    """A message that is to be shown anew; `wanted` counts what it was asked to show."""

    delivery_id: str
    kind: DeliveryKind
    conversation: str
    message: str
    wanted: int


def tick(ports: Ports) -> int:
    """Update up to one batch of messages; return how many were tried."""
    leased = _lease(ports)
    for number, row in enumerate(leased):
        ports.give_way()
        try:
            _show(ports, row)
        except (ChannelGone, Refused) as problem:
            log.warning("message_not_updated", delivery=row.delivery_id, problem=str(problem))
        except RateLimited as limited:
            for rest in leased[number:]:
                _later(ports, rest.delivery_id, limited.wait)
            break
        except NotDrawn:
            log.exception("update_broke", delivery=row.delivery_id)
            _later(ports, row.delivery_id, AFTER_A_FAULT)
            continue
        except MessengerError:
            _later(ports, row.delivery_id, BACK_OFF)  # repeating an update does no harm
            continue
        except Exception:
            # One message that cannot be drawn must not hold up the others.
            log.exception("update_broke", delivery=row.delivery_id)
            _later(ports, row.delivery_id, AFTER_A_FAULT)
            continue
        _shown(ports, row)
    return len(leased)


def _show(ports: Ports, row: Stale) -> None:
    """Show a message as it is to be now; where a chat cannot change it, say what is news anew."""
    kind = ports.kinds[row.kind]
    updates = ports.messenger.abilities.updates
    view = _now(ports, row.delivery_id, kind) if updates or kind.is_news else None
    if view is None:
        return
    if updates:
        ports.messenger.update(row.conversation, row.message, view)
        return
    try:
        key = f"{row.delivery_id}:{row.wanted}"
        ports.messenger.send(row.conversation, view, key, row.message)
    except MaybeSent as problem:  # never said twice; at worst it is read at the next occasion
        log.warning("news_unsure", delivery=row.delivery_id, problem=str(problem))


def _now(ports: Ports, delivery_id: str, kind: MessageKind) -> MessageView | None:
    """Return what a sent message is to show now; None where it stays as it is."""
    with ports.sessions.read() as unit:
        delivery = deliveries.delivery(unit, delivery_id)
        if delivery is None or kind.now is None:
            return None
        return kind.now(unit, ports, delivery)


def _lease(ports: Ports) -> list[Stale]:
    """Take messages up alone: of two that update one, the slower could put the older back."""
    technical = ports.clock.technical()
    with ports.sessions.begin() as unit:
        rows = deliveries.stale(unit, technical, BATCH)
        for row in rows:
            row.ready_at = technical + LEASE
        return [
            Stale(r.delivery_id, DeliveryKind(r.kind), r.channel or "", r.ts or "", r.wanted)
            for r in rows
        ]


def _shown(ports: Ports, row: Stale) -> None:
    with ports.sessions.begin() as unit:
        delivery = deliveries.delivery(unit, row.delivery_id, lock=True)
        if delivery is not None:
            delivery.shown = max(delivery.shown, row.wanted)
            delivery.stale = delivery.shown < delivery.wanted
            delivery.ready_at = None


def _later(ports: Ports, delivery_id: str, wait: timedelta) -> None:
    with ports.sessions.begin() as unit:
        delivery = deliveries.delivery(unit, delivery_id)
        if delivery is not None:
            delivery.ready_at = ports.clock.technical() + wait
