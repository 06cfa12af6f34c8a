"""The coming week's digest of every team, planned as a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from practice.outbox import recurring
from practice.outbox.recurring import Next
from practice.ports import Ports
from practice.who.hours import local_day, working_time, zone_of
from practice.who.preferences import Setup, setup_of
from scheduling.calendar import iso_week, next_open
from store import people, slots
from store.contents import DigestContent
from store.models import DeliveryKind, DeliveryRow, PersonRow
from store.people import Away
from store.unit import Unit


def plan_digests(unit: Unit, _ports: Ports, after: DeliveryRow | None) -> None:
    """Plan the coming week's digest: of the team that one went to, or of every team."""
    setup = setup_of(unit)
    pairs = people.managed_teams(unit, unit.now.date())
    if after is not None:
        its_own = (DigestContent.of(after).team, after.person_id)
        pairs = [pair for pair in pairs if pair == its_own]
    known = people.by_ids(unit, {manager for _, manager in pairs})
    led = [(team, known[manager]) for team, manager in pairs if manager in known]
    reached = [(team, who) for team, who in led if who.on_roster and who.reachable]
    absences = people.away(unit, {manager.person_id for _, manager in reached})
    following = (
        _next(unit, setup, team, manager, absences[manager.person_id]) for team, manager in reached
    )
    recurring.plan(unit, DeliveryKind.DIGEST, (each for each in following if each is not None))


def _next(
    unit: Unit, setup: Setup, team_id: str, manager: PersonRow, absences: Sequence[Away]
) -> Next | None:
    """Return a team's next digest, or None in a week in which its manager is away."""
    today = local_day(manager, unit.now)
    monday = today + timedelta(days=-today.weekday())
    mondays = (monday, monday + timedelta(days=7))
    mornings = (recurring.at_hour(manager, day, setup.digest_hour) for day in mondays)
    due = next(morning for morning in mornings if morning > unit.now)
    open_at = next_open(working_time(manager, setup, absences), due)
    if open_at is None or open_at >= due + timedelta(days=6):
        return None
    week = iso_week(zone_of(manager), due)
    content = DigestContent(team=team_id, week=week)
    return Next(manager, slots.digest(team_id, week), open_at, content)
