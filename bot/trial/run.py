"""A trial run: the company in its workspace, for some days, and what came of it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import SecretStr
from slack_sdk import WebClient
from sqlalchemy import func, select

from bot.clocks import FollowingClock
from bot.edges import socket_mode
from bot.program import Program, build
from bot.settings import Settings
from bot.trial import company as companies
from bot.trial.company import APP_TOKEN, BOT_TOKEN, Company
from bot.trial.drive import Driver
from bot.trial.people import BOT, People
from store import evidence, people
from store.engine import open_database
from store.models import (
    AttemptRow,
    DeliveryKind,
    DeliveryRow,
    DeliveryState,
    MarkRow,
    MarkSource,
)
from store.unit import Unit
from store.upgrade import upgrade
from workspace.config import Options
from workspace.handle import Handle
from workspace.server import Workspace

WEEKS_OF_HISTORY = 12


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to. `graded`: exactly, by the matcher or by a reviewer."""

    days: int
    questions_sent: int
    replies: int
    graded: int
    self_marked: int
    awaiting_review: int
    digests: int
    duplicates: int
    errors: int

    def as_json(self) -> dict[str, int]:
        """Return it as it is printed."""
        return asdict(self)

    @property
    def fine(self) -> bool:
        """Whether nothing went wrong."""
        return not self.errors and not self.duplicates


class ErrorCount(logging.Handler):
    """Counts what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.count = 0

    def emit(self, _record: logging.LogRecord) -> None:
        """Count a record."""
        self.count += 1


@dataclass(frozen=True, slots=True)
class Trial:
    """A company at work: its workspace, the program, the people and the driver of their clock."""

    company: Company
    workspace: Workspace
    program: Program
    handle: Handle
    cast: People
    driver: Driver
    started: datetime
    errors: ErrorCount

    def run(self, days: int, progress: Callable[[datetime], None] = lambda _: None) -> None:
        """Let so many days pass from where the clock stands."""
        self.driver.run_until(self.program.ports.clock.now() + timedelta(days=days), progress)

    def report(self) -> Report:
        """Count what came of the run so far."""
        ports = self.program.ports
        passed = ports.clock.now() - self.started
        with ports.sessions.read() as unit:
            duplicates = _duplicates(unit, self.workspace)
            return count(unit, passed.days, duplicates, self.errors.count)


@contextmanager
def trial(
    database: str,
    start: datetime,
    seed: int,
    *,
    port: int = 0,
    company: Company | None = None,
    options: Options | None = None,
) -> Iterator[Trial]:
    """Bring the starter company up at a moment, connected and loaded, its clock standing still."""
    known = company or companies.read_company()
    chosen = options or Options(limits=False, frozen=True, start=start)
    errors = ErrorCount()
    logging.getLogger().addHandler(errors)
    workspace = Workspace.running(companies.workspace_of(known), port, chosen)
    handle = Handle(workspace.url)
    try:
        program = _program(database, workspace)
        edge = socket_mode(program.app, APP_TOKEN, program.priority, program.background)
        edge.connect()  # type: ignore[no-untyped-call]
        try:
            handle.connected(BOT)
            companies.load(program.ports, known)
            cast = People(known, handle, seed)
            driver = Driver(program, handle, cast.inbox)
            cast.driver = driver
            yield Trial(known, workspace, program, handle, cast, driver, start, errors)
        finally:
            edge.close()  # type: ignore[no-untyped-call]
            program.close()
    finally:
        handle.close()
        workspace.stop()
        logging.getLogger().removeHandler(errors)


def _program(database: str, workspace: Workspace) -> Program:
    opened = open_database(database, durable=False)
    upgrade(opened)
    settings = Settings(
        bot_token=SecretStr(BOT_TOKEN), app_token=SecretStr(APP_TOKEN), api_url=workspace.api_url
    )
    return build(settings, FollowingClock(workspace.now), paced=False, database=opened)


def count(unit: Unit, days: int, duplicates: int, errors: int) -> Report:
    """Count a run's questions, replies and digests from the database."""
    graded = sum(grade.counts for grade in evidence.all_standing(unit))
    replies = _count(unit, AttemptRow.attempt_id, AttemptRow.workspace_id == unit.workspace)
    marked = select(func.count(MarkRow.attempt_id.distinct())).where(
        MarkRow.workspace_id == unit.workspace, MarkRow.source == MarkSource.SELF
    )
    failed = _count(
        unit,
        DeliveryRow.delivery_id,
        DeliveryRow.workspace_id == unit.workspace,
        DeliveryRow.state.in_([DeliveryState.FAILED, DeliveryState.UNKNOWN]),
    )
    return Report(
        days=days,
        questions_sent=_count(
            unit,
            DeliveryRow.delivery_id,
            DeliveryRow.workspace_id == unit.workspace,
            DeliveryRow.kind == DeliveryKind.QUESTION,
            DeliveryRow.state == DeliveryState.SENT,
        ),
        replies=replies,
        graded=graded,
        self_marked=unit.session.scalar(marked) or 0,
        awaiting_review=replies - graded,
        digests=_count(
            unit,
            DeliveryRow.delivery_id,
            DeliveryRow.workspace_id == unit.workspace,
            DeliveryRow.kind == DeliveryKind.DIGEST,
            DeliveryRow.state == DeliveryState.SENT,
        ),
        duplicates=duplicates,
        errors=errors + failed,
    )


def _count(unit: Unit, column: object, *conditions: object) -> int:
    query = select(func.count(column)).where(*conditions)  # type: ignore[arg-type]
    return unit.session.scalar(query) or 0


def _duplicates(unit: Unit, workspace: Workspace) -> int:
    """Count the deliveries that stand in the workspace more than once, by their keys."""
    client = WebClient(BOT_TOKEN, base_url=workspace.api_url)
    keys: Counter[str] = Counter()
    for person in people.everyone(unit):
        cursor = None
        while person.channel is not None:
            page: Any = client.conversations_history(
                channel=person.channel, include_all_metadata=True, limit=200, cursor=cursor
            )
            for message in page["messages"]:
                key = message.get("metadata", {}).get("event_payload", {}).get("key")
                keys.update([key] if key else [])
            cursor = page.get("response_metadata", {}).get("next_cursor")
            if not cursor:
                break
    return sum(times - 1 for times in keys.values())


def weeks_back(now: datetime, weeks: int = WEEKS_OF_HISTORY) -> datetime:
    """Return the Monday so many weeks before this week's, at midnight UTC."""
    monday = now.astimezone(UTC) - timedelta(days=now.weekday(), weeks=weeks)
    return monday.replace(hour=0, minute=0, second=0, microsecond=0)
