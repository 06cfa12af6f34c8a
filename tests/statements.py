"""What a piece of work asks of the database, statement by statement, so that a test can hold it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from store.engine import Database
from store.unit import Sessions


@contextmanager
def statements(sessions: Database | Sessions) -> Iterator[list[str]]:
    """Collect every SQL statement that is run inside, from every thread, in order.

    Reading and writing both count, and a statement run for many rows at once counts as one, as
    it does on the way to the server. What opens and ends a transaction does not count.

        with statements(house.sessions) as run:
            grade.grade(house.ports, attempt_id)
        assert len(run) <= 12, "\\n".join(run)
    """
    database = sessions.database if isinstance(sessions, Sessions) else sessions
    run: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        run.append(statement)

    engines = {id(engine): engine for engine in (database.writer, database.reader)}.values()
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield run
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
