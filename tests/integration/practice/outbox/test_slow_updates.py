"""A slow chat never puts an older state back over what another worker showed meanwhile."""

from __future__ import annotations

import pytest

from practice.outbox import refresh
from tests.builders import RIGHT, House

pytestmark = pytest.mark.both_databases


def test_what_there_is_no_time_for_is_left_to_the_next_turn(house: House) -> None:
    for name in ("ana", "bo"):
        house.reply(name, house.ask(name), RIGHT)
    house.slack.during["update"] = lambda: house.clock.wait(seconds=70)
    before = house.slack.calls.count("update")
    refresh.tick(house.ports)
    assert house.slack.calls.count("update") == before + 1
    house.slack.during.clear()
    refresh.tick(house.ports)
    assert house.slack.calls.count("update") == before + 2
