"""Bringing messages up to date: whatever should be shown otherwise is shown, or said anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from practice.outbox.leases import BACK_OFF, BATCH, LEASE, POST_TAKES
from practice.ports import MessageKind, Ports
from store import deliveries, outbox
from store.models import DeliveryKind
from store.outbox import Stale
from views.message import MessageView

log = structlog.get_logger(__name__)

AFTER_A_FAULT = timedelta(minutes=5)


def tick(ports: Ports) -> int:
    """Update up to one batch of messages; return how many were tried.

    What all of them are to show is read at once; what became of it is written at once. What a slow
    chat leaves no time for is put back: another worker may have shown something newer by then.
    """
    technical = ports.clock.technical()
    with ports.sessions.begin(durable=False) as unit:
        stale = outbox.take_up(unit, technical, technical + LEASE, BATCH)
    views, broken = _views(ports, stale)
    shown: dict[str, int] = {}
    later = dict.fromkeys(broken, AFTER_A_FAULT)
    for number, row in enumerate(stale):
        if row.delivery_id in broken:
            continue
        ports.give_way()
        if ports.clock.technical() > technical + LEASE - POST_TAKES:
            later |= {rest.delivery_id: timedelta() for rest in stale[number:]}
            break
        try:
            wait = _tried(ports, row, views.get(row.delivery_id))
        except RateLimited as limited:
            later |= {rest.delivery_id: limited.wait for rest in stale[number:]}
            break
        if wait is None:
            shown[row.delivery_id] = row.wanted
        else:
            later[row.delivery_id] = wait
    _note(ports, shown, later)
    return len(stale)


def _tried(ports: Ports, row: Stale, view: MessageView | None) -> timedelta | None:
    """Show a message as it is to be; return how long to leave it alone where that failed."""
    try:
        if view is not None:
            _show(ports, row, view)
    except RateLimited:
        raise
    except (ChannelGone, Refused) as problem:
        log.warning("message_not_updated", delivery=row.delivery_id, problem=str(problem))
    except NotDrawn:
        log.exception("update_broke", delivery=row.delivery_id)
        return AFTER_A_FAULT
    except MessengerError:
        return BACK_OFF  # repeating an update does no harm
    except Exception:
        # One message that cannot be shown must not hold up the others.
        log.exception("update_broke", delivery=row.delivery_id)
        return AFTER_A_FAULT
    return None


def _show(ports: Ports, row: Stale, view: MessageView) -> None:
    """Show a view in a message; where a chat cannot change it, say it anew."""
    if ports.messenger.abilities.updates:
        ports.messenger.update(row.channel, row.ts, view)
        return
    try:
        key = f"{row.delivery_id}:{row.wanted}"
        ports.messenger.send(row.channel, view, key, row.ts)
    except MaybeSent as problem:  # never said twice; at worst it is read at the next occasion
        log.warning("news_unsure", delivery=row.delivery_id, problem=str(problem))


def _views(ports: Ports, stale: Sequence[Stale]) -> tuple[dict[str, MessageView], frozenset[str]]:
    """Return what messages are to show by now, and those for which that broke.

    What is in neither stays as it is: no news for a chat that cannot change what it said.
    """
    views: dict[str, MessageView] = {}
    broken: list[str] = []
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for row in stale:
        by_kind[row.kind].append(row.delivery_id)
    for name, ids in by_kind.items():
        kind = ports.kinds[DeliveryKind(name)]
        if not ports.messenger.abilities.updates and not kind.is_news:
            continue
        if (found := _of_kind(ports, kind, ids)) is not None:
            views |= found
            continue
        for delivery_id in ids:  # one that cannot be composed must not hold up the others
            alone = _of_kind(ports, kind, [delivery_id])
            views |= alone or {}
            broken += [delivery_id] if alone is None else []
    return views, frozenset(broken)


def _of_kind(
    ports: Ports, kind: MessageKind, ids: Sequence[str]
) -> Mapping[str, MessageView] | None:
    """Return what some messages of a kind are to show by now; None where that broke."""
    if kind.now is None:
        return {}
    try:
        with ports.sessions.read() as unit:
            return kind.now(unit, ports, list(deliveries.by_id(unit, ids).values()))
    except Exception:
        log.exception("update_broke", deliveries=ids)
        return None


def _note(ports: Ports, shown: Mapping[str, int], later: Mapping[str, timedelta]) -> None:
    """Write what became of messages that were taken up."""
    if not shown and not later:
        return
    technical = ports.clock.technical()
    with ports.sessions.begin(durable=False) as unit:
        outbox.note_shown(unit, shown)
        outbox.show_later(unit, {delivery: technical + wait for delivery, wait in later.items()})
