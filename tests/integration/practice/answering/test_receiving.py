"""Taking replies in: once, from the right person, and with a kind word where it does not count."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from grading.verdict import Sureness
from items.model import Kind
from messages.answer import understood_sureness
from messages.message import Message
from practice.answering import receive
from practice.answering.receive import Accepted, Refusal, Refused, Said
from practice.content import catalogue
from store import people
from store.models import DeliveryRow, DeliveryState, PersonRow, QuestionRow
from tests.builders import BANK, WORKSPACE, House, bank, choice_item, slack_id, text_item
from views.reader import Reader

pytestmark = pytest.mark.both_databases


def refusal(outcome: object) -> Refusal:
    assert isinstance(outcome, Refused), outcome
    return outcome.why


def test_a_reply_is_stored_and_the_same_tap_again_is_the_same_reply(house: House) -> None:
    asked = house.ask("ana")
    first = house.reply("ana", asked, 0)
    assert isinstance(first, Accepted)
    assert house.reply("ana", asked, 0) == first


def test_a_second_answer_is_refused_and_told_the_first(house: House) -> None:
    asked = house.ask("ana")
    house.reply("ana", asked, 1)
    second = house.reply("ana", asked, 0, event="another tap")
    shown = house.question(asked).letters.index(1)
    assert second == Refused(Refusal.ANSWERED, first="ABC"[shown])


def test_two_replicas_at_once_store_one_reply(house: House) -> None:
    asked = house.ask("ana")
    start = threading.Barrier(4)
    outcomes: list[Accepted | Refused] = []

    def tap(number: int) -> None:
        start.wait(10)
        outcomes.append(house.reply("ana", asked, number % 3, event=f"tap {number}"))

    taps = [threading.Thread(target=tap, args=(n,)) for n in range(4)]
    for each in taps:
        each.start()
    for each in taps:
        each.join(30)
    assert sorted(type(o).__name__ for o in outcomes) == ["Accepted", *["Refused"] * 3]


def test_the_same_tap_on_two_replicas_at_once_is_one_reply(house: House) -> None:
    asked = house.ask("ana")
    start = threading.Barrier(2)
    outcomes: list[Accepted | Refused] = []

    def tap() -> None:
        start.wait(10)
        outcomes.append(house.reply("ana", asked, 0))

    taps = [threading.Thread(target=tap) for _ in range(2)]
    for each in taps:
        each.start()
    for each in taps:
        each.join(30)
    assert isinstance(outcomes[0], Accepted)
    assert outcomes[0] == outcomes[1]


def test_somebody_elses_question_is_refused(house: House) -> None:
    asked = house.ask("ana")
    assert refusal(house.reply("bo", asked, 0)) is Refusal.NOT_YOURS
    assert house.attempt(asked) is None


@pytest.mark.parametrize("delivery", ["", "unknown", "' OR 1=1 --", "x" * 200, "<!channel>"])
def test_an_unknown_question_is_refused(house: House, delivery: str) -> None:
    assert refusal(house.reply("ana", delivery, 0)) is Refusal.CLOSED


def test_a_delivery_that_is_no_question_is_refused(house: House) -> None:
    welcome = house.rows("ana", "welcome")[0].delivery_id
    assert refusal(house.reply("ana", welcome, 0)) is Refusal.CLOSED


def test_a_leaver_is_refused(house: House) -> None:
    asked = house.ask("ana")
    with house.sessions.begin() as unit:
        row = people.by_slack(unit, slack_id("ana"))
        assert row is not None
        row.on_roster = False
    assert refusal(house.reply("ana", asked, 0)) is Refusal.NOT_ON_ROSTER


def test_an_expired_question_still_takes_an_answer(house: House) -> None:
    asked = house.ask("ana")
    house.clock.pass_(days=9)
    expires = house.question(asked).expires_at
    assert expires is not None
    assert expires < house.clock.now()
    assert isinstance(house.reply("ana", asked, 0), Accepted)


def test_a_question_asked_again_closes_the_earlier_one(house: House) -> None:
    first = house.ask("ana")
    house.clock.pass_(days=9)
    second = house.ask("ana")
    assert refusal(house.reply("ana", first, 0)) is Refusal.CLOSED
    assert isinstance(house.reply("ana", second, 0), Accepted)
    house.turn()
    assert "has closed" in house.slack.with_key(first)[0].message.text.lower()


def test_a_form_that_was_open_when_it_closed_has_an_hour(house: House) -> None:
    first = house.ask("ana")
    house.clock.pass_(days=9)
    house.ask("ana")
    house.clock.pass_(minutes=59)
    assert refusal(house.reply("ana", first, 0, event="button")) is Refusal.CLOSED
    assert isinstance(house.reply("ana", first, 0, source="modal"), Accepted)


def test_a_form_sent_too_late_is_refused(house: House) -> None:
    first = house.ask("ana")
    house.clock.pass_(days=9)
    house.ask("ana")
    house.clock.pass_(minutes=61)
    assert refusal(house.reply("ana", first, 0, source="modal")) is Refusal.CLOSED


def test_a_withdrawn_question_is_refused_and_its_message_says_so(house: House) -> None:
    asked = house.ask("ana")
    assert catalogue.retire(house.ports, BANK, "triage-0")
    assert refusal(house.reply("ana", asked, 0)) is Refusal.RETIRED
    house.turn()
    assert len(house.slack.with_key(asked)[0].shown) == 2


@pytest.mark.parametrize("chosen", [(), (7,), (0, 1), (0, 0), (-1,)])
def test_a_choice_that_does_not_fit_the_question_is_refused(
    house: House, chosen: tuple[int, ...]
) -> None:
    asked = house.ask("ana")
    assert refusal(house.reply("ana", asked, *chosen)) is Refusal.EMPTY


def test_words_that_say_nothing_are_refused(house: House) -> None:
    house.load(bank([text_item(0, "triage")]))
    asked = house.ask("ana", "triage-text-0")
    assert refusal(house.write("ana", asked, " \n\t ")) is Refusal.EMPTY


def test_a_reply_is_never_dated_before_its_question(house: House) -> None:
    asked = house.ask("ana")
    ahead = house.clock.now() + timedelta(minutes=5)
    with house.sessions.begin() as unit:  # sent by a replica whose clock is ahead
        unit.session.get_one(DeliveryRow, (WORKSPACE, asked)).sent_at = ahead
    house.reply("ana", asked, 0)
    attempt = house.attempt(asked)
    assert attempt is not None
    assert attempt.received_at == ahead


def test_a_tap_shows_that_a_lost_message_is_on_slack(house: House) -> None:
    asked = house.ask("ana")
    with house.sessions.begin() as unit:
        row = unit.session.get_one(DeliveryRow, (WORKSPACE, asked))
        row.state, row.ts, row.sent_at = DeliveryState.UNKNOWN, None, None
        unit.session.get_one(QuestionRow, (WORKSPACE, asked)).expires_at = None
    receive.seen_arrived(house.ports, slack_id("bo"), asked, "DUBO", "1.0")
    assert house.row(asked).state == DeliveryState.UNKNOWN, "somebody else's tap shows nothing"
    receive.seen_arrived(house.ports, slack_id("ana"), asked, "DUANA", "2.0")
    row = house.row(asked)
    assert (row.state, row.channel, row.ts) == (DeliveryState.SENT, "DUANA", "2.0")
    assert house.question(asked).expires_at is not None


def test_a_tap_on_one_that_came_too_late_to_be_found_keeps_it_from_coming_twice(
    house: House,
) -> None:
    asked = house.ask("ana", send=False)  # as it is once it was looked for in vain
    channel = house.slack.open_channel(slack_id("ana"))
    ts = house.slack.post(channel, Message("late"), asked)
    outcome = house.reply("ana", asked, 0)
    assert isinstance(outcome, Accepted)
    assert outcome.unseen
    receive.seen_arrived(house.ports, slack_id("ana"), asked, channel, ts)
    house.turn()
    assert house.row(asked).state == DeliveryState.SENT
    assert len(house.slack.with_key(asked)) == 1


SURE = understood_sureness(Reader())


def thread(house: House, name: str, asked: str, text: str, event: str = "m1") -> object:
    row = house.row(asked)
    assert row.channel
    assert row.ts
    return receive.thread_reply(
        house.ports, slack_id(name), row.channel, row.ts, Said(f"message:{event}", text, SURE)
    )


def test_letters_in_the_thread_answer_as_shown(house: House) -> None:
    asked = house.ask("ana")
    letters = house.question(asked).letters
    right = "ABC"[letters.index(0)]
    assert isinstance(thread(house, "ana", asked, f"{right.lower()}, certain"), Accepted)
    attempt = house.attempt(asked)
    assert attempt is not None
    assert attempt.reply["chosen"] == [0]
    assert attempt.sureness == Sureness.CERTAIN


def test_a_thread_message_that_is_no_letter_is_asked_which_one(house: House) -> None:
    asked = house.ask("ana")
    assert thread(house, "ana", asked, "hm, let me think") == Refused(
        Refusal.UNREADABLE, letters=("A", "B", "C")
    )


def test_a_thread_message_after_the_answer_is_no_second_answer(house: House) -> None:
    asked = house.ask("ana")
    house.reply("ana", asked, 0)
    assert refusal(thread(house, "ana", asked, "thanks!")) is Refusal.ANSWERED
    assert refusal(thread(house, "ana", asked, "A")) is Refusal.ANSWERED


def test_slacks_repeat_of_a_thread_message_is_the_same_answer(house: House) -> None:
    asked = house.ask("ana")
    assert thread(house, "ana", asked, "A") == thread(house, "ana", asked, "A")


def test_a_thread_of_another_message_is_nobodys_answer(house: House) -> None:
    welcome = house.rows("ana", "welcome")[0].delivery_id
    assert thread(house, "ana", welcome, "A") is None


def test_words_in_the_thread_answer_a_written_question(house: House) -> None:
    house.load(bank([text_item(0, "triage")]))
    asked = house.ask("ana", "triage-text-0")
    assert isinstance(thread(house, "ana", asked, "I declare it."), Accepted)
    attempt = house.attempt(asked)
    assert attempt is not None
    assert attempt.reply["text"] == "I declare it."


def test_putting_off_and_taking_up_again(house: House) -> None:
    asked = house.ask("ana")
    assert receive.put_off(house.ports, slack_id("ana"), asked) is None
    house.turn()
    assert house.question(asked).put_off_at is not None
    assert receive.put_off(house.ports, slack_id("ana"), asked, off=False) is None
    assert house.question(asked).put_off_at is None
    assert isinstance(house.reply("ana", asked, 0), Accepted)
    assert refusal(receive.put_off(house.ports, slack_id("ana"), asked)) is Refusal.ANSWERED


def test_somebody_else_cannot_put_a_question_off(house: House) -> None:
    asked = house.ask("ana")
    assert refusal(receive.put_off(house.ports, slack_id("bo"), asked)) is Refusal.NOT_YOURS
    assert house.question(asked).put_off_at is None


def test_text_that_would_call_everybody_is_shown_as_text(house: House) -> None:
    evil = '<!channel> <@U1> "quoted" & <http://evil|bank.com>'
    item = replace(choice_item(0, "triage"), scenario=evil, prompt=evil)
    house.load(bank([item]))
    with house.sessions.begin() as unit:
        for row in unit.session.query(PersonRow):
            row.name = evil
    asked = house.ask("ana")
    house.reply("ana", asked, 0)
    house.turn()
    for message in house.slack.with_key(asked)[0].shown:
        for text in mrkdwn_of([{"type": "mrkdwn", "text": message.text}, *message.blocks]):
            assert "<!channel>" not in text
            assert "<@U1>" not in text
            assert "<http://evil" not in text


def mrkdwn_of(block: object) -> list[str]:
    """Return every text of blocks in which Slack's markup works."""
    if isinstance(block, list):
        return [text for part in block for text in mrkdwn_of(part)]
    if not isinstance(block, dict):
        return []
    own = [str(block["text"])] if block.get("type") in ("mrkdwn", "markdown") else []
    return own + [text for part in block.values() for text in mrkdwn_of(part)]


def test_every_kind_of_item_is_asked_answered_and_explained(house: House) -> None:
    from tests.builders import multiple_item, order_item

    items = [choice_item(0, "triage"), multiple_item(0, "triage"), order_item(0, "triage")]
    house.load(bank(items))
    for item, right in zip(items, [(0,), (0, 1), (0, 1, 2, 3)], strict=True):
        asked = house.ask("ana", item.id)
        if item.kind is Kind.ORDER:
            assert house.question(asked).letters != sorted(house.question(asked).letters)
        assert isinstance(house.reply("ana", asked, *right), Accepted)
        house.turn()
        grade = house.grade(asked)
        assert grade is not None
        assert grade.score == 1.0
        assert len(house.slack.with_key(asked)[0].shown) == 2
