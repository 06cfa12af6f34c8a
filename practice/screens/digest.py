"""A digest: put together when it is sent, shown again from what was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from practice.outbox.queue import queue_notice
from practice.ports import Ports, Prepared
from practice.teams.digest import compose, keep, read_view
from practice.teams.groups import group_in, groups
from store import deliveries, people, reviews, slots
from store.contents import DigestContent, DigestPartContent
from store.ids import new_id
from store.models import DeliveryKind, DeliveryRow, DigestRow
from store.unit import Unit
from views.digest import DigestPartView, DigestView, Response


def prepare(unit: Unit, ports: Ports, delivery: DeliveryRow) -> Prepared | None:
    """Put the digest together; None where the manager no longer has the team."""
    content = DigestContent.of(delivery)
    manager = people.person(unit, delivery.person_id)
    led = groups(unit, (delivery.person_id,))
    group = group_in(led, content.team, delivery.person_id)
    if manager is None or not manager.on_roster or group is None:
        return None
    view = compose(unit, ports, manager, group, led, delivery.delivery_id)
    view = replace(view, plain=content.plain)
    parts = ports.messenger.continuations(view)
    kept = content.model_copy(update={"summary": keep(view), "parts": parts})
    return Prepared(view, lambda _, row: kept.keep(row))


def sent(unit: Unit, delivery: DeliveryRow) -> None:
    """Keep what the digest said, and queue what continues it in its thread."""
    content = DigestContent.of(delivery)
    unit.session.add(
        DigestRow(
            workspace_id=unit.workspace,
            digest_id=new_id(),
            delivery_id=delivery.delivery_id,
            team_id=content.team,
            manager_id=delivery.person_id,
            week=content.week,
            summary=content.summary,
            made_at=delivery.sent_at or unit.now,
        )
    )
    for number in range(content.parts):
        slot = slots.part(delivery.slot, number)
        queue_notice(unit, delivery, slot, DeliveryKind.DIGEST_PART, DigestPartContent(part=number))


def now(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> DigestView | None:
    """Return the digest as it was, with what the manager did since."""
    row = reviews.digest_on(unit, delivery.delivery_id)
    if row is None:
        return None
    view = read_view(row.summary)
    return _answered(view, row.response, row.done_at)


def _answered(view: DigestView, response: str | None, at: datetime | None) -> DigestView:
    return replace(view, response=Response(response) if response else None, answered=at)


def part(unit: Unit, ports: Ports, delivery: DeliveryRow) -> DigestPartView | None:
    """Return a part of a digest that continues in its thread."""
    about = deliveries.by_message(unit, delivery.channel or "", delivery.thread_ts or "")
    row = reviews.digest_on(unit, about.delivery_id) if about else None
    if row is None:
        return None
    view, number = read_view(row.summary), DigestPartContent.of(delivery).part
    return DigestPartView(view, number) if number < ports.messenger.continuations(view) else None
