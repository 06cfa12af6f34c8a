"""Migrations go up, down and up again, and leave exactly what the models describe."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from store.engine import Database, open_database
from store.errors import Ahead, Behind, DatabaseProblem, NotThere
from store.models import Base
from store.upgrade import downgrade, drift, require_current, upgrade

pytestmark = pytest.mark.both_databases


@pytest.fixture
def empty(empty_address: str) -> Iterator[Database]:
    opened = open_database(empty_address)
    yield opened
    opened.close()


@pytest.fixture
def migrated(empty: Database) -> Database:
    """A database whose tables the test may change: no other test meets it."""
    upgrade(empty)
    return empty


def tables(sessions: Database) -> set[str]:
    with sessions.writer.connect() as connection:
        return set(inspect(connection).get_table_names())


def run(sessions: Database, statement: str) -> None:
    with sessions.begin() as session:
        session.execute(text(statement))


def test_up_down_and_up_again(empty: Database) -> None:
    upgrade(empty)
    assert set(Base.metadata.tables) <= tables(empty)
    assert drift(empty) == []
    downgrade(empty, "base")
    assert tables(empty) <= {"alembic_version"}
    upgrade(empty)
    assert drift(empty) == []
    require_current(empty)


def test_a_table_that_the_models_lack_is_drift(migrated: Database) -> None:
    run(migrated, "CREATE TABLE stray (a integer)")
    assert drift(migrated)


def test_every_table_is_led_by_the_workspace() -> None:
    for table in Base.metadata.tables.values():
        assert next(iter(table.primary_key.columns)).name == "workspace_id", table.name


def test_an_empty_database_is_behind_and_says_what_to_do(empty: Database) -> None:
    with pytest.raises(Behind, match="holdfast db upgrade"):
        require_current(empty)


def test_a_database_whose_tables_are_older_is_behind(migrated: Database) -> None:
    downgrade(migrated, "0001")
    with pytest.raises(Behind, match="older than this program"):
        require_current(migrated)


def test_a_database_of_a_newer_program_is_ahead(migrated: Database) -> None:
    run(migrated, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Ahead, match="newer than this program"):
        require_current(migrated)
    with pytest.raises(Ahead, match="newer than this program"):
        upgrade(migrated)


def test_somebody_elses_tables_are_left_alone(empty: Database) -> None:
    run(empty, "CREATE TABLE orders (a integer)")
    with pytest.raises(Ahead, match="not Holdfast's"):
        require_current(empty)
    with pytest.raises(Ahead, match="not Holdfast's"):
        upgrade(empty)
    assert tables(empty) == {"orders"}


def test_a_server_that_does_not_answer_is_not_there() -> None:
    nowhere = open_database("postgresql://nobody:hidden@127.0.0.1:1/none")
    with pytest.raises(NotThere, match="DATABASE_URL") as caught:
        require_current(nowhere)
    assert "hidden" not in str(caught.value)
    nowhere.close()


def test_a_folder_that_is_missing_is_not_there(tmp_path: Path) -> None:
    nowhere = open_database(f"sqlite:///{tmp_path / 'missing' / 'a.sqlite3'}")
    with pytest.raises(NotThere):
        require_current(nowhere)
    nowhere.close()


def test_a_file_that_is_no_database_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes, and no database at all. " * 50)
    nowhere = open_database(f"sqlite:///{path}")
    with pytest.raises(NotThere, match="not a database"):
        require_current(nowhere)
    nowhere.close()


@pytest.mark.parametrize("url", ["mysql://a/b", "nonsense", "", "postgres//x"])
def test_an_address_of_another_kind_says_which_are_known(url: str) -> None:
    with pytest.raises(DatabaseProblem, match="postgresql"):
        open_database(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_goes_through_psycopg(scheme: str) -> None:
    opened = open_database(f"{scheme}://u@127.0.0.1:1/d")
    assert opened.writer.url.drivername == "postgresql+psycopg"
    opened.close()


def test_sqlite_waits_its_turn_and_keeps_foreign_keys(migrated_sqlite: Path) -> None:
    opened = open_database(f"sqlite:///{migrated_sqlite}")
    with opened.read() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
    opened.close()
    assert sqlite3.sqlite_version_info >= (3, 35)
