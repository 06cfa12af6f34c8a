"""The welcome: sent once, before the first question."""

from __future__ import annotations

from org.model import CRITICALITY_WEIGHT
from practice.ports import Ports
from practice.who.hours import local_day
from practice.who.preferences import Setup, preferences_of, setup_of
from practice.who.readers import reader_of
from store import framework, people
from store.contents import WelcomeContent
from store.models import DeliveryRow
from store.unit import Unit
from views.settings import NamedTo
from views.welcome import Naming, WelcomeView


def first(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> WelcomeView | None:
    """Greet somebody, unless they have left meanwhile."""
    person = people.person(unit, delivery.person_id)
    if person is None or not person.on_roster:
        return None
    return _welcome(unit, delivery)


def now(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> WelcomeView | None:
    """Return the welcome, with what was tapped."""
    return _welcome(unit, delivery)


def _welcome(unit: Unit, delivery: DeliveryRow) -> WelcomeView:
    person = people.person(unit, delivery.person_id)
    if person is None:
        raise LookupError(f"nobody is {delivery.person_id}")
    setup = setup_of(unit)
    day = local_day(person, unit.now)
    held = people.assignments_of(unit, person.person_id, day)
    roles = framework.roles(unit, day)
    skills = framework.skills(unit)
    names = [roles[a.role_id].name for a in held if a.role_id in roles]
    expected = [e for a in held if a.role_id in roles for e in roles[a.role_id].expects]
    expected.sort(key=lambda e: -CRITICALITY_WEIGHT[e.criticality])
    about = [skills[s].name for s in dict.fromkeys(e.skill for e in expected) if s in skills]
    return WelcomeView(
        reader=reader_of(person),
        delivery=delivery.delivery_id,
        name=person.name.split(" ")[0],
        role=", ".join(dict.fromkeys(names)),
        skills=tuple(about[:2]),
        per_week=preferences_of(person).per_week or setup.per_week,
        naming=naming_of(setup),
        started=WelcomeContent.of(delivery).used_at,
    )


def naming_of(setup: Setup) -> Naming | None:
    """Return the policy by which managers see names, where there is one."""
    if setup.naming is NamedTo.NOBODY or setup.naming_since is None:
        return None
    return Naming(since=setup.naming_since, why=setup.naming_why)
