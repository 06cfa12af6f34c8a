"""The processor time of a question: planned, asked, answered, graded and shown again.

    python -m bench.question_cost --against 98949f4

300 people answer for three weeks, through the fakes of the tests. A second process does the same
with the code of an older commit; the two go on in turn, a day each, so that what else the machine
does falls on both. Counted is the processor time of this program, not of a database's server,
nor of a disk: neither side waits for what it wrote to be safe from a power cut.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from rich.console import Console
from rich.table import Table

from tests.postgres import Postgres

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("plan", "deliver", "answer", "grade", "show", "rest")
"""`rest` is looking for what is due, and the chores of the night."""


@dataclass(frozen=True, slots=True)
class Workload:
    """How much is asked."""

    people: int
    days: int
    items: int


class Side:
    """The house of one checkout at work, in a process of its own."""

    def __init__(self, checkout: Path, address: str, load: Workload) -> None:
        command = [sys.executable, str(ROOT / "bench" / "question_days.py")]
        command += [address, str(load.people), str(load.items)]
        self._process = subprocess.Popen(
            command,
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout), "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.last = self._answered()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait(timeout=60)

    def day(self) -> None:
        """Go on by a day."""
        self._process.stdin.write("\n")  # type: ignore[union-attr]
        self._process.stdin.flush()  # type: ignore[union-attr]
        self.last = self._answered()

    def _answered(self) -> dict[str, Any]:
        line = self._process.stdout.readline()  # type: ignore[union-attr]
        if not line:
            raise SystemExit("A side of the bench ended early; what it said stands above.")
        found: dict[str, Any] = json.loads(line)
        return found

    def costs(self) -> dict[str, float]:
        """Return the milliseconds of processor time a question, by stage and in all."""
        answered = self.last["done"]["answered"]
        found = {stage: 1e3 * self.last["spent"].get(stage, 0.0) / answered for stage in STAGES}
        return {**found, "in all": sum(found.values())}


def main() -> None:
    """Run the bench and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", metavar="COMMIT", help="an older commit to compare with")
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--days", type=int, default=21)
    parser.add_argument("--items", type=int, default=60)
    parser.add_argument("--postgresql", action="store_true", help="not on SQLite")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    load = Workload(given.people, given.days, given.items)
    report = measure(load, given.against, postgresql=given.postgresql)
    if given.json:
        print(json.dumps(report))
    else:
        Console().print(table(report))


def measure(load: Workload, against: str | None, *, postgresql: bool) -> dict[str, Any]:
    """Return the milliseconds a question by side and stage, and how many questions there were."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="holdfast-bench-")))
        addresses = stack.enter_context(databases(folder, postgresql=postgresql))
        checkouts = {"ours": ROOT}
        if against is not None:
            checkouts["theirs"] = folder / "theirs"
            check_out(against, checkouts["theirs"])
        sides = {
            name: stack.enter_context(Side(checkout, addresses[name], load))
            for name, checkout in checkouts.items()
        }
        for day in range(load.days):
            for side in list(sides.values())[:: -1 if day % 2 else 1]:
                side.day()
        done = {name: side.last["done"] for name, side in sides.items()}
        if len({json.dumps(work) for work in done.values()}) > 1:
            raise SystemExit(f"The two did not do the same work: {done}")
        costs = {name: side.costs() for name, side in sides.items()}
        return {"questions": done["ours"]["answered"], "milliseconds": costs}


@contextmanager
def databases(folder: Path, *, postgresql: bool) -> Iterator[Mapping[str, str]]:
    """Give each side the address of an empty database."""
    names = ("ours", "theirs")
    if not postgresql:
        yield {name: f"sqlite:///{folder / name}.sqlite3" for name in names}
        return
    with Postgres() as server:
        yield {name: server.create(name) for name in names}


def check_out(commit: str, folder: Path) -> None:
    """Lay the files of a commit into a folder."""
    packed = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
        files.extractall(folder, filter="data")


def table(report: Mapping[str, Any]) -> Table:
    """Return the figures as a table, a row a stage."""
    costs = report["milliseconds"]
    drawn = Table(title=f"Processor time a question, in ms, over {report['questions']}")
    drawn.add_column("stage")
    for name in costs:
        drawn.add_column(name, justify="right")
    if "theirs" in costs:
        drawn.add_column("theirs / ours", justify="right")
    for stage in (*STAGES, "in all"):
        row = [f"{side[stage]:.2f}" for side in costs.values()]
        if "theirs" in costs:
            row.append(f"{costs['theirs'][stage] / max(costs['ours'][stage], 1e-9):.2f}")
        drawn.add_row(stage, *row)
    return drawn


if __name__ == "__main__":
    main()
