"""Open moments: hours, days, zones and their leaps, holidays, absences, quiet times."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.calendar import (
    Interval,
    WorkingTime,
    is_open,
    iso_week,
    local_day,
    next_open,
    open_intervals,
    public_holidays,
    working_days_later,
)
from scheduling.errors import CalendarError

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")


def berlin(*wall: int) -> datetime:
    return datetime(*wall, tzinfo=ZoneInfo("Europe/Berlin"))  # type: ignore[misc,arg-type]


def test_hours_are_those_of_the_wall_clock_on_both_sides_of_a_leap() -> None:
    working = WorkingTime("Europe/Berlin")
    assert next_open(working, datetime(2026, 3, 27, 18, tzinfo=UTC)) == datetime(
        2026, 3, 30, 7, tzinfo=UTC
    )
    assert next_open(working, datetime(2026, 3, 20, 18, tzinfo=UTC)) == datetime(
        2026, 3, 23, 8, tzinfo=UTC
    )


def test_the_end_of_the_day_is_closed_and_its_start_open() -> None:
    working = WorkingTime("Europe/Berlin")
    assert is_open(working, berlin(2026, 11, 23, 9))
    assert is_open(working, berlin(2026, 11, 23, 16, 59))
    assert not is_open(working, berlin(2026, 11, 23, 17))


def test_a_start_within_the_leap_opens_as_much_later() -> None:
    sundays = WorkingTime("Europe/Berlin", frozenset({6}), time(2, 30), time(5))
    assert next_open(sundays, berlin(2026, 3, 28, 12)) == berlin(2026, 3, 29, 3, 30)


def test_an_hour_that_comes_twice_opens_and_closes_by_its_first() -> None:
    sundays = WorkingTime("Europe/Berlin", frozenset({6}), time(2, 15), time(2, 45))
    (stretch,) = open_intervals(sundays, berlin(2026, 10, 25, 0), berlin(2026, 10, 25, 12))
    assert stretch == (
        datetime(2026, 10, 25, 0, 15, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 45, tzinfo=UTC),
    )


def test_a_night_shift_belongs_to_the_day_it_begins() -> None:
    nights = WorkingTime("Europe/Berlin", frozenset({4}), time(22), time(6))
    assert is_open(nights, berlin(2026, 11, 28, 5, 59))  # Saturday morning of Friday's shift
    assert not is_open(nights, berlin(2026, 11, 27, 5, 59))


def test_around_the_clock_gives_no_moment_twice() -> None:
    always = WorkingTime("Europe/Berlin", frozenset(range(7)), time(0), time(0))
    start, end = berlin(2026, 10, 20), berlin(2026, 10, 30)
    stretches = list(open_intervals(always, start, end))
    assert sum((b - a for a, b in stretches), timedelta()) == end.astimezone(
        UTC
    ) - start.astimezone(UTC)


def test_public_holidays_are_closed() -> None:
    working = WorkingTime("Europe/Berlin", country="DE", subdivision="BY")
    assert next_open(working, berlin(2026, 12, 24, 18)) == berlin(2026, 12, 28, 9)
    assert next_open(working, berlin(2026, 1, 5, 18)) == berlin(2026, 1, 7, 9)


@pytest.mark.parametrize("country", [None, "", "XX", "nowhere"])
def test_an_unknown_country_has_no_holidays(country: str | None) -> None:
    assert public_holidays(country, None, 2026) == frozenset()


def test_an_unknown_region_has_its_countrys_holidays() -> None:
    assert public_holidays("de", "ZZ", 2026) == public_holidays("DE", None, 2026)
    assert date(2026, 12, 25) in public_holidays("de", "ZZ", 2026)


def test_leave_and_quiet_times_are_cut_out() -> None:
    start = datetime(2026, 11, 23, tzinfo=UTC)
    leave = Interval(start, start + timedelta(days=2))
    quiet = Interval(start + timedelta(days=2, hours=10), start + timedelta(days=2, hours=11))
    working = WorkingTime("UTC", absences=(leave,), quiet=(quiet,))
    stretches = open_intervals(working, start, start + timedelta(days=3))
    assert [(a.day, a.hour, b.hour) for a, b in stretches] == [(25, 9, 10), (25, 11, 17)]


def test_a_pause_without_an_end_never_opens() -> None:
    paused = WorkingTime("UTC", absences=(Interval(datetime(2026, 11, 1, tzinfo=UTC), None),))
    assert next_open(paused, datetime(2026, 11, 20, 10, tzinfo=UTC)) is None
    assert is_open(paused, datetime(2026, 10, 30, 10, tzinfo=UTC))


def test_nobody_who_never_works_is_ever_asked() -> None:
    assert next_open(WorkingTime("UTC", frozenset()), datetime(2026, 11, 20, tzinfo=UTC)) is None


def test_moving_to_another_zone_moves_the_hours() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert is_open(WorkingTime("Europe/Berlin"), noon)
    assert not is_open(WorkingTime("America/Los_Angeles"), noon)


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CalendarError, match="Mars/Base"):
        WorkingTime("Mars/Base")


def test_days_outside_a_week_are_refused() -> None:
    with pytest.raises(CalendarError, match="7"):
        WorkingTime("UTC", frozenset({7}))


def test_working_days_skip_weekends_holidays_and_leave() -> None:
    working = WorkingTime("Europe/Berlin", country="DE")
    friday = berlin(2026, 11, 20, 15)
    assert working_days_later(working, friday, 2) == berlin(2026, 11, 24, 15)
    before_christmas = berlin(2026, 12, 23, 15)  # 25 and 26 December are holidays
    assert working_days_later(working, before_christmas, 2) == berlin(2026, 12, 28, 15)
    leave = Interval(berlin(2026, 11, 23), berlin(2026, 11, 28))
    away = WorkingTime("Europe/Berlin", absences=(leave,))
    assert working_days_later(away, friday, 2) == berlin(2026, 12, 1, 15)


def test_working_days_keep_the_wall_clock_over_a_leap() -> None:
    friday = berlin(2026, 3, 27, 10)
    later = working_days_later(WorkingTime("Europe/Berlin"), friday, 1)
    assert later == datetime(2026, 3, 30, 8, tzinfo=UTC)


def test_working_days_of_who_never_works_are_calendar_days() -> None:
    moment = datetime(2026, 11, 20, 10, tzinfo=UTC)
    never = WorkingTime("UTC", frozenset())
    assert working_days_later(never, moment, 2) == moment + timedelta(days=2)


def test_weeks_begin_on_monday_in_the_zone() -> None:
    sunday_evening_utc = datetime(2026, 11, 22, 22, tzinfo=UTC)
    assert iso_week("UTC", sunday_evening_utc) == "2026-W47"
    assert iso_week("Asia/Tokyo", sunday_evening_utc) == "2026-W48"
    assert iso_week("UTC", datetime(2027, 1, 1, tzinfo=UTC)) == "2026-W53"


MOMENTS = st.integers(0, 730 * 86_400).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = draw(MOMENTS)
    return Interval(start, start + timedelta(minutes=draw(st.integers(1, 30_000))))


WORKING = st.builds(
    WorkingTime,
    zone=st.sampled_from(ZONES),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    start=st.times(),
    end=st.times(),
    country=st.sampled_from((None, "DE", "US")),
    absences=st.lists(intervals(), max_size=3).map(tuple),
    quiet=st.lists(intervals(), max_size=2).map(tuple),
)


@given(WORKING, MOMENTS)
def test_the_next_open_moment_is_open_and_not_before(working: WorkingTime, after: datetime) -> None:
    found = next_open(working, after)
    assert found is not None
    assert found >= after
    assert is_open(working, found)
    assert not any(found in block for block in (*working.absences, *working.quiet))


@given(WORKING, MOMENTS, st.floats(0.0, 1.0, exclude_max=True))
def test_no_open_moment_lies_before_the_next(
    working: WorkingTime, after: datetime, share: float
) -> None:
    found = next_open(working, after)
    assert found is not None
    if found > after:
        # A share just under 1 rounds up to the moment itself: stay a microsecond before it.
        moment = min(after + (found - after) * share, found - timedelta.resolution)
        assert not is_open(working, moment)


@given(WORKING, MOMENTS)
def test_stretches_are_in_order_apart_and_inside_working_days(
    working: WorkingTime, start: datetime
) -> None:
    end = start + timedelta(days=20)
    until = start
    for opens, closes in open_intervals(working, start, end):
        assert until <= opens < closes <= end
        days = {local_day(working.zone, opens) - timedelta(days=back) for back in (0, 1)}
        assert any(day.weekday() in working.days for day in days)
        until = closes
