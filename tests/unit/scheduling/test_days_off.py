"""Days on which a country, or a part of it, does not work, one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scheduling.calendar import (
    WorkingTime,
    half_days,
    is_working_day,
    local_day,
    open_day,
    public_holidays,
)
from scheduling.slots import Cadence, next_slot

EASTER_MONDAY = datetime(2027, 3, 29, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "part", "day", "off"),
    [
        ("GB", "ENG", date(2027, 3, 29), True),  # Easter Monday
        ("GB", "SCT", date(2027, 3, 29), False),
        ("GB", None, date(2027, 3, 29), False),
        ("GB", "ENG", date(2027, 8, 30), True),  # the August bank holiday
        ("GB", "SCT", date(2027, 8, 2), True),
        ("GB", "NIR", date(2027, 7, 12), True),
        ("CH", "ZH", date(2027, 3, 29), True),
        ("CA", "ON", date(2027, 10, 11), True),  # Thanksgiving
        ("CA", "QC", date(2027, 6, 24), True),
        ("AU", "NSW", date(2027, 6, 14), True),  # the King's Birthday
        ("DE", "BY", date(2027, 1, 6), True),  # Epiphany
        ("DE", "BE", date(2027, 1, 6), False),
        ("US", "MA", date(2027, 4, 19), True),  # Patriots' Day
        ("US", None, date(2027, 4, 19), False),
        ("GB", None, date(2027, 12, 24), False),
        ("SE", None, date(2027, 6, 25), True),  # Midsummer Eve
        ("SE", None, date(2026, 12, 24), True),
        ("SE", None, date(2026, 4, 30), False),  # Walpurgis Night, from two o'clock
        ("BR", None, date(2027, 2, 9), True),  # Carnival
        ("BR", "SP", date(2027, 2, 9), True),
        ("DK", None, date(2026, 12, 24), True),
        ("PT", None, date(2027, 2, 9), True),
        ("JP", None, date(2027, 12, 31), True),
        ("KR", None, date(2026, 5, 1), True),  # Labour Day
        ("EE", None, date(2027, 12, 23), False),  # three hours shorter, and worked
        ("CN", None, date(2027, 3, 8), False),
        ("IN", None, date(2027, 1, 15), False),
        ("US", None, date(2026, 10, 30), False),
    ],
)
def test_nobody_works_on_the_days_of_their_place(
    country: str, part: str | None, day: date, off: bool
) -> None:
    assert (day in public_holidays(country, part, day.year)) is off
    working = WorkingTime("UTC", frozenset(range(7)), country=country, subdivision=part)
    assert is_working_day(working, day) is not off


@pytest.mark.parametrize(
    ("country", "part", "day", "half"),
    [
        ("DE", None, date(2027, 12, 24), True),
        ("DE", "BY", date(2027, 12, 31), True),
        ("AT", None, date(2027, 12, 24), True),
        ("GR", None, date(2027, 12, 24), True),
        ("TR", None, date(2027, 10, 28), True),
        ("IT", "BZ", date(2027, 12, 24), True),
        ("IT", "RM", date(2027, 12, 24), False),
        ("GB", "ENG", date(2027, 12, 24), False),
        ("EE", None, date(2027, 12, 23), False),  # three hours shorter
        ("CN", None, date(2027, 3, 8), False),  # half of the people
        ("AU", "QLD", date(2027, 12, 24), False),  # from six in the evening
    ],
)
def test_nothing_is_asked_on_a_half_day_though_people_work(
    country: str, part: str | None, day: date, half: bool
) -> None:
    working = WorkingTime("UTC", frozenset(range(7)), country=country, subdivision=part)
    assert (day in half_days(country, part, day.year)) is half
    assert (open_day(working, day).stretches == ()) is half
    assert is_working_day(working, day)


@pytest.mark.parametrize(("part", "asked_on"), [("ENG", 30), ("SCT", 29), (None, 29)])
def test_somebody_in_england_is_asked_nothing_on_easter_monday(
    part: str | None, asked_on: int
) -> None:
    working = WorkingTime("Europe/London", country="GB", subdivision=part)
    slot = next_slot(working, Cadence(5, 2), [], "p", EASTER_MONDAY)
    assert slot is not None
    assert local_day(working.zone, slot) == date(2027, 3, asked_on)
