"""Pacing of posts: one a second a channel, a cap for the workspace, and Retry-After for all."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from workspace import limits

A_CHANNEL = timedelta(seconds=limits.CHANNEL_SECONDS)
A_WORKSPACE = timedelta(milliseconds=150)
"""The least time between posts in a channel and in the workspace (about 400 a minute)."""


class Pacing:
    """Says how long to wait before the next post. Times are technical."""

    def __init__(self, channel: timedelta = A_CHANNEL, workspace: timedelta = A_WORKSPACE) -> None:
        self._channel = channel
        self._workspace = workspace
        self._next: dict[str, datetime] = {}
        self._workspace_next: datetime | None = None
        self._lock = threading.Lock()

    def reserve(self, channel: str, now: datetime) -> timedelta:
        """Book the next post in a channel and return how long to wait for it."""
        with self._lock:
            at = max(now, self._next.get(channel, now), self._free_from(now))
            self._next = {c: t for c, t in self._next.items() if t > now}
            self._next[channel] = at + self._channel
            self._workspace_next = at + self._workspace
            return at - now

    def hold(self, now: datetime, wait: timedelta) -> None:
        """Let nothing out of the workspace before a Retry-After has passed."""
        with self._lock:
            self._workspace_next = max(self._free_from(now), now + wait)

    def _free_from(self, now: datetime) -> datetime:
        return self._workspace_next or now
