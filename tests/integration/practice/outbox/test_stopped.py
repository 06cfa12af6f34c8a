"""A process that was stopped and goes on sends nothing that another has taken over meanwhile."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest

from practice.errors import MaybeSent, MessengerError, NotDrawn, NotSent, RateLimited, Refused
from practice.outbox.leases import LEASE, POST_TAKES, SETTLED_AFTER
from practice.ports import ANSWER_WITHIN, HELD_AT_MOST
from store.models import DeliveryState, PersonRow
from tests.builders import House
from tests.fakes import FakeSlack

pytestmark = pytest.mark.both_databases


def others_take_over(house: House) -> None:
    """Let this worker stand still until another has settled its sends and made them itself."""
    house.clock.wait(seconds=(LEASE + timedelta(seconds=1)).total_seconds())
    house.tick()
    house.clock.wait(seconds=(SETTLED_AFTER + timedelta(seconds=1)).total_seconds())
    house.tick()


def test_a_post_fits_into_its_lease_however_slow_it_is() -> None:
    composing = timedelta(seconds=10)
    assert composing + HELD_AT_MOST + POST_TAKES <= LEASE
    assert POST_TAKES >= 3 * ANSWER_WITHIN, "connecting, encrypting, writing"
    assert SETTLED_AFTER > ANSWER_WITHIN, "what was given up has arrived before it is looked for"


@pytest.mark.parametrize("where", ["open_channel", "pace"])
def test_a_process_stopped_before_the_post_leaves_it_to_who_took_over(
    house: House, where: str
) -> None:
    delivery = house.ask("ana", send=False)
    with house.sessions.begin() as unit:  # as if nobody had ever been written to
        for row in unit.session.query(PersonRow):
            row.channel = None
    house.slack.during[where] = lambda: others_take_over(house)
    house.tick()
    house.deliver()
    assert house.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


def test_a_process_stopped_for_less_than_its_lease_sends_a_little_later(house: House) -> None:
    delivery = house.ask("ana", send=False)
    house.slack.during["pace"] = lambda: house.clock.wait(seconds=70)
    house.tick()
    assert house.row(delivery).state == DeliveryState.PLANNED, "too little of the lease was left"
    house.clock.wait(seconds=6)
    house.deliver()
    assert house.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


@pytest.mark.parametrize(
    "error",
    [
        NotSent("refused"), MaybeSent("timed out"), NotDrawn("broken"), Refused("invalid_blocks"),
        RateLimited(timedelta(seconds=1)),
    ],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_what_a_late_worker_hears_changes_nothing_for_who_took_over(
    house: House, error: MessengerError
) -> None:
    """The other is sending it at that moment: putting it back would send it twice."""
    delivery = house.ask("ana", send=False)

    stopped, goes_on = threading.Event(), threading.Event()

    def stand_still() -> None:
        stopped.set()
        goes_on.wait(20)

    def the_late_one_hears() -> None:
        before = house.row(delivery)
        house.slack.fail("pace", error)
        goes_on.set()
        late.join(20)
        after = house.row(delivery)
        assert (after.state, after.leased_until) == (DeliveryState.SENDING, before.leased_until)

    house.slack.during["pace"] = stand_still
    late = threading.Thread(target=lambda: house.tick())
    late.start()
    assert stopped.wait(20)
    house.clock.wait(seconds=91)
    house.tick()
    house.clock.wait(seconds=21)
    house.slack.during["post"] = the_late_one_hears
    house.tick()
    assert not late.is_alive()
    house.deliver()
    assert house.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


def test_a_look_back_from_before_another_send_settles_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who looked up before the other sent it would find nothing, and have it sent once more."""
    house.slack.fail("post", MaybeSent("timed out"))
    delivery = house.ask("ana", send=False)
    house.tick()
    house.clock.wait(seconds=21)
    real = FakeSlack.find

    def looked_up_long_ago(slack: FakeSlack, *about: Any) -> str | None:
        found = real(slack, *about)
        monkeypatch.setattr(FakeSlack, "find", real)
        house.clock.wait(seconds=91)
        slack.fail("post", MaybeSent("timed out"), before=False)
        house.tick()
        assert house.row(delivery).state == DeliveryState.UNSURE
        return found

    monkeypatch.setattr(FakeSlack, "find", looked_up_long_ago)
    house.tick()
    for _ in range(4):
        house.clock.wait(seconds=30)
        house.tick()
    assert house.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1
