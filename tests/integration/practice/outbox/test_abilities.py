"""A chat that cannot do all that Slack can is never asked for what it cannot do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from practice.errors import MaybeSent
from practice.outbox import refresh
from practice.people import welcome
from practice.ports import Abilities
from scheduling.calendar import Interval
from store.models import DeliveryState
from tests.builders import RIGHT, House, slack_id


def test_what_became_of_an_answer_is_said_anew_where_nothing_can_be_changed(house: House) -> None:
    house.slack.abilities = Abilities(updates=False)
    asked = house.ask("ana")
    house.reply("ana", asked, RIGHT)
    house.turn()
    first, news = house.slack.to(slack_id("ana"))[-2:]
    assert first.key == asked
    assert first.shown == [first.message]
    assert news.message.text.startswith("Your answer on Triage, explained.")
    assert news.thread_ts == first.ts
    assert "update" not in house.slack.calls
    house.turn()
    assert house.slack.to(slack_id("ana"))[-1] is news


def test_news_in_doubt_are_not_said_twice(house: House) -> None:
    house.slack.abilities = Abilities(updates=False)
    house.reply("ana", house.ask("ana"), RIGHT)
    house.slack.fail("post", MaybeSent("cut"), before=False)
    house.turn()
    house.clock.pass_(minutes=10)
    house.turn()
    said = [p for p in house.slack.to(slack_id("ana")) if "explained" in p.message.text]
    assert len(said) == 1


def test_a_welcome_that_was_used_is_not_said_anew(house: House) -> None:
    house.slack.abilities = Abilities(updates=False)
    (greeting,) = house.rows("ana", "welcome")
    welcome.used(house.ports, slack_id("ana"), greeting.delivery_id)
    assert house.row(greeting.delivery_id).stale
    house.turn()
    assert not house.row(greeting.delivery_id).stale
    assert not [p for p in house.slack.posts if p.key.startswith(greeting.delivery_id)]


@pytest.mark.parametrize("before", [True, False])
def test_a_send_in_doubt_is_unknown_where_nothing_can_be_looked_up(
    house: House, before: bool
) -> None:
    house.slack.abilities = Abilities(looks_up=False)
    house.slack.fail("post", MaybeSent("cut"), before=before)
    asked = house.ask("ana", send=False)
    house.turn()
    assert house.row(asked).state == DeliveryState.UNSURE
    house.clock.wait(minutes=1)
    house.turn()
    assert house.row(asked).state == DeliveryState.UNKNOWN
    assert "find" not in house.slack.calls
    assert len(house.slack.with_key(asked)) == (0 if before else 1)


def test_nobody_is_asked_for_quiet_times_where_none_are_known(house: House) -> None:
    now = house.clock.now()
    house.slack.quiet[slack_id("ana")] = (Interval(now, now + timedelta(hours=2)),)
    house.slack.abilities = Abilities(knows_quiet_times=False)
    asked = house.ask("ana", send=False)
    house.tick()
    assert house.row(asked).state == DeliveryState.SENT
    assert "quiet_times" not in house.slack.calls


def test_a_view_that_cannot_be_drawn_is_tried_later_and_holds_nobody_up(house: House) -> None:
    asked = house.ask("ana", send=False)
    house.slack.draws_nothing = True
    house.tick()
    assert house.row(asked).state == DeliveryState.PLANNED
    assert house.row(asked).tries == 1
    house.slack.draws_nothing = False
    house.clock.wait(minutes=1)
    house.deliver()
    assert len(house.slack.with_key(asked)) == 1


def test_an_update_that_cannot_be_drawn_waits_for_minutes(house: House) -> None:
    asked = house.ask("ana")
    house.reply("ana", asked, RIGHT)
    house.slack.draws_nothing = True
    house.turn()
    house.clock.wait(seconds=30)
    before = house.slack.calls.count("update")
    refresh.tick(house.ports)
    assert house.slack.calls.count("update") == before
    house.slack.draws_nothing = False
    house.clock.wait(minutes=5)
    house.turn()
    (post,) = house.slack.with_key(asked)
    assert "explained" in post.message.text
