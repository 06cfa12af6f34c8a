"""The driver: moves the workspace's clock from one event to the next, when nothing is in flight."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.program import Program
from practice import turn
from practice.outbox.reconcile import pending
from workspace.handle import Handle

BACKGROUND_SECONDS = 30.0
STUCK_TURNS = 2000
"""So many turns without reaching quiet mean that something loops."""

Action = Callable[[], None]


class Stuck(Exception):
    """The program does not come to rest; the message says at which moment."""


@dataclass(order=True, slots=True)
class Planned:
    """Something that somebody will do; equal moments go by name, then by order of planning."""

    at: datetime
    who: str
    number: int
    action: Action = field(compare=False)


class Driver:
    """Runs a program and scripted people against a workspace's clock, one event at a time."""

    def __init__(self, program: Program, handle: Handle, inbox: Callable[[], int]) -> None:
        """`inbox` looks at what has arrived and plans reactions; it returns how much arrived."""
        self._program = program
        self._handle = handle
        self._inbox = inbox
        self._planned: list[Planned] = []
        self._number = 0

    def plan(self, at: datetime, who: str, action: Action) -> None:
        """Let somebody do something at a moment; one that has passed counts as now."""
        self._number += 1
        heapq.heappush(self._planned, Planned(at, who, self._number, action))

    def run_until(self, end: datetime, progress: Callable[[datetime], None]) -> None:
        """Go from event to event until a moment."""
        self.settle()
        while True:
            now = self._program.ports.clock.now()
            following = self._next(now)
            if following is None or following > end:
                break
            if following > now:
                self._handle.move_to(following)
            progress(following)
            self._perform(following)
            self.settle()
        self._handle.move_to(max(end, self._program.ports.clock.now()))
        self.settle()

    def settle(self) -> None:
        """Let the program do all that is due, until nothing is in flight."""
        ports = self._program.ports
        for _ in range(STUCK_TURNS):
            self._handle.idle()
            self._program.background.wait(BACKGROUND_SECONDS)
            if turn.turn(ports) + self._inbox():
                continue
            with ports.sessions.read() as unit:
                waiting = pending(unit)
            if not waiting:
                return
            time.sleep(0.05)  # a send is being settled, which takes technical time
        raise Stuck(f"Still busy at {ports.clock.now():%Y-%m-%d %H:%M}.")

    def _next(self, now: datetime) -> datetime | None:
        moments = [turn.next_event(self._program.ports)]
        if self._planned:
            moments.append(self._planned[0].at)
        known = [moment for moment in moments if moment is not None]
        if not known:
            return None
        return max(now, min(known)).astimezone(UTC)

    def _perform(self, now: datetime) -> None:
        while self._planned and self._planned[0].at <= now:
            heapq.heappop(self._planned).action()
