"""Home is drawn once Slack has its acknowledgement, whatever the drawing takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlers.context import Context
from messages import ids
from practice.errors import Refused
from practice.people.enrol import load_roster
from practice.teams import what_if
from tests.arriving import Acked, listening, tap
from tests.builders import MANAGER, RIGHT, TEAM, House, roster, slack_id
from tests.statements import statements

Work = Callable[[], None]


@pytest.fixture
def later() -> list[Work]:
    """What was left for after the acknowledgement."""
    return []


@pytest.fixture
def context(house: House, later: list[Work]) -> Context:
    return Context(house.ports, house.slack, later.append)


def open_home(context: Context, user: str, tab: str = "home") -> Acked:
    acked = Acked()
    listening(context).events["app_home_opened"](acked, {"user": user, "tab": tab})
    return acked


def test_it_is_acknowledged_before_anything_is_read(
    house: House, context: Context, later: list[Work]
) -> None:
    with statements(house.sessions) as run:
        acked = open_home(context, slack_id(MANAGER))
    assert acked.answers == [{}]
    assert run == []
    assert house.slack.homes == {}
    for work in later:
        work()
    assert "Platform" in str(house.slack.homes[slack_id(MANAGER)])


def test_the_messages_tab_draws_nothing(house: House, context: Context, later: list[Work]) -> None:
    assert open_home(context, slack_id("ana"), "messages").answers == [{}]
    assert later == []


def test_a_home_that_slack_does_not_take_breaks_nothing(
    house: House, context: Context, later: list[Work]
) -> None:
    house.slack.fail("publish_home", Refused("view_too_large"))
    open_home(context, slack_id("ana"))
    for work in later:
        work()
    assert house.slack.homes == {}


def test_after_a_tap_it_is_drawn_anew_once_that_is_acknowledged(
    house: House, context: Context, later: list[Work]
) -> None:
    acked = Acked()
    listening(context).actions[ids.ERASE_DATA](acked, tap(slack_id("ana"), ids.ERASE_DATA, "me"))
    assert acked.answers == [{}]
    assert house.slack.homes == {}
    for work in later:
        work()
    assert slack_id("ana") in house.slack.homes


def test_what_if_opens_at_once_and_is_filled_after_the_acknowledgement(
    house: House, context: Context, later: list[Work]
) -> None:
    answered_by_all(house)
    acked = ask_what_if(context)
    assert acked.answers == [{}]
    assert house.slack.views == []
    later[0]()
    assert "12 weeks are being worked out" in str(house.slack.views[-1])
    for work in later[1:]:
        work()
    assert "3 questions a week" in str(house.slack.views[-1])


def test_what_if_that_cannot_be_worked_out_is_told(
    house: House, context: Context, later: list[Work], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    answered_by_all(house)
    monkeypatch.setattr(what_if, "outlooks", broken)
    ask_what_if(context)
    for work in later:
        work()
    assert "That did not get through." in str(house.slack.whispers)


def answered_by_all(house: House) -> None:
    for name in TEAM:
        for item in ("triage-0", "triage-1"):
            house.reply(name, house.ask(name, item), RIGHT)
    house.turn()


def ask_what_if(context: Context) -> Acked:
    acked, manager = Acked(), slack_id(MANAGER)
    listening(context).actions[ids.TEAM_WHAT_IF](acked, tap(manager, ids.TEAM_WHAT_IF, "platform"))
    return acked


def test_what_if_of_a_team_without_figures_has_nothing_to_work_out(
    house: House, context: Context, later: list[Work]
) -> None:
    load_roster(house.ports, roster(TEAM[:4]))
    ask_what_if(context)
    (look,) = later
    look()
    assert "to protect them" in str(house.slack.views[-1])
    assert later == [look]
