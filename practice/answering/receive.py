"""Taking a reply in: who, to what, whether it still counts; stored once, graded later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.exc import IntegrityError

from grading.verdict import Sureness
from items.limits import REPLY
from items.model import Item, Kind
from practice.answering.chatter import is_chatter
from practice.answering.letters import read_letters
from practice.outbox.reconcile import record_sent
from practice.ports import Ports
from store import banks, deliveries, evidence
from store.models import (
    AttemptRow,
    DeliveryKind,
    DeliveryRow,
    DeliveryState,
    PersonRow,
    QuestionRow,
)
from store.unit import Unit
from views.letters import example, letter

MODAL_GRACE = timedelta(hours=1)
"""How long a form that was opened in time may take to write."""


NOT_KNOWN_SENT = frozenset({DeliveryState.PLANNED, DeliveryState.UNSURE, DeliveryState.UNKNOWN})
"""States of a message of which its person's tap is the first word; PLANNED where it came so late
that it was looked for in vain, and is to be sent once more."""


class Refusal(StrEnum):
    """Why a reply was not taken in."""

    NOT_YOURS = "not_yours"
    NOT_ON_ROSTER = "not_on_roster"
    ANSWERED = "answered"
    CLOSED = "closed"
    RETIRED = "retired"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Refused:
    """A reply that was not taken in; `first` is the answer that stands, in letters.

    `letters` are those shown, and `form` is how a reply to such a question is written.
    """

    why: Refusal
    first: str = ""
    letters: tuple[str, ...] = ()
    form: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A reply that was stored, or that was stored before by the very same tap.

    `unseen`: until now nothing was known of its message being on Slack.
    """

    delivery_id: str
    attempt_id: str
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it came: indexes of options as shown in the item, or words.

    `event` identifies the tap or message, so that Slack's repeats are known for what they are.
    """

    event: str
    source: str
    sureness: Sureness | None = None
    chosen: tuple[int, ...] = ()
    text: str = ""

    def as_json(self, kind: Kind) -> dict[str, Any]:
        """Return what is kept of a reply to an item of a kind."""
        if kind is Kind.TEXT:
            return {"text": self.text, "event": self.event}
        return {"chosen": list(self.chosen), "event": self.event}


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it came. `event` identifies it, as in `Reply`.

    `sure` maps the words that say how sure somebody is, in lower case, to what they mean.
    """

    event: str
    text: str
    sure: Mapping[str, Sureness]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that somebody replies to, with everything needed to judge whether they may.

    `attempt` is the reply that stands already, if there is one.
    """

    delivery: DeliveryRow
    question: QuestionRow
    person: PersonRow
    attempt: AttemptRow | None
    item: Item


def answer(ports: Ports, user: str, delivery_id: str, reply: Reply) -> Accepted | Refused:
    """Store a reply to a question, or say why not."""
    try:
        with ports.sessions.begin() as unit:
            return _answer(unit, user, delivery_id, reply)
    except IntegrityError:  # another replica stored a reply to it a moment ago
        with ports.sessions.read() as unit:
            return _answer(unit, user, delivery_id, reply)


def _answer(unit: Unit, user: str, delivery_id: str, reply: Reply) -> Accepted | Refused:
    asked = find(unit, user, delivery_id)
    if isinstance(asked, Refused):
        return asked
    first = asked.attempt
    if first is not None:
        if first.reply.get("event") == reply.event:
            return Accepted(delivery_id, first.attempt_id)
        return Refused(Refusal.ANSWERED, first=in_letters(asked.question, first.reply))
    if (refused := _closed(unit, asked, reply)) is not None:
        return refused
    if asked.item.kind is Kind.TEXT and not reply.text.strip():
        return Refused(Refusal.EMPTY)
    if asked.item.kind is not Kind.TEXT and not _fits(asked.item, reply.chosen):
        return Refused(Refusal.EMPTY)
    return _store(unit, asked, reply)


def find(unit: Unit, user: str, delivery_id: str) -> Asked | Refused:
    """Return the question behind a tap, if it went to the person who tapped."""
    found = deliveries.sent(unit, delivery_id)
    if found is None:
        return Refused(Refusal.CLOSED)
    delivery, question, person, attempt = found
    if person.slack_user != user:
        return Refused(Refusal.NOT_YOURS)
    if not person.on_roster:
        return Refused(Refusal.NOT_ON_ROSTER)
    published = banks.revision(unit, question.bank_id, question.item_id, question.revision)
    if published is None:
        return Refused(Refusal.CLOSED)
    return Asked(delivery, question, person, attempt, published.item)


def _closed(unit: Unit, asked: Asked, reply: Reply) -> Refused | None:
    question = asked.question
    if not banks.is_asked(unit, question.bank_id, question.item_id):
        return Refused(Refusal.RETIRED)
    if question.closed_at is None:
        return None
    grace = MODAL_GRACE if reply.source == "modal" else timedelta(0)
    late = unit.now >= question.closed_at + grace
    return Refused(Refusal.CLOSED) if late else None


def _fits(item: Item, chosen: Sequence[int]) -> bool:
    """Whether the chosen options are some of the item's, as many as its kind takes."""
    known = range(len(item.options))
    if not chosen or len(set(chosen)) != len(chosen) or any(c not in known for c in chosen):
        return False
    if item.kind is Kind.SINGLE:
        return len(chosen) == 1
    return item.kind is Kind.MULTIPLE or len(chosen) == len(item.options)


def _store(unit: Unit, asked: Asked, reply: Reply) -> Accepted:
    delivery = asked.delivery
    attempt_id = evidence.add_attempt(
        unit,
        asked.question,
        reply=reply.as_json(asked.item.kind),
        sureness=reply.sureness,
        source=reply.source,
        received_at=max(unit.now, delivery.sent_at or delivery.due_at),
    )
    asked.question.put_off_at = None
    deliveries.show_again(unit, delivery.delivery_id)
    unseen = delivery.state in NOT_KNOWN_SENT
    return Accepted(delivery.delivery_id, attempt_id, unseen)


def seen_arrived(
    ports: Ports, user: str, delivery_id: str, conversation: str, message: str
) -> None:
    """Learn from its person's tap that a message, of which nothing was known, arrived."""
    with ports.sessions.read() as unit:
        asked = find(unit, user, delivery_id)
    if not isinstance(asked, Refused) and asked.delivery.state in NOT_KNOWN_SENT:
        record_sent(ports, delivery_id, conversation, message)


def put_off(ports: Ports, user: str, delivery_id: str, off: bool = True) -> Refused | None:
    """Put a question off, or take it up again."""
    with ports.sessions.begin() as unit:
        asked = find(unit, user, delivery_id)
        if isinstance(asked, Refused):
            return asked
        first = asked.attempt
        if first is not None:
            return Refused(Refusal.ANSWERED, first=in_letters(asked.question, first.reply))
        now = unit.now
        asked.question.put_off_at = now if off else None
        if off:
            asked.question.expires_at = min(asked.question.expires_at or now, now)
            unit.replan(asked.person)
        unit.show_again(asked.delivery)
    return None


def thread_reply(
    ports: Ports, user: str, conversation: str, thread: str, said: Said
) -> Accepted | Refused | None:
    """Take a message in a question's thread as the reply; None where it is no question's thread."""
    with ports.sessions.read() as unit:
        delivery = deliveries.by_message(unit, conversation, thread)
        if delivery is None or delivery.kind != DeliveryKind.QUESTION:
            return None
        delivery_id = delivery.delivery_id
        asked = find(unit, user, delivery_id)
    if isinstance(asked, Refused):
        return asked
    reply = _as_reply(asked, said)
    if isinstance(reply, Reply):
        return answer(ports, user, delivery_id, reply)
    with ports.sessions.read() as unit:
        first = evidence.attempt_on(unit, delivery_id)
    if first is not None:
        return Refused(Refusal.ANSWERED, first=in_letters(asked.question, first.reply))
    return reply


def _as_reply(asked: Asked, said: Said) -> Reply | Refused:
    """Read what somebody said as a reply, or say why it is none; nothing is stored of that."""
    kind = asked.item.kind
    if kind is Kind.TEXT:
        if is_chatter(said.text):
            return Refused(Refusal.NO_ANSWER)
        return Reply(said.event, "thread", text=said.text[:REPLY])
    read = read_letters(said.text, kind, asked.question.letters, said.sure)
    if read is None:
        letters = shown_letters(asked.question)
        form = example(kind, len(letters)) if kind is not Kind.SINGLE else ""
        return Refused(Refusal.UNREADABLE, letters=letters, form=form)
    chosen, sureness = read
    return Reply(said.event, "thread", sureness, chosen)


def shown_letters(question: QuestionRow) -> tuple[str, ...]:
    """Return the letters a question shows."""
    return tuple(letter(i) for i in range(len(question.letters)))


def in_letters(question: QuestionRow, reply: dict[str, Any]) -> str:
    """Return a choice reply in the letters that were shown; empty for words."""
    places = [question.letters.index(i) for i in reply.get("chosen", ())]
    return " ".join(letter(p) for p in places)
