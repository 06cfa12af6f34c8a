"""Ordered faults of the Web API, as slack_sdk meets them."""

from __future__ import annotations

import http.client
import urllib.error

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from workspace.handle import Failed, Handle

POST = "chat.postMessage"


def said(slack: Handle) -> list[str]:
    """Return what the channel shows."""
    return [message["text"] for message in slack.act_as("U1").messages("C1")]


@pytest.mark.parametrize(("when", "kept"), [("before", []), ("after", ["hello"])])
def test_a_connection_is_cut_before_or_after_the_work(
    client: WebClient, slack: Handle, when: str, kept: list[str]
) -> None:
    slack.fault("drop", method=POST, when=when)
    with pytest.raises((urllib.error.URLError, http.client.HTTPException, OSError)):
        client.chat_postMessage(channel="C1", text="hello")
    assert said(slack) == kept


@pytest.mark.parametrize(("when", "kept"), [("before", []), ("after", ["hello"])])
def test_a_500_comes_before_or_after_the_work(
    client: WebClient, slack: Handle, when: str, kept: list[str]
) -> None:
    slack.fault("error", method=POST, when=when)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C1", text="hello")
    assert caught.value.response.status_code == 500
    assert said(slack) == kept


def test_a_storm_of_429_ends_when_it_was_said_to(client: WebClient, slack: Handle) -> None:
    slack.fault("ratelimit", method="chat.*", times=3, seconds=7)
    for _ in range(3):
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel="C1", text="no")
        assert caught.value.response.headers["retry-after"] == "7"
    client.chat_postMessage(channel="C1", text="yes")
    assert said(slack) == ["yes"]


def test_an_answer_can_be_late(client: WebClient, slack: Handle) -> None:
    slack.fault("delay", method=POST, seconds=1.0)
    impatient = WebClient(client.token, base_url=client.base_url, timeout=0.2, retry_handlers=[])  # type: ignore[arg-type]
    with pytest.raises((urllib.error.URLError, TimeoutError)):
        impatient.chat_postMessage(channel="C1", text="hello")
    slack.idle()
    assert said(slack) == ["hello"]


def test_any_refusal_can_be_ordered(client: WebClient, slack: Handle) -> None:
    with slack.faulty("refuse", method="users.info", code="account_inactive"):
        for _ in range(2):
            with pytest.raises(SlackApiError, match="account_inactive"):
                client.users_info(user="U1")
        assert client.auth_test()["ok"]
    assert client.users_info(user="U1")["ok"]


def test_a_fault_can_be_of_one_app_only(client: WebClient, slack: Handle) -> None:
    slack.fault("error", app="A2")
    assert client.auth_test()["ok"]


def test_a_fault_that_does_not_exist_is_refused(slack: Handle) -> None:
    with pytest.raises(Failed, match="bad_fault"):
        slack.fault("explode")
