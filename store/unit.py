"""A unit of work: one session on one workspace at one moment, and who is woken when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.orm import Session

from store.contents import Content
from store.engine import Database
from store.ids import new_id
from store.models import DeliveryKind, DeliveryRow, DeliveryState, PersonRow


@dataclass(slots=True)
class Unit:
    """What a use case reads and writes in: the session, the workspace it is about, and now.

    `now` is the business moment at which it began. What makes work for the workers calls
    `makes_work`; they are woken once it is committed, and not at all where it is rolled back.
    """

    session: Session
    workspace: str
    now: datetime
    wakes: bool = field(default=False, init=False)

    def makes_work(self) -> None:
        """Let the workers be woken when this is committed."""
        self.wakes = True

    def run(
        self,
        statement: Executable,
        given: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[Any]:
        """Run a statement on tables; what was changed in objects is written before it.

        It costs about half of what the same does through objects. Given a sequence, it is run
        for each of its members, and still counts as one.
        """
        self.session.flush()
        return self.session.connection().execute(statement, given)

    def replan(self, person: PersonRow) -> None:
        """Look for somebody's next question anew: what decides it has changed."""
        person.plan_after = self.now
        self.makes_work()

    def show_again(self, delivery: DeliveryRow) -> None:
        """Show a message anew: what it shows has changed."""
        # Counted by the database: two that touch at once must both be seen.
        delivery.wanted = DeliveryRow.wanted + 1
        delivery.stale = True
        self.makes_work()

    def queue(
        self,
        person_id: str,
        kind: DeliveryKind,
        slot: str,
        due: datetime,
        content: Content | None = None,
        about: DeliveryRow | None = None,
    ) -> DeliveryRow:
        """Queue a message to somebody; `about` is the one in whose thread it goes."""
        row = DeliveryRow(
            workspace_id=self.workspace,
            delivery_id=new_id(),
            person_id=person_id,
            kind=kind,
            slot=slot,
            state=DeliveryState.PLANNED,
            due_at=due,
            planned_at=self.now,
            channel=about.channel if about is not None else None,
            thread_ts=about.ts if about is not None else None,
            content=content.as_json() if content is not None else {},
        )
        self.session.add(row)
        self.makes_work()
        return row


def _nobody() -> None:
    """Wake nobody."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens units of work on one workspace: `begin` to write, `read` to look.

    `clock` gives the business moment; `wake` tells the workers that something waits.
    """

    database: Database
    workspace: str
    clock: Callable[[], datetime]
    wake: Callable[[], None] = _nobody

    @contextmanager
    def begin(self, *, durable: bool = True) -> Iterator[Unit]:
        """Open a unit of work; commits at the end, rolls back on an exception.

        Not `durable` is for what is simply done again where a power cut takes it back, such as a
        plan or a grade; never for what was acknowledged, or for a lease before a message is sent.
        """
        with self.database.begin() as session:
            unit = Unit(session, self.workspace, self.clock())
            yield unit
        if durable:
            self.database.settle()
        if unit.wakes:
            self.wake()

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """Open a unit for reading only; nothing in it is committed."""
        with self.database.read() as session:
            yield Unit(session, self.workspace, self.clock())

    def close(self) -> None:
        """Give every connection back."""
        self.database.close()
