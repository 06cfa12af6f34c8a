"""What breaks is acknowledged, logged, and told to whoever tapped; what they wrote stays."""

from __future__ import annotations

from typing import Any

import pytest

from handlers import commands, replies
from handlers.context import Context
from handlers.listening import on_form, on_tap
from messages import ids
from practice.errors import Refused
from store import evidence
from tests.arriving import Acked, form, listening, tap
from tests.builders import RIGHT, House, slack_id

SORRY = "That did not get through. Please try again."


def broken(*_: Any) -> None:
    raise RuntimeError("the disk is full")


@pytest.fixture
def context(house: House) -> Context:
    return Context(house.ports, house.slack, lambda work: work())


def whispered(house: House) -> list[str]:
    return [message.text for _, __, message in house.slack.whispers]


def test_a_tap_that_breaks_is_told(house: House, context: Context) -> None:
    acked = Acked()
    on_tap(context, broken)(acked, tap(slack_id("ana"), ids.NOT_NOW, "x"))
    assert acked.answers == [{}]
    assert whispered(house) == [SORRY]


def test_a_form_that_breaks_stays_open_with_what_was_written(
    house: House, context: Context
) -> None:
    acked, body = Acked(), form(slack_id("ana"), ids.REPLY_FORM, "{}")
    body["view"]["blocks"] = [{"type": "section"}, {"type": "input", "block_id": "reply"}]
    on_form(context, broken)(acked, body)
    assert acked.answers == [{"response_action": "errors", "errors": {"reply": SORRY}}]


def test_a_form_without_a_field_closes_and_says_so(house: House, context: Context) -> None:
    acked = Acked()
    on_form(context, broken)(acked, form(slack_id("ana"), ids.PUBLISH_FORM, "{}"))
    assert acked.answers == [{}]
    assert SORRY in [post.message.text for post in house.slack.to(slack_id("ana"))]


@pytest.mark.parametrize(
    ("where", "module", "name", "body"),
    [
        ("commands", commands, "run", {"user_id": slack_id("ana"), "channel_id": "DUANA"}),
        ("events", replies, "thread_message", {}),
    ],
)
def test_a_command_and_a_thread_that_break_are_told(
    house: House,
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    module: Any,
    name: str,
    body: dict[str, Any],
) -> None:
    monkeypatch.setattr(module, name, broken)
    acked = Acked()
    if where == "commands":
        listening(context).commands["/holdfast"](acked, body)
    else:
        event = {"channel_type": "im", "channel": "DUANA", "user": slack_id("ana"), "ts": "1.0"}
        listening(context).events["message"](acked, event)
    assert acked.answers == [{}]
    assert whispered(house) == [SORRY]


def test_what_was_done_is_not_said_to_have_failed_where_its_modal_is_closed(
    house: House, context: Context
) -> None:
    house.reply("ana", house.ask("ana"), RIGHT)
    house.slack.fail("update_view", Refused("not_found"))
    acked = Acked()
    listening(context).actions[ids.ERASE_DATA](acked, tap(slack_id("ana"), ids.ERASE_DATA, "me"))
    assert acked.answers == [{}]
    assert whispered(house) == []
    with house.sessions.read() as unit:
        assert not evidence.attempts_of(unit, house.person("ana").person_id)
