"""The HTTP edge over real sockets: what Slack signed is answered, all else is refused in a line."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from slack_bolt import Ack, App
from structlog.testing import capture_logs

from bot import connections, edges, guard
from bot.acknowledgement_priority import AcknowledgementPriority
from bot.background import Background
from bot.clocks import Technical
from bot.guard import MOST_BYTES, Guard

SECRET = "shh"


@dataclass
class Edge:
    """A running edge, and what its handler was told."""

    port: int
    heard: list[str] = field(default_factory=list)
    app: App | None = None

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        """Post a body as it is and return the status."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as line:
            line.request("POST", edges.PATH, body, headers)
            return line.getresponse().status

    def open(self) -> socket.socket:
        """Return a bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)


def signed(body: bytes, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    """Return the headers with which Slack sends a form."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def command(text: str = "help") -> bytes:
    """Return a slash command as Slack sends it."""
    form = {"command": "/holdfast", "text": text, "user_id": "U1", "team_id": "T1", "token": "t"}
    return urlencode(form).encode()


@pytest.fixture
def edge(monkeypatch: pytest.MonkeyPatch) -> Iterator[Edge]:
    """An edge that patience does not make slow."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.5)
    app = edges.bolt_app("xoxb-1", "http://127.0.0.1:9/", {"team_id": "T1"})
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        made = Edge(int(probe.getsockname()[1]), app=app)

    def listen(ack: Ack, body: dict[str, str]) -> None:
        made.heard.append(body["text"])
        ack()

    app.command("/holdfast")(listen)
    served = edges.http(
        app, Guard(SECRET, Technical().read), AcknowledgementPriority(), Background()
    )
    stop = threading.Event()
    server = threading.Thread(
        target=edges.serve_http, args=(served, "127.0.0.1", made.port, stop), daemon=True
    )
    server.start()
    _until_it_answers(made.port)
    yield made
    stop.set()
    server.join(20)
    assert not server.is_alive()


def _until_it_answers(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the edge never answered")


def test_what_slack_signed_is_answered_and_its_repeat_too(edge: Edge) -> None:
    body = command()
    repeat = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert edge.post(body, signed(body)) == 200
    assert edge.post(body, signed(body) | repeat) == 200
    assert edge.heard == ["help", "help"]


UNSIGNED: dict[str, Callable[[], dict[str, str]]] = {
    "not at all": dict,
    "another body": lambda: signed(command("other")),
    "another secret": lambda: signed(command(), secret="another"),
    "too old": lambda: signed(command(), at=time.time() - 301),
    "ahead of time": lambda: signed(command(), at=time.time() + 600),
    "no number": lambda: signed(command()) | {"X-Slack-Request-Timestamp": "soon"},
    "no moment": lambda: signed(command()) | {"X-Slack-Request-Timestamp": "9" * 400},
    "no digit of ours": lambda: signed(command()) | {"X-Slack-Request-Timestamp": "\u0663"},
    "no signature": lambda: signed(command()) | {"X-Slack-Signature": "v0=é"},
}
"""Ways in which Slack did not sign; made when they are sent, as a signature grows old."""


@pytest.mark.parametrize("way", UNSIGNED)
def test_what_slack_did_not_sign_is_refused_in_one_line(edge: Edge, way: str) -> None:
    sent = {k: v.encode("utf-8").decode("latin-1") for k, v in UNSIGNED[way]().items()}
    with capture_logs() as logs:
        assert edge.post(command(), sent) == 401
    assert [line["event"] for line in logs] == ["request_refused"]
    assert edge.heard == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"payload=%7Bnot+json", "application/x-www-form-urlencoded"),
        (b"payload=%5B1%5D", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\xfa", "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % n for n in range(2000)), "application/x-www-form-urlencoded"),
        (b"[]", "application/json"),
        (b"{", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"null", "application/json"),
    ],
)
def test_what_is_signed_and_in_no_form_of_slacks_is_refused(
    edge: Edge, body: bytes, kind: str
) -> None:
    with capture_logs() as logs:
        assert edge.post(body, signed(body) | {"Content-Type": kind}) == 400
    assert [line["event"] for line in logs] == ["request_refused"]


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions"},
        {"type": "block_actions", "team": "T1", "user": [], "actions": {}},
        {"type": "view_submission", "view": "none"},
        {"type": "event_callback", "event": 7},
        {"type": "event_callback", "event": {"type": "message"}, "authorizations": "x"},
        {"type": 5},
        {"command": ["/holdfast"]},
        {"type": "shortcut", "team": None, "enterprise": 3},
    ],
)
def test_an_odd_payload_is_never_our_fault(edge: Edge, payload: dict[str, object]) -> None:
    body = json.dumps(payload).encode()
    status = edge.post(body, signed(body) | {"Content-Type": "application/json"})
    form = urlencode({"payload": json.dumps(payload)}).encode()
    assert {status, edge.post(form, signed(form))} <= {200, 400, 404}


def test_what_states_that_it_is_too_large_is_not_read(edge: Edge) -> None:
    with closing(edge.open()) as line:
        head = f"POST {edges.PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n"
        line.sendall(head.encode())
        assert line.recv(64).startswith(b"HTTP/1.1 413")


def test_what_does_not_state_its_size_is_read_so_far_and_no_further(edge: Edge) -> None:
    with closing(edge.open()) as line:
        head = f"POST {edges.PATH} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        line.sendall(head.encode())
        piece = b"10000\r\n" + b"a" * 65536 + b"\r\n"
        sent = 0
        try:
            while sent < 100 * MOST_BYTES:
                line.sendall(piece)
                sent += len(piece)
        except OSError:
            pass  # the connection was cut, as it should be
        assert sent < 20 * MOST_BYTES


def test_a_body_that_does_not_end_times_out(edge: Edge) -> None:
    with closing(edge.open()) as line:
        head = f"POST {edges.PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"
        line.sendall(head.encode())
        assert line.recv(64).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("begun", [b"", b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-A: b"])
def test_headers_that_never_end_and_silence_are_cut(edge: Edge, begun: bytes) -> None:
    with closing(edge.open()) as line:
        line.sendall(begun)
        assert line.recv(64) == b""


def test_headers_that_drip_are_cut_as_well(edge: Edge) -> None:
    with closing(edge.open()) as line:
        line.settimeout(20)
        began = time.monotonic()
        try:
            line.sendall(b"POST /slack/events HTTP/1.1\r\n")
            while time.monotonic() - began < 15:
                line.sendall(b"X-A: b\r\n")
                time.sleep(0.05)
        except OSError:
            return
        pytest.fail("a head that drips was waited for")


def test_half_a_head_after_an_answer_is_cut(edge: Edge) -> None:
    body = command()
    head = "".join(f"{k}: {v}\r\n" for k, v in signed(body).items())
    with closing(edge.open()) as line:
        first = f"POST {edges.PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
        line.sendall(f"{first}{head}\r\n".encode() + body)
        assert line.recv(4096).startswith(b"HTTP/1.1 200")
        line.sendall(b"POST / HTTP/1.1\r\nHost")
        assert line.recv(64) == b""
