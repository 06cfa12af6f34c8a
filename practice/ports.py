"""The ports through which the use cases reach the world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from capability.priors import Priors
from grading.marks import Grader
from scheduling.calendar import Interval
from store.models import DeliveryKind, DeliveryRow
from store.unit import Sessions, Unit
from views.message import MessageView

ANSWER_WITHIN = timedelta(seconds=10)
"""How long a messenger waits for the chat before it gives a request up, at each step of it."""

HELD_AT_MOST = timedelta(seconds=20)
"""How long a messenger holds a message back by itself, so that others may go first."""


class Clock(Protocol):
    """Two times that never run backwards."""

    def now(self) -> datetime:
        """Return business time: what is due, what people see."""
        ...

    def technical(self) -> datetime:
        """Return technical time: leases, back-off and pacing; moves with the machine alone."""
        ...


@dataclass(frozen=True, slots=True)
class Account:
    """A person as a chat knows them; `id` is the address at which they are reached."""

    id: str
    name: str
    email: str | None
    timezone: str | None
    locale: str | None
    is_admin: bool
    deleted: bool
    busy: bool = False
    """In a call, or with a status that says a meeting, a call or focus."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a chat can do besides sending.

    `updates`: a message can show something else later. `looks_up`: it can be found out whether
    a message was sent. `knows_quiet_times`: it knows when people are not to be disturbed.
    """

    updates: bool = True
    looks_up: bool = True
    knows_quiet_times: bool = True


class Messenger(Protocol):
    """Everything that is asked of a chat. Failures are the errors of `practice.errors`.

    No request is waited for longer than `ANSWER_WITHIN`.
    """

    @property
    def abilities(self) -> Abilities:
        """Return what this chat can do; what it cannot is never asked of it."""
        ...

    def conversation(self, address: str) -> str:
        """Return the id of the conversation with one person alone."""
        ...

    def send(
        self,
        conversation: str,
        view: MessageView,
        key: str,
        thread: str | None = None,
        by: datetime | None = None,
    ) -> str:
        """Send a view in a message that carries `key`; return the message's id.

        `thread` is the id of the message that it replies to. `by` is the technical moment after
        which nothing is sent any more, looked at as late as can be: then it raises TooLate.
        """
        ...

    def continuations(self, view: MessageView) -> int:
        """Return how many more messages a view takes here, in the thread of the first."""
        ...

    def find(self, conversation: str, key: str, since: datetime, thread: str | None) -> str | None:
        """Return the id of the message that carries `key`, or None where there is none."""
        ...

    def update(self, conversation: str, message: str, view: MessageView) -> None:
        """Show another view in a message."""
        ...

    def directory(self) -> Iterable[Account]:
        """Return everybody who can be reached."""
        ...

    def account(self, address: str) -> Account | None:
        """Return one person, or None where the chat knows nobody of that address."""
        ...

    def quiet_times(self, addresses: Iterable[str]) -> Mapping[str, tuple[Interval, ...]]:
        """Return when up to fifty people are not to be disturbed, as far as it is known."""
        ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a message is to show, ready to go, and what is to be written before it does."""

    view: MessageView
    keep: Callable[[Unit, DeliveryRow], None] | None = None


@dataclass(frozen=True, slots=True)
class MessageKind:
    """All that the outbox has to know of one kind of message.

    `prepare` reads and composes; None where the reason for it is gone. `now` says how sent ones
    should look by now, by delivery; a kind without it stays as it was sent, and so does one that
    it does not name. `sent`, `lost` and `dropped` are
    what follows, in the same transaction, from its being sent, from nobody knowing whether it was,
    and from its reason being gone. `plan_next` plans the one after a delivery, or every next one.
    `waits_for_quiet`: it does not disturb. `has_plainer`: it can be drawn without newer forms.
    `is_news`: what it shows later is said anew in a chat that cannot change what it said.
    """

    prepare: Callable[[Unit, Ports, DeliveryRow], Prepared | None]
    now: Callable[[Unit, Ports, Sequence[DeliveryRow]], Mapping[str, MessageView]] | None = None
    sent: Callable[[Unit, Ports, DeliveryRow], None] | None = None
    lost: Callable[[Unit, Ports, DeliveryRow], None] | None = None
    dropped: Callable[[Unit, DeliveryRow], None] | None = None
    plan_next: Callable[[Unit, Ports, DeliveryRow | None], None] | None = None
    waits_for_quiet: bool = False
    has_plainer: bool = False
    is_news: bool = False


@dataclass(frozen=True, slots=True)
class Ports:
    """What every use case is given: one workspace, and the ways into and out of it."""

    sessions: Sessions
    clock: Clock
    messenger: Messenger
    grader: Grader
    priors: Priors
    kinds: Mapping[DeliveryKind, MessageKind]
    admins: frozenset[str] = frozenset()
    reads_slowly: bool = False
    """Whether grading waits for a language model, so that people are told meanwhile."""
    give_way: Callable[[], None] = field(default=lambda: None)
    """Waits a moment where somebody waits for an answer: called between one reply and the next."""

    @property
    def workspace(self) -> str:
        """The workspace that all of this is about."""
        return self.sessions.workspace

    def wake(self) -> None:
        """Tell the workers that something waits."""
        self.sessions.wake()
