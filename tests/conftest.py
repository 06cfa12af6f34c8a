"""Databases for the tests that need one: SQLite in a file, and a real PostgreSQL.

Which tests run on PostgreSQL as well is decided here, in `pytest_generate_tests`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import structlog
from xdist.scheduler import LoadFileScheduling

# Before anybody imports numpy: a core for each process of the run. Threads that share the cores
# with another process's wait for one another by spinning, and fitting takes several times as long.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from store.engine import Database, open_database
from store.upgrade import upgrade
from tests import builders
from tests.builders import House
from tests.postgres import Postgres
from tests.reused import Reused, ReusedFile, ReusedPostgres

JOURNEYS = "tests/acceptance/journeys/"
_NUMBERS = count(1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand a whole file to one worker, and the journeys all to one: their company takes long."""
    if config.getoption("dist") != "loadfile":
        return None
    scheduler = LoadFileScheduling(config, log)
    by_file = scheduler._split_scope
    scheduler._split_scope = lambda test: JOURNEYS if test.startswith(JOURNEYS) else by_file(test)
    return scheduler


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes a database on SQLite; where it is marked so, on PostgreSQL as well.

    The mark `both_databases` is for what a dialect or a lock can break: claims, constraints,
    types, JSON, migrations. All others meet PostgreSQL in `make long`.
    """
    if "dialect" in metafunc.fixturenames:
        both = any(metafunc.definition.iter_markers("both_databases"))
        postgres = pytest.param("postgresql", marks=() if both else pytest.mark.long)
        metafunc.parametrize("dialect", ["sqlite", postgres])


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
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "migrated.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def bare_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Reused:
    """A migrated SQLite file without rows."""
    return ReusedFile(tmp_path_factory.mktemp("bare") / "bare.sqlite3", migrated_sqlite)


@pytest.fixture(scope="session")
def bare_postgresql(postgres: Postgres) -> Iterator[Reused]:
    """A migrated database of PostgreSQL without rows."""
    address = postgres.create("bare")
    _migrate(address)
    reused = ReusedPostgres(address)
    yield reused
    reused.close()


@pytest.fixture(scope="session")
def staffed_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Reused:
    """A SQLite file with a company at work."""
    folder = tmp_path_factory.mktemp("staffed")
    kept = folder / "kept.sqlite3"
    shutil.copyfile(migrated_sqlite, kept)
    _staff(f"sqlite:///{kept}")
    return ReusedFile(folder / "staffed.sqlite3", kept)


@pytest.fixture(scope="session")
def staffed_postgresql(postgres: Postgres) -> Iterator[Reused]:
    """A database of PostgreSQL with a company at work."""
    address = postgres.create("staffed")
    _migrate(address)
    _staff(address)
    reused = ReusedPostgres(address)
    yield reused
    reused.close()


def _migrate(address: str) -> None:
    opened = open_database(address, durable=False)
    upgrade(opened)
    opened.close()


def _staff(address: str) -> None:
    opened = open_database(address, durable=False)
    made = builders.house(opened)
    made.load()
    made.turn()
    opened.close()


@pytest.fixture
def empty_address(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without tables, the test's own."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"empty_{next(_NUMBERS)}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def sessions(dialect: str, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database without rows. Leave its tables as they are: the next test meets them."""
    reused: Reused = request.getfixturevalue(f"bare_{dialect}")
    yield from reused.handed_out()


@pytest.fixture
def staffed(dialect: str, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database with a company at work in it. Leave its tables as they are."""
    reused: Reused = request.getfixturevalue(f"staffed_{dialect}")
    yield from reused.handed_out()


@pytest.fixture
def house(staffed: Database) -> House:
    """A company at work, greeted, with nothing asked yet."""
    return builders.at_work(staffed)
