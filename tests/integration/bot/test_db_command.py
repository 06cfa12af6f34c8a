"""`holdfast db check` looks at the database that is configured."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.db import db
from bot.terminal import CANNOT
from store.engine import open_database


def run(*words: str) -> tuple[int, str]:
    """Run the command and return its code with all that it printed."""
    done = CliRunner().invoke(db, list(words))
    return done.exit_code, done.output


def test_the_configured_database_is_the_one_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    monkeypatch.setenv("DATABASE_URL", address)
    code, said = run("check")
    assert code == CANNOT
    assert "holdfast db upgrade" in said
    assert not (tmp_path / "own.sqlite3").exists(), "looking makes nothing"
    assert run("upgrade")[0] == 0
    assert run("check") == (0, "The database is up to date.\n")
    database = open_database(address)
    with database.begin() as session:
        session.connection().exec_driver_sql("CREATE TABLE stray (a integer)")
    database.close()
    code, said = run("check")
    assert code == 1
    assert "stray" in said
    assert run("check", "--program")[0] == 0
