"""Opening the database: SQLite with one writer connection, or PostgreSQL by URL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from store.durability import GroupSync
from store.errors import DatabaseProblem

BUSY_TIMEOUT_MS = 10_000


def _settled() -> None:
    """What is committed is safe already, or need not be."""


@dataclass(frozen=True, slots=True)
class Database:
    """The connections to a database: `begin` for a transaction, `read` for looking."""

    writer: Engine
    reader: Engine
    settle: Callable[[], None] = _settled
    """Returns once what was committed before is safe from a power cut."""

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
    def file(self) -> Path | None:
        """The SQLite file, if it is one."""
        return _file_of(self.writer.url)

    def close(self) -> None:
        """Give every connection back."""
        self.writer.dispose()
        self.reader.dispose()


def open_database(address: str, *, durable: bool = True) -> Database:
    """Open a database URL such as `sqlite:///holdfast.sqlite3` or `postgresql://…`.

    `durable`: what is committed survives a power cut; a trial's file need not.
    """
    url = parse(address)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url, durable)
    try:
        engine = create_engine(
            url, pool_size=10, max_overflow=5, pool_pre_ping=True, hide_parameters=True
        )
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


def _file_of(url: URL) -> Path | None:
    named = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if named else None


def _make_private(file: Path) -> None:
    """Make a new file that only its owner may read; SQLite's files beside it take after it."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        return  # it is there already, or cannot be made: opening it says what is wrong


def _open_sqlite(url: URL, durable: bool) -> Database:
    file = _file_of(url)
    if file is not None:
        _make_private(file)
    # One writer connection, taken in turn, and BEGIN IMMEDIATE: a deferred transaction that
    # turns into a write later fails with "database is locked" as soon as two do it at once.
    writer = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=30, hide_parameters=True)
    reader = create_engine(url, pool_size=8, max_overflow=4, hide_parameters=True)
    event.listen(writer, "connect", _configure_sqlite)
    event.listen(reader, "connect", _configure_sqlite)
    event.listen(writer, "begin", lambda connection: _on_driver(connection, "BEGIN IMMEDIATE"))
    event.listen(reader, "begin", lambda connection: _on_driver(connection, "BEGIN"))
    settle = GroupSync(file).wait if file is not None and durable else _settled
    return Database(writer=writer, reader=reader, settle=settle)


def _on_driver(connection: Connection, command: str) -> None:
    connection.connection.cursor().execute(command)


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event starts transactions, not sqlite3
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    # What must survive the power is synced after its commit, for many at once: store/durability.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()
