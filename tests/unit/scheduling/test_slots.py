"""The moments of questions: inside hours, within the cadence, spread, always the same."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.calendar import Interval, WorkingTime, is_open, local_day
from scheduling.errors import SchedulingError
from scheduling.slots import Cadence, chance, next_slot

START = datetime(2026, 11, 22, tzinfo=UTC)  # a Sunday
OFFICE = WorkingTime("Europe/Berlin", country="DE")


def slots(
    working: WorkingTime, cadence: Cadence, seed: str, start: datetime, count: int
) -> list[datetime]:
    asked: list[datetime] = []
    for _ in range(count):
        slot = next_slot(working, cadence, asked, seed, asked[-1] if asked else start)
        assert slot is not None
        asked.append(slot)
    return asked


def test_three_a_week_come_on_three_days_of_every_week() -> None:
    days = [local_day("Europe/Berlin", slot) for slot in slots(OFFICE, Cadence(3), "a", START, 9)]
    assert len(set(days)) == 9
    assert Counter(day.isocalendar().week for day in days) == {48: 3, 49: 3, 50: 3}
    assert all((b - a).days >= 2 or a.weekday() == 4 for a, b in pairwise(days))


def test_more_than_the_open_days_come_twice_a_day_and_never_more() -> None:
    two_days = WorkingTime("UTC", frozenset({1, 3}))
    found = slots(two_days, Cadence(5, 2), "a", START, 8)
    assert set(Counter(slot.date() for slot in found).values()) == {2}


def test_a_team_is_not_asked_all_at_once() -> None:
    found = {next_slot(OFFICE, Cadence(3), (), str(person), START) for person in range(40)}
    assert len({slot.date() for slot in found if slot}) >= 2
    assert len({slot.time() for slot in found if slot}) >= 35


def test_one_persons_times_differ_from_day_to_day() -> None:
    assert len({slot.time() for slot in slots(OFFICE, Cadence(3), "a", START, 9)}) >= 8


def test_a_backlog_after_leave_comes_no_faster_than_the_cadence() -> None:
    back = datetime(2027, 1, 11, tzinfo=UTC)
    rested = WorkingTime("Europe/Berlin", absences=(Interval(START, back),))
    found = slots(rested, Cadence(3), "a", START, 6)
    assert found[0] >= back
    assert found[5] - found[0] >= timedelta(days=9)


def test_questions_already_asked_count_towards_seven_days() -> None:
    thursday = START + timedelta(days=4, hours=8)
    asked = [thursday - timedelta(hours=n) for n in (1, 24, 48)]
    found = next_slot(OFFICE, Cadence(3), asked, "a", thursday)
    assert found is not None
    assert local_day("Europe/Berlin", found) >= local_day("Europe/Berlin", asked[2]) + timedelta(7)


def test_a_last_open_hour_before_a_long_leave_does_not_hide_what_follows_it() -> None:
    leave = Interval(START + timedelta(hours=10), START + timedelta(days=120))
    working = WorkingTime("UTC", frozenset(range(7)), absences=(leave,))
    found = next_slot(working, Cadence(), (), "a", START + timedelta(hours=9, minutes=50))
    assert found is not None
    assert found >= START + timedelta(days=120)


def test_nobody_away_for_good_has_a_slot() -> None:
    paused = WorkingTime("UTC", absences=(Interval(START, None),))
    assert next_slot(paused, Cadence(), (), "a", START) is None


def test_a_cadence_below_one_is_refused() -> None:
    with pytest.raises(SchedulingError):
        Cadence(0)


def test_chance_is_fixed_by_its_parts_and_keeps_them_apart() -> None:
    assert chance("a", "b") == chance("a", "b") != chance("ab")
    assert 0.0 <= chance("") < 1.0


@given(
    seed=st.text(max_size=5),
    minutes=st.integers(0, 60 * 24 * 400),
    per_week=st.integers(1, 5),
    per_day=st.integers(1, 2),
    hours=st.tuples(st.integers(0, 23), st.integers(0, 23)),
    days=st.frozensets(st.integers(0, 6), min_size=1),
)
def test_every_slot_is_a_whole_open_minute_within_the_cadence(
    seed: str,
    minutes: int,
    per_week: int,
    per_day: int,
    hours: tuple[int, int],
    days: frozenset[int],
) -> None:
    working = WorkingTime("Europe/Berlin", days, time(hours[0]), time(hours[1], 30), "DE")
    after = START + timedelta(minutes=minutes)
    found = slots(working, Cadence(per_week, per_day), seed, after, 8)
    assert found == slots(working, Cadence(per_week, per_day), seed, after, 8)
    for slot in found:
        assert slot >= after
        assert slot.second == slot.microsecond == 0
        assert is_open(working, slot)
        started = [asked for asked in found if slot - timedelta(days=6) < asked <= slot]
        assert len(started) <= per_week
    local = Counter(local_day("Europe/Berlin", slot) for slot in found)
    assert max(local.values()) <= per_day
