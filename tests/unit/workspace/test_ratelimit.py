"""Rate limits, with technical time in our own hands."""

from __future__ import annotations

import pytest

from workspace import ratelimit
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
    limits = RateLimits(enforced=True)
    for _ in range(calls):
        limits.call("A1", "users.list", tier)
    with pytest.raises(LimitReached) as caught:
        limits.call("A1", "users.list", tier)
    assert caught.value.seconds == 60
    limits.call("A1", "users.info", tier)
    limits.call("A2", "users.list", tier)
    time.now += 60
    limits.call("A1", "users.list", tier)


def test_a_channel_takes_one_message_a_second(time: Time) -> None:
    limits = RateLimits(enforced=True)
    limits.post("A1", "C1")
    time.now += 0.9
    with pytest.raises(LimitReached) as caught:
        limits.post("A1", "C1")
    assert caught.value.seconds == 1
    limits.post("A1", "C2")
    time.now += 0.1
    limits.post("A1", "C1")


def test_a_workspace_takes_several_hundred_messages_a_minute(time: Time) -> None:
    limits = RateLimits(enforced=True)
    for number in range(ratelimit.POSTS_A_MINUTE):
        limits.post("A1", f"C{number}")
    with pytest.raises(LimitReached):
        limits.post("A1", "C-another")


def test_an_app_hears_of_so_many_events_an_hour(
    time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ratelimit, "EVENTS_AN_HOUR", 2)
    limits = RateLimits(enforced=True)
    assert [limits.event("A1") for _ in range(3)] == [True, True, False]
    assert limits.event("A2")
    time.now += 3600
    assert limits.event("A1")


def test_nothing_is_limited_where_limits_are_off(time: Time) -> None:
    limits = RateLimits(enforced=False)
    for _ in range(3):
        limits.call("A1", "users.list", 1)
        limits.post("A1", "C1")
