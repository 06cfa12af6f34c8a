"""`holdfast try`: a batch of days as fast as they go, or a company to visit in the browser."""

from __future__ import annotations

import contextlib
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.clocks import SystemClock
from bot.trial.run import WEEKS_OF_HISTORY, Report, Trial, trial, weeks_back


@contextlib.contextmanager
def _progress(
    console: Console, what: str, start: datetime, end: datetime
) -> Iterator[Callable[[datetime], None]]:
    """Show a bar from one moment of business time to another."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[day]}"),
        TimeElapsedColumn(),
    )
    total = (end - start).total_seconds()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=total, day="")

        def passed(moment: datetime) -> None:
            done = (moment - start).total_seconds()
            bar.update(task, completed=min(done, total), day=f"{moment:%d %b %Y}")

        yield passed


def batch(console: Console, start: datetime | None, days: int, seed: int) -> Report:
    """Run so many days of the starter company and return what came of them."""
    begin = start or weeks_back(SystemClock().now(), 2)
    with (
        tempfile.TemporaryDirectory(prefix="holdfast-") as folder,
        trial(_database(folder), begin, seed) as running,
        _progress(console, f"{days} days", begin, begin + timedelta(days=days)) as passed,
    ):
        running.run(days, passed)
        return running.report()


def interactive(console: Console, start: datetime | None, seed: int, port: int) -> None:
    """Show the company in a browser page, with twelve weeks of history, until interrupted."""
    now = SystemClock().now()
    begin = start or weeks_back(now)
    end = max(now, begin + timedelta(weeks=WEEKS_OF_HISTORY))
    with (
        tempfile.TemporaryDirectory(prefix="holdfast-") as folder,
        trial(_database(folder), begin, seed, port=port) as running,
    ):
        console.print(f"The page is at [bold]{running.workspace.url}[/bold]")
        with _progress(console, "Twelve weeks of practice", begin, end) as passed:
            running.driver.run_until(end, passed)
        _show(console, running)


def _show(console: Console, running: Trial) -> None:
    """Let time run, answer whoever plays, and go on until interrupted."""
    program = running.program
    running.handle.let_run()
    program.start()
    address = f"{running.workspace.url}/?as={running.company.slack_ids['ana@acme.example']}"
    print_report(console, running.report())
    console.print(f"\nOpen [bold]{address}[/bold]  (Ctrl-C ends it)")
    with contextlib.suppress(webbrowser.Error):
        webbrowser.open(address)
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()


def _database(folder: str) -> str:
    return f"sqlite:///{Path(folder) / 'try.sqlite3'}"


def print_report(console: Console, report: Report) -> None:
    """Print what came of a run, as a small table."""
    table = Table(show_header=False, box=None, padding=(0, 2))
    for name, value in report.as_json().items():
        table.add_row(name.replace("_", " "), str(value))
    console.print(table)
