"""Every command, button and form changes nothing and shows nothing to whoever may not use it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from handlers.context import Context
from messages import ids
from messages.home import home_tab
from practice.content import publish
from practice.drafts import Draft
from store.models import Base
from tests.arriving import Acked, form, listening, tap
from tests.builders import ADMIN, BANK, MANAGER, House, account, email, slack_id
from tests.builders import bank as content

STRANGER = "USTRANGER"


ACTIONS = sorted(listening().actions)
VIEWS = sorted(listening().views)

FOR_ONESELF = {
    ids.PRACTISE_NOW, ids.ONE_MORE, ids.ONE_NOW, ids.WELCOME_TRY, ids.RESUME, ids.PAUSE_FORM,
    ids.SETTINGS_FORM, ids.ERASE_DATA,
}  # fmt: skip
"""What anybody on the roster does for themselves; the others act on what is somebody's."""


@pytest.fixture
def context(house: House) -> Context:
    house.slack.join(account("stranger"))  # in Slack, and not on the roster
    return Context(house.ports, house.slack, lambda work: work())


@pytest.fixture
def refs(house: House) -> dict[str, str]:
    """Ids of what is Ana's, Mia's or an administrator's."""
    asked = house.ask("ana")
    draft = publish.draft(house.ports, "b.yaml", BANK_FILE, slack_id(ADMIN))
    assert isinstance(draft, Draft), draft
    return {"delivery": asked, "digest": asked, "task": "none", "draft": draft.draft_id,
            "afresh": "triage-0", "done": "1"}  # fmt: skip


BANK_FILE = b"""
bank: on-call
language: en
items:
  - id: new-one
    kind: single
    skills: [triage]
    scenario: The site is down.
    prompt: What do you do first?
    options:
      - {text: Declare it., score: 1, feedback: Yes.}
      - {text: Wait., score: 0, feedback: No.}
"""


def everything(house: House) -> dict[str, list[Any]]:
    """Return all that is stored, to see that nothing changed."""
    with house.sessions.read() as unit:
        return {
            name: sorted(map(repr, unit.session.execute(select(table)).all()))
            for name, table in Base.metadata.tables.items()
        }


def others(name: str) -> list[str]:
    """Return who may not do this to what is not theirs."""
    return [STRANGER] if name in FOR_ONESELF else [STRANGER, slack_id("bo")]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_button_does_nothing_for_whom_it_is_not(
    house: House, context: Context, refs: dict[str, str], action: str
) -> None:
    listener = listening(context).actions[action]
    for user in others(action):
        for value in (refs["delivery"], "platform", f"{BANK}/triage-0", "", "nonsense"):
            before = everything(house)
            acked = Acked()
            if action in (ids.CHOICE, ids.MARK, ids.MEANING, ids.PUBLISH_AS, ids.REVIEW_MARK,
                          ids.USE_AS_EXAMPLE):  # fmt: skip
                listener(acked)
            else:
                listener(acked, tap(user, action, value))
            assert acked.answers, "always acknowledged"
            assert everything(house) == before, (user, value)
    assert "Scenario 0 of triage" not in json.dumps([list(v.items()) for v in house.slack.views])


@pytest.mark.parametrize("callback", VIEWS)
def test_a_form_does_nothing_for_whom_it_is_not(
    house: House, context: Context, refs: dict[str, str], callback: str
) -> None:
    listener = listening(context).views[callback]
    for user in others(callback):
        for metadata in (json.dumps(refs), "", "{", "[1]", '{"delivery": null}', '"x"', "null"):
            before = everything(house)
            acked = Acked()
            listener(acked, form(user, callback, metadata))
            assert acked.answers, "always acknowledged"
            assert everything(house) == before, (user, metadata)


MAY = {
    "next": {"ana", MANAGER},
    "me": {"ana", MANAGER, ADMIN},
    "pause": {"ana", MANAGER, ADMIN},
    "resume": {"ana", MANAGER, ADMIN},
    "settings": {"ana", MANAGER, ADMIN},
    "team": {MANAGER},
    "review": {ADMIN},
    "load": {ADMIN},
    "bank": {ADMIN},
    "people": {ADMIN},
    "setup": {ADMIN},
    "help": {"ana", MANAGER, ADMIN},
}


def test_every_word_of_the_command_is_in_the_table() -> None:
    from handlers.commands import WORDS

    assert WORDS.keys() == MAY.keys()


OPENS = {"me", "pause", "settings", "review", "load", "bank", "people", "setup"}


@pytest.mark.parametrize("word", sorted(MAY))
@pytest.mark.parametrize("who", ["ana", MANAGER, ADMIN, "stranger"])
def test_a_command_is_for_whoever_may(house: House, context: Context, word: str, who: str) -> None:
    before = everything(house)
    user = STRANGER if who == "stranger" else slack_id(who)
    acked = Acked()
    body = {"user_id": user, "text": word, "trigger_id": "t", "channel_id": "C1"}
    listening(context).commands["/holdfast"](acked, body)
    assert acked.answers
    if who not in MAY[word]:
        assert everything(house) == before
        assert not house.slack.views
        assert [u for _, u, _ in house.slack.whispers] == [user], "told why, alone"
    elif word in OPENS:
        assert len(house.slack.views) == 1
    elif (word, who) in (("next", "ana"), ("team", MANAGER)):
        assert everything(house)["deliveries"] != before["deliveries"]


@pytest.mark.parametrize("text", ["", "  ", "nonsense", "NEXT please", "<!channel>", "help me"])
def test_an_unknown_word_gets_help_and_calls_nobody(
    house: House, context: Context, text: str
) -> None:
    acked = Acked()
    body = {"user_id": slack_id("mia"), "text": text, "trigger_id": "t", "channel_id": "C1"}
    listening(context).commands["/holdfast"](acked, body)
    assert acked.answers
    assert all("<!channel>" not in m.text + str(m.blocks) for _, _, m in house.slack.whispers)


def test_a_command_where_the_bot_may_not_speak_is_answered_in_the_direct_message(
    house: House, context: Context
) -> None:
    from practice.errors import ChannelGone

    house.slack.fail("ephemeral", ChannelGone("channel_not_found"))
    body = {"user_id": slack_id("ana"), "text": "help", "trigger_id": "t", "channel_id": "DOTHER"}
    listening(context).commands["/holdfast"](Acked(), body)
    assert house.slack.to(slack_id("ana"))


def test_a_manager_who_left_sees_no_team(house: House, context: Context) -> None:
    from practice.screens import home
    from practice.who import access
    from store import people

    with house.sessions.begin() as unit:
        mia = people.by_email(unit, email(MANAGER))
        assert mia is not None
        mia.on_roster = False
    rights = access.rights(house.ports, slack_id(MANAGER))
    assert (rights.teams, rights.reviewer, rights.on_roster) == ((), False, False)
    assert "Platform" not in json.dumps(home_tab(home.home(house.ports, slack_id(MANAGER))))


def test_the_first_administrator_may_load_before_being_on_the_roster(house: House) -> None:
    from practice.who import access

    house.slack.join(account("boss", is_admin=True))
    assert access.rights(house.ports, slack_id("boss")).admin
    assert not access.rights(house.ports, STRANGER).admin
    house.slack.leave(slack_id("boss"))
    assert not access.rights(house.ports, slack_id("boss")).admin


def test_a_reply_in_words_is_taken_by_the_form_of_its_own_person(
    house: House, context: Context
) -> None:
    from tests.builders import text_item

    house.load(content([text_item(0, "triage")]))
    asked = house.ask("ana", "triage-text-0")
    acked = Acked()
    metadata = ids.pack(delivery=asked)
    listening(context).views[ids.REPLY_FORM](acked, form(slack_id("ana"), ids.REPLY_FORM, metadata))
    assert house.attempt(asked) is not None


def test_slacks_escapes_are_taken_out_of_what_somebody_wrote(
    house: House, context: Context
) -> None:
    from handlers import replies
    from tests.builders import text_item

    house.load(content([text_item(0, "triage")]))
    asked = house.ask("ana", "triage-text-0")
    row = house.row(asked)
    event = {"user": slack_id("ana"), "channel": row.channel, "thread_ts": row.ts, "ts": "9.9",
             "text": "latency &gt; 3 s &amp; errors; I would not &lt;!channel&gt;"}  # fmt: skip
    replies.thread_message(context, event)
    attempt = house.attempt(asked)
    assert attempt is not None
    assert attempt.reply["text"] == "latency > 3 s & errors; I would not <!channel>"
    house.turn()
    assert "<!channel>" not in house.slack.with_key(asked)[0].message.text
