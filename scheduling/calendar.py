"""When a person may be asked something: hours, days, zone, holidays, absences, quiet times.

Moments are aware and in UTC; a person's zone is only used to read the clock on their wall.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays

from scheduling.errors import CalendarError

WORKDAYS = frozenset(range(5))
"""Monday to Friday: the days of whoever set no others."""

BEGINS = time(9)
ENDS = time(17)
"""The hours of whoever set no others."""

HORIZON_DAYS = 366
"""How far ahead an open moment is looked for."""

_ONE_DAY = timedelta(days=1)

_ALSO_OFF: Final[Mapping[str, str]] = {
    "SE": "de_facto",  # Midsummer Eve, Christmas Eve, New Year's Eve
    **dict.fromkeys(("BR", "DK", "GL", "PT", "TT"), "optional"),  # Carnival, or Christmas Eve
    **dict.fromkeys(("JP", "KR"), "bank"),  # the first days of January; Labour Day
}
"""Beside public holidays, the library's category of days on which a country does not work.

Chosen one by one: elsewhere the same categories hold days on which people do work.
"""

_HALF_DAYS: Final = frozenset(("CW", "FO", "GR", "IS", "IT", "TR"))
"""Countries whose half days in the library are half for everybody, and from noon on."""

_EVES: Final[Mapping[str, tuple[tuple[int, int], ...]]] = dict.fromkeys(
    ("AT", "DE"), ((12, 24), (12, 31))
)
"""Half days by custom and agreement, as month and day, which no law and so no library names."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time from `start` up to, not including, `end`; no `end` means no end yet."""

    start: datetime
    end: datetime | None

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When somebody works and may be disturbed.

    `days` are weekdays, Monday 0, on which a stretch from `start` to `end` on the wall's clock
    begins; an `end` not after `start` lies on the next day. `country` and `subdivision` (ISO
    3166) name the public holidays; where none are known there are none. `absences` are leave
    and pauses, `quiet` Do Not Disturb.
    """

    zone: str
    days: frozenset[int] = WORKDAYS
    start: time = BEGINS
    end: time = ENDS
    country: str | None = None
    subdivision: str | None = None
    absences: tuple[Interval, ...] = ()
    quiet: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        _zone(self.zone)
        if not self.days <= frozenset(range(7)):
            raise CalendarError(f"Working days are 0 (Monday) to 6, not {sorted(self.days)}.")


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A local day, and its open stretches in order; overnight ones belong to their first day."""

    day: date
    stretches: tuple[tuple[datetime, datetime], ...]

    @property
    def length(self) -> timedelta:
        """How long the day is open in all."""
        return sum((end - start for start, end in self.stretches), timedelta())


def is_open(working: WorkingTime, now: datetime) -> bool:
    """Whether somebody may be asked something at a moment."""
    return next_open(working, now) == now


def next_open(working: WorkingTime, after: datetime) -> datetime | None:
    """The first open moment at or after one; None where a year holds none."""
    year = open_intervals(working, after, after + HORIZON_DAYS * _ONE_DAY)
    return next((start for start, _ in year), None)


def open_intervals(
    working: WorkingTime, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Every open stretch that overlaps a period, in order, cut to the period."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    blocks = _blocks(working)
    if any(b.end is None and b.start <= start for b in blocks):
        return
    day = local_day(working.zone, start) - _ONE_DAY  # its stretch may reach past midnight
    last = local_day(working.zone, end)
    until = start  # two days' stretches may overlap: no moment is given twice
    while day <= last:
        for opens, closes in _open_day(working, day, blocks):
            opens, closes = max(opens, until), min(closes, end)
            if opens < closes:
                yield opens, closes
                until = closes
        day += _ONE_DAY


def open_day(working: WorkingTime, day: date) -> OpenDay:
    """What is open of one local day."""
    return OpenDay(day, tuple(_open_day(working, day, _blocks(working))))


def is_working_day(working: WorkingTime, day: date) -> bool:
    """Whether somebody works on a local day, half of it or all, leave and pauses aside."""
    return day.weekday() in working.days and day not in public_holidays(
        working.country, working.subdivision, day.year
    )


def working_days_later(working: WorkingTime, moment: datetime, days: int) -> datetime:
    """The same time on the wall's clock, so many of the person's working days later.

    Days wholly within a leave or pause with a known end do not count. Who never works gets
    calendar days.
    """
    zone = _zone(working.zone)
    local = moment.astimezone(zone)
    absences = [a for a in working.absences if a.end is not None]
    day, left = local.date(), days
    for _ in range(HORIZON_DAYS):
        if left == 0:
            break
        day += _ONE_DAY
        left -= is_working_day(working, day) and not any(
            a.start <= _instant(day, time(0), zone)
            and a.end is not None
            and _instant(day + _ONE_DAY, time(0), zone) <= a.end
            for a in absences
        )
    if left:
        day = local.date() + days * _ONE_DAY
    return _instant(day, local.timetz().replace(tzinfo=None), zone)


def local_day(zone: str, moment: datetime) -> date:
    """The day it is in a zone."""
    return moment.astimezone(_zone(zone)).date()


def iso_week(zone: str, moment: datetime) -> str:
    """The ISO week that it is in a zone, as "2026-W48"."""
    year, week, _ = local_day(zone, moment).isocalendar()
    return f"{year}-W{week:02}"


@lru_cache(maxsize=1024)
def public_holidays(country: str | None, subdivision: str | None, year: int) -> frozenset[date]:
    """The public holidays of a year in a country or a part of it, and what is kept like one.

    None where the country is not known; an unknown subdivision gets the whole country's.
    """
    code = (country or "").upper()
    categories = ("public", _ALSO_OFF[code]) if code in _ALSO_OFF else ("public",)
    return _days(code, subdivision, year, categories)


@lru_cache(maxsize=1024)
def half_days(country: str | None, subdivision: str | None, year: int) -> frozenset[date]:
    """The days of a year on which most people work half a day at most: nothing is asked then."""
    code = (country or "").upper()
    eves = frozenset(date(year, *eve) for eve in _EVES.get(code, ()))
    return eves | _days(code, subdivision, year, ("half_day",)) if code in _HALF_DAYS else eves


def _days(
    country: str, subdivision: str | None, year: int, categories: tuple[str, ...]
) -> frozenset[date]:
    for part in (subdivision, None):
        with suppress(NotImplementedError):
            return frozenset(
                holidays.country_holidays(country, subdiv=part, years=year, categories=categories)
            )
    return frozenset()


def _open_day(
    working: WorkingTime, day: date, blocks: list[Interval]
) -> list[tuple[datetime, datetime]]:
    if not is_working_day(working, day) or day in half_days(
        working.country, working.subdivision, day.year
    ):
        return []
    zone = _zone(working.zone)
    opens = _instant(day, working.start, zone)
    closes = _instant(day + _ONE_DAY * (working.end <= working.start), working.end, zone)
    if opens.astimezone(zone).date() != day:  # the zone skipped that day
        return []
    free = [(opens, closes)] if opens < closes else []
    for block in blocks:
        if block.start >= closes:
            break
        if block.end is None or block.end > opens:
            free = [rest for stretch in free for rest in _without(stretch, block)]
    return free


def _without(
    stretch: tuple[datetime, datetime], block: Interval
) -> Iterator[tuple[datetime, datetime]]:
    start, end = stretch
    if start < min(end, block.start):
        yield start, min(end, block.start)
    if block.end is not None and max(start, block.end) < end:
        yield max(start, block.end), end


def _blocks(working: WorkingTime) -> list[Interval]:
    return sorted((*working.absences, *working.quiet), key=lambda block: block.start)


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment a wall's clock shows a time: the first where it shows it twice.

    A time that the clock leaps over counts as that much after the leap (as in RFC 5545).
    """
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone).astimezone(UTC)


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise CalendarError(f"There is no time zone {name!r}.") from error
