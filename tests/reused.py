"""Databases that serve one test after another: put back between them, never made anew.

Emptying a PostgreSQL database takes a hundredth of the time of copying and dropping one; a SQLite
file is copied, which is as quick as emptying it. And what has been open before knows by heart how
its statements are written, which is a third of what a test of the use cases takes.
"""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

import psycopg

from store import catalogue
from store.engine import Database, open_database
from store.models import Base

TABLES = tuple(table.name for table in Base.metadata.sorted_tables)
KEPT = "kept"


class Reused(ABC):
    """A migrated database whose rows each test finds as they were kept."""

    def __init__(self, address: str) -> None:
        self._opened = open_database(address, durable=False)

    def handed_out(self) -> Iterator[Database]:
        """Give it to one test, with its rows as they were kept and without a connection."""
        self.put_back()
        catalogue._KEPT.clear()
        yield self._opened
        self._opened.close()

    @abstractmethod
    def put_back(self) -> None:
        """Bring the rows back that were kept, and no others."""


class ReusedFile(Reused):
    """A SQLite file, which is overwritten with another."""

    def __init__(self, path: Path, kept: Path) -> None:
        super().__init__(f"sqlite:///{path}")
        self._path, self._kept = path, kept

    def put_back(self) -> None:
        # A connection that a test forgot goes on with the old file, which nobody sees any more.
        for end in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)
        shutil.copyfile(self._kept, self._path)


class ReusedPostgres(Reused):
    """A PostgreSQL database; it keeps copies of its rows in a schema beside them."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        # Rather an error than a wait without end, where a test left a transaction open.
        self._connection = psycopg.connect(
            address, autocommit=True, options="-c lock_timeout=10s", application_name="reused"
        )
        self._run(f"CREATE SCHEMA {KEPT}", *(_copied(table) for table in TABLES))
        self._filled = tuple(table for table in TABLES if self._holds(table))

    def put_back(self) -> None:
        self._run(
            *(f'DELETE FROM "{table}"' for table in reversed(TABLES)),
            *(f'INSERT INTO "{table}" SELECT * FROM {KEPT}."{table}"' for table in self._filled),
        )

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def _holds(self, table: str) -> bool:
        found = self._connection.execute(f'SELECT EXISTS (SELECT FROM "{table}")'.encode())
        row = found.fetchone()
        return row is not None and bool(row[0])

    def _run(self, *statements: str) -> None:
        self._connection.execute(";".join(statements).encode())


def _copied(table: str) -> str:
    return f'CREATE TABLE {KEPT}."{table}" AS TABLE "{table}"'
