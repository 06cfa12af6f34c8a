"""A database that serves one test after another: emptied between them, never made anew.

Emptying one takes a hundredth of the time that PostgreSQL takes to copy and drop one. (A SQLite
file is copied: that is as quick as emptying it.)
"""

from __future__ import annotations

import psycopg

from store.models import Base

TABLES = tuple(table.name for table in Base.metadata.sorted_tables)
KEPT = "kept"


class Reused:
    """A migrated PostgreSQL database, whose rows a test finds as they were kept: none, at first."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._restored: tuple[str, ...] = ()
        # Rather an error than a wait without end, where a test left a transaction open.
        self._connection = psycopg.connect(
            address, autocommit=True, options="-c lock_timeout=10s", application_name="reused"
        )

    def keep(self) -> None:
        """Find the rows of this moment again, whenever the database is handed out."""
        self._run(f"CREATE SCHEMA {KEPT}", *(_copied(table) for table in TABLES))
        self._restored = tuple(table for table in TABLES if self._holds(table))

    def again(self) -> str:
        """Put the rows back as they were kept, and return the database's address."""
        self._run(
            *(f'DELETE FROM "{table}"' for table in reversed(TABLES)),
            *(f'INSERT INTO "{table}" SELECT * FROM {KEPT}."{table}"' for table in self._restored),
        )
        return self.address

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
