"""Who may do what: employees, managers, reviewers, administrators."""

from __future__ import annotations

from dataclasses import dataclass

from practice.ports import Ports
from practice.who.hours import local_day
from practice.who.preferences import setup_of
from store import banks, people
from store.models import PersonRow
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do. `teams` are the ids of the teams that they manage today."""

    person_id: str | None
    on_roster: bool
    admin: bool
    reviewer: bool
    teams: tuple[str, ...]


def is_admin(ports: Ports, person: PersonRow) -> bool:
    """Whether somebody administers: Slack says so, or the settings name them."""
    return person.is_admin or person.email in ports.admins


def may_review(unit: Unit, ports: Ports, person: PersonRow) -> bool:
    """Whether somebody is named a reviewer, administers, or wrote a bank; never a leaver."""
    if not person.on_roster:
        return False
    setup = setup_of(unit)
    if is_admin(ports, person) or person.email in setup.reviewers:
        return True
    return person.email in banks.authors(unit)


def rights(ports: Ports, user: str) -> Rights:
    """Return what the person behind a Slack user may do."""
    with ports.sessions.read() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return Rights(None, False, _known_admin(ports, user), False, ())
        return Rights(
            person_id=person.person_id,
            on_roster=person.on_roster,
            admin=is_admin(ports, person),
            reviewer=may_review(unit, ports, person),
            teams=tuple(teams_of(unit, person)),
        )


def teams_of(unit: Unit, person: PersonRow) -> list[str]:
    """Return the teams that somebody manages today; a leaver manages none."""
    if not person.on_roster:
        return []
    day = local_day(person, unit.now)
    led = people.led(unit, [person.person_id])
    return sorted({held.team_id for held in led if people.holds(held, day)})


def _known_admin(ports: Ports, user: str) -> bool:
    """Whether somebody who is not on the roster yet administers: the first one loads it."""
    known = ports.messenger.account(user)
    if known is None or known.deleted:
        return False
    return known.is_admin or (known.email or "").lower() in ports.admins
