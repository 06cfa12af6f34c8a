"""`holdfast run` and `holdfast try`: the bot at work, and a company to look at it with."""

from __future__ import annotations

import json
import signal
import sys
import threading
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from bot import log
from bot.terminal import clear_errors, complaints, console, read_settings, refuse


def run() -> None:
    """Run the bot: over Socket Mode, or over HTTP where only a signing secret is set."""
    from bot.program import run as run_program

    settings = read_settings()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with clear_errors():
        run_program(settings, stop)


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
