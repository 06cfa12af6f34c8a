"""`holdfast db`: the database's tables."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from bot.terminal import clear_errors, complaints, console, read_settings
from store.engine import Database, open_database, parse
from store.errors import DatabaseProblem
from store.upgrade import drift, require_current, upgrade

db = typer.Typer(help="The database's tables.", no_args_is_help=True)


@db.command("upgrade")
def upgrade_tables() -> None:
    """Make the database's tables, or bring them up to date."""
    settings = read_settings()
    with clear_errors():
        sessions = open_database(settings.database_url)
        upgrade(sessions)
        sessions.close()
    console.print("The database is up to date.")


@db.command("check")
def check_tables(
    program: Annotated[
        bool, typer.Option("--program", help="Check the program's own migrations instead.")
    ] = False,
) -> None:
    """Say whether the database has exactly the tables that this program needs."""
    with clear_errors(), ExitStack() as opened:
        if program:
            folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="holdfast-"))
            found = open_database(f"sqlite:///{Path(folder) / 'check.sqlite3'}", durable=False)
            opened.callback(found.close)
            upgrade(found)
        else:
            found = _configured(opened)
        differences = drift(found)
    for difference in differences:
        complaints.print(str(difference), markup=False)
    if differences:
        raise typer.Exit(1)
    console.print(
        "The migrations and the tables agree." if program else "The database is up to date."
    )


def _configured(opened: ExitStack) -> Database:
    address = read_settings().database_url
    url = parse(address)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise DatabaseProblem(f"There is no {url.database} yet. Make it with: holdfast db upgrade")
    found = open_database(address)
    opened.callback(found.close)
    require_current(found)
    return found
