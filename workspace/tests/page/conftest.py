"""A workspace with an app that shows everything, and Chromium to look at its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from queue import Queue
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from workspace.config import Config, Options
from workspace.handle import Handle
from workspace.server import Workspace
from workspace.tests.page import gallery

Json = dict[str, Any]
Open = Callable[..., Page]

START = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)

CONFIG = {
    "workspace": {"id": "T1", "name": "Northwind", "domain": "northwind"},
    "people": [
        {"id": "U1", "name": "ana", "real_name": "Ana Silva", "tz": "Europe/Lisbon"},
        {"id": "U2", "name": "rui", "real_name": "Rui Costa", "tz": "Europe/Lisbon", "admin": True},
        {"id": "U3", "name": "mei", "real_name": "Mei Lin", "tz": "Asia/Singapore"},
    ],
    "channels": [
        {"id": "C1", "name": "on-call", "members": ["U1", "U2", "U3", "UBOT"]},
        {"id": "C2", "name": "payments-team", "members": ["U1", "U2", "UBOT"]},
    ],
    "apps": [
        {
            "id": "A1",
            "name": "Gallery",
            "bot_token": "xoxb-gallery",
            "app_token": "xapp-gallery",
            "signing_secret": "secret",
            "mode": "socket",
            "bot_user_id": "UBOT",
            "commands": [
                {
                    "command": "/gallery",
                    "description": "Show a modal",
                    "usage_hint": "modal | say",
                }
            ],
        }
    ],
}


class Gallery:
    """An app that records what it hears, and opens a modal when asked to."""

    def __init__(self, workspace: Workspace) -> None:
        self.heard: Queue[Json] = Queue()
        self.client = WebClient("xoxb-gallery", base_url=workspace.api_url)
        self.refusal: dict[str, str] = {}
        app = App(client=self.client)
        app.action(re.compile(""))(self._acted)
        app.options("a")(self._offered)
        app.command("/gallery")(self._commanded)
        app.view("everything")(self._submitted)
        app.view_closed("second")(self._closed)
        app.event("message")(self._ignored)
        app.event("reaction_added")(self._ignored)
        app.event("reaction_removed")(self._ignored)
        app.event("app_home_opened")(self._ignored)
        self._handler = SocketModeHandler(app, "xapp-gallery", web_client=self.client)

    def start(self) -> None:
        """Connect; returns once connected."""
        self._handler.connect()  # type: ignore[no-untyped-call]

    def stop(self) -> None:
        """Disconnect, and wake the client's threads: they would sleep for up to ten seconds."""
        client = self._handler.client
        client.auto_reconnect_enabled, client.closed = False, True
        client.message_queue.put(None)
        client.current_session_runner.event.set()
        if client.current_session is not None and client.current_session.sock is not None:
            client.current_session.keep_running = False
            client.current_session.sock.ping()
            client.current_session_runner.thread.join(1)
        self._handler.close()  # type: ignore[no-untyped-call]

    def next(self) -> Json:
        """Return the next payload that arrived."""
        return self.heard.get(timeout=10)

    def post(self, channel: str, blocks: list[Json], text: str = "words", **extra: Any) -> str:
        """Post a message; return its ts."""
        answer = self.client.chat_postMessage(channel=channel, blocks=blocks, text=text, **extra)
        return str(answer["ts"])

    def direct(self, user: str) -> str:
        """Return the direct message with somebody."""
        return str(self.client.conversations_open(users=[user])["channel"]["id"])

    def _acted(self, ack: Callable[..., None], body: Json, client: WebClient) -> None:
        ack()
        self.heard.put(body)
        if body["actions"][0]["action_id"] == "settings":
            client.views_open(trigger_id=body["trigger_id"], view=gallery.MODAL)
        elif body["actions"][0]["action_id"] == "push":
            client.views_push(trigger_id=body["trigger_id"], view=gallery.SECOND)

    def _offered(self, ack: Callable[..., None], payload: Json) -> None:
        typed = payload["value"].lower()
        towns = [town for town in ("Lisbon", "Porto", "Faro") if typed in town.lower()]
        ack(options=[gallery.option(town.lower(), town) for town in towns])

    def _commanded(self, ack: Callable[..., None], command: Json, client: WebClient) -> None:
        if command["text"] == "modal":
            ack()
            client.views_open(trigger_id=command["trigger_id"], view=gallery.MODAL)
        else:
            ack(f"You said {command['text']}")

    def _submitted(self, ack: Callable[..., None], body: Json) -> None:
        self.heard.put(body)
        if self.refusal:
            ack(response_action="errors", errors=self.refusal)
        else:
            ack()

    def _closed(self, ack: Callable[..., None], body: Json) -> None:
        ack()
        self.heard.put(body)

    def _ignored(self) -> None:
        pass


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """Run a workspace whose clock stands still on a Tuesday morning."""
    options = Options(limits=False, frozen=True, start=START)
    with Workspace.running(Config.model_validate(CONFIG), options=options) as running:
        yield running


@pytest.fixture
def slack(workspace: Workspace) -> Iterator[Handle]:
    """Act in the workspace from outside the browser."""
    handle = Handle(workspace.url)
    yield handle
    handle.close()


@pytest.fixture
def app(workspace: Workspace, slack: Handle) -> Iterator[Gallery]:
    """Run the app, connected."""
    running = Gallery(workspace)
    running.start()
    slack.connected("A1")
    yield running
    running.stop()


@pytest.fixture
def complaints() -> list[str]:
    """Collect what the page complains about."""
    return []


@pytest.fixture
def visit(browser: Browser, workspace: Workspace, complaints: list[str]) -> Iterator[Open]:
    """Open the page at an address; whatever it complains about fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})

    def open_page(address: str, width: int = 1280, height: int = 900) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: _note(said.type, said.text))
        page.goto(workspace.url + address)
        page.wait_for_selector("[role=log][aria-busy=false], .home-body > *, .person-list")
        return page

    def _note(kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            complaints.append(text)

    yield open_page
    context.close()
    assert complaints == []
