"""What stands still is shown with what to do, and nothing is sent twice by trying again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from messages.message import Message
from practice.errors import HistoryUnreadable, MaybeSent, Refused
from practice.outbox import stuck
from practice.outbox.stuck import Retried
from practice.people import accounts
from practice.screens import home
from store import deliveries, slots
from store.models import DeliveryKind, DeliveryState
from tests.builders import ADMIN, House, slack_id

pytestmark = pytest.mark.both_databases


def unknown(house: House, *, arrived: bool) -> str:
    """Return a message of which nobody knows whether it arrived."""
    house.slack.fail("post", MaybeSent("timed out"), before=not arrived)
    house.slack.fail("find", HistoryUnreadable("missing_scope"))
    delivery = house.ask("ana", send=False)
    for _ in range(3):
        house.tick()
        house.clock.wait(seconds=30)
    assert house.row(delivery).state == DeliveryState.UNKNOWN
    return delivery


def failed(house: House) -> str:
    house.slack.fail("post", Refused("invalid_blocks"))
    delivery = house.ask("ana", send=False)
    house.deliver()
    assert house.row(delivery).state == DeliveryState.FAILED
    return delivery


def shown(house: House) -> list[stuck.Stuck]:
    with house.sessions.read() as unit:
        found = stuck.stuck(unit)
        assert stuck.count(unit) == len(found)
    return found


def test_what_is_unknown_failed_or_late_is_shown_and_counted_on_home(house: House) -> None:
    assert shown(house) == []
    failed_one, late = failed(house), house.ask("bo", send=False)
    assert [s.delivery_id for s in shown(house)] == [failed_one], "what is due now is not stuck"
    house.clock.pass_(hours=2)
    found = {s.delivery_id: s for s in shown(house)}
    assert found.keys() >= {failed_one, late}
    one = found[failed_one]
    assert (one.kind, one.state) == (DeliveryKind.QUESTION, DeliveryState.FAILED)
    assert (one.person_id, one.problem) == (house.person("ana").person_id, "invalid_blocks")
    admin = home.home(house.ports, slack_id(ADMIN)).admin
    assert admin is not None
    assert admin.stuck == len(found)
    house.clock.pass_(days=8)
    assert failed_one not in {s.delivery_id for s in shown(house)}


def test_one_that_had_arrived_is_noted_as_sent(house: House) -> None:
    delivery = unknown(house, arrived=True)
    assert stuck.retry(house.ports, delivery) is Retried.WAS_SENT
    house.deliver()
    assert house.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


def test_one_that_is_not_there_goes_out(house: House) -> None:
    delivery = unknown(house, arrived=False)
    assert stuck.retry(house.ports, delivery) is Retried.PLANNED
    house.deliver()
    assert house.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


def test_one_that_nobody_can_know_of_goes_out_on_the_operators_word_alone(house: House) -> None:
    delivery = unknown(house, arrived=False)
    house.slack.fail("find", HistoryUnreadable("missing_scope"), times=2)
    assert stuck.retry(house.ports, delivery) is Retried.NOT_KNOWN
    assert house.row(delivery).state == DeliveryState.UNKNOWN
    assert stuck.retry(house.ports, delivery, did_not_arrive=True) is Retried.PLANNED
    house.deliver()
    assert len(house.slack.with_key(delivery)) == 1


def test_a_look_back_that_does_not_answer_changes_nothing(house: House) -> None:
    delivery = unknown(house, arrived=True)
    house.slack.fail("find", MaybeSent("timed out"))
    with pytest.raises(MaybeSent):
        stuck.retry(house.ports, delivery, did_not_arrive=True)
    assert house.row(delivery).state == DeliveryState.UNKNOWN


def test_one_that_failed_goes_out_once_its_cause_is_mended(house: House) -> None:
    delivery = failed(house)
    house.clock.pass_(hours=3)  # a question this late would be planned anew
    assert stuck.retry(house.ports, delivery) is Retried.PLANNED
    house.deliver()
    assert house.row(delivery).state == DeliveryState.SENT


def test_one_that_failed_though_it_had_arrived_is_noted_as_sent(house: House) -> None:
    """It arrived after its look-back; the second try was refused, as the account was gone."""
    delivery = failed(house)
    channel = house.slack.open_channel(slack_id("ana"))
    house.slack.post(channel, Message("late"), delivery)
    assert stuck.retry(house.ports, delivery) is Retried.WAS_SENT
    assert house.row(delivery).state == DeliveryState.SENT
    house.deliver()
    assert len(house.slack.with_key(delivery)) == 1


def test_one_that_went_out_meanwhile_stays_as_it_is(house: House) -> None:
    delivery = unknown(house, arrived=False)

    def dropped_meanwhile() -> None:
        assert stuck.drop(house.ports, delivery)

    house.slack.during["find"] = dropped_meanwhile
    assert stuck.retry(house.ports, delivery) is Retried.NOT_STUCK
    assert house.row(delivery).state == DeliveryState.CANCELLED
    sent = house.ask("bo")
    assert stuck.retry(house.ports, sent) is Retried.NOT_STUCK
    assert not stuck.drop(house.ports, sent)
    assert stuck.retry(house.ports, "nowhere") is Retried.NOBODY
    assert not stuck.drop(house.ports, "nowhere")


@pytest.mark.parametrize("made", [failed, lambda house: unknown(house, arrived=False)])
def test_one_that_is_dropped_is_never_sent(house: House, made: object) -> None:
    delivery: str = made(house)  # type: ignore[operator]
    assert stuck.drop(house.ports, delivery)
    assert house.row(delivery).state == DeliveryState.CANCELLED
    house.deliver()
    assert not house.slack.with_key(delivery)
    assert shown(house) == []
    assert house.person("ana").plan_after == house.clock.now(), "another question is looked for"


def test_one_in_a_workers_hands_is_left_there(house: House) -> None:
    house.slack.fail("post", MaybeSent("timed out"), before=False)
    delivery = house.ask("ana", send=False)
    house.tick()
    assert house.row(delivery).state == DeliveryState.UNSURE
    assert stuck.retry(house.ports, delivery) is Retried.NOT_STUCK
    assert not stuck.drop(house.ports, delivery)
    house.clock.wait(seconds=timedelta(seconds=30).total_seconds())
    house.deliver()
    assert len(house.slack.with_key(delivery)) == 1


def test_a_welcome_that_an_operator_dropped_is_not_queued_anew(house: House) -> None:
    """It had arrived, as its person says; it would be sent once more with the next look-up."""
    with house.sessions.begin() as unit:
        (welcome,) = deliveries.in_slots(
            unit, [(house.person("ana").person_id, slots.welcome())]
        ).values()
        welcome.state = DeliveryState.UNKNOWN
        dropped = welcome.delivery_id
    assert stuck.drop(house.ports, dropped)
    accounts.identify(house.ports)
    assert [row.delivery_id for row in house.rows("ana", DeliveryKind.WELCOME)] == [dropped]
    assert house.row(dropped).state == DeliveryState.CANCELLED
