"""Every chat does what the port promises, and states what it cannot do: fake, Slack, terminal."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from bot.chat.messenger import TerminalMessenger
from bot.messenger import SlackMessenger
from practice.errors import (
    AccountGone,
    ChannelGone,
    HistoryUnreadable,
    MaybeSent,
    NotDrawn,
    Refused,
)
from practice.ports import Abilities, Messenger
from tests.fakes import FakeSlack
from tests.integration.bot.chats import Chat
from tests.unit.messages.screens import DIGEST
from views.digest import DigestPartView
from views.notices import RoleChangedView, WelcomeBackView
from views.reader import Reader

HELLO = WelcomeBackView(Reader(), "Ana")
OTHER = RoleChangedView(Reader(), "Engineer", date(2026, 11, 24))


def test_each_is_a_messenger_and_states_what_it_can_do(chat: Chat) -> None:
    messenger: Messenger = chat.messenger
    assert isinstance(messenger, FakeSlack | SlackMessenger | TerminalMessenger)
    assert messenger.abilities == chat.abilities
    assert isinstance(messenger.abilities, Abilities)


def test_a_conversation_is_the_same_however_often_it_is_opened(chat: Chat) -> None:
    assert chat.messenger.conversation(chat.known) == chat.messenger.conversation(chat.known)


def test_there_is_no_conversation_with_who_is_gone_or_unknown(chat: Chat) -> None:
    for nobody in chat.unknown:
        with pytest.raises(AccountGone):
            chat.messenger.conversation(nobody)


def test_what_is_sent_is_shown_and_each_message_has_an_id_of_its_own(chat: Chat) -> None:
    conversation = chat.messenger.conversation(chat.known)
    first = chat.messenger.send(conversation, HELLO, "sent-1")
    reply = chat.messenger.send(conversation, OTHER, "sent-2", first)
    assert first != reply
    said = " ".join(chat.shown(conversation))
    assert "Welcome back, Ana." in said


def test_nothing_is_sent_to_no_conversation(chat: Chat) -> None:
    with pytest.raises(ChannelGone):
        chat.messenger.send("DNOWHERE", HELLO, "nowhere")


def test_a_view_that_cannot_be_drawn_is_not_sent(chat: Chat) -> None:
    conversation = chat.messenger.conversation(chat.known)
    before = chat.shown(conversation)
    with pytest.raises(NotDrawn):
        chat.messenger.send(conversation, DigestPartView(DIGEST, 99), "broken")
    assert chat.shown(conversation) == before


def test_a_long_view_goes_on_in_as_many_messages_as_are_said(chat: Chat) -> None:
    conversation = chat.messenger.conversation(chat.known)
    parts = chat.messenger.continuations(DIGEST)
    ids = [chat.messenger.send(conversation, DIGEST, "digest")]
    for number in range(parts):
        part = DigestPartView(DIGEST, number)
        ids.append(chat.messenger.send(conversation, part, f"part-{number}", ids[0]))
    assert all(a != b for a, b in pairwise(ids))
    assert chat.messenger.continuations(HELLO) == 0
    with pytest.raises(NotDrawn):
        chat.messenger.send(conversation, DigestPartView(DIGEST, parts), "one too many", ids[0])


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_cut_leaves_it_open_whether_it_was_sent(chat: Chat, before: bool) -> None:
    conversation = chat.messenger.conversation(chat.known)
    chat.drop("post", before=before)
    with pytest.raises(MaybeSent):
        chat.messenger.send(conversation, HELLO, f"open-{before}")
    chat.messenger.send(conversation, HELLO, f"again-{before}")


def test_one_person_is_looked_up_by_address(chat: Chat) -> None:
    found = chat.messenger.account(chat.known)
    assert found is not None
    assert (found.id, found.email, found.deleted) == (chat.known, "ana@acme.example", False)
    assert chat.messenger.account("UNOBODY") is None


def test_the_directory_lists_who_is_there(chat: Chat) -> None:
    known = {account.id: account for account in chat.messenger.directory()}
    assert known[chat.known].email == "ana@acme.example"


def test_quiet_times_are_known_where_that_is_stated(chat: Chat) -> None:
    quiet = chat.messenger.quiet_times([chat.known])
    known = any(chat.now() in window for window in quiet.get(chat.known, ()))
    assert known is chat.abilities.knows_quiet_times


def test_a_message_is_found_by_its_key_and_by_no_other(remembers: Chat) -> None:
    messenger, since = remembers.messenger, remembers.now()
    conversation = messenger.conversation(remembers.known)
    sent = messenger.send(conversation, HELLO, "key-1")
    messenger.send(conversation, HELLO, "key-2")
    assert messenger.find(conversation, "key-1", since, None) == sent
    assert messenger.find(conversation, "key-3", since, None) is None


def test_a_reply_is_found_in_its_thread_alone(remembers: Chat) -> None:
    messenger, since = remembers.messenger, remembers.now()
    conversation = messenger.conversation(remembers.known)
    parent = messenger.send(conversation, HELLO, "parent")
    reply = messenger.send(conversation, HELLO, "reply", parent)
    assert messenger.find(conversation, "reply", since, parent) == reply
    assert messenger.find(conversation, "reply", since, None) is None


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_looking_up_tells_what_became_of_a_cut(remembers: Chat, before: bool) -> None:
    messenger, since = remembers.messenger, remembers.now()
    conversation = messenger.conversation(remembers.known)
    remembers.drop("post", before=before)
    key = f"cut-{before}"
    with pytest.raises(MaybeSent):
        messenger.send(conversation, HELLO, key)
    assert (messenger.find(conversation, key, since, None) is None) is before


def test_where_nothing_can_be_looked_up_asking_says_so(forgets: Chat) -> None:
    conversation = forgets.messenger.conversation(forgets.known)
    forgets.messenger.send(conversation, HELLO, "key")
    with pytest.raises(HistoryUnreadable):
        forgets.messenger.find(conversation, "key", forgets.now(), None)


def test_an_update_changes_what_is_shown(changes: Chat) -> None:
    conversation = changes.messenger.conversation(changes.known)
    sent = changes.messenger.send(conversation, HELLO, "to-update")
    changes.messenger.update(conversation, sent, OTHER)
    assert any("Engineer" in text for text in changes.shown(conversation))


def test_an_update_of_no_message_is_a_conversation_gone(changes: Chat) -> None:
    conversation = changes.messenger.conversation(changes.known)
    with pytest.raises(ChannelGone):
        changes.messenger.update(conversation, "1.000001", OTHER)


def test_an_update_that_cannot_be_drawn_changes_nothing(changes: Chat) -> None:
    conversation = changes.messenger.conversation(changes.known)
    sent = changes.messenger.send(conversation, HELLO, "kept")
    before = changes.shown(conversation)
    with pytest.raises(NotDrawn):
        changes.messenger.update(conversation, sent, DigestPartView(DIGEST, 99))
    assert changes.shown(conversation) == before


def test_what_was_said_stays_where_nothing_can_be_changed(stands: Chat) -> None:
    conversation = stands.messenger.conversation(stands.known)
    sent = stands.messenger.send(conversation, HELLO, "said")
    before = stands.shown(conversation)
    with pytest.raises(Refused):
        stands.messenger.update(conversation, sent, OTHER)
    assert stands.shown(conversation) == before
