"""The coming week's digest of every team, planned as a row."""

from __future__ import annotations

from datetime import timedelta

from practice.outbox import recurring
from practice.ports import Ports
from practice.who.hours import local_day, working_time, zone_of
from practice.who.preferences import Setup, setup_of
from scheduling.calendar import iso_week, next_open
from store import people, slots
from store.contents import DigestContent
from store.models import DeliveryKind, DeliveryRow, PersonRow
from store.unit import Unit


def plan_digests(unit: Unit, _ports: Ports, after: DeliveryRow | None) -> None:
    """Plan the coming week's digest: of the team that one went to, or of every team."""
    setup = setup_of(unit)
    pairs = people.managed_teams(unit, unit.now.date())
    if after is not None:
        its_own = (DigestContent.of(after).team, after.person_id)
        pairs = [pair for pair in pairs if pair == its_own]
    known = people.by_ids(unit, {manager for _, manager in pairs})
    for team_id, manager_id in pairs:
        manager = known.get(manager_id)
        if manager is not None and manager.on_roster and manager.reachable:
            _plan_digest(unit, setup, team_id, manager)


def _plan_digest(unit: Unit, setup: Setup, team_id: str, manager: PersonRow) -> None:
    today = local_day(manager, unit.now)
    monday = today + timedelta(days=-today.weekday())
    for day in (monday, monday + timedelta(days=7)):
        due = recurring.at_hour(manager, day, setup.digest_hour)
        if due > unit.now:
            absences = people.pauses(unit, manager.person_id)
            open_at = next_open(working_time(manager, setup, tuple(absences)), due)
            if open_at is not None and open_at < due + timedelta(days=6):
                week = iso_week(zone_of(manager), due)
                content = DigestContent(team=team_id, week=week)
                slot = slots.digest(team_id, week)
                recurring.plan(unit, manager, DeliveryKind.DIGEST, slot, open_at, content)
            return
