"""`holdfast chat`: a trial in the terminal, in which an author tries a bank."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot import log
from bot.chat import company as companies
from bot.chat.run import chat as run_chat
from bot.chat.run import trial_database
from bot.clocks import SystemClock
from bot.terminal import CANNOT, clear_errors, complaints, read_file, read_settings, refuse
from bot.trial.company import Company
from items.check import check


def chat(
    as_: Annotated[
        str, typer.Option("--as", metavar="EMAIL", help="Who chats: the work email of one person.")
    ],
    bank: Annotated[
        Path | None, typer.Option(help="Ask from this bank, instead of the starter company's.")
    ] = None,
    database: Annotated[
        str | None, typer.Option(help="Keep the trial in this database, to go on another day.")
    ] = None,
) -> None:
    """Try a bank in the terminal: questions and answers as text, on a trial database."""
    settings = read_settings()
    log.configure("text", "ERROR")
    email = as_.strip().lower()
    if "@" not in email:
        refuse(f"--as {as_} is no work email. Write for example: --as ana@acme.example")
    company = companies.starter(email) if bank is None else _around(bank, email)
    with clear_errors(), trial_database(database, settings.database_url) as opened:
        _say_which(kept=database is not None)
        run_chat(opened, company, _lines(), sys.stdout)


def _around(file: Path, email: str) -> Company:
    """Read an author's bank; its faults are said all at once."""
    found = check(read_file(file), file.name, today=SystemClock().now().date())
    for fault in (*found.faults, *found.warnings):
        complaints.print(str(fault), markup=False, highlight=False, soft_wrap=True)
    if found.bank is None:
        raise typer.Exit(CANNOT)
    return companies.around(found.bank, email)


def _say_which(*, kept: bool) -> None:
    """Say where what is answered goes: never to the database with which the bot works."""
    where = "kept where you said" if kept else "forgotten at the end"
    own = " The database of DATABASE_URL is left alone." if os.environ.get("DATABASE_URL") else ""
    complaints.print(f"A trial of its own, {where}.{own}", highlight=False, soft_wrap=True)


def _lines() -> Iterator[str]:
    """Yield what is written, line by line, with a mark where one is waited for."""
    while True:
        sys.stdout.write("\n> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stdout.write("\n")
            return
        yield line
