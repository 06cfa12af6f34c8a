"""How soon an answer is acknowledged over Socket Mode, with grading running.

    python -m bench.acknowledgement --rate 100 --seconds 60

The local workspace, the bot and the people who tap each have a process of their own; rate limits
are off. A tap's time runs from the moment it was due (not from when a thread got round to it) to
the acknowledgement that the workspace hands back, so that waiting in line counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from slack_sdk import WebClient

from bot.trial.company import APP_TOKEN, BOT_TOKEN, read_company
from items.model import Item, Kind
from messages import ids
from messages.question import question
from practice.content import publish
from practice.people import frameworks
from store import banks, people
from store.engine import Database, open_database
from store.models import DeliveryRow, DeliveryState, PersonRow, QuestionRow
from store.unit import Sessions
from store.upgrade import upgrade
from views.question import QuestionView
from views.reader import Reader
from workspace.handle import Handle

TEAM = "T0BENCH"
APP = "A0BENCH"
PEOPLE = 200
THREADS = 32
PORT = 8391


def main() -> None:
    """Run the bench and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=100.0, help="answers a second (100)")
    parser.add_argument("--seconds", type=float, default=60.0, help="for how long (60)")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    taps = int(given.rate * given.seconds)
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        address = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        with _workspace(Path(folder)) as url:
            prepared = _prepare(address, url, taps)
            with _bot(address, url):
                found = _figures(_tap(url, prepared, given.rate), given.rate)
                found["graded"] = _graded(address, taps)
    if given.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:>22}  {value}")


@contextmanager
def _process(*command: str, env: dict[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen(command, env={**os.environ, **(env or {})})
    try:
        yield running
    finally:
        running.terminate()
        running.wait(timeout=30)


@contextmanager
def _workspace(folder: Path) -> Iterator[str]:
    config = {
        "workspace": {"id": TEAM, "name": "Bench", "domain": "bench"},
        "people": [
            {"id": _user(n), "name": f"p{n}", "real_name": f"Person {n}",
             "email": f"p{n}@bench.example"}
            for n in range(PEOPLE)
        ],
        "apps": [{"id": APP, "name": "Holdfast", "bot_token": BOT_TOKEN, "app_token": APP_TOKEN,
                  "mode": "socket"}],
    }  # fmt: skip
    path = folder / "workspace.yaml"
    with path.open("w") as file:
        YAML().dump(config, file)
    url = f"http://127.0.0.1:{PORT}"
    arguments = ("-m", "workspace", "--port", str(PORT), "--config", str(path), "--no-limits")
    with _process(sys.executable, *arguments):
        _until(lambda: Handle(url).boot())
        yield url


def _user(number: int) -> str:
    return f"U{number:05d}"


def _until(look: Any, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            look()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


@contextmanager
def _bot(address: str, url: str) -> Iterator[None]:
    env = {
        "DATABASE_URL": address,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": f"{url}/api/",
        "HOLDFAST_LOG_LEVEL": "ERROR",
    }
    with _process(sys.executable, "-c", "from bot.cli import main; main()", "run", env=env):
        Handle(url).connected(APP, seconds=30)
        yield


Prepared = list[tuple[str, str, str, str, str]]
"""For each tap: user, channel, ts, block of the button, the delivery's id."""


def _prepare(address: str, url: str, taps: int) -> Prepared:
    """Load the starter bank, and ask every question that will be answered."""
    sessions = open_database(address)
    upgrade(sessions)
    company = read_company()
    now = datetime.now(UTC)
    units = Sessions(sessions, TEAM, lambda: now)
    with units.begin() as unit:
        people.ensure_workspace(unit, "Bench")
        unit.session.flush()
        frameworks.write_framework(unit, company.framework)
        publish.write(unit, company.banks[0], None)
    with units.read() as unit:
        known = {p.item.id: p for p in banks.current(unit)}
    item = next(p for p in known.values() if p.item.kind is Kind.SINGLE)
    client = WebClient(BOT_TOKEN, base_url=f"{url}/api/")
    channels = [
        str(client.conversations_open(users=_user(n))["channel"]["id"]) for n in range(PEOPLE)
    ]
    made: Prepared = []
    rows: list[object] = []
    for number in range(taps):
        person = number % PEOPLE
        delivery = f"delivery-{number:06d}"
        message = question(_view(item.item, delivery))
        posted = client.chat_postMessage(
            channel=channels[person], text=message.text, blocks=message.blocks
        )
        ts = str(posted["ts"])
        made.append((_user(person), channels[person], ts, _button_block(posted), delivery))
        rows += _rows(delivery, number, person, channels[person], ts, item, now)
    _write(sessions, rows, channels, now)
    sessions.close()
    return made


def _view(item: Item, delivery: str) -> QuestionView:
    shown = tuple(range(len(item.options)))
    return QuestionView(Reader(), delivery, item, "Incident triage", "Engineer on call", shown)


def _button_block(posted: Any) -> str:
    for block in posted["message"]["blocks"]:
        if any(e.get("action_id") == ids.ANSWER_CERTAIN for e in block.get("elements", [])):
            return str(block["block_id"])
    raise LookupError("the question has no button")


def _rows(
    delivery: str, number: int, person: int, channel: str, ts: str, item: Any, now: datetime
) -> list[object]:
    return [
        DeliveryRow(
            workspace_id=TEAM, delivery_id=delivery, person_id=_user(person), kind="question",
            slot=f"question:{number:06d}", state=DeliveryState.SENT, due_at=now, planned_at=now,
            sent_at=now, channel=channel, ts=ts, content={},
        ),
        QuestionRow(
            workspace_id=TEAM, delivery_id=delivery, person_id=_user(person),
            bank_id=item.bank_id, item_id=item.item.id, revision=item.revision,
            item_ref=item.item_ref, skill_id=item.item.skills[0], role_id=None, language="en",
            letters=list(range(len(item.item.options))), why={},
        ),
    ]  # fmt: skip


def _write(sessions: Database, rows: list[object], channels: list[str], now: datetime) -> None:
    with sessions.begin() as session:
        session.add_all(
            PersonRow(
                workspace_id=TEAM, person_id=_user(n), email=f"p{n}@bench.example",
                name=f"Person {n}", slack_user=_user(n), channel=channels[n], joined_at=now,
                preferences={},
            )
            for n in range(PEOPLE)
        )  # fmt: skip
        session.flush()
        session.add_all(row for row in rows if isinstance(row, DeliveryRow))
        session.flush()
        session.add_all(row for row in rows if isinstance(row, QuestionRow))


def _tap(url: str, prepared: Prepared, rate: float) -> list[float]:
    """Answer every question at a steady rate; return the seconds each took."""
    local = threading.local()
    took: list[float] = []
    start = time.monotonic() + 1.0

    def one(number: int) -> None:
        if not hasattr(local, "handle"):
            local.handle = Handle(url)
        due = start + number / rate
        time.sleep(max(0.0, due - time.monotonic()))
        user, channel, ts, block, delivery = prepared[number]
        chosen = {"type": "radio_buttons", "selected_option": {"value": "0"}}
        answer = local.handle.line.post(
            "/client/actions",
            {
                "as": user,
                "container": {"type": "message", "channel": channel, "ts": ts},
                "block_id": block,
                "action_id": ids.ANSWER_CERTAIN,
                "type": "button",
                "value": delivery,
                "state": {"values": {ids.CHOICE: {ids.CHOICE: chosen}}},
            },
        )
        if not answer["ok"]:
            raise RuntimeError(f"not acknowledged: {answer}")
        took.append(time.monotonic() - due)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(one, range(len(prepared))))
    return took


def _figures(took: list[float], rate: float) -> dict[str, Any]:
    ordered = sorted(took)

    def at(share: float) -> float:
        return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)

    return {
        "answers": len(ordered),
        "a second": rate,
        "median ms": at(0.5),
        "p90 ms": at(0.9),
        "p99 ms": at(0.99),
        "longest ms": round(1000 * ordered[-1], 1),
    }


def _graded(address: str, wanted: int, seconds: float = 300.0) -> int:
    """Wait until every answer is graded; return how many are."""
    sessions = open_database(address)
    end = time.monotonic() + seconds
    while True:
        with sessions.writer.connect() as connection:
            found = int(connection.exec_driver_sql("SELECT count(*) FROM grades").scalar_one())
        if found >= wanted or time.monotonic() > end:
            sessions.close()
            return found
        time.sleep(1.0)


if __name__ == "__main__":
    main()
