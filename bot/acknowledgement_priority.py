"""Acknowledgements first: what nobody waits for steps aside while Slack waits for an answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_SECONDS = 0.5
"""Then work goes on all the same: where requests never end, replies must still be graded."""


class AcknowledgementPriority:
    """Counts the requests being answered. The interpreter runs one thread at a time, so that
    grading beside them would make each wait about twice as long.
    """

    def __init__(self) -> None:
        self._requests = 0
        self._changed = threading.Condition()

    @contextmanager
    def request(self) -> Iterator[None]:
        """Answer a request of Slack's."""
        with self._changed:
            self._requests += 1
        try:
            yield
        finally:
            with self._changed:
                self._requests -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Wait until no request is being answered, but not for long."""
        with self._changed:
            self._changed.wait_for(lambda: self._requests == 0, LONGEST_SECONDS)
