"""What went between the workspace and its apps, for the inspector and for tests."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable
from typing import Any, Literal

from workspace.clock import Clock
from workspace.shapes import Json

KEPT = 5_000
Kind = Literal["web_api", "socket", "http", "response_url"]


class Traffic:
    """The last five thousand calls, numbered from one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: deque[Json] = deque(maxlen=KEPT)
        self._count = 0
        self.listener: Callable[[Json], None] | None = None

    def add(
        self, kind: Kind, name: str, status: int | str, seconds: float, request: Any, response: Any
    ) -> None:
        """Keep one call. What apps send comes in; what goes to apps goes out."""
        self._count += 1
        entry: Json = {
            "n": self._count, "at": self._clock.now().isoformat(),
            "direction": "in" if kind in ("web_api", "response_url") else "out",
            "kind": kind, "name": name, "status": status, "ms": round(seconds * 1000, 1),
            "request": request, "response": response,
        }  # fmt: skip
        self._entries.append(entry)
        if self.listener:
            self.listener(entry)

    def after(self, number: int, limit: int = 200) -> list[Json]:
        """Return the entries after a number, oldest first, at most `limit` of the newest."""
        newest = itertools.takewhile(lambda entry: entry["n"] > number, reversed(self._entries))
        return list(itertools.islice(newest, limit))[::-1]
