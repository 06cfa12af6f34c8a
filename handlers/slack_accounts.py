"""Accounts as Slack tells of them, in an answer or in an event, and which telling is the newest."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from practice.ports import Account

BUSY_STATUSES = frozenset(
    {":spiral_calendar_pad:", ":calendar:", ":date:", ":telephone_receiver:", ":phone:",
     ":headphones:", ":no_entry:", ":red_circle:"}
)  # fmt: skip
"""Statuses that calendars and people set while they are not to be interrupted."""

REMEMBERED = 10_000


def account(member: Mapping[str, Any]) -> Account:
    """Read Slack's user object."""
    profile = member.get("profile", {})
    return Account(
        id=str(member["id"]),
        name=str(profile.get("real_name") or member.get("real_name") or member.get("name") or ""),
        email=profile.get("email"),
        timezone=member.get("tz"),
        locale=member.get("locale"),
        is_admin=bool(member.get("is_admin") or member.get("is_owner")),
        deleted=bool(member.get("deleted")),
        busy=profile.get("huddle_state") == "in_a_huddle"
        or profile.get("status_emoji") in BUSY_STATUSES,
    )


class Newest:
    """Remembers of each user how new the newest thing told was: Slack repeats events, late too."""

    def __init__(self) -> None:
        self._updated: dict[str, float] = {}
        self._lock = threading.Lock()

    def is_older(self, member: Mapping[str, Any]) -> bool:
        """Whether something newer was noted of this user."""
        with self._lock:
            return _updated(member) < self._updated.get(str(member["id"]), 0.0)

    def note(self, member: Mapping[str, Any]) -> None:
        """Remember how new this is; the users noted longest ago are forgotten."""
        user = str(member["id"])
        with self._lock:
            newest = max(_updated(member), self._updated.pop(user, 0.0))
            self._updated[user] = newest
            if len(self._updated) > REMEMBERED:
                del self._updated[next(iter(self._updated))]


def _updated(member: Mapping[str, Any]) -> float:
    return float(member.get("updated") or 0)
