"""Whatever goes wrong, in whatever order: each message is there once, and we know of it."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from practice.errors import MaybeSent, NotSent, RateLimited
from store.models import DeliveryState, PersonRow
from tests.builders import TEAM, House

SHORT, LONG = range(4), range(4, 150)
METHODS = ("open_channel", "post", "post", "find", "quiet_times")


class Killed(BaseException):
    """The worker died here."""


def one_more_trouble(house: House, chance: random.Random) -> None:
    """Let one of the next calls go wrong, in a way that this call can."""
    happens = chance.choice(("killed", "maybe", "not sent", "limited"))
    errors = {
        "killed": Killed(),
        "maybe": MaybeSent("timed out"),
        "not sent": NotSent("refused"),
        "limited": RateLimited(timedelta(seconds=chance.randint(1, 60))),
    }
    after = happens in ("killed", "maybe") and chance.random() < 0.5
    house.slack.fail(chance.choice(METHODS), errors[happens], before=not after)


@pytest.mark.parametrize("seed", [*SHORT, *(pytest.param(n, marks=pytest.mark.long) for n in LONG)])
def test_a_team_is_asked_exactly_once(house: House, seed: int) -> None:
    chance = random.Random(seed)
    asked = [house.ask(name, send=False) for name in TEAM]
    if chance.random() < 0.5:
        with house.sessions.begin() as unit:
            for row in unit.session.query(PersonRow):
                row.channel = None
    for _ in range(chance.randint(3, 25)):
        one_more_trouble(house, chance)
        with suppress(Killed):
            house.tick()
        house.clock.wait(seconds=chance.choice((0, 5, 30, 90, 600)))
        assert all(len(house.slack.with_key(key)) <= 1 for key in asked)
    for _ in range(80):
        with suppress(Killed):
            house.tick()
        house.clock.wait(seconds=30)
    assert {key: house.row(key).state for key in asked} == dict.fromkeys(asked, DeliveryState.SENT)
    for key in asked:
        assert [posted.ts for posted in house.slack.with_key(key)] == [house.row(key).ts]
