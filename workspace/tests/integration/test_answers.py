"""What an app may answer with: triggers, response addresses, view responses, options."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from workspace.handle import Handle
from workspace.server import Workspace
from workspace.tests.integration.company import APP_TOKEN, BOT_TOKEN, Start

Answer = Callable[[dict[str, Any]], dict[str, Any] | None]


class Listener:
    """An app that keeps each payload and acknowledges with what it is told to."""

    def __init__(self) -> None:
        self.payloads: list[dict[str, Any]] = []
        self.answer: Answer = lambda _payload: None

    def listen(self, client: Any, request: SocketModeRequest) -> None:
        """Take one envelope."""
        self.payloads.append(request.payload)
        client.send_socket_mode_response(
            SocketModeResponse(request.envelope_id, self.answer(request.payload))
        )


@pytest.fixture
def app(workspace: Workspace, slack: Handle) -> Iterator[Listener]:
    """A connected app."""
    listener = Listener()
    socket = SocketModeClient(
        APP_TOKEN, web_client=WebClient(base_url=workspace.api_url), ping_interval=0.5
    )
    socket.socket_mode_request_listeners.append(listener.listen)
    socket.connect()
    slack.connected("A1")
    yield listener
    threading.Thread(target=socket.close).start()


def modal(text: str = "x", **more: Any) -> dict[str, Any]:
    title = {"type": "plain_text", "text": text}
    block = {"type": "input", "block_id": "b", "optional": True, "label": title,
             "element": {"type": "plain_text_input", "action_id": "a"}}  # fmt: skip
    return {"type": "modal", "title": title, "submit": title, "blocks": [block], **more}


def opened(slack: Handle, app: Listener, client: WebClient, view: dict[str, Any]) -> None:
    """Open a modal for Ana, in answer to a command."""
    slack.act_as("U1").command("C1", "/open")
    client.views_open(trigger_id=app.payloads[-1]["trigger_id"], view=view)


def test_a_trigger_serves_once(slack: Handle, app: Listener, client: WebClient) -> None:
    opened(slack, app, client, modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=app.payloads[-1]["trigger_id"], view=modal())


def test_a_trigger_is_too_old_after_a_while(start: Start) -> None:
    workspace = start(trigger_seconds=0.0)
    client = WebClient(BOT_TOKEN, base_url=workspace.api_url, retry_handlers=[])
    with Handle(workspace.url) as slack:
        slack.act_as("U1").command("C1", "/open")  # nobody is there to hear it
        trigger = slack.traffic()[-1]["request"]["trigger_id"]
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=trigger, view=modal())


def test_a_modal_has_at_most_two_over_it(slack: Handle, app: Listener, client: WebClient) -> None:
    opened(slack, app, client, modal("one"))
    ana = slack.act_as("U1")
    for text in ("two", "three", "four"):
        ana.command("C1", "/push")
        trigger = app.payloads[-1]["trigger_id"]
        if text == "four":
            with pytest.raises(SlackApiError, match="push_limit_reached"):
                client.views_push(trigger_id=trigger, view=modal(text))
        else:
            client.views_push(trigger_id=trigger, view=modal(text))
    stack = ana.modals()
    assert [each["title"]["text"] for each in stack] == ["one", "two", "three"]
    assert stack[2]["previous_view_id"] == stack[1]["id"]
    assert stack[2]["root_view_id"] == stack[0]["id"]


def test_an_update_keeps_what_was_typed_and_checks_the_hash(
    slack: Handle, app: Listener, client: WebClient
) -> None:
    opened(slack, app, client, modal(external_id="mine"))
    ana = slack.act_as("U1")
    before = ana.modal()
    app.answer = lambda _payload: {"response_action": "errors", "errors": {"b": "no"}}
    assert ana.submit({"a": "typed"}) == {"ok": False, "errors": {"b": "no"}}
    client.views_update(external_id="mine", view=modal("new"), hash=before["hash"])
    after = ana.modal()
    assert after["title"]["text"] == "new"
    assert after["state"]["values"]["b"]["a"]["value"] == "typed"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=after["id"], view=modal(), hash=before["hash"])


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        (None, ["one"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": modal("new")}, ["one", "new"]),
        ({"response_action": "push", "view": modal("new")}, ["one", "two", "new"]),
    ],
)
def test_what_a_submission_is_answered_with_is_obeyed(
    slack: Handle,
    app: Listener,
    client: WebClient,
    answer: dict[str, Any] | None,
    titles: list[str],
) -> None:
    opened(slack, app, client, modal("one"))
    ana = slack.act_as("U1")
    ana.command("C1", "/push")
    client.views_push(trigger_id=app.payloads[-1]["trigger_id"], view=modal("two"))
    app.answer = lambda _payload: answer
    assert ana.submit() == {"ok": True}
    assert [each["title"]["text"] for each in ana.modals()] == titles


def test_an_answer_that_slack_would_not_take_is_an_error_for_the_person(
    slack: Handle, app: Listener, client: WebClient
) -> None:
    opened(slack, app, client, modal())
    ana = slack.act_as("U1")
    app.answer = lambda _payload: {"response_action": "errors", "errors": {"nowhere": "no"}}
    assert ana.submit() == {"ok": False, "error": "invalid_errors"}
    wrong = modal("x" * 25)
    app.answer = lambda _payload: {"response_action": "update", "view": wrong}
    assert ana.submit()["error"] == "invalid_arguments"
    assert len(ana.modals()) == 1


def test_closing_can_clear_everything(slack: Handle, app: Listener, client: WebClient) -> None:
    opened(slack, app, client, modal("one", notify_on_close=True))
    ana = slack.act_as("U1")
    ana.command("C1", "/push")
    client.views_push(
        trigger_id=app.payloads[-1]["trigger_id"], view=modal("two", clear_on_close=True)
    )
    ana.dismiss()
    assert ana.modals() == []
    closed = app.payloads[-1]
    assert (closed["type"], closed["is_cleared"]) == ("view_closed", True)
    assert closed["view"]["title"]["text"] == "one"


def answered(address: str, **answer: Any) -> str:
    """Answer at a response address; return the body that comes back."""
    request = urllib.request.Request(
        address, json.dumps(answer).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request) as response:
            return str(response.read().decode())
    except HTTPError as error:
        with error:
            return str(error.read().decode())


def button() -> list[dict[str, Any]]:
    text = {"type": "plain_text", "text": "Go"}
    return [{"type": "actions", "elements": [{"type": "button", "action_id": "go", "text": text}]}]


def test_a_response_address_answers_five_times(
    slack: Handle, app: Listener, client: WebClient
) -> None:
    client.chat_postMessage(channel="C1", text="press", blocks=button())
    ana = slack.act_as("U1")
    ana.click(ana.last("C1"), "Go")
    address = app.payloads[-1]["response_url"]
    assert answered(address, text="only you") == "ok"
    assert answered(address, text="all", response_type="in_channel") == "ok"
    assert answered(address, text="new words", replace_original=True, blocks=[]) == "ok"
    assert "no_text" in answered(address)
    assert answered(address, delete_original=True) == "ok"
    assert "used_url" in answered(address, text="once more")
    assert [each["text"] for each in ana.messages("C1")] == ["only you", "all"]
    assert [each["text"] for each in slack.act_as("U2").messages("C1")] == ["all"]


def test_an_ephemeral_message_can_be_used_and_replaced(
    slack: Handle, app: Listener, client: WebClient
) -> None:
    client.chat_postEphemeral(channel="C1", user="U1", text="press", blocks=button())
    ana = slack.act_as("U1")
    ana.click(ana.last("C1"), "go")
    payload = app.payloads[-1]
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    answered(payload["response_url"], text="pressed", replace_original=True)
    assert [each["text"] for each in ana.messages("C1")] == ["pressed"]
    assert slack.act_as("U2").messages("C1") == []


def test_an_action_names_what_was_used_and_where(
    slack: Handle, app: Listener, client: WebClient
) -> None:
    posted = client.chat_postMessage(channel="C1", text="press", blocks=button())
    slack.act_as("U2").click(slack.act_as("U2").last("C1"), "go")
    payload = app.payloads[-1]
    assert (payload["user"]["id"], payload["channel"]["name"]) == ("U2", "general")
    assert payload["container"] == {
        "type": "message", "message_ts": posted["ts"], "channel_id": "C1", "is_ephemeral": False,
    }  # fmt: skip
    assert payload["message"]["ts"] == posted["ts"]
    (action,) = payload["actions"]
    assert (action["type"], action["action_id"], action["text"]["text"]) == ("button", "go", "Go")


def test_an_external_select_asks_the_app(slack: Handle, app: Listener, client: WebClient) -> None:
    element = {"type": "external_select", "action_id": "city", "min_query_length": 1}
    client.chat_postMessage(
        channel="C1", text="x", blocks=[{"type": "actions", "elements": [element]}]
    )
    offered = {"text": {"type": "plain_text", "text": "Lisbon"}, "value": "lis"}
    app.answer = lambda payload: (
        {"options": [offered]} if payload["type"] == "block_suggestion" else None
    )
    ana = slack.act_as("U1")
    message = ana.last("C1")
    assert ana.options(message, "city", "li") == [offered]
    assert app.payloads[-1]["value"] == "li"
    ana.choose(message, "city", offered)
    assert app.payloads[-1]["actions"][0]["selected_option"] == offered
