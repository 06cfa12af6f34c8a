"""The declarative base: naming of constraints, the workspace column that leads every table."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import Date, MetaData, String, Table, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from store.types import Json, Moment

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

WorkspaceKey = Annotated[str, mapped_column(String(24), primary_key=True)]
"""A Slack workspace's id. It leads every primary key, so that the tables can be sharded by it."""
Key = Annotated[str, mapped_column(String(64), primary_key=True)]
Ref = Annotated[str, mapped_column(String(160))]


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        date: Date,
        str: Text,
        dict[str, Any]: Json,
        list[Any]: Json,
    }


def table_of(model: type[Base]) -> Table:
    """Return a model's table: a statement on tables costs half of the same on objects."""
    found = model.__table__
    if not isinstance(found, Table):
        raise TypeError(f"{model.__name__} is no table of its own")
    return found
