"""What a skill is worth asking about: shortfall, ripeness, rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from capability import kernel
from org.model import Criticality
from scheduling.need import NARROW, PROBE_BEFORE, Z80, SkillNeed, shortfall, wakes, worth

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
NEED = SkillNeed(
    skill="triage",
    target=0.8,
    criticality=Criticality.NORMAL,
    p=0.7,
    low=0.6,
    high=0.8,
    answers=8,
    last_asked=NOW - timedelta(days=10),
)
ABOVE = replace(NEED, p=0.92, low=0.86, high=0.96, crossing=NOW + timedelta(days=40))


def test_the_further_below_and_the_wider_the_more_is_missing() -> None:
    assert shortfall(replace(NEED, p=0.5, low=0.4, high=0.6)) > shortfall(NEED)
    assert shortfall(replace(NEED, low=0.4, high=1.0)) > shortfall(NEED)


def test_a_sure_estimate_is_short_by_its_plain_distance() -> None:
    sure = replace(NEED, p=0.5, low=0.5, high=0.5)
    assert abs(shortfall(sure) - 0.3) < 1e-6
    assert shortfall(replace(sure, p=0.9, low=0.9, high=0.9)) < 1e-6


def test_a_critical_skill_is_worth_more() -> None:
    values = [worth(replace(NEED, criticality=c), NOW) for c in Criticality]
    assert values == sorted(values)
    assert values[0] < values[-1]


def test_a_miss_brings_a_skill_back_sooner_and_a_misconception_sooner_still() -> None:
    missed = replace(NEED, last_missed=NEED.last_asked)
    assert worth(NEED, NOW) < worth(missed, NOW) < worth(replace(missed, misunderstood=True), NOW)


def test_a_skill_asked_just_now_is_worth_nothing_yet() -> None:
    assert worth(replace(NEED, last_asked=NOW), NOW) == 0.0
    assert worth(replace(NEED, last_asked=None), NOW) == shortfall(NEED)


def test_well_above_and_narrow_rests_until_before_the_crossing() -> None:
    assert wakes(ABOVE, NOW) == NOW + timedelta(days=40) - PROBE_BEFORE
    assert wakes(replace(ABOVE, crossing=NOW + timedelta(days=3)), NOW) == NOW
    assert wakes(replace(ABOVE, crossing=None), NOW) is None


def test_in_line_below_or_wide_does_not_rest() -> None:
    assert wakes(NEED, NOW) == NOW
    assert wakes(replace(ABOVE, target=0.87), NOW) == NOW
    assert wakes(replace(ABOVE, target=0.3, low=0.96 - NARROW - 0.01), NOW) == NOW


@given(
    p=st.floats(0.0, 1.0),
    half=st.floats(0.0, 0.5),
    target=st.floats(0.0, 1.0),
    days=st.floats(0.0, 2000.0),
)
def test_worth_is_finite_and_never_negative(
    p: float, half: float, target: float, days: float
) -> None:
    need = replace(
        NEED,
        p=p,
        low=max(0.0, p - half),
        high=min(1.0, p + half),
        target=target,
        last_asked=NOW - timedelta(days=days),
    )
    assert -1e-9 <= worth(need, NOW) <= 2.0


def test_a_range_is_as_wide_here_as_where_it_is_estimated() -> None:
    assert kernel.Z80 == Z80
