"""The clocks. The only place of the program that reads the system's time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SystemClock:
    """Business time is the system's, held from running backwards; technical time is monotonic."""

    def __init__(self, not_before: datetime | None = None) -> None:
        self._latest = not_before or datetime.min.replace(tzinfo=UTC)
        self._lock = threading.Lock()
        self._technical = Technical()

    def now(self) -> datetime:
        """Return the system's time, or the latest seen where the system's clock was set back."""
        with self._lock:
            self._latest = max(self._latest, datetime.now(UTC))
            return self._latest

    def technical(self) -> datetime:
        """Return monotonic time on the scale of the system's clock at the start."""
        return self._technical.read()


class FollowingClock:
    """Business time follows another clock, such as the local workspace's; never backwards."""

    def __init__(self, follow: Callable[[], datetime]) -> None:
        self._follow = follow
        self._latest = datetime.min.replace(tzinfo=UTC)
        self._lock = threading.Lock()
        self._technical = Technical()

    def now(self) -> datetime:
        """Return the followed clock's time, or the latest seen."""
        with self._lock:
            self._latest = max(self._latest, self._follow())
            return self._latest

    def technical(self) -> datetime:
        """Return monotonic time on the scale of the system's clock at the start."""
        return self._technical.read()


class Technical:
    """Monotonic time, anchored once at the system's clock so that replicas roughly agree.

    It goes on while the process is stopped and, where the system can tell, while the machine
    sleeps: a lease ends all the same, and Slack signs on meanwhile.
    """

    def __init__(self) -> None:
        self._start = datetime.now(UTC)
        self._offset = _elapsed()

    def read(self) -> datetime:
        """Return the anchor plus the seconds that have passed."""
        return self._start + timedelta(seconds=_elapsed() - self._offset)


def _elapsed() -> float:
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)
