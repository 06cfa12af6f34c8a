"""The edge over Socket Mode against a local workspace."""

from __future__ import annotations

import threading
from contextlib import ExitStack

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.acknowledgement_priority import AcknowledgementPriority
from bot.background import Background
from bot.edges import socket_mode
from workspace.handle import Handle
from workspace.tests.integration.company import APP_TOKEN, BOT, BOT_TOKEN, starting

CONNECTIONS = 5
"""Without being woken, about every second reader sleeps on."""


def close_all(edges: list[SocketModeHandler]) -> None:
    for edge in edges:
        edge.close()  # type: ignore[no-untyped-call]


def test_closing_does_not_wait_until_the_reader_looks_up_by_itself() -> None:
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id=BOT, bot_token=BOT_TOKEN)
    with ExitStack() as stack:
        workspace = starting(stack)()
        slack = stack.enter_context(Handle(workspace.url))
        app = App(client=WebClient(base_url=workspace.api_url), authorize=lambda: known)
        edges = [
            socket_mode(app, APP_TOKEN, AcknowledgementPriority(), Background())
            for _ in range(CONNECTIONS)
        ]
        for edge in edges:
            edge.connect()  # type: ignore[no-untyped-call]
        slack.connected("A1", count=CONNECTIONS)
        closing = threading.Thread(target=close_all, args=(edges,), daemon=True)
        closing.start()
        closing.join(9)  # a reader looks up ten seconds after it last heard something
        assert not closing.is_alive()
        assert all(edge.client.closed for edge in edges)
