"""A chat put together: a trial database, a company, the terminal, and one person in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from bot.chat.conversation import Conversation
from bot.chat.messenger import TerminalMessenger
from bot.clocks import SystemClock
from bot.trial.company import Company, load
from capability.priors import shipped
from grading.layers import Layers
from practice.errors import MaybeSent
from practice.kinds import KINDS
from practice.ports import Account, Ports
from store import people
from store.engine import Database, open_database, parse
from store.errors import DatabaseProblem
from store.unit import Sessions
from store.upgrade import is_empty, upgrade

WORKSPACE = "trial"


class NotATrial(DatabaseProblem):
    """A database with which people work: a chat would write its trial among what they answered."""


@contextmanager
def trial_database(address: str | None, configured: str) -> Iterator[Database]:
    """Open a trial's database, one for the moment where no address is given.

    Raises NotATrial for the configured database and for any with another workspace in it.
    """
    if address is None:
        with tempfile.TemporaryDirectory(prefix="holdfast-chat-") as folder:
            with _opened(f"sqlite:///{Path(folder) / 'chat.sqlite3'}") as database:
                yield database
            return
    if _same(address, configured):
        raise NotATrial(
            "This is the database of DATABASE_URL, with which the bot works. A chat is a trial: "
            "name another with --database, or none."
        )
    with _opened(address) as database:
        yield database


@contextmanager
def _opened(address: str) -> Iterator[Database]:
    database = open_database(address)
    try:
        _refuse_others(database)
        upgrade(database)
        yield database
    finally:
        database.close()


def _refuse_others(database: Database) -> None:
    """Change nothing in a database that holds more than a trial."""
    if is_empty(database):
        return
    with database.read() as session:
        others = [name for name in people.workspaces(session) if name != WORKSPACE]
    if others:
        raise NotATrial(
            f"This database holds the workspace {others[0]}, which is no trial. "
            "Name another with --database, or none."
        )


def _same(one: str, other: str) -> bool:
    """Whether two addresses are one database, as far as they say."""
    a, b = parse(one), parse(other)
    if a.get_backend_name() != b.get_backend_name():
        return False
    if a.get_backend_name() == "sqlite":
        return Path(a.database or "").resolve() == Path(b.database or "").resolve()
    return (a.host, a.port or 5432, a.database) == (b.host, b.port or 5432, b.database)


def chat(database: Database, company: Company, lines: Iterable[str], to: TextIO) -> None:
    """Let a company's one person chat until their lines end, or their terminal is closed."""
    (person,) = company.roster.people
    account = Account(person.email, person.name, person.email, person.timezone, None, False, False)
    messenger, clock = TerminalMessenger(account, to), SystemClock()
    ports = Ports(
        sessions=Sessions(database, WORKSPACE, clock.now),
        clock=clock,
        messenger=messenger,
        grader=Layers(),
        priors=shipped(),
        kinds=KINDS,
    )
    with ports.sessions.begin() as unit:
        people.ensure_workspace(unit, "A trial")
    load(ports, company)
    with suppress(MaybeSent, BrokenPipeError):
        Conversation(ports, messenger, person.email).run(lines)
