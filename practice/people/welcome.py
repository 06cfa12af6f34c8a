"""What follows from a welcome: questions begin, and its buttons become the date of their use."""

from __future__ import annotations

from practice.ports import Ports
from store import deliveries, people
from store.contents import WelcomeContent
from store.models import DeliveryKind, DeliveryRow
from store.unit import Unit


def used(ports: Ports, user: str, delivery_id: str) -> None:
    """Note the first use of a welcome; somebody else's tap changes nothing."""
    with ports.sessions.begin() as unit:
        delivery = deliveries.delivery(unit, delivery_id)
        person = people.by_slack(unit, user)
        if delivery is None or person is None or delivery.person_id != person.person_id:
            return
        if delivery.kind != DeliveryKind.WELCOME or WelcomeContent.of(delivery).used_at is not None:
            return
        WelcomeContent(used_at=unit.now).keep(delivery)
        unit.show_again(delivery)


def start(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> None:
    """Let somebody's questions begin after their welcome, or its having been lost sight of."""
    person = people.person(unit, delivery.person_id)
    if person is not None and person.started_at is None:
        person.started_at = delivery.sent_at or unit.now
        unit.replan(person)
