"""`holdfast db`: the database's tables."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typer

from bot.terminal import clear_errors, complaints, console, read_settings
from store.engine import open_database
from store.upgrade import drift, upgrade

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
def check_tables() -> None:
    """Say whether the migrations lead to exactly the tables that the program has."""
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
