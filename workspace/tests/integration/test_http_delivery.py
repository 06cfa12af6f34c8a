"""Events over signed HTTP: signature, three repeats, and the wish not to have them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from slack_sdk.signature import SignatureVerifier

from workspace.handle import Handle
from workspace.tests.integration.company import BOT, Start


@dataclass
class Listener:
    """A web server that keeps what it hears and answers as it is told."""

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    heard: list[tuple[dict[str, str], str]] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A web server on loopback."""
    found = Listener()

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found.heard.append((dict(self.headers.items()), body))
            self.send_response(found.status)
            for key, value in found.headers.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(found.body)
            found.arrived.release()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
    found.url = f"http://127.0.0.1:{server.server_port}/slack/events"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def slack(start: Start, listener: Listener) -> Iterator[Handle]:
    """A workspace whose app is behind the listener; repeats come quickly."""
    workspace = start(
        {"mode": "http", "request_url": listener.url}, retry_seconds=(0.0, 0.05, 0.05)
    )
    with Handle(workspace.url) as handle:
        yield handle


def heard(listener: Listener, count: int) -> list[tuple[dict[str, str], str]]:
    """Wait for a number of requests; return them."""
    for _ in range(count):
        assert listener.arrived.acquire(timeout=5)
    return listener.heard


def test_an_event_is_signed(slack: Handle, listener: Listener) -> None:
    ana = slack.act_as("U1")
    ana.send(ana.direct(BOT), "hello")
    slack.idle()
    ((headers, body),) = listener.heard
    assert SignatureVerifier("shh").is_valid_request(body, headers)
    assert not SignatureVerifier("other").is_valid_request(body, headers)
    event = json.loads(body)["event"]
    assert (event["type"], event["text"], event["channel_type"]) == ("message", "hello", "im")
    assert event["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "hello"}]


def test_an_address_that_does_not_say_the_challenge_back_is_not_verified(
    slack: Handle, listener: Listener
) -> None:
    listener.body = b"hello"
    assert slack.verify("A1") is False


def test_a_failed_event_comes_three_times_more_with_its_number(
    slack: Handle, listener: Listener
) -> None:
    listener.status = 503
    ana = slack.act_as("U1")
    ana.send(ana.direct(BOT), "hello")
    found = [headers for headers, _ in heard(listener, 4)]
    numbers = [headers.get("X-Slack-Retry-Num") for headers in found]
    reasons = [headers.get("X-Slack-Retry-Reason") for headers in found]
    assert numbers == [None, "1", "2", "3"]
    assert reasons == [None, "http_error", "http_error", "http_error"]
    assert not listener.arrived.acquire(timeout=0.3)


def test_an_app_can_ask_not_to_hear_it_again(slack: Handle, listener: Listener) -> None:
    listener.status, listener.headers = 500, {"X-Slack-No-Retry": "1"}
    ana = slack.act_as("U1")
    ana.send(ana.direct(BOT), "hello")
    heard(listener, 1)
    assert not listener.arrived.acquire(timeout=0.3)


def test_a_command_comes_as_a_form_and_may_be_answered_in_plain_text(
    slack: Handle, listener: Listener
) -> None:
    listener.headers, listener.body = {"Content-Type": "text/plain"}, b"Done & dusted"
    ana = slack.act_as("U1")
    assert ana.command("C1", "/do it") == {"ok": True}
    ((headers, body),) = listener.heard
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "command=%2Fdo&text=it" in body
    assert ana.last("C1")["text"] == "Done &amp; dusted"


def test_an_app_that_is_not_there_is_an_error_for_the_person(start: Start) -> None:
    workspace = start({"mode": "http", "request_url": "http://127.0.0.1:9/none"})
    with Handle(workspace.url) as slack:
        answer = slack.act_as("U1").command("C1", "/do it")
    assert answer == {"ok": False, "error": "operation_timeout"}
