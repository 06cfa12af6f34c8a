"""Whatever Slack does, what somebody began ends with a word to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.messenger import SlackMessenger
from handlers.context import Context
from messages import ids
from messages.message import note
from practice.errors import (
    ChannelGone,
    MaybeSent,
    MessengerError,
    NotPermitted,
    NotSent,
    RateLimited,
    Refused,
)
from tests.arriving import Acked, form, listening, tap
from tests.builders import ADMIN, START, House, slack_id
from tests.fakes import FakeClock
from tests.integration.bot.answering import answering

RUI, NOW = slack_id(ADMIN), START
NOT_FETCHED = "Your file could not be read just now, and nothing has changed. Please try again."
SORRY = "That did not get through. Please try again."


@pytest.fixture
def context(house: House) -> Context:
    return Context(house.ports, house.slack, lambda work: work())


def said(house: House, user: str) -> list[str]:
    return [post.message.text for post in house.slack.to(user)]


ELSEWHERE = [
    ChannelGone("channel_not_found"), Refused("user_not_in_channel"),
    NotPermitted("restricted_action"), Refused("restricted_action_read_only_channel"),
    Refused("messages_tab_disabled"), Refused("cannot_reply_to_message"),
    RateLimited(timedelta(seconds=9)), NotSent("unreachable"),
]  # fmt: skip


@pytest.mark.parametrize("error", ELSEWHERE, ids=str)
def test_an_answer_that_a_channel_does_not_take_goes_by_direct_message(
    house: House, context: Context, error: MessengerError
) -> None:
    house.slack.fail("ephemeral", error)
    context.whisper("CTOWN", slack_id("ana"), note("Here you are."))
    assert said(house, slack_id("ana")) == ["Here you are."]


def test_each_code_by_which_slack_refuses_an_ephemeral_word_is_understood() -> None:
    clock = FakeClock(NOW)
    for code in (
        "channel_not_found", "user_not_in_channel", "restricted_action",
        "restricted_action_read_only_channel", "messages_tab_disabled", "cannot_reply_to_message",
    ):  # fmt: skip
        body = f'{{"ok": false, "error": "{code}"}}'.encode()
        with (
            answering(200, "application/json", body) as url,
            pytest.raises((ChannelGone, NotPermitted, Refused)),
        ):
            SlackMessenger("xoxb-test", url, clock, None).ephemeral("C1", "U1", note("Hello."))


@pytest.mark.parametrize("callback", [ids.LOAD_FORM, ids.ROSTER_FORM])
@pytest.mark.parametrize("error", [MaybeSent("timed out"), Refused("file_not_found")], ids=str)
def test_a_file_that_cannot_be_fetched_ends_with_a_word(
    house: House, context: Context, callback: str, error: MessengerError
) -> None:
    house.slack.fail("download", error)
    body: dict[str, Any] = form(RUI, callback, "{}")
    body["view"]["state"]["values"] = {ids.FILE: {"x": {"files": [{"id": "F1"}]}}}
    acked = Acked()
    listening(context).views[callback](acked, body)
    assert NOT_FETCHED in str(house.slack.views[-1]), "in place of Reading …"
    assert NOT_FETCHED in said(house, RUI), "and for whoever has closed it"


def test_a_copy_of_ones_data_that_slack_refuses_ends_with_a_word(
    house: House, context: Context
) -> None:
    house.slack.fail("upload", NotPermitted("missing_scope"))
    listening(context).actions[ids.EXPORT_DATA](
        Acked(), tap(slack_id("ana"), ids.EXPORT_DATA, "me")
    )
    words = [m.text for _, __, m in house.slack.whispers] + said(house, slack_id("ana"))
    assert words == [SORRY]


@pytest.mark.parametrize(
    ("status", "kind", "body", "error"),
    [
        (200, "application/json", b'{"ok": false, "error": "missing_scope"}', NotPermitted),
        (403, "text/html", b"<html>Forbidden</html>", MaybeSent),
        (404, "application/json", b'{"message": "Not here"}', MaybeSent),
    ],
)
def test_a_file_that_slack_does_not_give_or_take_is_told_as_any_other_fault(
    status: int, kind: str, body: bytes, error: type[MessengerError]
) -> None:
    with answering(status, kind, body) as url:
        messenger = SlackMessenger("xoxb-test", url, FakeClock(NOW), None)
        with pytest.raises(error):
            messenger.upload("D1", "mine.json", "{}", "Here you are.")
        with pytest.raises(error):
            messenger.download("F1")


def test_a_file_whose_address_answers_with_an_error_is_a_fault_that_passes() -> None:
    with answering(403, "text/html", b"<html>Forbidden</html>") as gone:
        told = f'{{"ok": true, "file": {{"name": "b.yaml", "url_private": "{gone}", '
        told += '"url_private_download": ""}}'
        with answering(200, "application/json", told.encode()) as url:
            messenger = SlackMessenger("xoxb-test", url, FakeClock(NOW), None)
            with pytest.raises(MaybeSent):
                messenger.download("F1")
