"""Background: what a handler leaves for after the acknowledgement, in a few threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import structlog

log = structlog.get_logger(__name__)

THREADS = 4
"""So that a modal is opened in time while a bank is read, and another one published."""


Work = Callable[[], None]


class Background:
    """Does what was left for later, in a few threads; what breaks is logged.

    What is left while a request is handled begins only once that is answered: what it shows would
    else be there first, and the answer would put an older view over it.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="background")
        self._under_way = 0
        self._changed = threading.Condition()
        self._handled = threading.local()

    def send(self, work: Work) -> None:
        """Do something soon, or once the request at hand is answered; returns at once."""
        with self._changed:
            self._under_way += 1
        left: list[Work] | None = getattr(self._handled, "left", None)
        if left is not None:
            left.append(work)
        else:
            self._pool.submit(self._run, work)

    @contextmanager
    def collected(self) -> Iterator[list[Work]]:
        """Collect what is left for later in this thread; `release` lets it begin."""
        left: list[Work] = []
        self._handled.left = left
        try:
            yield left
        finally:
            self._handled.left = None

    def release(self, left: list[Work]) -> None:
        """Begin with what was collected: the request is answered."""
        for work in left:
            self._pool.submit(self._run, work)

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is under way; whether that came to be in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._under_way == 0, seconds)

    def close(self) -> None:
        """Finish what is under way."""
        self._pool.shutdown(wait=True)

    def _run(self, work: Work) -> None:
        try:
            work()
        except Exception:
            # Nobody waits for its outcome, so its failure has to be seen here.
            log.exception("background_work_broke")
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()
