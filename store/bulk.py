"""Writing and asking about many rows at once: one statement a thousand of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import insert, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.attributes import flag_modified

from store.models import Base
from store.unit import Unit

BATCH = 1000
"""Rows a statement; with ids alone it stays far below both databases' 32,766 parameters."""

T = TypeVar("T")


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield values in lists of at most `size`."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch


def insert_all(unit: Unit, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, each with a value for the same columns. The session's objects know nothing."""
    for batch in batches(rows):
        unit.session.execute(insert(table), batch)


def update_all(unit: Unit, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Update rows by their primary keys, each with a value for the same columns.

    The session's objects know nothing of it.
    """
    for batch in batches(rows):
        unit.session.execute(update(table), batch)


def write_together(unit: Unit, rows: Iterable[Base], *columns: InstrumentedAttribute[Any]) -> None:
    """Let those of the session's rows that were changed be written in one statement.

    Without it, neighbours of which different columns changed take a statement each.
    """
    for row in rows:
        if unit.session.is_modified(row):
            for column in columns:
                flag_modified(row, column.key)
