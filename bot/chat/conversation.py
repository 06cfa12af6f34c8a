"""One person's side of a chat: each line they write, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.drawing import MARKS, mark_example
from bot.chat.messenger import TerminalMessenger
from handlers.replies import refusal
from items.limits import REPLY
from items.model import Kind
from messages import commands, refusals
from messages.answer import understood_sureness
from messages.message import Message
from messages.mrkdwn import unescape
from messages.question import lettered
from messages.text_feedback import mark_word
from messages.words import Words
from practice import turn
from practice.answering import receive, selfmarks
from practice.answering.chatter import is_chatter
from practice.answering.letters import read_letters
from practice.answering.receive import Refused, Reply
from practice.asking import on_demand
from practice.asking.on_demand import NothingNow, Waiting
from practice.ports import Ports
from practice.screens import question_details
from views.letters import example
from views.question import QuestionView
from views.reader import Reader


class Conversation:
    """Reads lines and answers them, one at a time, until there are no more or one says quit."""

    def __init__(self, ports: Ports, terminal: TerminalMessenger, address: str) -> None:
        self._ports = ports
        self._terminal = terminal
        self._address = address
        self._reader = question_details.reader(ports, address)
        self._lines = 0

    def run(self, lines: Iterable[str]) -> None:
        """Ask a first question, then take line after line."""
        self._help()
        self._next()
        for line in lines:
            if self._word(line) == "quit":
                return
            self.take(line.strip())

    def take(self, line: str) -> None:
        """Do what a line says: a word of ours, one's own marks, or an answer."""
        self._lines += 1
        match self._word(line):
            case "":
                return
            case "next":
                self._next()
            case "not now":
                self._not_now()
            case "mark":
                self._mark(line.partition(" ")[2])
            case "help":
                self._help()
            case _:
                self._answer(line)
        turn.turn(self._ports)

    def _word(self, line: str) -> str:
        """Return which of our words a line is, in English; any other line as it is."""
        _ = Words(self._reader)
        said = " ".join(line.lower().rstrip(" .!").split())
        ours = {"next": _("next"), "not now": _("not now"), "quit": _("quit"), "help": _("help")}
        for word, theirs in ours.items():
            if said in (word, theirs):
                return word
        if self._terminal.marked is not None and said.split(" ")[0] in ("mark", _("mark")):
            return "mark"
        return said

    def _say(self, message: Message) -> None:
        self._terminal.say(unescape(message.text))

    def _help(self) -> None:
        _ = Words(self._reader)
        said = _(
            "Answer the question, or write “{next}”, “{later}” or “{quit}”.",
            next=_("next"),
            later=_("not now"),
            quit=_("quit"),
        )
        self._terminal.say(said)

    def _next(self) -> None:
        outcome = on_demand.ask(self._ports, self._address)
        if isinstance(outcome, Waiting):
            self._again(outcome.delivery_id)
        elif isinstance(outcome, NothingNow):
            now = self._ports.clock.now()
            self._say(commands.nothing_now(self._reader, outcome.next_at, now))
        turn.turn(self._ports)

    def _again(self, delivery: str) -> None:
        """Show the question that waits already, from this chat or an earlier one."""
        found = question_details.question(self._ports, self._address, delivery)
        if not isinstance(found, Refused):
            self._terminal.show(found)

    def _not_now(self) -> None:
        asked = self._terminal.asked
        if asked is None:
            self._none_waits()
        elif refused := receive.put_off(self._ports, self._address, asked.delivery):
            self._refuse(refused, asked)

    def _none_waits(self) -> None:
        _ = Words(self._reader)
        self._terminal.say(_("No question waits. “{next}” asks one.", next=_("next")))

    def _answer(self, line: str) -> None:
        asked = self._terminal.asked
        if asked is None:
            self._none_waits()
            return
        reply = self._read(asked, line)
        if reply is None:
            self._say(self._unread(asked))
            return
        outcome = receive.answer(self._ports, self._address, asked.delivery, reply)
        if isinstance(outcome, Refused):
            self._refuse(outcome, asked)
        else:
            self._terminal.asked = None

    def _read(self, asked: QuestionView, line: str) -> Reply | None:
        """Return a line as a reply to a question; None where it cannot be read as one."""
        event = f"line:{self._lines}"
        if asked.item.kind is Kind.TEXT:
            return None if is_chatter(line) else Reply(event, "thread", text=line[:REPLY])
        sure = understood_sureness(self._reader)
        read = read_letters(line, asked.item.kind, asked.shown, sure)
        if read is None:
            return None
        chosen, sureness = read
        return Reply(event, "thread", sureness, chosen)

    def _unread(self, asked: QuestionView) -> Message:
        """Say that a line was not taken as an answer, in the words of a question's thread."""
        kind = asked.item.kind
        if kind is Kind.TEXT:
            return refusals.no_answer(self._reader)
        letters = [name for name, __, ___ in lettered(asked.item, asked.shown)]
        form = "" if kind is Kind.SINGLE else example(kind, len(letters))
        return refusals.which_one(self._reader, letters, form)

    def _mark(self, line: str) -> None:
        """Save one's own marks of the points that are open, given in their order."""
        view, _ = self._terminal.marked, Words(self._reader)
        known = {mark_word(m, w).lower(): m for w in (Words(Reader()), _) for m in MARKS}
        given = [known.get(said.strip().lower()) for said in line.rstrip(".").split(",")]
        outcomes = [mark for mark in given if mark is not None]
        if view is None or len(outcomes) != len(given) or len(given) != len(view.open):
            self._terminal.say(
                _("One mark for each open point: {example}", example=mark_example(_))
            )
            return
        marks = {c.id: mark for c, mark in zip(view.open, outcomes, strict=True)}
        selfmarks.mark(self._ports, self._address, view.delivery, marks)

    def _refuse(self, refused: Refused, asked: QuestionView) -> None:
        self._say(refusal(self._reader, refused, asked.delivery))
