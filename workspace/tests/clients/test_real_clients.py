"""A bolt app goes through everything: both Python clients, signed HTTP, and bolt for Node."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.websocket_client import (
    SocketModeHandler as WebSocketClientHandler,
)

from workspace.handle import Actor, Handle, texts
from workspace.shapes import Json
from workspace.tests.clients.helper_app import helper_app
from workspace.tests.integration.company import APP_TOKEN, BOT, BOT_TOKEN, Start, starting
from workspace.tests.node.packages import NODE, environment, placed


@contextmanager
def connected(start: Start, handler_class: type[Any]) -> Iterator[Handle]:
    """Run the app over Socket Mode."""
    workspace = start()
    app = helper_app(workspace.api_url, BOT_TOKEN)
    # A short interval lets the clients' own threads end soon after they are closed.
    handler = handler_class(app, APP_TOKEN, ping_interval=1)
    handler.connect()
    try:
        with Handle(workspace.url) as slack:
            slack.connected("A1")
            yield slack
    finally:
        handler.close()


def builtin(start: Start) -> AbstractContextManager[Handle]:
    """Run the app over slack_sdk's own Socket Mode client."""
    return connected(start, SocketModeHandler)


def websocket_client(start: Start) -> AbstractContextManager[Handle]:
    """Run the app over the Socket Mode client that uses websocket-client."""
    return connected(start, WebSocketClientHandler)


@contextmanager
def signed_http(start: Start) -> Iterator[Handle]:
    """Run the app behind a web server of its own; it checks the signatures itself."""
    served: dict[str, App] = {}

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            request = BoltRequest(body=body, headers=dict(self.headers.items()))
            response = served["app"].dispatch(request)
            self.send_response(response.status)
            for key, values in response.headers.items():
                self.send_header(key, values[0])
            self.end_headers()
            self.wfile.write(response.body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
    url = f"http://127.0.0.1:{server.server_port}/slack/events"
    workspace = start({"mode": "http", "request_url": url})
    served["app"] = helper_app(workspace.api_url, BOT_TOKEN, signing_secret="shh")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        with Handle(workspace.url) as slack:
            assert slack.verify("A1")
            yield slack
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def bolt_for_node(start: Start) -> Iterator[Handle]:
    """Run the same app, written for @slack/bolt, which uses @slack/socket-mode."""
    program = placed("app.mjs")
    workspace = start()
    env = environment(
        SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_APP_TOKEN=APP_TOKEN, SLACK_API_URL=workspace.api_url
    )
    with subprocess.Popen([NODE, program], stdin=subprocess.PIPE, env=env) as process:
        try:
            with Handle(workspace.url) as slack:
                slack.connected("A1", seconds=30)
                yield slack
        finally:
            process.terminate()


Run = Callable[[Start], AbstractContextManager[Handle]]


@pytest.fixture(
    scope="module",
    params=[builtin, websocket_client, signed_http, bolt_for_node],
    ids=lambda each: each.__name__,
)
def slack(request: pytest.FixtureRequest) -> Iterator[Handle]:
    """The workspace, with the app connected in one of four ways."""
    run: Run = request.param
    with ExitStack() as stack, run(starting(stack)) as handle:
        yield handle


def shown(slack: Handle, ana: Actor, channel: str, text: str) -> Json:
    """Wait for a message to be the last one; bolt for Node acknowledges events before it works."""

    def look() -> Json | None:
        last = ana.messages(channel)[-1]
        return last if last["text"] == text else None

    found = slack.until(look)
    assert found
    return found


def test_a_message_a_button_a_modal_with_errors_then_success(slack: Handle) -> None:
    ana = slack.act_as("U1")
    channel = ana.direct(BOT)
    ana.send(channel, "hello")
    greeting = shown(slack, ana, channel, "Hello <@U1>")

    assert ana.click(greeting, "ask") == {"ok": True}
    shown(slack, ana, channel, "Pick one first.")

    ana.choose(greeting, "which", "Right")
    assert ana.click(greeting, "Tell me") == {"ok": True}
    assert slack.until(ana.modals)[-1]["private_metadata"] == "r"
    assert "name" in ana.submit()["errors"]
    assert ana.submit({"Name": "nobody"}) == {"ok": False, "errors": {"name": "Somebody, please."}}
    file = ana.upload("notes.txt", b"some notes")
    assert ana.submit({"text": "Ana", "files": [file]}) == {"ok": True}
    shown(slack, ana, channel, "Ana chose r: notes.txt")
    assert ana.modals() == []


def test_a_modal_that_is_closed_tells_the_app(slack: Handle) -> None:
    ana = slack.act_as("U1")
    channel = ana.direct(BOT)
    ana.send(channel, "hello")
    greeting = shown(slack, ana, channel, "Hello <@U1>")
    ana.choose(greeting, "which", "l")
    ana.click(greeting, "ask")
    slack.until(ana.modals)
    ana.dismiss()
    shown(slack, ana, channel, "Closed.")


def test_a_command_is_answered_to_one_person(slack: Handle) -> None:
    ana, bo = slack.act_as("U1"), slack.act_as("U2")
    assert ana.command("C1", "/helper all of it") == {"ok": True}
    assert [each["text"] for each in ana.ephemerals("C1")] == ["You said all of it."]
    assert bo.ephemerals("C1") == []


def test_home_is_published_when_it_is_opened(slack: Handle) -> None:
    ana = slack.act_as("U1")
    assert ana.open_home("A1") is None
    home = slack.until(lambda: ana.home("A1"))
    assert texts(home or {}) == "At home, U1"
