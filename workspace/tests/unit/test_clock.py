"""The business clock goes forward, at real pace or when told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workspace.clock import Clock

NOON = datetime(2026, 3, 27, 12, 30, tzinfo=UTC)  # a Friday, before Lisbon's summer time
LISBON = ZoneInfo("Europe/Lisbon")


def test_a_frozen_clock_stands_until_it_is_moved() -> None:
    clock = Clock(NOON, frozen=True)
    assert clock.now() == clock.now() == NOON
    assert clock.move_to(NOON + timedelta(days=1))
    assert clock.now() == NOON + timedelta(days=1)


def test_a_clock_never_goes_back() -> None:
    clock = Clock(NOON, frozen=True)
    assert not clock.move_to(NOON - timedelta(seconds=1))
    assert clock.now() == NOON


def test_a_running_clock_goes_on_from_where_it_was_moved() -> None:
    clock = Clock(NOON)
    clock.move_to(NOON + timedelta(days=1))
    first = clock.now()
    assert NOON + timedelta(days=1) <= first <= clock.now()


def test_stamps_are_unique_and_rise_even_where_time_stands() -> None:
    clock = Clock(NOON, frozen=True)
    stamps = [clock.stamp() for _ in range(3)]
    seconds = int(NOON.timestamp())
    assert stamps == [f"{seconds}.000000", f"{seconds}.000001", f"{seconds}.000002"]


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("next_hour", datetime(2026, 3, 27, 13, tzinfo=UTC)),
        ("next_morning", datetime(2026, 3, 28, 9, tzinfo=UTC)),
        # On Sunday the clocks change; Monday's nine o'clock is eight in UTC.
        ("next_monday", datetime(2026, 3, 30, 8, tzinfo=UTC)),
    ],
)
def test_jumps_lead_to_the_persons_own_hour(name: str, there: datetime) -> None:
    assert Clock(NOON, frozen=True).jump(name, LISBON) == there


def test_next_morning_is_today_before_nine() -> None:
    early = Clock(datetime(2026, 3, 30, 6, tzinfo=UTC), frozen=True)
    assert early.jump("next_morning", LISBON) == datetime(2026, 3, 30, 8, tzinfo=UTC)
    assert early.jump("next_monday", LISBON) == datetime(2026, 3, 30, 8, tzinfo=UTC)
