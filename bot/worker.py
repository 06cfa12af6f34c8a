"""The worker: a thread that does what is due as soon as somebody says that there is something."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)

GATHER_SECONDS = 0.03
"""Where many answer at once, one turn serves several of them."""


class Worker:
    """Runs `work` whenever it is woken; one turn at a time.

    `work` returns how much it did; it is called again until it does nothing.
    """

    def __init__(self, work: Callable[[], int]) -> None:
        self._work = work
        self._wanted = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there is something to do; returns at once."""
        self._wanted.set()

    def stop(self) -> None:
        """Finish the turn under way and stop."""
        self._stopping = True
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stopping:
            self._wanted.wait()
            time.sleep(GATHER_SECONDS)
            self._wanted.clear()
            try:
                while not self._stopping and self._work():
                    pass
            except Exception:
                # The rows stay due; the next turn takes them up again.
                log.exception("worker_turn_broke")
