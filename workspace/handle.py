"""A handle for tests: act as people, look at their screens, move the clock, order faults.

One thread at a time may use a handle; another thread makes its own.

    slack = Handle(workspace.url)
    ana = slack.act_as("U1")
    ana.send(ana.direct("UBOT"), "hello")
    slack.idle()
    ana.click(ana.last(ana.direct("UBOT")), "confirm")
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Self, TypeVar

from workspace.actor import Actor
from workspace.errors import BadRequest as Failed
from workspace.line import Line
from workspace.screen import texts
from workspace.shapes import Json

__all__ = ["Actor", "Failed", "Handle", "texts"]

Seen = TypeVar("Seen")


class Handle:
    """The whole workspace, from outside."""

    def __init__(self, url: str) -> None:
        """Take a workspace's address."""
        self.url = url.rstrip("/")
        self.line = Line(url)

    def close(self) -> None:
        """Let the connection go."""
        self.line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def act_as(self, person: str) -> Actor:
        """Return somebody to act as, by id."""
        return Actor(self.line, person)

    def boot(self) -> Json:
        """Return the workspace, its people and its clock."""
        return self.line.get("/client/boot")

    def now(self) -> datetime:
        """Return the business time."""
        return datetime.fromisoformat(self.line.get("/client/clock")["now"])

    def move_to(self, moment: datetime) -> datetime:
        """Move the clock forward to a moment."""
        return self._moved({"to": moment.isoformat()})

    def advance(self, seconds: float) -> datetime:
        """Move the clock forward by some seconds."""
        return self._moved({"advance_seconds": seconds})

    def jump(self, name: str, person: str | None = None) -> datetime:
        """Move the clock to next_hour, next_morning or next_monday, in somebody's zone."""
        return self._moved({"jump": name, **({"as": person} if person else {})})

    def let_run(self, running: bool = True) -> None:
        """Let the clock run at real pace, or stand still."""
        self._moved({"running": running})

    def _moved(self, body: Json) -> datetime:
        return datetime.fromisoformat(self.line.post("/client/clock", body)["now"])

    def change_person(self, person: str, **what: Any) -> None:
        """Change somebody (`deleted=True`, `tz=…`), or let somebody new in; apps hear of it."""
        self.line.post("/client/people", {"id": person, **what})

    def idle(self, seconds: float = 10.0) -> None:
        """Wait until nothing is under way: no call being served, nothing unacknowledged."""
        if not self.line.get("/client/idle", seconds=seconds)["idle"]:
            raise TimeoutError(f"The workspace was still busy after {seconds} s.")

    def until(self, look: Callable[[], Seen], seconds: float = 10.0) -> Seen:
        """Look until there is something to see: for apps that acknowledge before they work."""
        deadline = time.monotonic() + seconds
        while not (seen := look()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"Nothing was to be seen after {seconds} s.")
            time.sleep(0.01)
        return seen

    def connected(self, app: str, count: int = 1, seconds: float = 10.0) -> None:
        """Wait until an app has this many Socket Mode connections."""
        found = self.line.get("/client/connections", app=app, count=count, seconds=seconds)[app]
        if found < count:
            raise TimeoutError(f"{app} has {found} connections, not {count}.")

    def verify(self, app: str) -> bool:
        """Challenge the address of an app that is reached over HTTP; say whether it answered."""
        return bool(self.line.post("/client/verify", {"app_id": app})["verified"])

    def fault(self, kind: str, **what: Any) -> None:
        """Let something go wrong; the kinds are listed in `workspace.faults`."""
        self.line.post("/client/faults", {"kind": kind, **what})

    def clear_faults(self) -> None:
        """Let everything go well again."""
        self.line.call("DELETE", "/client/faults")

    @contextmanager
    def faulty(self, kind: str, **what: Any) -> Iterator[None]:
        """Let something go wrong for as long as the block runs."""
        self.fault(kind, times=what.pop("times", 0), **what)
        try:
            yield
        finally:
            self.clear_faults()

    def traffic(self, after: int = 0, limit: int = 2000) -> list[Json]:
        """Return what went between the workspace and its apps, oldest first."""
        found: list[Json] = self.line.get("/client/traffic", after=after, limit=limit)["entries"]
        return found
