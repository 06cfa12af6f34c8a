"""Fakes behind the ports: a clock that is set by hand, a Slack in memory, a scripted grader."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from grading.marks import CriterionMark, Question
from items.model import Exemplar, Outcome
from messages.draw import continuations, draw
from messages.message import Message
from practice.errors import AccountGone, ChannelGone, NotDrawn, TooLate
from practice.ports import Abilities, Account
from scheduling.calendar import Interval
from views.message import MessageView

LOOK_BACK = timedelta(minutes=10)


class FakeClock:
    """Business and technical time, both set by hand."""

    def __init__(self, now: datetime, technical: datetime | None = None) -> None:
        self._now = now
        self._technical = technical or datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """Return business time."""
        return self._now

    def technical(self) -> datetime:
        """Return technical time."""
        return self._technical

    def pass_(self, **time: float) -> None:
        """Let time pass on both clocks."""
        self._now += timedelta(**time)
        self._technical += timedelta(**time)

    def wait(self, **time: float) -> None:
        """Let technical time pass alone, as leases and back-off see it."""
        self._technical += timedelta(**time)

    def move_to(self, moment: datetime) -> None:
        """Go to a business moment, never backwards; technical time passes as well."""
        if moment > self._now:
            self._technical += moment - self._now
            self._now = moment


@dataclass(slots=True)
class Posted:
    """A message on the fake Slack, with all that it ever showed."""

    ts: str
    channel: str
    key: str
    thread_ts: str | None
    shown: list[Message]

    @property
    def message(self) -> Message:
        """What it shows now."""
        return self.shown[-1]


@dataclass(slots=True)
class Order:
    """Something that is to go wrong: before a call has its effect, or after."""

    method: str
    error: BaseException
    before: bool
    times: int


@dataclass(slots=True)
class FakeSlack:
    """Slack in memory: what the messenger and the screens ask of it, and what people see.

    Every call may be ordered to fail, before or after it had its effect.
    """

    clock: FakeClock
    abilities: Abilities = field(default_factory=Abilities)
    draws_nothing: bool = False
    users: dict[str, Account] = field(default_factory=dict)
    posts: list[Posted] = field(default_factory=list)
    homes: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    quiet: dict[str, tuple[Interval, ...]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    whispers: list[tuple[str, str, Message]] = field(default_factory=list)
    views: list[Mapping[str, Any]] = field(default_factory=list)
    uploads: list[tuple[str, str, str]] = field(default_factory=list)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    during: dict[str, Callable[[], None]] = field(default_factory=dict)
    _orders: list[Order] = field(default_factory=list)
    _channels: dict[str, str] = field(default_factory=dict)
    _stamps: int = 0
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def join(self, user: Account) -> None:
        """Let a person have an account."""
        self.users[user.id] = user

    def leave(self, user: str) -> None:
        """Deactivate somebody's account."""
        self.users[user] = replace(self.users[user], deleted=True)

    def fail(
        self, method: str, error: BaseException, *, before: bool = True, times: int = 1
    ) -> None:
        """Let the next calls of a method fail; not `before` means after having had its effect."""
        self._orders.append(Order(method, error, before, times))

    def later_than_all_before(self) -> None:
        """Stamp messages later than those of a company that was at work before."""
        self._stamps = round(self.clock.now().timestamp() * 1_000_000) + 1_000

    def to(self, user: str) -> list[Posted]:
        """Return every message that somebody got, oldest first."""
        return [post for post in self.posts if post.channel == self._channels.get(user)]

    def with_key(self, key: str) -> list[Posted]:
        """Return every message that carries a key."""
        return [post for post in self.posts if post.key == key]

    @contextmanager
    def _call(self, method: str) -> Iterator[None]:
        self.calls.append(method)
        if (hook := self.during.pop(method, None)) is not None:
            hook()
        order = self._ordered(method)
        if order is not None and order.before:
            raise order.error
        with self._lock:
            yield
        if order is not None:
            raise order.error

    def _ordered(self, method: str) -> Order | None:
        with self._lock:
            order = next((o for o in self._orders if o.method == method), None)
            if order is not None:
                order.times -= 1
                if order.times == 0:
                    self._orders.remove(order)
            return order

    def _stamp(self) -> str:
        self._stamps = max(self._stamps + 1, round(self.clock.now().timestamp() * 1_000_000))
        return f"{self._stamps // 1_000_000}.{self._stamps % 1_000_000:06d}"

    def conversation(self, address: str) -> str:
        """Return the conversation with one person alone."""
        return self.open_channel(address)

    def open_channel(self, user: str) -> str:
        """Return the direct-message channel with a user."""
        with self._call("open_channel"):
            self._known(user)
            channel = self._channels.get(user, f"D{user}")
            while channel in self.closed:
                channel += "N"
            self._channels[user] = channel
            return channel

    def _known(self, user: str) -> Account:
        known = self.users.get(user)
        if known is None or known.deleted:
            raise AccountGone("user_not_found")
        return known

    def send(
        self,
        conversation: str,
        view: MessageView,
        key: str,
        thread: str | None = None,
        by: datetime | None = None,
    ) -> str:
        """Send a view in a message that carries `key`."""
        drawn = self._drawn(view)
        with self._call("pace"):
            pass
        if by is not None and self.clock.technical() > by:
            raise TooLate("as its clock says")
        return self.post(conversation, drawn, key, thread)

    def _drawn(self, view: MessageView) -> Message:
        if self.draws_nothing:
            raise NotDrawn("as ordered")
        try:
            return draw(view)
        except Exception as problem:
            raise NotDrawn(type(problem).__name__) from problem

    def continuations(self, view: MessageView) -> int:
        """Return how many more messages a view takes."""
        return continuations(view)

    def post(self, channel: str, message: Message, key: str, thread_ts: str | None = None) -> str:
        """Post a message that carries `key`."""
        with self._call("post"):
            if channel in self.closed or channel not in self._channels.values():
                raise ChannelGone("channel_not_found")
            owner = next(u for u, c in self._channels.items() if c == channel)
            self._known(owner)
            ts = self._stamp()
            self.posts.append(Posted(ts, channel, key, thread_ts, [message]))
            return ts

    def find(self, conversation: str, key: str, since: datetime, thread: str | None) -> str | None:
        """Return the ts of the message that carries `key`."""
        with self._call("find"):
            for post in self.posts:
                recent = float(post.ts) >= (since - LOOK_BACK).timestamp()
                same = (post.channel, post.key) == (conversation, key)
                if same and recent and post.thread_ts == thread:
                    return post.ts
            return None

    def update(self, conversation: str, message: str, view: MessageView) -> None:
        """Show another view in a message."""
        with self._call("update"):
            where = (conversation, message)
            found = next((p for p in self.posts if (p.channel, p.ts) == where), None)
            if found is None or conversation in self.closed:
                raise ChannelGone("message_not_found")
            found.shown.append(self._drawn(view))

    def directory(self) -> Iterable[Account]:
        """Return every person."""
        with self._call("directory"):
            return list(self.users.values())

    def account(self, address: str) -> Account | None:
        """Return one person."""
        with self._call("user"):
            return self.users.get(address)

    def quiet_times(self, addresses: Iterable[str]) -> Mapping[str, tuple[Interval, ...]]:
        """Return the Do Not Disturb windows of users."""
        with self._call("quiet_times"):
            return {user: self.quiet.get(user, ()) for user in addresses}

    def publish_home(self, user: str, view: Mapping[str, Any]) -> None:
        """Show a Home tab."""
        with self._call("publish_home"):
            self._known(user)
            self.homes[user] = view

    def ephemeral(
        self, channel: str, user: str, message: Message, thread_ts: str | None = None
    ) -> None:
        """Show a message to one person only."""
        with self._call("ephemeral"):
            self.whispers.append((channel, user, message))

    def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> str:
        """Open a modal."""
        with self._call("open_view"):
            self.views.append(view)
            return f"V{len(self.views)}"

    def push_view(self, trigger_id: str, view: Mapping[str, Any]) -> str:
        """Lay a modal over another."""
        with self._call("push_view"):
            self.views.append(view)
            return f"V{len(self.views)}"

    def update_view(self, view_id: str, view: Mapping[str, Any]) -> None:
        """Show another content in a modal."""
        with self._call("update_view"):
            self.views.append(view)

    def download(self, file_id: str) -> tuple[str, bytes]:
        """Return a file."""
        with self._call("download"):
            return self.files[file_id]

    def upload(self, channel: str, name: str, content: str, comment: str) -> None:
        """Take a file."""
        with self._call("upload"):
            self.uploads.append((channel, name, content))


@dataclass(slots=True)
class ScriptedGrader:
    """Marks as it was told to: by the reply's words, else unsure."""

    marks: dict[str, Sequence[Outcome]] = field(default_factory=dict)
    broken: BaseException | None = None
    name: str = "scripted"
    revision: str = "1"
    asked: list[str] = field(default_factory=list)

    def grade(
        self,
        question: Question,
        reply: str,
        exemplars: Mapping[str, Sequence[Exemplar]],
        thresholds: Mapping[str, float] | None = None,
    ) -> tuple[CriterionMark, ...]:
        """Mark every criterion of the rubric, in its order."""
        self.asked.append(reply)
        if self.broken is not None:
            raise self.broken
        told = self.marks.get(reply, [Outcome.UNSURE] * len(question.rubric))
        return tuple(
            CriterionMark(
                criterion.id,
                outcome,
                confidence=0.9 if outcome is not Outcome.UNSURE else 0.4,
                grader=self.name,
                revision=self.revision,
                settled=outcome is not Outcome.UNSURE,
            )
            for criterion, outcome in zip(question.rubric, told, strict=True)
        )


class Later:
    """Keeps what is to be done after the acknowledgement until it is done."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(self, work: Callable[[], None]) -> None:
        """Take something up for later."""
        self.waiting.append(work)

    def run(self) -> None:
        """Do what waits, and what comes of that."""
        while self.waiting:
            self.waiting.pop(0)()
