"""A process stopped by the system for longer than a message was its own does not send it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from tests.integration.bot.answering import answering

POSTER = """
import sys
from datetime import timedelta
from bot.clocks import SystemClock
from bot.messenger import SlackMessenger
from bot.pacing import POSTS, Pacing
from messages.message import Message
from practice.errors import TooLate

clock, pacing = SystemClock(), Pacing()
pacing.hold(POSTS, clock.technical(), timedelta(seconds=0.5))
messenger = SlackMessenger("xoxb-test", sys.argv[1], clock, pacing)
by = clock.technical() + timedelta(seconds=2)
print("waits for its turn", flush=True)
try:
    messenger.post("D1", Message("Hello."), "key", by=by)
    print("sent")
except TooLate:
    print("too late")
"""


@pytest.mark.parametrize(("stopped", "outcome"), [(0.0, "sent"), (2.2, "too late")])
def test_a_stop_counts_as_time(stopped: float, outcome: str) -> None:
    seen: list[str] = []
    taken = b'{"ok": true, "ts": "1.000001"}'
    with (
        answering(200, "application/json", taken, seen=seen) as url,
        subprocess.Popen(
            [sys.executable, "-c", POSTER, url], stdout=subprocess.PIPE, text=True
        ) as poster,
    ):
        assert poster.stdout is not None
        assert poster.stdout.readline() == "waits for its turn\n"
        if stopped:
            poster.send_signal(signal.SIGSTOP)
            time.sleep(stopped)
            poster.send_signal(signal.SIGCONT)
        said, _ = poster.communicate(timeout=20)
    assert said == f"{outcome}\n"
    assert len(seen) == (outcome == "sent")
