"""The command line. Exit codes: 0 done, 1 something went wrong on the way, 2 it cannot be done."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from bot import log
from bot.settings import Settings
from store.errors import DatabaseProblem

app = typer.Typer(
    name="holdfast",
    help="Keeps a team's skills from fading: spaced practice in Slack.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
database = typer.Typer(help="The database's tables.", no_args_is_help=True)
app.add_typer(database, name="db")

console = Console()
complaints = Console(stderr=True)

CANNOT = 2

SEVERAL = ("--fit", "--test")
"""Options that take one file after another."""


def main() -> None:
    """Run the command line."""
    if "evaluate" in sys.argv:
        # The fits are many small products: threads in each would wait for one another.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Their modules register themselves with the app.
    from bot.commands import bank, digest, doctor, grading, measure, people  # noqa: F401

    app(args=several_each(sys.argv[1:]))


def several_each(arguments: list[str]) -> list[str]:
    """Let `--fit a b` stand for `--fit a --fit b`: an option may be followed by several files."""
    spread: list[str] = []
    option = ""
    for argument in arguments:
        if argument.startswith("-"):
            option = argument if argument in SEVERAL else ""
        elif option and spread[-1] != option:
            spread.append(option)
        spread.append(argument)
    return spread


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what a person can mend into one message and exit code 2."""
    from bot.program import MissingToken
    from practice.errors import MessengerError

    try:
        yield
    except (DatabaseProblem, MissingToken) as problem:
        refuse(str(problem))
    except MessengerError as problem:
        refuse(f"Slack refuses: {problem}. Check SLACK_BOT_TOKEN, and run: holdfast doctor")
    except OSError as problem:
        if problem.errno is None:
            raise
        refuse(f"{problem.strerror}: {problem.filename or 'port'}.")


def refuse(message: str) -> None:
    """Say why something cannot be done, and end with code 2."""
    complaints.print(message, style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(CANNOT)


def read_settings() -> Settings:
    """Read the environment; a wrong value is named, and what to do about it."""
    try:
        settings = Settings()
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        refuse("The environment has wrong values:\n" + "\n".join(lines))
        raise
    log.configure(settings.log_format, settings.log_level)
    return settings


@app.command()
def run() -> None:
    """Run the bot: over Socket Mode, or over HTTP where only a signing secret is set."""
    from bot.program import run as run_program

    settings = read_settings()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with clear_errors():
        run_program(settings, stop)


@app.command(name="try")
def try_it(
    days: Annotated[int | None, typer.Option(help="Run so many days and stop.", min=1)] = None,
    page: Annotated[bool, typer.Option(help="Show the page in a browser.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print what came of it.")] = False,
    start: Annotated[str | None, typer.Option(help="The day to begin on, YYYY-MM-DD.")] = None,
    seed: Annotated[int, typer.Option(help="What the scripted people's luck depends on.")] = 1,
    port: Annotated[int, typer.Option(help="Where the page is; 0 takes a free one.")] = 8090,
) -> None:
    """Try Holdfast: a small company in a local workspace, with twelve weeks behind it."""
    from bot.trial import serve

    log.configure("text", "ERROR")
    with clear_errors():
        begin = _day(start)
        if page and days is None:
            serve.interactive(console, begin, seed, port)
            return
        report = serve.batch(complaints, begin, days or 14, seed)
    if as_json:
        sys.stdout.write(json.dumps(report.as_json()) + "\n")
    else:
        serve.print_report(console, report)
    if not report.fine:
        raise typer.Exit(1)


def _day(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        refuse(f"--start {text} is no day. Write it as YYYY-MM-DD, for example 2026-09-07.")
        raise
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@database.command("upgrade")
def db_upgrade() -> None:
    """Make the database's tables, or bring them up to date."""
    from store.engine import open_database
    from store.upgrade import upgrade

    settings = read_settings()
    with clear_errors():
        sessions = open_database(settings.database_url)
        upgrade(sessions)
        sessions.close()
    console.print("The database is up to date.")


@database.command("check")
def db_check() -> None:
    """Say whether the migrations lead to exactly the tables that the program has."""
    from store.engine import open_database
    from store.upgrade import drift, upgrade

    with tempfile.TemporaryDirectory(prefix="holdfast-") as folder:
        sessions = open_database(f"sqlite:///{Path(folder) / 'check.sqlite3'}")
        upgrade(sessions)
        found = drift(sessions)
        sessions.close()
    for difference in found:
        complaints.print(str(difference), markup=False)
    if found:
        raise typer.Exit(1)
    console.print("The migrations and the tables agree.")


def read_file(path: Path) -> bytes:
    """Read a file, or say why that cannot be done."""
    try:
        return path.read_bytes()
    except OSError as error:
        refuse(f"{path}: {error.strerror}.")
        raise
