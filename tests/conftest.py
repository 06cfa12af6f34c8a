"""Databases for the tests that need one: SQLite in a file, and a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import structlog

from store.engine import Database, open_database
from store.upgrade import upgrade
from tests import builders
from tests.builders import House
from tests.postgres import Postgres

TEMPLATE, STAFFED = "migrated", "staffed"
_NUMBERS = count(1)


@pytest.fixture(scope="session", autouse=True)
def _short_logs() -> Iterator[None]:
    """Log an event's name and no more: what counts errors hears of it, and drawing the
    tracebacks of what tests break on purpose takes seconds.
    """
    before = structlog.get_config()
    structlog.configure(
        processors=[_name_alone],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    yield
    structlog.configure(**before)


def _name_alone(_logger: Any, _method: str, event: structlog.typing.EventDict) -> str:
    return str(event["event"])


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, one for each process of the test run."""
    with Postgres() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> Postgres:
    """The server, with a migrated database to copy."""
    _migrate(postgres.create(TEMPLATE))
    return postgres


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "migrated.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


def _migrate(address: str) -> None:
    sessions = open_database(address)
    upgrade(sessions)
    sessions.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on."""
    return str(request.param)


@pytest.fixture
def empty_address(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without tables."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"empty_{next(_NUMBERS)}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def address(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated database of the test's own."""
    if database == "sqlite":
        path = tmp_path / "test.sqlite3"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("migrated_postgres")
    name = f"test_{next(_NUMBERS)}"
    yield server.create(name, TEMPLATE)
    server.drop(name)


@pytest.fixture
def sessions(address: str) -> Iterator[Database]:
    """Database on a migrated database of the test's own."""
    opened = open_database(address)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def staffed_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with a company at work, to copy."""
    path = tmp_path_factory.mktemp("staffed") / "staffed.sqlite3"
    shutil.copyfile(migrated_sqlite, path)
    _staff(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def staffed_postgres(migrated_postgres: Postgres) -> Postgres:
    """The server, with a database of a company at work to copy."""
    _staff(migrated_postgres.create(STAFFED, TEMPLATE))
    return migrated_postgres


def _staff(address: str) -> None:
    sessions = open_database(address)
    made = builders.house(sessions)
    made.load()
    made.turn()
    sessions.close()


@pytest.fixture
def staffed(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """Database on a database of the test's own, with a company at work in it."""
    server: Postgres | None = None
    name = f"staffed_{next(_NUMBERS)}"
    if database == "sqlite":
        path = tmp_path / "staffed.sqlite3"
        shutil.copyfile(request.getfixturevalue("staffed_sqlite"), path)
        opened = open_database(f"sqlite:///{path}")
    else:
        server = request.getfixturevalue("staffed_postgres")
        opened = open_database(server.create(name, STAFFED))
    yield opened
    opened.close()
    if server is not None:
        server.drop(name)


@pytest.fixture
def house(staffed: Database) -> House:
    """A company at work, greeted, with nothing asked yet."""
    return builders.at_work(staffed)
