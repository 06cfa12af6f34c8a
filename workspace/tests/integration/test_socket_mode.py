"""Socket Mode as its clients see it: hello, envelopes, acknowledgements, goodbyes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from workspace.handle import Handle
from workspace.server import Workspace
from workspace.tests.integration.company import APP_TOKEN, BOT, Start


def opened(workspace: Workspace) -> str:
    """Return the address of a new connection."""
    client = WebClient(APP_TOKEN, base_url=workspace.api_url, retry_handlers=[])
    return str(client.apps_connections_open(app_token=APP_TOKEN)["url"])


@contextmanager
def raw(workspace: Workspace) -> Iterator[ClientConnection]:
    """Open a connection that answers nothing by itself; hello is read already."""
    with connect(opened(workspace), proxy=None) as socket:
        assert json.loads(socket.recv())["type"] == "hello"
        yield socket


def received(socket: ClientConnection, seconds: float = 5) -> dict[str, Any]:
    """Return the next envelope."""
    envelope: dict[str, Any] = json.loads(socket.recv(timeout=seconds))
    return envelope


def acknowledge(socket: ClientConnection, envelope: dict[str, Any], **payload: Any) -> None:
    """Acknowledge an envelope."""
    answer = {"envelope_id": envelope["envelope_id"]}
    socket.send(json.dumps({**answer, "payload": payload} if payload else answer))


def test_hello_counts_the_connections(workspace: Workspace) -> None:
    with raw(workspace), connect(opened(workspace), proxy=None) as second:
        hello = received(second)
    assert (hello["num_connections"], hello["connection_info"]) == (2, {"app_id": "A1"})


def test_an_address_opens_once(workspace: Workspace) -> None:
    url = opened(workspace)
    with connect(url, proxy=None), pytest.raises(InvalidStatus):
        connect(url, proxy=None)


def test_ten_connections_and_no_more(workspace: Workspace, slack: Handle) -> None:
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(raw(workspace))
        with pytest.raises(SlackApiError, match="too_many_websockets"):
            opened(workspace)


def test_an_envelope_goes_to_one_connection_only(workspace: Workspace, slack: Handle) -> None:
    ana = slack.act_as("U1")
    channel = ana.direct(BOT)
    with raw(workspace) as first, raw(workspace) as second:
        for number in range(4):
            ana.send(channel, str(number))
        heard: list[str] = []
        for socket in (first, second, first, second):
            envelope = received(socket)
            acknowledge(socket, envelope)
            heard.append(envelope["payload"]["event"]["text"])
        slack.idle()
    assert sorted(heard) == ["0", "1", "2", "3"]


def test_what_is_not_acknowledged_comes_again_three_times(start: Start) -> None:
    workspace = start(ack_seconds=0.1, retry_seconds=(0.0, 0.1, 0.1))
    with Handle(workspace.url) as slack, raw(workspace) as socket:
        ana = slack.act_as("U1")
        ana.send(ana.direct(BOT), "hello")
        found = [received(socket) for _ in range(4)]
        with pytest.raises(TimeoutError):
            received(socket, 0.5)
    assert len({each["payload"]["event_id"] for each in found}) == 1
    assert [(each["retry_attempt"], each["retry_reason"]) for each in found] == [
        (0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout"),
    ]  # fmt: skip


def test_an_event_that_was_acknowledged_does_not_come_again(start: Start) -> None:
    workspace = start(ack_seconds=0.2, retry_seconds=(0.0, 0.0, 0.0))
    with Handle(workspace.url) as slack, raw(workspace) as socket:
        ana = slack.act_as("U1")
        ana.send(ana.direct(BOT), "hello")
        acknowledge(socket, received(socket))
        slack.idle()
        with pytest.raises(TimeoutError):
            received(socket, 0.5)


def test_a_command_without_an_acknowledgement_is_an_error_for_the_person(start: Start) -> None:
    workspace = start(ack_seconds=0.1)
    with Handle(workspace.url) as slack, raw(workspace) as socket:
        answer = slack.act_as("U1").command("C1", "/anything at all")
        envelope = received(socket)
    assert answer == {"ok": False, "error": "operation_timeout"}
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["text"] == "at all"


def test_the_acknowledgement_of_a_command_carries_its_answer(
    workspace: Workspace, slack: Handle
) -> None:
    ana = slack.act_as("U1")
    with raw(workspace) as socket:
        answers: list[Any] = []
        asking = threading.Thread(target=lambda: answers.append(ana.command("C1", "/say")))
        asking.start()
        acknowledge(socket, received(socket), response_type="in_channel", text="said")
        asking.join()
    assert answers == [{"ok": True}]
    assert slack.act_as("U2").last("C1")["text"] == "said"


def test_a_lost_connection_lets_its_envelopes_go_to_another(start: Start) -> None:
    workspace = start(retry_seconds=(0.0, 60.0, 60.0))
    with Handle(workspace.url) as slack, raw(workspace) as second:
        ana = slack.act_as("U1")
        channel = ana.direct(BOT)
        with raw(workspace) as first:
            ana.send(channel, "one")
            ana.send(channel, "two")
            kept, left = received(second), received(first)
            acknowledge(second, kept)
        again = received(second)
        acknowledge(second, again)
        slack.idle()
    assert again["payload"]["event_id"] == left["payload"]["event_id"]


def test_a_refresh_is_said_before(workspace: Workspace, slack: Handle) -> None:
    with raw(workspace) as socket:
        slack.fault("refresh")
        goodbye = received(socket)
    assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "refresh_requested")


def test_a_silent_connection_stays_open_and_carries_nothing(
    workspace: Workspace, slack: Handle
) -> None:
    ana = slack.act_as("U1")
    with raw(workspace) as deaf:
        slack.fault("silent")
        ana.send(ana.direct(BOT), "hello")
        with pytest.raises(TimeoutError):
            received(deaf, 0.3)
        deaf.ping().wait(5)


def test_a_cut_connection_is_closed(workspace: Workspace, slack: Handle) -> None:
    with raw(workspace) as socket:
        slack.fault("cut")
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=5)


def test_an_envelope_can_be_repeated(workspace: Workspace, slack: Handle) -> None:
    ana = slack.act_as("U1")
    with raw(workspace) as socket:
        slack.fault("repeat")
        ana.send(ana.direct(BOT), "hello")
        first, second = received(socket), received(socket)
        acknowledge(socket, first)
        acknowledge(socket, second)
        slack.idle()
    assert first["payload"] == second["payload"]
    assert first["envelope_id"] != second["envelope_id"]


def test_an_envelope_can_be_lost_and_comes_again(start: Start) -> None:
    workspace = start(ack_seconds=0.1, retry_seconds=(0.0,))
    with Handle(workspace.url) as slack, raw(workspace) as socket:
        ana = slack.act_as("U1")
        channel = ana.direct(BOT)
        slack.fault("lose")
        ana.send(channel, "hello")
        again = received(socket)
        acknowledge(socket, again)
    assert (again["retry_attempt"], again["payload"]["event"]["text"]) == (1, "hello")


def test_envelopes_can_come_out_of_order(workspace: Workspace, slack: Handle) -> None:
    ana = slack.act_as("U1")
    channel = ana.direct(BOT)
    with raw(workspace) as socket:
        slack.fault("reorder", times=3)
        for number in range(3):
            ana.send(channel, str(number))
        envelopes = [received(socket) for _ in range(3)]
        for envelope in envelopes:
            acknowledge(socket, envelope)
        slack.idle()
    assert [each["payload"]["event"]["text"] for each in envelopes] == ["2", "1", "0"]


def test_slack_sdks_client_comes_back_after_a_refresh(workspace: Workspace, slack: Handle) -> None:
    heard: list[str] = []
    client = SocketModeClient(
        app_token=APP_TOKEN,
        web_client=WebClient(APP_TOKEN, base_url=workspace.api_url),
        ping_interval=0.5,
    )

    def listen(socket: Any, request: SocketModeRequest) -> None:
        socket.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        heard.append(request.payload["event"]["text"])

    client.socket_mode_request_listeners.append(listen)
    client.connect()
    try:
        slack.connected("A1")
        ana = slack.act_as("U1")
        channel = ana.direct(BOT)
        ana.send(channel, "before")
        slack.idle()
        first = client.current_session.session_id if client.current_session else ""
        slack.fault("refresh")
        for _ in range(200):
            session = client.current_session
            if session and session.session_id != first and session.is_active():
                break
            threading.Event().wait(0.05)
        ana.send(channel, "after")
        slack.idle()
    finally:
        client.close()
    assert heard == ["before", "after"]
