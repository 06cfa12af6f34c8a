"""One running bot a SQLite file: a second one is refused; commands and backups work beside it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import DatabaseProblem


@contextmanager
def claimed(database: Path) -> Iterator[None]:
    """Hold a SQLite file for one running bot; raises DatabaseProblem where another holds it.

    The claim is a lock on a file beside it, which the system gives back however the process ends.
    """
    path = Path(f"{database}.run")
    held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseProblem(
                f"Another `holdfast run` is at work on {database}. Stop that one first, or use "
                "PostgreSQL, which any number of them can share."
            ) from None
        yield
    finally:
        os.close(held)
