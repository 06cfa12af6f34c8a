"""The terminal as a messenger: what was printed stays, and nobody can look it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TextIO

from bot.chat.drawing import text_of
from messages.draw import continuations
from practice.errors import (
    AccountGone,
    ChannelGone,
    HistoryUnreadable,
    MaybeSent,
    NotDrawn,
    Refused,
)
from practice.ports import Abilities, Account
from scheduling.calendar import Interval
from views.message import MessageView
from views.question import QuestionState, QuestionView
from views.text_feedback import MarkedView

NAME = "terminal:"


class TerminalMessenger:
    """Shows one person's messages on a stream, one below the other."""

    abilities = Abilities(updates=False, looks_up=False, knows_quiet_times=False)

    def __init__(self, account: Account, stream: TextIO) -> None:
        self._account = account
        self._stream = stream
        self._shown = 0
        self.asked: QuestionView | None = None
        """The question that was shown last and waits for an answer."""
        self.marked: MarkedView | None = None
        """The answer that was shown last and has points open."""

    def conversation(self, address: str) -> str:
        """Return the conversation with the one person who is here."""
        if address != self._account.id:
            raise AccountGone(f"nobody here is {address}")
        return f"{NAME}{address}"

    def send(
        self,
        conversation: str,
        view: MessageView,
        key: str,
        thread: str | None = None,
        by: datetime | None = None,
    ) -> str:
        """Print a view; a reply in a thread stands below what was printed last, like any other."""
        if conversation != f"{NAME}{self._account.id}":
            raise ChannelGone(f"no conversation is {conversation}")
        self.show(view)
        self._shown += 1
        return str(self._shown)

    def show(self, view: MessageView) -> None:
        """Print a view; remember the question that it asks, or the points that it leaves open."""
        try:
            text = text_of(view)
        except Exception as problem:
            raise NotDrawn(type(problem).__name__) from problem
        self.say(text)
        if isinstance(view, QuestionView):
            self.asked = view if view.state is QuestionState.ASKED else None
        if isinstance(view, MarkedView):
            self.marked = view if view.open else None

    def say(self, text: str) -> None:
        """Print a text, without the control characters that would move the cursor."""
        printed = "".join(c for c in text if c == "\n" or c.isprintable())
        try:
            self._stream.write(f"\n{printed}\n")
            self._stream.flush()
        except (OSError, ValueError) as problem:
            raise MaybeSent(str(problem)) from problem

    def continuations(self, view: MessageView) -> int:
        """Return how many more messages a view takes."""
        return continuations(view)

    def find(
        self,
        conversation: str,
        key: str,
        since: datetime,
        thread: str | None,
    ) -> str | None:
        """A terminal keeps nothing that could be looked up."""
        raise HistoryUnreadable("a terminal has no history")

    def update(self, conversation: str, message: str, view: MessageView) -> None:
        """What was printed cannot be changed."""
        raise Refused("a terminal cannot change what it printed")

    def directory(self) -> Iterable[Account]:
        """Return the one person who is here."""
        return [self._account]

    def account(self, address: str) -> Account | None:
        """Return the person who is here, or None for anybody else."""
        return self._account if address == self._account.id else None

    def quiet_times(self, addresses: Iterable[str]) -> Mapping[str, tuple[Interval, ...]]:
        """Nobody has quiet times here."""
        return {}
