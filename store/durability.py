"""Making what was committed survive the power: one write to the disk for all who wait for one."""

from __future__ import annotations

import os
import threading
from pathlib import Path


class GroupSync:
    """Syncs SQLite's write-ahead log, once for everybody who committed meanwhile.

    SQLite's own `synchronous = FULL` syncs inside each transaction, while every other writer
    waits: a commit then costs ten to twenty times as much. Here a transaction ends without it, and
    whoever has to be sure waits for a sync of the log that began after their commit.
    """

    def __init__(self, database: Path) -> None:
        self._log = Path(f"{database}-wal")
        self._changed = threading.Condition()
        self._begun = 0
        self._done = 0
        self._running = False

    def wait(self) -> None:
        """Return once everything that was committed before this call is on the disk."""
        with self._changed:
            needed = self._begun + 1
            while self._done < needed:
                if self._running:
                    self._changed.wait()
                else:
                    self._lead()

    def _lead(self) -> None:
        """Sync for all who wait by now; called and left with the lock held."""
        self._begun += 1
        number, self._running = self._begun, True
        self._changed.release()
        try:
            self._sync()
        finally:
            self._changed.acquire()
            self._running = False
            self._changed.notify_all()
        self._done = max(self._done, number)

    def _sync(self) -> None:
        try:
            log = os.open(self._log, os.O_RDONLY)
        except FileNotFoundError:
            return  # the last connection put all of it into the database, which it syncs, and left
        try:
            os.fsync(log)
        finally:
            os.close(log)
