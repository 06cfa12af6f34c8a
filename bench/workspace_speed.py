"""How fast the local workspace is, with 5,000 people and 100,000 messages in it.

    python -m bench.workspace_speed

Bars: a posted message is on the page within 100 ms; 500 posts a second through the Web API on
one core. Prints each figure beside its bar; exits 1 where one is missed.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from slack_sdk import WebClient
from websockets.sync.client import connect

from workspace import posting
from workspace.config import Config, Options
from workspace.handle import Handle
from workspace.server import Workspace
from workspace.state import Message
from workspace.world import World

PEOPLE, MESSAGES, CHANNELS = 5_000, 100_000, 50
POSTS, CLIENTS = 3_000, 4
PAGE_MS, POSTS_A_SECOND = 100.0, 500.0
TOKEN = "xoxb-bench"
BLOCKS = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Checkout is slow.* What first?"}},
    {"type": "actions", "elements": [
        {"type": "button", "action_id": f"a{n}", "value": str(n),
         "text": {"type": "plain_text", "text": f"Answer {n}"}}
        for n in range(3)
    ]},
]  # fmt: skip


def company(people: int) -> Config:
    """Return a workspace in which everybody is in every channel."""
    ids = [f"U{n:05}" for n in range(people)]
    return Config.model_validate(
        {
            "workspace": {"id": "T1", "name": "Bench", "domain": "bench"},
            "people": [{"id": each, "name": each.lower()} for each in ids],
            "channels": [
                {"id": f"C{n}", "name": f"channel-{n}", "members": [*ids, "A1"]}
                for n in range(CHANNELS)
            ],
            "apps": [{"id": "A1", "name": "Bot", "bot_token": TOKEN, "app_token": "xapp-bench",
                      "events": [], "mode": "socket"}],
        }
    )  # fmt: skip


def fill(world: World) -> None:
    """Put the messages in, as if people had written them."""
    for number in range(MESSAGES):
        author = f"U{number % PEOPLE:05}"
        words = f"Message {number}, about as long as a message is when somebody types it."
        ts = world.clock.stamp()
        posting.post(world, Message(ts, f"C{number % CHANNELS}", author, words))


def page_latencies(workspace: Workspace, times: int = 200) -> list[float]:
    """Return milliseconds from a post through the Web API until the page has heard of it."""
    client = WebClient(TOKEN, base_url=workspace.api_url, retry_handlers=[])
    url = workspace.url.replace("http", "ws") + "/client/stream?as=U00007"
    found = []
    with connect(url, proxy=None) as page:
        for number in range(times):
            text = f"post {number}"
            started = time.perf_counter()
            threading.Thread(
                target=client.chat_postMessage, kwargs={"channel": "C1", "text": text}
            ).start()
            while json.loads(page.recv()).get("message", {}).get("text") != text:
                pass
            found.append((time.perf_counter() - started) * 1000)
    return found


def cpu_seconds(pid: int) -> float | None:
    """Return what a process has used of its core so far; None where that is not told."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return None
    fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / float(os.sysconf("SC_CLK_TCK"))


def posts_a_second(url: str, pid: int) -> tuple[float, float]:
    """Return how many posts with blocks the Web API took: a second, and a second of its core.

    The two differ where the machine has other things to do.
    """
    body = json.dumps({"channel": "C1", "text": "Checkout is slow.", "blocks": BLOCKS})
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    place = urlsplit(url).netloc

    def work(count: int) -> None:
        connection = http.client.HTTPConnection(place)
        for _ in range(count):
            connection.request("POST", "/api/chat.postMessage", body, headers)
            answer = json.loads(connection.getresponse().read())
            assert answer["ok"], answer
        connection.close()

    work(50)
    started, before = time.perf_counter(), cpu_seconds(pid)
    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(work, [POSTS // CLIENTS] * CLIENTS))
    took, after = time.perf_counter() - started, cpu_seconds(pid)
    used = after - before if after is not None and before is not None else took
    return POSTS / took, POSTS / used


def own_process(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a workspace on its own, on one core where that can be said; return its address."""
    file = folder / "workspace.yaml"
    file.write_text(company(100).model_dump_json(), encoding="utf-8")
    command = [sys.executable, "-m", "workspace", "--port", "0", "--no-limits", "--config"]
    process = subprocess.Popen([*command, file], stdout=subprocess.PIPE, text=True)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process.pid, {max(os.sched_getaffinity(0))})
    said = process.stdout.readline() if process.stdout else ""
    return process, said.split()[-1]


def main() -> int:
    """Measure and print; 1 where a bar is missed."""
    started = time.perf_counter()
    workspace = Workspace(company(PEOPLE), options=Options(limits=False))
    fill(workspace.world)
    print(f"filled with {PEOPLE:,} people, {MESSAGES:,} messages: "
          f"{time.perf_counter() - started:.1f} s")  # fmt: skip
    with workspace, Handle(workspace.url) as slack:
        actor = slack.act_as("U00007")
        for name, look in (("boot", actor.channels), ("a page", lambda: actor.messages("C1"))):
            started = time.perf_counter()
            look()
            print(f"{name}: {(time.perf_counter() - started) * 1000:.0f} ms")
        latencies = page_latencies(workspace)
    worst = statistics.quantiles(latencies, n=100)[98]
    print(f"on the page after {statistics.median(latencies):.1f} ms, "
          f"99 of 100 within {worst:.1f} ms (bar: {PAGE_MS:.0f} ms)")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        process, url = own_process(Path(folder))
        try:
            wall, rate = posts_a_second(url, process.pid)
        finally:
            process.terminate()
            process.wait()
    print(f"{wall:.0f} posts a second, {rate:.0f} a second of one core's time "
          f"(bar: {POSTS_A_SECOND:.0f})")  # fmt: skip
    return int(worst > PAGE_MS or rate < POSTS_A_SECOND)


if __name__ == "__main__":
    sys.exit(main())
