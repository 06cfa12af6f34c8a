"""Noting that somebody used their welcome: its buttons become the date."""

from __future__ import annotations

from practice.ports import Ports
from store import deliveries, people


def used(ports: Ports, user: str, delivery_id: str) -> None:
    """Note the first use of a welcome; somebody else's tap changes nothing."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        delivery = deliveries.delivery(unit, delivery_id)
        person = people.by_slack(unit, user)
        if delivery is None or person is None or delivery.person_id != person.person_id:
            return
        if delivery.kind != "welcome" or "used_at" in delivery.content:
            return
        delivery.content = {**delivery.content, "used_at": now.isoformat()}
        deliveries.touch(delivery)
    ports.wake()
