"""What administrators and people decide: cadence, hours, holidays, policies."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field

from scheduling.calendar import Interval, WorkingTime
from store import people
from store.models import PauseRow, PersonRow
from store.unit import Unit


class Setup(BaseModel):
    """An administrator's decisions for the whole workspace."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    per_week: int = Field(3, ge=1, le=5)
    per_day: int = Field(2, ge=1, le=2)
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    start: time = time(9)
    end: time = time(17)
    country: str | None = None
    digest_hour: int = Field(9, ge=0, le=23)
    naming: Literal["nobody", "managers"] = "nobody"
    naming_since: date | None = None
    naming_why: str = ""
    reviewers: tuple[str, ...] = ()


class Preferences(BaseModel):
    """One person's own settings; what is empty follows the workspace's setup."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    per_week: int | None = Field(None, ge=1, le=5)
    per_day: int | None = Field(None, ge=1, le=2)
    timezone: str | None = None
    language: str | None = None
    days: tuple[int, ...] | None = None
    start: time | None = None
    end: time | None = None
    wait_for_quiet: bool = False


def setup_of(unit: Unit) -> Setup:
    """Read the workspace's setup."""
    return Setup.model_validate(people.workspace(unit).setup)


def preferences_of(person: PersonRow) -> Preferences:
    """Read a person's own settings."""
    return Preferences.model_validate(person.preferences)


_ZONES = available_timezones()


def zone_of(person: PersonRow) -> str:
    """Return a person's zone: their own setting, else Slack's, else the roster's, else UTC."""
    own = preferences_of(person).timezone
    for name in (own, person.slack_timezone, person.timezone):
        if name in _ZONES:
            return name
    return "UTC"


def language_of(person: PersonRow) -> str:
    """Return the language to write to a person in: their own, the roster's, Slack's, English."""
    own = preferences_of(person).language or person.language or person.slack_locale or "en"
    return own.replace("_", "-").split("-")[0]


def local_day(person: PersonRow, now: datetime) -> date:
    """Return the day it is where a person is."""
    return now.astimezone(ZoneInfo(zone_of(person))).date()


def working_time(
    person: PersonRow,
    setup: Setup,
    pauses: list[PauseRow] | tuple[PauseRow, ...],
    quiet: tuple[Interval, ...] = (),
) -> WorkingTime:
    """Return when a person may be asked something."""
    own = preferences_of(person)
    return WorkingTime(
        zone=zone_of(person),
        days=frozenset(own.days if own.days is not None else setup.days),
        start=own.start or setup.start,
        end=own.end or setup.end,
        country=person.country or setup.country,
        subdivision=None,
        absences=tuple(Interval(p.start, p.end) for p in pauses),
        quiet=quiet,
    )
