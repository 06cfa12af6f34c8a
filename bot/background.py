"""Background: what a handler leaves for after the acknowledgement, in a few threads."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog

log = structlog.get_logger(__name__)

THREADS = 4
"""So that a modal is opened in time while a bank is read, and another one published."""


class Background:
    """Does what was left for later, in a few threads; what breaks is logged."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="background")
        self._under_way = 0
        self._changed = threading.Condition()

    def send(self, work: Callable[[], None]) -> None:
        """Do something soon; returns at once."""
        with self._changed:
            self._under_way += 1
        self._pool.submit(self._run, work)

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is under way; whether that came to be in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._under_way == 0, seconds)

    def close(self) -> None:
        """Finish what is under way."""
        self._pool.shutdown(wait=True)

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            # Nobody waits for its outcome, so its failure has to be seen here.
            log.exception("background_work_broke")
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()
