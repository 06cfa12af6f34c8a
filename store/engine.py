"""Opening the database: SQLite with one writer connection, or PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from store.errors import DatabaseProblem

BUSY_TIMEOUT_MS = 10_000


@dataclass(frozen=True, slots=True)
class Database:
    """The connections to a database: `begin` for a transaction, `read` for looking."""

    writer: Engine
    reader: Engine

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Open a transaction; commits at the end, rolls back on an exception."""
        with Session(self.writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session for reading only; nothing in it is committed."""
        with Session(self.reader, expire_on_commit=False) as session:
            yield session

    @property
    def is_sqlite(self) -> bool:
        return self.writer.dialect.name == "sqlite"

    def close(self) -> None:
        """Give every connection back."""
        self.writer.dispose()
        self.reader.dispose()


def open_database(address: str) -> Database:
    """Return sessions on a database URL such as `sqlite:///holdfast.sqlite3` or `postgresql://…`."""
    url = parse(address)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    try:
        engine = create_engine(url, pool_size=10, max_overflow=5, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise DatabaseProblem(
            "DATABASE_URL names PostgreSQL, whose driver is not installed. Get it with: "
            "pip install 'holdfast[postgres]'"
        ) from None
    return Database(writer=engine, reader=engine)


def parse(address: str) -> URL:
    """Read a database URL; PostgreSQL always goes through psycopg 3."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise DatabaseProblem(
            "DATABASE_URL is not a database address. Use sqlite:///file.sqlite3 or "
            "postgresql://user:password@host/name."
        ) from None
    backend = url.get_backend_name()
    if url.drivername == "postgres":
        backend = "postgresql"
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return url.set(drivername="sqlite+pysqlite")
    raise DatabaseProblem(
        f"DATABASE_URL names {url.drivername!r}. Holdfast works with sqlite and postgresql."
    )


def _open_sqlite(url: URL) -> Database:
    # One writer connection, taken in turn, and BEGIN IMMEDIATE: a deferred transaction that
    # turns into a write later fails with "database is locked" as soon as two do it at once.
    writer = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=30)
    reader = create_engine(url, pool_size=8, max_overflow=4)
    event.listen(writer, "connect", _configure_sqlite)
    event.listen(reader, "connect", _configure_sqlite)
    event.listen(writer, "begin", lambda connection: _on_driver(connection, "BEGIN IMMEDIATE"))
    event.listen(reader, "begin", lambda connection: _on_driver(connection, "BEGIN"))
    return Database(writer=writer, reader=reader)


def _on_driver(connection: Connection, command: str) -> None:
    connection.connection.cursor().execute(command)


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event starts transactions, not sqlite3
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()
