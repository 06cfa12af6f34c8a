"""What administrators and people decide: cadence, hours, holidays, policies."""

from __future__ import annotations

from datetime import date, time

from pydantic import BaseModel, ConfigDict, Field

from scheduling.calendar import BEGINS, ENDS, WORKDAYS
from scheduling.slots import MOST_A_DAY, MOST_A_WEEK, PER_DAY, PER_WEEK
from store import people
from store.models import PersonRow
from store.unit import Unit
from views.settings import NamedTo


class Setup(BaseModel):
    """An administrator's decisions for the whole workspace."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    per_week: int = Field(PER_WEEK, ge=1, le=MOST_A_WEEK)
    per_day: int = Field(PER_DAY, ge=1, le=MOST_A_DAY)
    days: tuple[int, ...] = tuple(sorted(WORKDAYS))
    start: time = BEGINS
    end: time = ENDS
    country: str | None = None
    digest_hour: int = Field(9, ge=0, le=23)
    naming: NamedTo = NamedTo.NOBODY
    naming_since: date | None = None
    naming_why: str = ""
    reviewers: tuple[str, ...] = ()


class Preferences(BaseModel):
    """One person's own settings; what is empty follows the workspace's setup."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    per_week: int | None = Field(None, ge=1, le=MOST_A_WEEK)
    per_day: int | None = Field(None, ge=1, le=MOST_A_DAY)
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
