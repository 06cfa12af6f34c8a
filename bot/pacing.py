"""Pacing: one post a second a channel, a cap for all posts, and Retry-After a method."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from workspace import limits

A_CHANNEL = timedelta(seconds=limits.CHANNEL_SECONDS)
A_WORKSPACE = timedelta(milliseconds=150)
"""The least time between posts in a channel and in the workspace (about 400 a minute)."""

POSTS = "chat.postMessage"


class Pacing:
    """Says how long to wait before the next call. Times are technical.

    Slack counts each method by itself: one that it holds back leaves the others free.
    """

    def __init__(self, channel: timedelta = A_CHANNEL, workspace: timedelta = A_WORKSPACE) -> None:
        self._channel = channel
        self._workspace = workspace
        self._next: dict[str, datetime] = {}
        self._workspace_next: datetime | None = None
        self._held: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def reserve(self, channel: str, now: datetime, at_most: timedelta) -> timedelta:
        """Book the next post in a channel and return how long to wait for it.

        Where that is longer than `at_most`, nothing is booked.
        """
        with self._lock:
            free = max(self._workspace_next or now, self._held.get(POSTS, now))
            at = max(now, self._next.get(channel, now), free)
            if at - now <= at_most:
                self._next = {c: t for c, t in self._next.items() if t > now}
                self._next[channel] = at + self._channel
                self._workspace_next = at + self._workspace
            return at - now

    def hold(self, method: str, now: datetime, wait: timedelta) -> None:
        """Call a method no more, in the whole workspace, before a Retry-After has passed."""
        with self._lock:
            self._held[method] = max(self._held.get(method, now), now + wait)

    def held(self, method: str, now: datetime) -> timedelta:
        """Return for how long a method is not to be called; zero where it may be."""
        with self._lock:
            return max(self._held.get(method, now) - now, timedelta())
