"""The welcome: sent once, before the first question."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from messages import welcome
from messages.message import Message
from org.model import CRITICALITY_WEIGHT
from practice.ports import Ports
from practice.who.readers import reader_of
from practice.who.setup import Setup, local_day, preferences_of, setup_of
from store import framework, people
from store.models import DeliveryRow
from views.welcome import Naming, WelcomeView


def first(session: Session, ports: Ports, delivery: DeliveryRow, now: datetime) -> Message | None:
    """Greet somebody, unless they have left meanwhile."""
    person = people.person(session, ports.workspace, delivery.person_id)
    if person is None or not person.on_roster:
        return None
    return _welcome(session, ports, delivery, now)


def now(session: Session, ports: Ports, delivery: DeliveryRow, now: datetime) -> Message | None:
    """Return the welcome, with what was tapped."""
    return _welcome(session, ports, delivery, now)


def _welcome(session: Session, ports: Ports, delivery: DeliveryRow, now: datetime) -> Message:
    ws = ports.workspace
    person = people.person(session, ws, delivery.person_id)
    if person is None:
        raise LookupError(f"nobody is {delivery.person_id}")
    setup = setup_of(session, ws)
    day = local_day(person, now)
    held = people.assignments_of(session, ws, person.person_id, day)
    roles = framework.roles(session, ws, day)
    skills = framework.skills(session, ws)
    names = [roles[a.role_id].name for a in held if a.role_id in roles]
    expected = [e for a in held if a.role_id in roles for e in roles[a.role_id].expects]
    expected.sort(key=lambda e: -CRITICALITY_WEIGHT[e.criticality])
    about = [skills[s].name for s in dict.fromkeys(e.skill for e in expected) if s in skills]
    started = delivery.content.get("used_at")
    return welcome.welcome(
        WelcomeView(
            reader=reader_of(person),
            delivery=delivery.delivery_id,
            name=person.name.split(" ")[0],
            role=", ".join(dict.fromkeys(names)),
            skills=tuple(about[:2]),
            per_week=preferences_of(person).per_week or setup.per_week,
            naming=naming_of(setup),
            started=datetime.fromisoformat(started) if started else None,
        )
    )


def naming_of(setup: Setup) -> Naming | None:
    """Return the policy by which managers see names, where there is one."""
    if setup.naming == "nobody" or setup.naming_since is None:
        return None
    return Naming(since=setup.naming_since, why=setup.naming_why)
