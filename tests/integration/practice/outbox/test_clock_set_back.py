"""A process that starts on an earlier clock waits no longer than any other for what was begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from practice import turn
from practice.errors import MaybeSent, NotSent
from practice.outbox import deliver
from store.models import DeliveryState
from store.unit import Sessions
from tests.builders import RIGHT, House
from tests.fakes import FakeClock

pytestmark = pytest.mark.both_databases

HOUR = timedelta(hours=1)


class Stopped(BaseException):
    """The process ended here."""


def restarted_an_hour_back(house: House) -> House:
    """Return the house as a new process finds it, whose clocks were set back by an hour."""
    clock = FakeClock(house.clock.now() - HOUR, house.clock.technical() - HOUR)
    sessions = Sessions(house.sessions.database, house.sessions.workspace, clock.now)
    again = replace(house, clock=clock, ports=replace(house.ports, clock=clock, sessions=sessions))
    turn.begin(again.ports)
    return again


def test_a_send_in_doubt_is_settled_after_the_usual_wait(house: House) -> None:
    house.slack.fail("post", MaybeSent("timed out"), before=False)
    delivery = house.ask("ana", send=False)
    house.tick()
    assert house.row(delivery).state == DeliveryState.UNSURE
    again = restarted_an_hour_back(house)
    again.clock.wait(seconds=21)
    turn.turn(again.ports)
    assert again.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


def test_a_send_cut_off_is_taken_over_after_a_lease(house: House) -> None:
    house.slack.fail("post", Stopped(), before=False)
    delivery = house.ask("ana", send=False)
    with pytest.raises(Stopped):
        deliver.tick(house.ports)
    again = restarted_an_hour_back(house)
    again.clock.wait(seconds=91)
    turn.turn(again.ports)
    assert again.row(delivery).state == DeliveryState.UNSURE
    again.clock.wait(seconds=21)
    turn.turn(again.ports)
    assert again.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


def test_a_send_to_be_tried_again_is_tried_within_the_longest_wait(house: House) -> None:
    house.slack.fail("post", NotSent("unreachable"))
    delivery = house.ask("ana", send=False)
    house.tick()
    again = restarted_an_hour_back(house)
    again.clock.pass_(hours=1)  # it is due at its own time, by the clock that people see
    again.clock.wait(seconds=1)
    turn.turn(again.ports)
    assert again.row(delivery).state == DeliveryState.SENT


def test_a_reply_and_a_message_are_taken_up_again(house: House) -> None:
    delivery = house.ask("ana")
    house.reply("ana", delivery, RIGHT)
    house.slack.fail("update", NotSent("unreachable"))
    turn.replies(house.ports)
    assert house.row(delivery).stale
    again = restarted_an_hour_back(house)
    again.clock.wait(minutes=6)
    turn.replies(again.ports)
    assert not again.row(delivery).stale


def test_waits_of_a_clock_that_runs_on_stay_as_they_are(house: House) -> None:
    house.slack.fail("post", MaybeSent("timed out"), before=False)
    delivery = house.ask("ana", send=False)
    house.tick()
    before = house.row(delivery).ready_at
    turn.begin(house.ports)
    assert house.row(delivery).ready_at == before
