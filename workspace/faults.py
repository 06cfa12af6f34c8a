"""Faults to order: what goes wrong, how often, and for which method or app.

| kind | what happens |
| --- | --- |
| drop | the Web API connection is cut: `when` before or after (the default) the work is done |
| error | HTTP 500, `when` before or after (the default) the work is done |
| ratelimit | HTTP 429 with `Retry-After: seconds` |
| refuse | the answer is `{"ok": false, "error": code}` |
| delay | the answer waits `seconds`, `when` before or after (the default) the work |
| repeat | an envelope is delivered twice |
| reorder | `times` envelopes wait for each other and are delivered last first |
| lose | an envelope is never delivered, and counts as not acknowledged |
| silent | open Socket Mode connections stay open and carry nothing more |
| refresh | Socket Mode connections are asked to reconnect |
| cut | Socket Mode connections are closed without a word |

`method` names Web API methods (`chat.*` for a family), `app` an app; `times` is how often (1),
or 0 for until cleared. silent, refresh and cut happen at once, once.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Call = Literal["drop", "error", "ratelimit", "refuse", "delay"]
Envelope = Literal["repeat", "reorder", "lose"]
Connection = Literal["silent", "refresh", "cut"]
CALLS: tuple[Call, ...] = ("drop", "error", "ratelimit", "refuse", "delay")


class Fault(BaseModel):
    """One thing that goes wrong."""

    model_config = ConfigDict(extra="forbid")

    kind: Call | Envelope | Connection
    method: str = "*"
    app: str = "*"
    times: int = Field(1, ge=0)
    when: Literal["before", "after"] = "after"
    seconds: float = Field(1.0, ge=0)
    code: str = "internal_error"

    def fits(self, name: str, app: str) -> bool:
        """Tell whether a call or an envelope is meant."""
        return fnmatchcase(name, self.method) and self.app in ("*", app)


class Faults:
    """The faults that wait for their turn, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let something go wrong from now on."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Let everything go well again."""
        self._waiting.clear()

    def of_call(self, method: str, app: str) -> Fault | None:
        """Take the fault of this Web API call, if one is due."""
        return self._take(CALLS, method, app) if self._waiting else None

    def of_envelope(self, kind: Envelope, name: str, app: str) -> Fault | None:
        """Take the fault of this envelope, if one of its kind is due."""
        return self._take((kind,), name, app) if self._waiting else None

    def holds(self, fault: Fault) -> bool:
        """Tell whether a fault has more to come."""
        return any(fault is waiting for waiting in self._waiting)

    def _take(self, kinds: tuple[str, ...], name: str, app: str) -> Fault | None:
        for fault in self._waiting:
            if fault.kind in kinds and fault.fits(name, app):
                if fault.times == 1:
                    self._waiting.remove(fault)
                elif fault.times > 1:
                    fault.times -= 1
                return fault
        return None
