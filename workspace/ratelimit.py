"""Slack's rate limits: a tier a method, and one message a second a channel.

Posting has its own limit. https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

import math
from collections import defaultdict, deque

from workspace import limits
from workspace.clock import technical
from workspace.errors import LimitReached

MINUTE = 60.0
HOUR = 3600.0


class RateLimits:
    """Counts the calls of the last minute."""

    def __init__(self, *, enforced: bool) -> None:
        self.enforced = enforced
        self._calls: dict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._events: dict[str, tuple[float, int]] = {}
        """When each app's hour began, and its events since."""
        self._last_post: dict[tuple[str, str], float] = {}

    def call(self, app: str, method: str, tier: int) -> None:
        """Count a call of a method; raises LimitReached where there were too many."""
        if self.enforced and tier in limits.TIERS:
            self._count((app, method), limits.TIERS[tier])

    def post(self, app: str, channel: str) -> None:
        """Count a message; raises LimitReached within a second of the last one there."""
        if not self.enforced:
            return
        now = technical()
        since = now - self._last_post.get((app, channel), -math.inf)
        if since < limits.CHANNEL_SECONDS:
            raise LimitReached(math.ceil(limits.CHANNEL_SECONDS - since))
        self._count((app, "posts"), limits.POSTS_A_MINUTE)
        self._last_post[app, channel] = now

    def event(self, app: str) -> bool:
        """Count an event; False where the app has had its 30,000 of this hour."""
        if not self.enforced:
            return True
        now = technical()
        began, count = self._events.get(app, (now, 0))
        if now - began >= HOUR:
            began, count = now, 0
        self._events[app] = began, count + 1
        return count < limits.EVENTS_AN_HOUR

    def _count(self, key: tuple[str, str], allowed: int) -> None:
        now = technical()
        calls = self._calls[key]
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= allowed:
            raise LimitReached(max(1, math.ceil(calls[0] + MINUTE - now)))
        calls.append(now)
