"""What is remade once a day: difficulties, thresholds, and what comes again and again."""

from __future__ import annotations

from practice.judging import difficulty, thresholds
from practice.outbox import recurring
from practice.ports import Ports
from store import people


def tick(ports: Ports) -> int:
    """Do the day's chores once a UTC day, all or none; return 1 where they were done now."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        row = people.workspace(unit, lock=True)
        if row.nightly_on is not None and row.nightly_on >= now.date():
            return 0  # another process was quicker
        difficulty.remake(unit, now)
        thresholds.remake(unit)
        recurring.fill(unit, ports)
        row.nightly_on = now.date()
        row.latest = now
    return 1
