"""What is said in a question's thread: in every form that Slack has for it, and edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from slack_bolt import App
from sqlalchemy import func, select

from handlers import replies
from handlers.context import Context
from items.model import Kind
from store.models import AttemptRow, DeliveryKind
from tests.builders import House, bank, choice_item, multiple_item, order_item, slack_id, text_item

ANA = slack_id("ana")


class Thread:
    """Ana's question and what she says in its thread."""

    def __init__(self, house: House, item: str) -> None:
        self._house = house
        self.delivery = house.ask("ana", item)
        row = house.row(self.delivery)
        self._channel, self._ts = row.channel, row.ts
        self._said = 0
        listeners: dict[str, Callable[..., None]] = {}

        class Listening:
            def event(self, name: str) -> Callable[[Any], None]:
                return lambda listener: listeners.update({name: listener})

            def __getattr__(self, _: str) -> Callable[..., Callable[[Any], None]]:
                return lambda *_: lambda _: None

        context = Context(house.ports, house.slack, lambda work: work())
        replies.register(cast(App, Listening()), context)
        self._listen = listeners["message"]

    def say(self, text: str, ts: str = "", **more: Any) -> dict[str, Any]:
        """Say something; return the message."""
        self._said += 1
        message = {
            "type": "message", "user": ANA, "text": text, "thread_ts": self._ts,
            "ts": ts or f"2.{self._said:06d}", **more,
        }  # fmt: skip
        self._hear({**message, "channel": self._channel, "channel_type": "im"})
        return message

    def edit(self, message: dict[str, Any], text: str, by: str = "2.9") -> None:
        """Edit what was said."""
        after = {**message, "text": text, "edited": {"user": ANA, "ts": by}}
        self._hear(
            {"type": "message", "subtype": "message_changed", "hidden": True, "ts": "3.000001",
             "channel": self._channel, "channel_type": "im", "message": after,
             "previous_message": message}
        )  # fmt: skip

    def _hear(self, event: dict[str, Any]) -> None:
        self._listen(lambda: None, event)

    @property
    def stored(self) -> dict[str, Any] | None:
        """The reply that was stored."""
        attempt = self._house.attempt(self.delivery)
        return attempt.reply if attempt is not None else None

    @property
    def told(self) -> str:
        """The last word that only Ana sees."""
        whispers = [message.text for _, user, message in self._house.slack.whispers if user == ANA]
        return whispers[-1] if whispers else ""


@pytest.fixture
def thread(house: House) -> Callable[[str], Thread]:
    """Makes the thread of a question of one's choosing."""
    items = [choice_item(0, "triage"), multiple_item(0, "triage"), order_item(0, "triage"),
             text_item(0, "triage")]  # fmt: skip
    house.load(bank(items))
    house.turn()
    return lambda item: Thread(house, item)


@pytest.mark.parametrize("subtype", [None, "thread_broadcast", "file_share", "me_message"])
def test_every_way_of_saying_something_is_a_reply(
    thread: Callable[[str], Thread], subtype: str | None
) -> None:
    here = thread("triage-0")
    here.say("B", **({"subtype": subtype} if subtype else {}))
    assert here.stored is not None


@pytest.mark.parametrize("subtype", ["message_deleted", "channel_join", "bot_message"])
def test_what_nobody_says_is_no_reply(thread: Callable[[str], Thread], subtype: str) -> None:
    here = thread("triage-0")
    here.say("B", subtype=subtype)
    assert here.stored is None


def test_an_unreadable_reply_that_is_edited_is_read(thread: Callable[[str], Thread]) -> None:
    here = thread("triage-0")
    message = here.say("Optn B")
    assert here.stored is None
    assert here.told == "Which one: A, B or C?"
    here.edit(message, "B")
    assert here.stored is not None


def test_an_edit_after_the_answer_gets_the_word_that_the_first_stands(
    house: House, thread: Callable[[str], Thread]
) -> None:
    here = thread("triage-0")
    message = here.say("B")
    first = here.stored
    here.edit(message, "C")
    here.edit({**message, "text": "C"}, "A", by="2.95")
    assert here.stored == first
    house.turn()
    assert len(house.rows("ana", DeliveryKind.ANSWERED_IN_THREAD)) == 1


def test_what_slack_itself_changes_in_a_message_is_no_edit(
    house: House, thread: Callable[[str], Thread]
) -> None:
    here = thread("triage-0")
    message = here.say("B")
    here.edit(message, "B")  # a link's preview came, or a reply was counted
    house.turn()
    assert house.rows("ana", DeliveryKind.ANSWERED_IN_THREAD) == []


@pytest.mark.parametrize(
    "words",
    ["will do after lunch", "ok thanks", "What does IC mean here?", ":thumbsup:",
     "Can I answer tomorrow? I am on the train right now", "Ich antworte morgen."],
)  # fmt: skip
def test_plainly_no_answer_is_neither_stored_nor_graded_and_can_still_be_answered(
    house: House, thread: Callable[[str], Thread], words: str
) -> None:
    here = thread("triage-text-0")
    here.say(words)
    assert here.stored is None
    assert here.told.startswith("No rush")
    here.say("I declare an incident.")
    with house.sessions.read() as unit:
        assert unit.session.scalar(select(func.count()).select_from(AttemptRow)) == 1


def test_chatter_after_the_answer_is_told_that_the_first_stands(
    house: House, thread: Callable[[str], Thread]
) -> None:
    here = thread("triage-text-0")
    here.say("I declare an incident.")
    here.say("ok thanks")
    house.turn()
    assert len(house.rows("ana", DeliveryKind.ANSWERED_IN_THREAD)) == 1


@pytest.mark.parametrize(
    ("kind", "item", "told"),
    [
        (Kind.MULTIPLE, "triage-multiple-0", "Which letters? Write them like this: B D"),
        (Kind.ORDER, "triage-order-0", "Which letters? Write them like this: C A B D"),
    ],
)
def test_the_word_back_shows_how_several_letters_are_written(
    thread: Callable[[str], Thread], kind: Kind, item: str, told: str
) -> None:
    here = thread(item)
    here.say("the first and the other one")
    assert here.told == told, kind
