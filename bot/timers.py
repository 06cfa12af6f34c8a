"""The timers: a handful of ticks in memory; all due work is rows in the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

log = structlog.get_logger(__name__)


def timers(ticks: Mapping[str, tuple[float, Callable[[], object]]]) -> BackgroundScheduler:
    """Return a scheduler that calls each tick every so many seconds, never twice at once."""
    scheduler = BackgroundScheduler(timezone="UTC")
    for name, (seconds, tick) in ticks.items():
        scheduler.add_job(
            _guarded(name, tick),
            "interval",
            seconds=seconds,
            id=name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    return scheduler


def _guarded(name: str, tick: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        try:
            tick()
        except Exception:
            # The rows stay due and the next tick takes them up; the timer must live on.
            log.exception("tick_broke", tick=name)

    return run
