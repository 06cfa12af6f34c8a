"""Pausing, resuming and one's own settings."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from practice.ports import Ports
from practice.who.hours import local_day, zone_of
from practice.who.preferences import Preferences
from store import people
from store.ids import new_id
from store.models import PauseRow, PersonRow


def pause(ports: Ports, user: str, until: date | None) -> datetime | None:
    """Pause until the start of a day, or until the person resumes; return the end."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return None
        end = None if until is None else _start_of(until, person)
        holding = people.open_pause(unit, person.person_id, now)
        if holding is not None:
            holding.end = now
        if end is None or end > now:
            unit.session.add(
                PauseRow(
                    workspace_id=unit.workspace,
                    pause_id=new_id(),
                    person_id=person.person_id,
                    start=now,
                    end=end,
                    recorded_at=now,
                )
            )
        unit.replan(person)
    return end


def take_leave(ports: Ports, user: str, first: date, last: date) -> None:
    """Note a leave from one day up to and including another."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return
        start, end = max(now, _start_of(first, person)), _start_of(last + timedelta(days=1), person)
        if end <= start:
            return  # it is over already
        unit.session.add(
            PauseRow(
                workspace_id=unit.workspace,
                pause_id=new_id(),
                person_id=person.person_id,
                start=start,
                end=end,
                recorded_at=now,
            )
        )
        unit.replan(person)


def resume(ports: Ports, user: str) -> bool:
    """End whatever pause or leave holds; return whether there was one."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return False
        was = False
        while holding := people.open_pause(unit, person.person_id, now):
            holding.end = now  # a pause may lie within a leave
            was = True
        if was:
            unit.replan(person)
        return was


def today(ports: Ports, user: str) -> date | None:
    """Return the day it is where the person is; None for who is not on the roster."""
    with ports.sessions.read() as unit:
        person = people.by_slack(unit, user)
        return None if person is None else local_day(person, unit.now)


def prefer(ports: Ports, user: str, preferences: Preferences) -> bool:
    """Save a person's own settings; False for who is not on the roster."""
    with ports.sessions.begin() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return False
        person.preferences = preferences.model_dump(mode="json", exclude_none=True)
        unit.replan(person)
        return True


def _start_of(day: date, person: PersonRow) -> datetime:
    zone = ZoneInfo(zone_of(person))
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)
