"""A process stopped by the system for longer than a message was its own does not send it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

POSTER = """
import sys
from datetime import timedelta
from bot.clocks import SystemClock
from bot.messenger import SlackMessenger
from bot.pacing import Pacing
from messages.message import Message
from practice.errors import TooLate

clock, pacing = SystemClock(), Pacing()
pacing.hold(clock.technical(), timedelta(seconds=0.5))
messenger = SlackMessenger("xoxb-test", sys.argv[1], clock, pacing)
by = clock.technical() + timedelta(seconds=2)
print("waits for its turn", flush=True)
try:
    messenger.post("D1", Message("Hello."), "key", by=by)
    print("sent")
except TooLate:
    print("too late")
"""


@pytest.fixture
def posts() -> Iterator[tuple[str, list[str]]]:
    """A server that takes every message, and the paths that were asked for."""
    seen: list[str] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(self.path)
            body = b'{"ok": true, "ts": "1.000001"}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Takes)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", seen
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("stopped", "outcome"), [(0.0, "sent"), (2.2, "too late")])
def test_a_stop_counts_as_time(posts: tuple[str, list[str]], stopped: float, outcome: str) -> None:
    url, seen = posts
    with subprocess.Popen(
        [sys.executable, "-c", POSTER, url], stdout=subprocess.PIPE, text=True
    ) as poster:
        assert poster.stdout is not None
        assert poster.stdout.readline() == "waits for its turn\n"
        if stopped:
            poster.send_signal(signal.SIGSTOP)
            time.sleep(stopped)
            poster.send_signal(signal.SIGCONT)
        said, _ = poster.communicate(timeout=20)
    assert said == f"{outcome}\n"
    assert len(seen) == (outcome == "sent")
