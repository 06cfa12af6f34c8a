"""Every chat behind the port, each with the means to let it fail and to see what arrived."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Protocol

from bot.chat.messenger import TerminalMessenger
from bot.messenger import SlackMessenger
from bot.pacing import Pacing
from practice.errors import (
    AccountGone,
    ChannelGone,
    HistoryUnreadable,
    MaybeSent,
    NotPermitted,
    RateLimited,
    Refused,
)
from practice.ports import Abilities, Account
from scheduling.calendar import Interval
from tests.fakes import FakeClock, FakeSlack
from workspace.handle import Handle
from workspace.server import Workspace

TOKEN = "xoxb-test"
ANA, GONE, MANY = "UANA", "UGONE", 230
EMAIL = "ana@acme.example"


class Chat(Protocol):
    """A chat to try: what it states of itself, who is there and who is not."""

    abilities: ClassVar[Abilities]
    known: str
    unknown: tuple[str, ...]
    messenger: Any

    def now(self) -> datetime: ...

    def drop(self, method: str, *, before: bool) -> None: ...

    def shown(self, conversation: str) -> list[str]: ...


class Slack(Chat, Protocol):
    """A chat that is reached over a network, and may refuse or ask to wait."""

    def limit(self, seconds: float) -> None: ...

    def refuse(self, method: str, code: str) -> None: ...


class Faked:
    """The fake Slack."""

    abilities: ClassVar = Abilities()
    known = ANA
    unknown: tuple[str, ...] = (GONE, "UNOBODY")

    ERRORS: ClassVar = {"missing_scope": NotPermitted, "token_revoked": NotPermitted,
              "account_inactive": NotPermitted,
              "invalid_blocks": Refused, "is_archived": ChannelGone,
              "user_disabled": AccountGone}  # fmt: skip

    def __init__(self) -> None:
        self.clock = FakeClock(datetime(2026, 11, 2, 9, tzinfo=UTC))
        self.messenger = FakeSlack(self.clock)
        self.messenger.join(Account(ANA, "Ana", "ana@acme.example", "Europe/Lisbon", "pt-PT",
                                      True, False))  # fmt: skip
        self.messenger.join(Account(GONE, "Gone", "gone@acme.example", "UTC", "en-US", False,
                                      True))  # fmt: skip
        for n in range(MANY):
            user = Account(f"U{n:05d}", f"P{n}", f"p{n}@acme.example", "UTC", "en-US", False,
                             False)  # fmt: skip
            self.messenger.join(user)
        night = Interval(self.clock.now() - timedelta(hours=1),
                         self.clock.now() + timedelta(hours=1))  # fmt: skip
        self.messenger.quiet[ANA] = (night,)

    def now(self) -> datetime:
        return self.clock.now()

    def drop(self, method: str, *, before: bool) -> None:
        self.messenger.fail(method, MaybeSent("cut"), before=before)

    def limit(self, seconds: float) -> None:
        self.messenger.fail("post", RateLimited(timedelta(seconds=seconds)))

    def refuse(self, method: str, code: str) -> None:
        error = HistoryUnreadable if method == "find" else self.ERRORS[code]
        self.messenger.fail(method, error(code))

    def shown(self, channel: str) -> list[str]:
        return [p.message.text for p in self.messenger.posts if p.channel == channel]


class Local:
    """The real messenger against the local workspace."""

    abilities: ClassVar = Abilities()
    known = ANA
    unknown: tuple[str, ...] = (GONE, "UNOBODY")

    METHODS: ClassVar = {"post": "chat.postMessage", "find": "conversations.*",
               "open_channel": "conversations.open", "update": "chat.update"}  # fmt: skip

    def __init__(self, workspace: Workspace, handle: Handle, pacing: Pacing | None = None) -> None:
        self.handle = handle
        handle.clear_faults()
        self.clock = FakeClock(datetime.now(UTC))
        self.messenger = SlackMessenger(TOKEN, workspace.api_url, self.clock, pacing)

    def now(self) -> datetime:
        return self.handle.now()

    def drop(self, method: str, *, before: bool) -> None:
        when = "before" if before else "after"
        self.handle.fault("drop", method=self.METHODS[method], when=when)

    def limit(self, seconds: float) -> None:
        self.handle.fault("ratelimit", method="chat.postMessage", seconds=seconds)

    def refuse(self, method: str, code: str) -> None:
        self.handle.fault("refuse", method=self.METHODS[method], code=code)

    def shown(self, channel: str) -> list[str]:
        return [m["text"] for m in self.handle.act_as(ANA).messages(channel)]


class Torn(io.StringIO):
    """A terminal that is closed at the next word, before it stands there or after."""

    before: bool | None = None

    def write(self, text: str) -> int:
        """Write, unless it breaks first."""
        before, self.before = self.before, None
        if before:
            raise BrokenPipeError
        written = super().write(text)
        if before is False:
            raise BrokenPipeError
        return written


class Terminal:
    """A chat in a terminal, with one person in it."""

    abilities: ClassVar = Abilities(updates=False, looks_up=False, knows_quiet_times=False)
    known = EMAIL
    unknown: tuple[str, ...] = ("bo@acme.example", "UANA")

    def __init__(self) -> None:
        self.stream = Torn()
        account = Account(EMAIL, "Ana", EMAIL, "UTC", None, False, False)
        self.messenger = TerminalMessenger(account, self.stream)

    def now(self) -> datetime:
        return datetime(2026, 11, 2, 9, tzinfo=UTC)

    def drop(self, method: str, *, before: bool) -> None:
        assert method == "post"
        self.stream.before = before

    def shown(self, conversation: str) -> list[str]:
        return [text for text in self.stream.getvalue().split("\n\n") if conversation and text]
