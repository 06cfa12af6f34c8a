"""Bringing a database's tables to what this program expects, and telling when they are not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from store.engine import Database
from store.errors import Ahead, Behind, NotThere
from store.models import Base

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(sessions: Database, revision: str = "head") -> None:
    """Run every migration that is missing; raise Ahead, changing nothing, where it must not."""
    with _connected(sessions) as connection:
        _refuse_strangers(connection, _here(connection))
    with _connected(sessions) as connection, connection.begin():
        command.upgrade(_config(connection), revision)


def downgrade(sessions: Database, revision: str) -> None:
    """Undo migrations down to a revision; `base` undoes all."""
    with _connected(sessions) as connection, connection.begin():
        command.downgrade(_config(connection), revision)


def drift(sessions: Database) -> list[object]:
    """Return the differences between the migrated tables and the models; empty where none."""
    with _connected(sessions) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def require_current(sessions: Database) -> None:
    """Raise NotThere, Behind or Ahead, in words that say what to do."""
    with _connected(sessions) as connection:
        here = _here(connection)
        if here == _script().get_current_head():
            return
        _refuse_strangers(connection, here)
    if here is None:
        raise Behind("The database is empty. Make its tables with: holdfast db upgrade")
    raise Behind(
        "The database's tables are older than this program. "
        "Back it up, then run: holdfast db upgrade"
    )


def is_empty(database: Database) -> bool:
    """Whether a database has none of our tables yet."""
    with _connected(database) as connection:
        return _here(connection) is None


def _here(connection: Connection) -> str | None:
    """Return the revision that the database is at, None where it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_strangers(connection: Connection, here: str | None) -> None:
    """Raise Ahead where the tables are another program's, or a newer version's."""
    others = set(inspect(connection).get_table_names()) - {"alembic_version"}
    if here is None and others:
        raise Ahead(
            "The database holds tables that are not Holdfast's. "
            "Name another database in DATABASE_URL."
        )
    if here is not None and all(r.revision != here for r in _script().walk_revisions()):
        raise Ahead(
            "The database's tables are newer than this program. "
            "Run the newer version of Holdfast, or restore the backup made before the upgrade."
        )


def _connected(sessions: Database) -> Connection:
    try:
        return sessions.writer.connect()
    except DBAPIError as error:
        url = sessions.writer.url.render_as_string(hide_password=True)
        reason = str(error.orig).strip().splitlines()[0] if error.orig else "no answer"
        raise NotThere(
            f"No database answers at {url} ({reason}). "
            "Check DATABASE_URL, and that the server runs and lets you in."
        ) from error


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(None))
