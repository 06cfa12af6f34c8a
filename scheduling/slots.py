"""When the next question may come: a few slots a week, spread over days and over the day.

A person keeps to the same days of the week where all are open, at another time each day. Slots
follow from the person and the day alone: planning twice gives the same moment, a team is not
asked all at once, and a backlog can never come faster than the cadence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b

from scheduling.calendar import OpenDay, WorkingTime, local_day, next_open, open_day
from scheduling.errors import SchedulingError

PER_WEEK = 3
PER_DAY = 2
"""How often people are asked where nobody set otherwise."""

MOST_A_WEEK = 5
MOST_A_DAY = 2
"""The most that may be set."""

CADENCES = tuple(range(MOST_A_WEEK + 1))
"""Every number of questions a week that may be compared, none at all included."""

_WEEKS = 53
"""Weeks searched from the first open moment on: a last open hour may come before a long leave."""

_SHORTEST_DAY = timedelta(minutes=30)
"""A day that is open for less is left alone."""

_EDGE = 0.1
"""The share of a day, at its start and at its end, in which nothing is asked."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """How many questions a person gets at most: in seven days, and in one."""

    per_week: int = PER_WEEK
    per_day: int = PER_DAY

    def __post_init__(self) -> None:
        if self.per_week < 1 or self.per_day < 1:
            raise SchedulingError("A cadence has at least one question a week and a day.")


def next_slot(
    working: WorkingTime, cadence: Cadence, asked: Sequence[datetime], seed: str, after: datetime
) -> datetime | None:
    """The first slot at or after a moment that keeps to the cadence; None where none opens.

    `asked` are the moments of earlier questions that count towards the cadence; the last seven
    days of them matter, and a slot not after the last of them is used up. The slot is a whole
    minute inside an open stretch.
    """
    opens = next_open(working, after)
    if opens is None:
        return None
    days = [local_day(working.zone, moment) for moment in asked]
    used = max(asked, default=None)
    first = local_day(working.zone, opens) - timedelta(days=1)  # a night shift begins before
    monday = first - timedelta(days=first.weekday())
    for week in range(_WEEKS):
        for slot in _week(working, cadence, seed, monday + timedelta(weeks=week)):
            free = slot >= after and (used is None or slot > used)
            if free and _within(cadence, days, local_day(working.zone, slot)):
                return slot
    return None


def _week(working: WorkingTime, cadence: Cadence, seed: str, monday: date) -> Iterator[datetime]:
    """A week's slots in order, as evenly over its open days as they divide."""
    week = [open_day(working, monday + timedelta(days=number)) for number in range(7)]
    days = [day for day in week if day.length >= _SHORTEST_DAY]
    if not days:
        return
    shift = chance(seed)
    wanted = [0] * len(days)
    for number in range(cadence.per_week):
        wanted[int((number + shift) * len(days) / cadence.per_week)] += 1
    for day, count in zip(days, wanted, strict=True):
        count = min(count, cadence.per_day)
        for number in range(count):
            part = _EDGE + (1.0 - 2.0 * _EDGE) * chance(seed, day.day.isoformat(), str(number))
            yield _minute(day, (number + part) / count)


def _minute(day: OpenDay, share: float) -> datetime:
    """The whole minute at a share of a day's open time."""
    left = day.length * share
    for start, end in day.stretches:
        minute = (start + left).replace(second=0, microsecond=0)
        minute += timedelta(minutes=minute < start)
        if minute < end:
            return minute
        left = max(timedelta(), left - (end - start))
    return day.stretches[-1][0]


def _within(cadence: Cadence, asked: Sequence[date], day: date) -> bool:
    """Whether one more question on a day keeps to the cadence; weeks are any seven days."""
    recent = sum(1 for earlier in asked if 0 <= (day - earlier).days < 7)
    return recent < cadence.per_week and asked.count(day) < cadence.per_day


def chance(*parts: str) -> float:
    """A number in [0, 1) that always follows from the same parts."""
    digest = blake2b("\x1f".join(parts).encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big") / 256**7
