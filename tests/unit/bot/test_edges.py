"""What an envelope goes through on its way in over Socket Mode."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from websocket import WebSocketApp, _abnf
from websockets.frames import Frame, Opcode
from websockets.sync.server import ServerConnection, serve

from bot.acknowledgement_priority import AcknowledgementPriority
from bot.background import Background
from bot.edges import bolt_app, socket_mode

ENVELOPE = "ünïcödé 😀" * 1000


@contextmanager
def server(frames: list[bytes]) -> Iterator[str]:
    """A WebSocket server that sends each caller these frames of text, and hangs up."""

    def send(connection: ServerConnection) -> None:
        for frame in frames:
            connection.socket.sendall(Frame(Opcode.TEXT, frame).serialize(mask=False))

    with serve(send, "127.0.0.1", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"ws://127.0.0.1:{running.socket.getsockname()[1]}"
        running.shutdown()


def received(frames: list[bytes]) -> tuple[list[str], list[str]]:
    """What a connection with the edge's listeners takes in of frames, and what it refuses."""
    app = bolt_app("xoxb-test", "http://127.0.0.1:9/", {"team_id": "T1"})
    edge = socket_mode(app, "xapp-test", AcknowledgementPriority(), Background())
    messages: list[str] = []
    refused: list[str] = []
    sockets: list[Any] = []

    def opened(connection: WebSocketApp) -> None:
        assert connection.sock is not None
        sockets.append(connection.sock.sock)
        for listener in edge.client.on_open_listeners:
            listener(connection)

    try:
        with server(frames) as address:
            WebSocketApp(
                address,
                on_open=opened,
                on_message=lambda _, message: messages.append(message),
                on_error=lambda _, error: refused.append(type(error).__name__),
            ).run_forever()
            for opened_once in sockets:
                opened_once.close()
    finally:
        edge.close()  # type: ignore[no-untyped-call]
    return messages, refused


def test_an_envelope_is_decoded_without_a_look_at_every_byte_in_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def look(_text: bytes) -> bool:
        raise AssertionError("every byte was looked at")

    monkeypatch.setattr(_abnf, "validate_utf8", look)
    messages, _ = received([ENVELOPE.encode()])
    assert messages == [ENVELOPE]


def test_what_is_no_utf8_is_refused_all_the_same() -> None:
    messages, refused = received([b"\xff\xfe no text", b"too late"])
    assert messages == []
    assert refused[0] == "UnicodeDecodeError"
