"""The workspace's two clocks.

Business time is what people see (a message's ts, an event's time, Do Not Disturb): it runs at
real pace with an offset, or stands still until it is moved, and only ever goes forward.
Technical time is monotonic and measures waits: triggers, rate limits, redelivery.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MORNING = 9
JUMPS = ("now", "next_hour", "next_morning", "next_monday")


def technical() -> float:
    """Return seconds on a clock that never jumps."""
    return time.monotonic()


def wall() -> int:
    """Return real seconds since 1970, which signatures carry."""
    return int(time.time())


class Clock:
    """Business time of one workspace."""

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        """Begin at `start` (aware; now where None); a frozen clock moves only when told."""
        self.running = not frozen
        self._base = start.astimezone(UTC) if start else datetime.now(UTC)
        self._since = technical()
        self._last_micros = 0

    def now(self) -> datetime:
        """Return the business time, in UTC."""
        if not self.running:
            return self._base
        return self._base + timedelta(seconds=technical() - self._since)

    def seconds(self) -> int:
        """Return the business time as whole seconds since 1970."""
        return int(self.now().timestamp())

    def stamp(self) -> str:
        """Return a new `ts`: later than every one before it, in this workspace."""
        micros = round(self.now().timestamp() * 1_000_000)
        self._last_micros = max(micros, self._last_micros + 1)
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"

    def move_to(self, moment: datetime) -> bool:
        """Move forward to a moment; return False, and stay, where that lies in the past."""
        if moment < self.now():
            return False
        self._base = moment.astimezone(UTC)
        self._since = technical()
        return True

    def run(self, running: bool) -> None:
        """Let time run at real pace from here on, or stand still."""
        self._base, self._since = self.now(), technical()
        self.running = running

    def jump(self, name: str, zone: ZoneInfo) -> datetime:
        """Return where a named jump leads, in somebody's zone."""
        now = self.now()
        if name == "next_hour":
            return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        local = now.astimezone(zone)
        morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        days = 0 if local < morning else 1
        if name == "next_monday":
            days += (7 - (local.weekday() + days)) % 7
        # Added to the local calendar, so that nine o'clock stays nine over a change of the hour.
        return (morning + timedelta(days=days)).astimezone(UTC)
