"""Rate limits, with technical time in our own hands."""

from __future__ import annotations

import pytest

from workspace import limits, ratelimit
from workspace.errors import LimitReached
from workspace.ratelimit import RateLimits


class Time:
    """A technical clock that moves when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    found = Time()
    monkeypatch.setattr(ratelimit, "technical", found)
    return found


@pytest.mark.parametrize(("tier", "calls"), [(1, 1), (2, 20), (3, 50), (4, 100)])
def test_a_tier_takes_its_calls_and_one_more_a_minute_later(
    time: Time, tier: int, calls: int
) -> None:
    counted = RateLimits(enforced=True)
    for _ in range(calls):
        counted.call("A1", "users.list", tier)
    with pytest.raises(LimitReached) as caught:
        counted.call("A1", "users.list", tier)
    assert caught.value.seconds == 60
    counted.call("A1", "users.info", tier)
    counted.call("A2", "users.list", tier)
    time.now += 60
    counted.call("A1", "users.list", tier)


def test_a_channel_takes_one_message_a_second(time: Time) -> None:
    counted = RateLimits(enforced=True)
    counted.post("A1", "C1")
    time.now += 0.9
    with pytest.raises(LimitReached) as caught:
        counted.post("A1", "C1")
    assert caught.value.seconds == 1
    counted.post("A1", "C2")
    time.now += 0.1
    counted.post("A1", "C1")


def test_a_workspace_takes_several_hundred_messages_a_minute(time: Time) -> None:
    counted = RateLimits(enforced=True)
    for number in range(limits.POSTS_A_MINUTE):
        counted.post("A1", f"C{number}")
    with pytest.raises(LimitReached):
        counted.post("A1", "C-another")


def test_an_app_hears_of_so_many_events_an_hour(
    time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "EVENTS_AN_HOUR", 2)
    counted = RateLimits(enforced=True)
    assert [counted.event("A1") for _ in range(3)] == [True, True, False]
    assert counted.event("A2")
    time.now += 3600
    assert counted.event("A1")


def test_nothing_is_limited_where_limits_are_off(time: Time) -> None:
    counted = RateLimits(enforced=False)
    for _ in range(3):
        counted.call("A1", "users.list", 1)
        counted.post("A1", "C1")
