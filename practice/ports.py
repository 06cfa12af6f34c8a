"""The ports through which the use cases reach the world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from capability.priors import Priors
from grading.marks import Grader
from messages.message import Message
from scheduling.calendar import Interval
from store.models import DeliveryKind, DeliveryRow
from store.unit import Sessions, Unit


class Clock(Protocol):
    """Two times that never run backwards."""

    def now(self) -> datetime:
        """Return business time: what is due, what people see."""
        ...

    def technical(self) -> datetime:
        """Return technical time: leases, back-off and pacing; moves with the machine alone."""
        ...


@dataclass(frozen=True, slots=True)
class SlackUser:
    """A person as Slack knows them."""

    id: str
    name: str
    email: str | None
    timezone: str | None
    locale: str | None
    is_admin: bool
    deleted: bool
    busy: bool = False
    """In a huddle, or with a status that says a meeting, a call or focus."""


class Messenger(Protocol):
    """Everything that is asked of Slack. Failures are the errors of `practice.errors`."""

    def open_channel(self, user: str) -> str:
        """Return the id of the direct-message channel with a user."""
        ...

    def post(self, channel: str, message: Message, key: str, thread_ts: str | None = None) -> str:
        """Post a message that carries `key` in its metadata; return its ts."""
        ...

    def find(self, channel: str, key: str, since: datetime, thread_ts: str | None) -> str | None:
        """Return the ts of the message that carries `key`, or None where there is none."""
        ...

    def update(self, channel: str, ts: str, message: Message) -> None:
        """Show another content in a message."""
        ...

    def directory(self) -> Iterable[SlackUser]:
        """Return every person of the workspace."""
        ...

    def user(self, user: str) -> SlackUser | None:
        """Return one person."""
        ...

    def quiet_times(self, users: Iterable[str]) -> Mapping[str, tuple[Interval, ...]]:
        """Return the Do Not Disturb windows of up to fifty users, as far as Slack shows them."""
        ...

    def publish_home(self, user: str, view: Mapping[str, Any]) -> None:
        """Show a Home tab."""
        ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message that is ready to go, and what is to be written before it does."""

    message: Message
    keep: Callable[[Unit, DeliveryRow], None] | None = None


@dataclass(frozen=True, slots=True)
class MessageKind:
    """All that the outbox has to know of one kind of message.

    `prepare` reads and composes; None where the reason for it is gone. `now` says how a sent one
    should look by now; a kind without it stays as it was sent. `sent`, `lost` and `dropped` are
    what follows, in the same transaction, from its being sent, from nobody knowing whether it was,
    and from its reason being gone. `plan_next` plans the one after a delivery, or every next one.
    `waits_for_quiet`: it does not disturb. `has_plainer`: it can be drawn without newer forms.
    """

    prepare: Callable[[Unit, Ports, DeliveryRow], Prepared | None]
    now: Callable[[Unit, Ports, DeliveryRow], Message | None] | None = None
    sent: Callable[[Unit, DeliveryRow], None] | None = None
    lost: Callable[[Unit, DeliveryRow], None] | None = None
    dropped: Callable[[Unit, DeliveryRow], None] | None = None
    plan_next: Callable[[Unit, Ports, DeliveryRow | None], None] | None = None
    waits_for_quiet: bool = False
    has_plainer: bool = False


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
