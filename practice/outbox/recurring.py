"""Messages that come again and again: the next one of each is always planned as a row."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from practice.judging.review import REVIEW_CALL, reviewers
from practice.outbox.states import State
from practice.ports import Ports
from practice.who.setup import Setup, local_day, setup_of, working_time, zone_of
from scheduling.calendar import next_open
from store import deliveries, people
from store.ids import new_id
from store.models import DeliveryRow, PersonRow
from store.unit import Unit

DIGEST = "digest"


def fill(unit: Unit, ports: Ports) -> None:
    """Plan every recurring message that has no next one."""
    plan_digests(unit)
    for reviewer in reviewers(unit, ports):
        plan_review_call(unit, reviewer)


def plan_digests(unit: Unit) -> None:
    """Plan the coming week's digest for every team and manager."""
    now = unit.now
    setup = setup_of(unit)
    pairs = people.managed_teams(unit, now.date())
    known = people.by_ids(unit, {manager for _, manager in pairs})
    for team_id, manager_id in pairs:
        manager = known.get(manager_id)
        if manager is not None and manager.on_roster and manager.reachable:
            _plan_digest(unit, setup, team_id, manager)


def _plan_digest(unit: Unit, setup: Setup, team_id: str, manager: PersonRow) -> None:
    now = unit.now
    today = local_day(manager, now)
    monday = today + timedelta(days=-today.weekday())
    for week in (monday, monday + timedelta(days=7)):
        due = _at(manager, week, setup.digest_hour)
        if due > now:
            absences = people.pauses(unit, manager.person_id)
            open_at = next_open(working_time(manager, setup, tuple(absences)), due)
            if open_at is not None and open_at < due + timedelta(days=6):
                slot = f"{DIGEST}:{team_id}:{iso_week(week)}"
                content = {"team": team_id, "week": iso_week(week)}
                _plan(unit, manager, DIGEST, slot, open_at, content)
            return


def plan_review_call(unit: Unit, reviewer: PersonRow) -> None:
    """Plan the next working day's call to the review queue."""
    now = unit.now
    setup = setup_of(unit)
    absences = people.pauses(unit, reviewer.person_id)
    tomorrow = _at(reviewer, local_day(reviewer, now) + timedelta(days=1), setup.start.hour)
    due = next_open(working_time(reviewer, setup, tuple(absences)), tomorrow)
    if due is not None:
        slot = f"{REVIEW_CALL}:{local_day(reviewer, due)}"
        _plan(unit, reviewer, REVIEW_CALL, slot, due, {})


def _plan(
    unit: Unit,
    person: PersonRow,
    kind: str,
    slot: str,
    due: datetime,
    content: dict[str, Any],
) -> None:
    planned = deliveries.in_slot(unit, person.person_id, slot)
    if planned is not None:
        if planned.state == State.PLANNED and planned.due_at > unit.now:
            planned.due_at = due  # the hour, the zone or a leave may have changed
        return
    unit.session.add(
        DeliveryRow(
            workspace_id=unit.workspace,
            delivery_id=new_id(),
            person_id=person.person_id,
            kind=kind,
            slot=slot,
            state=State.PLANNED,
            due_at=due,
            planned_at=unit.now,
            content=content,
        )
    )


def _at(person: PersonRow, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone_of(person)))


def iso_week(day: date) -> str:
    """Return a day's ISO week: 2026-W48."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
