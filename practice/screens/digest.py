"""A digest's message: put together when it is sent, drawn again from what was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from messages.digest import digest
from messages.message import Message
from practice.outbox.recurring import plan_digests
from practice.ports import Ports
from practice.teams.digest import compose, keep, read_view
from practice.teams.team import group_of
from store import deliveries, people, reviews
from store.models import DeliveryRow
from store.unit import Unit
from views.digest import DigestView, Response


def first(unit: Unit, ports: Ports, delivery: DeliveryRow, _now: datetime) -> Message | None:
    """Put the digest together and keep it; None where the manager no longer has the team."""
    manager = people.person(unit, delivery.person_id)
    group = group_of(unit, delivery.content["team"], delivery.person_id)
    plan_digests(unit)
    if manager is None or not manager.on_roster or group is None:
        return None
    view = compose(unit, ports, manager, group, delivery.delivery_id)
    view = replace(view, plain=bool(delivery.content.get("plain")))
    message = digest(view)
    delivery.content = {
        **delivery.content,
        "summary": keep(view),
        "parts": len(message.thread),
    }
    return message


def now(unit: Unit, _ports: Ports, delivery: DeliveryRow, _now: datetime) -> Message | None:
    """Draw the digest as it was, with what the manager did since."""
    row = reviews.digest_on(unit, delivery.delivery_id)
    if row is None:
        return None
    view = read_view(row.summary)
    return digest(_answered(view, row.response, row.done_at))


def _answered(view: DigestView, response: str | None, at: datetime | None) -> DigestView:
    return replace(view, response=Response(response) if response else None, answered=at)


def part(unit: Unit, _ports: Ports, delivery: DeliveryRow, _now: datetime) -> Message | None:
    """Return a part of a digest that continues in its thread."""
    about = deliveries.by_message(unit, delivery.channel or "", delivery.thread_ts or "")
    row = reviews.digest_on(unit, about.delivery_id) if about else None
    if row is None:
        return None
    thread = digest(read_view(row.summary)).thread
    number = int(delivery.content["part"])
    return thread[number] if number < len(thread) else None
