"""When somebody may be asked: their zone, their day, their working time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from org.places import country_and_region
from practice.who.preferences import Setup, preferences_of
from scheduling.calendar import Interval, WorkingTime
from store.models import PauseRow, PersonRow
from store.people import Away

_ZONES = available_timezones()


def zone_of(person: PersonRow) -> str:
    """Return a person's zone: their own setting, else Slack's, else the roster's, else UTC."""
    own = preferences_of(person).timezone
    for name in (own, person.slack_timezone, person.timezone):
        if name in _ZONES:
            return name
    return "UTC"


def local_day(person: PersonRow, now: datetime) -> date:
    """Return the day it is where a person is."""
    return now.astimezone(ZoneInfo(zone_of(person))).date()


def working_time(
    person: PersonRow,
    setup: Setup,
    pauses: Sequence[PauseRow | Away],
    quiet: tuple[Interval, ...] = (),
) -> WorkingTime:
    """Return when a person may be asked something."""
    own = preferences_of(person)
    country, region = country_and_region(person.country or setup.country)
    return WorkingTime(
        zone=zone_of(person),
        days=frozenset(own.days if own.days is not None else setup.days),
        start=own.start or setup.start,
        end=own.end or setup.end,
        country=country,
        subdivision=region,
        absences=tuple(Interval(p.start, p.end) for p in pauses),
        quiet=quiet,
    )
