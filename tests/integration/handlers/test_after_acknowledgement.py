"""What may take over half a second is done after the acknowledgement: see also test_files."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.context import Context
from messages import ids
from practice.errors import NotSent
from store import banks, evidence
from tests.arriving import Acked, listening, tap
from tests.builders import ADMIN, BANK, MANAGER, RIGHT, House, slack_id
from tests.fakes import Later
from tests.statements import statements


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def context(house: House, later: Later) -> Context:
    return Context(house.ports, house.slack, later)


LOOKS = [
    (ids.SEE_QUESTIONS, ADMIN, "all", "on-call"),
    (ids.SEE_BANK, ADMIN, BANK, "triage-0"),
    (ids.SEE_PEOPLE, ADMIN, "all", "Ana Acme"),
    (ids.MANAGER_SEES, "ana", "me", "Platform"),
    (ids.TEAM_SKILLS, MANAGER, "platform", "Triage"),
    (ids.TEAM_NAMES, MANAGER, "platform", "`team` is for managers."),
    (ids.TEAM_MIX_UPS, MANAGER, "platform", "No mix-up is shared"),
    (ids.TEAM_TREND, MANAGER, "platform", "Nothing reliable to say yet."),
    (ids.TEAM_WHAT_IF, MANAGER, "platform", "Platform"),
]


@pytest.mark.parametrize(("action", "who", "value", "shown"), LOOKS)
def test_a_long_look_is_acknowledged_before_anything_is_read(
    house: House, context: Context, later: Later, action: str, who: str, value: str, shown: str
) -> None:
    acked = Acked()
    with statements(house.sessions) as run:
        listening(context).actions[action](acked, tap(slack_id(who), action, value))
    assert acked.answers == [{}]
    assert run == []
    assert house.slack.calls == []
    later.run()
    assert shown in str([*house.slack.views, *house.slack.whispers])


@pytest.mark.parametrize(
    ("word", "who", "shown"),
    [("me", "ana", "Triage"), ("bank", ADMIN, "on-call"), ("people", ADMIN, "Ana Acme")],
)
def test_so_is_a_word_after_which_much_is_read(
    house: House, context: Context, later: Later, word: str, who: str, shown: str
) -> None:
    acked = Acked()
    body = {"user_id": slack_id(who), "text": word, "trigger_id": "t", "channel_id": "C1"}
    with statements(house.sessions) as run:
        listening(context).commands["/holdfast"](acked, body)
    assert (acked.answers, run) == ([{}], [])
    later.run()
    assert shown in str(house.slack.views)


def test_home_is_drawn_after_it_was_opened(house: House, context: Context, later: Later) -> None:
    acked: Any = Acked()
    with statements(house.sessions) as run:
        listening(context).events["app_home_opened"](acked, {"user": slack_id(MANAGER)})
    assert (acked.answers, run) == ([{}], [])
    later.run()
    assert "Platform" in str(house.slack.homes[slack_id(MANAGER)])


def answered(house: House) -> None:
    house.reply("ana", house.ask("ana"), RIGHT)
    house.turn()
    house.slack.calls.clear()


def answers(house: House) -> int:
    with house.sessions.read() as unit:
        return len(evidence.attempts_of(unit, house.person("ana").person_id))


def act(context: Context, who: str, action: str, value: str = "me") -> None:
    acked = Acked()
    body = tap(slack_id(who), action, value, view_type="modal")
    listening(context).actions[action](acked, body)
    assert acked.answers == [{}]


def test_a_copy_of_ones_data_is_made_after_the_tap(
    house: House, context: Context, later: Later
) -> None:
    answered(house)
    act(context, "ana", ids.EXPORT_DATA)
    assert house.slack.calls == []
    later.run()
    [(_, name, content)] = house.slack.uploads
    assert name == "holdfast-my-data.json"
    assert "on-call/triage-0" in content


def test_a_copy_that_cannot_be_sent_is_told(house: House, context: Context, later: Later) -> None:
    house.slack.fail("upload", NotSent("the network is down"))
    act(context, "ana", ids.EXPORT_DATA)
    later.run()
    assert "That did not get through." in str(house.slack.whispers)


def test_answers_are_erased_after_the_tap_and_what_is_left_is_shown(
    house: House, context: Context, later: Later
) -> None:
    answered(house)
    act(context, "ana", ids.ERASE_DATA)
    assert answers(house) == 1
    later.run()
    assert answers(house) == 0
    assert house.slack.views
    assert slack_id("ana") in house.slack.homes


def test_a_question_is_retired_at_once_and_its_bank_drawn_after_the_tap(
    house: House, context: Context, later: Later
) -> None:
    act(context, ADMIN, ids.RETIRE, f"{BANK}/triage-0")
    with house.sessions.read() as unit:
        assert not banks.is_asked(unit, BANK, "triage-0")
    assert house.slack.calls == []
    later.run()
    assert "triage-1" in str(house.slack.views[-1])
    assert "triage-0" not in str(house.slack.views[-1])
