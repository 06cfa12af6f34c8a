"""Every message goes out exactly once, whatever Slack answers and wherever a worker dies."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from practice import turn
from practice.errors import (
    ChannelGone,
    HistoryUnreadable,
    MaybeSent,
    MessengerError,
    NotPermitted,
    NotSent,
    RateLimited,
    Refused,
)
from practice.outbox import deliver
from practice.outbox.states import STEPS, WrongStep, step
from practice.ports import Ports, Prepared
from scheduling.calendar import Interval
from store.models import DeliveryKind, DeliveryRow, DeliveryState, PersonRow
from store.unit import Unit
from tests.builders import TEAM, House, email, slack_id

pytestmark = pytest.mark.both_databases


class Killed(BaseException):
    """The worker died here."""


def tick_until_quiet(house: House, rounds: int = 60) -> None:
    """Let workers come back again and again, with time enough for leases and back-off to end."""
    for _ in range(rounds):
        house.tick()
        house.clock.wait(seconds=30)


def forget_channels(house: House) -> None:
    """Let it be as if nobody had ever been written to."""
    with house.sessions.begin() as unit:
        for row in unit.session.query(PersonRow):
            row.channel = None


FAILURES: list[Callable[[], MessengerError]] = [
    lambda: NotSent("refused"),
    lambda: MaybeSent("timed out"),
    lambda: RateLimited(timedelta(seconds=30)),
    lambda: NotPermitted("missing_scope"),
]


@pytest.mark.parametrize("method", ["open_channel", "post", "find", "quiet_times"])
@pytest.mark.parametrize("make", FAILURES, ids=["not sent", "maybe sent", "limited", "forbidden"])
def test_a_failure_that_passes_delays_and_nothing_else(
    house: House, method: str, make: Callable[[], MessengerError]
) -> None:
    house.slack.fail(method, make(), times=3)
    if method == "find":
        house.slack.fail("post", MaybeSent("timed out"))
    delivery = house.ask("ana", send=False)
    tick_until_quiet(house)
    assert house.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_message_whose_answer_was_lost_is_found_and_not_sent_again(
    house: House, times: int
) -> None:
    house.slack.fail("post", MaybeSent("timed out"), before=False, times=times)
    delivery = house.ask("ana", send=False)
    tick_until_quiet(house)
    assert [p.ts for p in house.slack.with_key(delivery)] == [house.row(delivery).ts]


def test_a_send_in_doubt_is_not_looked_up_before_it_could_have_arrived(house: House) -> None:
    house.slack.fail("post", MaybeSent("timed out"), before=False)
    delivery = house.ask("ana", send=False)
    house.tick()
    assert house.row(delivery).state == DeliveryState.UNSURE
    house.clock.wait(seconds=19)
    house.tick()
    assert "find" not in house.slack.calls
    house.clock.wait(seconds=2)
    house.tick()
    assert house.row(delivery).state == DeliveryState.SENT


PORT_CALLS = ["open_channel", "post", "quiet_times"]


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("method", PORT_CALLS)
def test_a_worker_that_dies_in_a_call_is_followed_by_another(
    house: House, method: str, before: bool
) -> None:
    delivery = house.ask("ana", send=False)
    forget_channels(house)
    house.slack.fail(method, Killed(), before=before)
    with pytest.raises(Killed):
        house.tick()
    tick_until_quiet(house)
    assert house.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_worker_that_dies_while_looking_up_is_followed_by_another(
    house: House, before: bool
) -> None:
    house.slack.fail("post", MaybeSent("timed out"), before=False)
    house.slack.fail("find", Killed(), before=before)
    delivery = house.ask("ana", send=False)
    house.tick()
    house.clock.wait(seconds=30)
    with pytest.raises(Killed):
        house.tick()
    tick_until_quiet(house)
    assert house.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


def test_a_worker_that_dies_at_any_commit_is_followed_by_another(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = type(house.sessions).begin
    for dies_at in range(1, 8):
        delivery = house.ask("ana", send=False)
        seen = iter(range(1, 1000))

        def begin(self: object, seen: object = seen, dies_at: int = dies_at) -> object:
            if next(seen) == dies_at:  # type: ignore[call-overload]
                raise Killed
            return real(self)  # type: ignore[arg-type]

        with monkeypatch.context() as patched:
            patched.setattr(type(house.sessions), "begin", begin)
            with suppress(Killed):
                house.tick()
        tick_until_quiet(house, 10)
        assert house.row(delivery).state == DeliveryState.SENT, dies_at
        assert len(house.slack.with_key(delivery)) == 1, dies_at


def test_a_history_that_cannot_be_read_leaves_it_unknown_for_good(house: House) -> None:
    house.slack.fail("post", MaybeSent("timed out"), before=False)
    house.slack.fail("find", HistoryUnreadable("missing_scope"))
    delivery = house.ask("ana", send=False)
    tick_until_quiet(house)
    assert house.row(delivery).state == DeliveryState.UNKNOWN
    assert len(house.slack.with_key(delivery)) == 1


def test_retry_after_puts_everything_back_and_costs_no_try(house: House) -> None:
    asked = [house.ask(name, send=False) for name in TEAM]
    for _ in range(2 * deliver.TRIES):
        house.slack.fail("post", RateLimited(timedelta(seconds=1)))
        house.tick()
        assert {house.row(d).state for d in asked} == {DeliveryState.PLANNED}
        assert not house.slack.posts
        house.tick()
        assert not house.slack.posts, "the wait is honoured"
        house.clock.wait(seconds=1.5)
    house.slack.fail("post", NotSent("refused"))
    tick_until_quiet(house)
    assert {house.row(d).state for d in asked} == {DeliveryState.SENT}
    assert all(len(house.slack.with_key(d)) == 1 for d in asked)


def test_what_never_left_goes_out_when_slack_is_back_however_long_that_takes(house: House) -> None:
    house.slack.fail("post", NotSent("refused"), times=4 * deliver.TRIES)
    asked = [house.ask(name, send=False) for name in ("ana", "bo")]
    tick_until_quiet(house, 400)
    assert {house.row(delivery).state for delivery in asked} == {DeliveryState.SENT}
    assert all(len(house.slack.with_key(delivery)) == 1 for delivery in asked)


def test_a_person_whose_account_is_gone_is_left_alone_and_the_others_are_not(house: House) -> None:
    house.slack.leave(slack_id("ana"))
    gone, kept = house.ask("ana", send=False), house.ask("bo", send=False)
    house.deliver()
    assert house.row(gone).state == DeliveryState.FAILED
    assert house.row(kept).state == DeliveryState.SENT
    assert not house.person("ana").reachable
    assert house.person("ana").plan_after is None


def test_a_closed_channel_is_forgotten_and_another_opened(house: House) -> None:
    first = house.slack.open_channel(slack_id("ana"))
    house.slack.closed.add(first)
    delivery = house.ask("ana", send=False)
    tick_until_quiet(house)
    row = house.row(delivery)
    assert row.state == DeliveryState.SENT
    assert row.channel == house.person("ana").channel != first


def test_a_channel_that_stays_closed_is_given_up(house: House) -> None:
    house.slack.fail("post", ChannelGone("is_archived"), times=100)
    delivery = house.ask("ana", send=False)
    tick_until_quiet(house)
    assert house.row(delivery).state == DeliveryState.FAILED


def test_a_message_that_slack_refuses_fails_alone(house: House) -> None:
    house.slack.fail("post", Refused("invalid_blocks"))
    refused, kept = house.ask("ana", send=False), house.ask("bo", send=False)
    house.deliver()
    assert {house.row(refused).state, house.row(kept).state} == {
        DeliveryState.FAILED,
        DeliveryState.SENT,
    }
    failed = next(d for d in (refused, kept) if house.row(d).state == DeliveryState.FAILED)
    assert house.row(failed).problem == "invalid_blocks"


def test_a_lost_permission_holds_everything_for_a_while(house: House) -> None:
    house.slack.fail("post", NotPermitted("token_revoked"), times=1)
    asked = [house.ask(name, send=False) for name in TEAM]
    house.tick()
    assert {house.row(d).state for d in asked} == {DeliveryState.PLANNED}
    assert house.slack.calls.count("post") == 1
    house.clock.wait(minutes=6)
    house.deliver()
    assert {house.row(d).state for d in asked} == {DeliveryState.SENT}


@pytest.mark.parametrize("method", ["post", "open_channel"])
def test_something_unforeseen_in_one_message_does_not_hold_up_the_others(
    house: House, method: str
) -> None:
    forget_channels(house)
    house.slack.fail(method, KeyError("ts"))
    asked = [house.ask(name, send=False) for name in TEAM]
    house.tick()
    assert len({p.key for p in house.slack.posts}) == len(TEAM) - 1
    tick_until_quiet(house)
    assert all(len(house.slack.with_key(d)) == 1 for d in asked)


def test_a_message_that_cannot_be_drawn_is_given_up_and_holds_nobody_up(house: House) -> None:
    broken, kept = house.ask("ana", send=False), house.ask("bo", send=False)
    question = house.ports.kinds[DeliveryKind.QUESTION]

    def breaks(unit: Unit, ports: Ports, delivery: DeliveryRow) -> Prepared | None:
        if delivery.delivery_id == broken:
            raise KeyError("skill")
        return question.prepare(unit, ports, delivery)

    changed = {DeliveryKind.QUESTION: replace(question, prepare=breaks)}
    ports = replace(house.ports, kinds={**house.ports.kinds, **changed})
    deliver.tick(ports)
    assert house.row(kept).state == DeliveryState.SENT
    tick_until_quiet(replace(house, ports=ports), 100)
    assert house.row(broken).state == DeliveryState.FAILED
    assert not house.slack.with_key(broken)


def test_two_workers_at_once_send_everything_once(house: House) -> None:
    asked = [house.ask(name, f"{skill}-{n}", send=False)
             for name in TEAM for skill in ("triage", "updates") for n in range(3)]  # fmt: skip
    start = threading.Barrier(2)
    problems: list[BaseException] = []

    def work() -> None:
        start.wait(10)
        try:
            for _ in range(6):
                house.tick()
        except BaseException as problem:  # noqa: BLE001 (handed to the test's own thread)
            problems.append(problem)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert problems == []
    assert {house.row(d).state for d in asked} == {DeliveryState.SENT}
    assert all(len(house.slack.with_key(d)) == 1 for d in asked)


def test_two_workers_that_settle_the_same_doubt_send_once(house: House) -> None:
    house.slack.fail("post", MaybeSent("timed out"))
    delivery = house.ask("ana", send=False)
    house.tick()
    house.clock.wait(seconds=30)
    # While the first looks history up, the second goes all the way.
    house.slack.during["find"] = lambda: tick_until_quiet(house, 8)
    house.tick()
    tick_until_quiet(house)
    assert house.row(delivery).state == DeliveryState.SENT
    assert len(house.slack.with_key(delivery)) == 1


def test_a_worker_so_slow_that_it_lost_its_lease_sends_nothing_more(house: House) -> None:
    asked = [house.ask(name, send=False) for name in TEAM[:3]]
    forget_channels(house)

    def dawdle() -> None:
        # Opening a channel takes so long that another worker takes everything over.
        house.clock.wait(seconds=100)
        house.tick()
        house.clock.wait(seconds=25)
        house.tick()

    house.slack.during["open_channel"] = dawdle
    house.tick()
    tick_until_quiet(house)
    assert {house.row(d).state for d in asked} == {DeliveryState.SENT}
    assert [len(house.slack.with_key(d)) for d in asked] == [1, 1, 1]


def test_do_not_disturb_moves_a_question_to_its_end(house: House) -> None:
    now = house.clock.now()
    quiet = Interval(now - timedelta(hours=1), now + timedelta(hours=1))
    house.slack.quiet[slack_id("ana")] = (quiet,)
    delivery = house.ask("ana", send=False)
    with house.sessions.begin() as unit:  # as planned, not as asked for
        row = unit.session.get_one(DeliveryRow, ("T1", delivery))
        row.content = {}
        question = unit.session.get_one(type(house.question(delivery)), ("T1", delivery))
        question.on_demand = False
    house.deliver()
    assert house.row(delivery).due_at == quiet.end
    assert not house.slack.with_key(delivery)
    house.clock.pass_(hours=1)
    house.deliver()
    assert house.row(delivery).state == DeliveryState.SENT


def test_a_question_asked_for_comes_in_do_not_disturb(house: House) -> None:
    now = house.clock.now()
    house.slack.quiet[slack_id("ana")] = (Interval(now, now + timedelta(hours=1)),)
    assert house.slack.with_key(house.ask("ana"))


@pytest.mark.parametrize("here", list(DeliveryState))
@pytest.mark.parametrize("there", list(DeliveryState))
def test_a_step_that_the_table_lacks_is_refused(here: DeliveryState, there: DeliveryState) -> None:
    row = DeliveryRow(delivery_id="d", state=here)
    if there in STEPS[here]:
        step(row, there)
        assert row.state == there
    else:
        with pytest.raises(WrongStep):
            step(row, there)
        assert row.state == here


def test_what_is_sent_refused_or_cancelled_stays_so() -> None:
    assert STEPS.keys() == set(DeliveryState)
    for final in (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.CANCELLED):
        assert not STEPS[final]


def test_a_look_back_that_has_to_wait_holds_no_send(house: House) -> None:
    """One call of history a minute is all that some apps have; sends are counted by themselves."""
    house.slack.fail("post", MaybeSent("timed out"), before=False, times=2)
    doubtful = [house.ask(name, send=False) for name in ("ana", "bo")]
    house.tick()
    house.clock.wait(seconds=21)
    house.slack.fail("find", RateLimited(timedelta(minutes=1)), times=1)
    fresh = house.ask("cy", send=False)
    house.tick()
    assert house.row(fresh).state == DeliveryState.SENT
    assert {house.row(d).state for d in doubtful} == {DeliveryState.UNSURE}
    house.clock.wait(seconds=58)
    house.tick()
    assert house.slack.calls.count("find") == 1, "asked no more before its time"
    house.clock.wait(seconds=3)
    house.tick()
    assert {house.row(d).state for d in doubtful} == {DeliveryState.SENT}
    assert all(len(house.slack.with_key(d)) == 1 for d in (*doubtful, fresh))


def test_a_look_back_that_never_answers_holds_no_send(house: House) -> None:
    house.slack.fail("post", MaybeSent("timed out"), before=False)
    doubtful, fresh = house.ask("ana", send=False), ""
    house.tick()
    house.clock.wait(seconds=21)
    looking, answered = threading.Event(), threading.Event()

    def hang() -> None:
        looking.set()
        answered.wait(20)

    house.slack.during["find"] = hang
    settler = threading.Thread(target=lambda: turn.doubts(house.ports))
    settler.start()
    assert looking.wait(20)
    fresh = house.ask("bo", send=False)
    turn.sending(house.ports)
    assert house.row(fresh).state == DeliveryState.SENT
    answered.set()
    settler.join(20)
    assert house.row(doubtful).state == DeliveryState.SENT


def test_a_conversation_that_has_to_wait_to_be_opened_holds_only_its_own(house: House) -> None:
    house.slack.open_channel(slack_id("ana"))
    first, second = house.ask("ana", send=False), house.ask("bo", send=False)
    with house.sessions.begin() as unit:
        for row in unit.session.query(PersonRow):
            row.channel = (
                house.slack.open_channel(slack_id("bo")) if row.email == email("bo") else None
            )
    house.slack.fail("open_channel", RateLimited(timedelta(seconds=30)))
    house.tick()
    assert house.row(first).state == DeliveryState.PLANNED
    assert house.row(first).tries == 0
    assert house.row(second).state == DeliveryState.SENT
    house.clock.wait(seconds=31)
    house.tick()
    assert house.row(first).state == DeliveryState.SENT


def test_a_look_back_that_breaks_holds_up_no_other(house: House) -> None:
    house.slack.fail("post", MaybeSent("timed out"), before=False, times=2)
    doubtful = [house.ask(name, send=False) for name in ("ana", "bo")]
    house.tick()
    house.clock.wait(seconds=21)
    house.slack.fail("find", KeyError("messages"))
    house.tick()
    assert {house.row(d).state for d in doubtful} == {DeliveryState.UNSURE, DeliveryState.SENT}
    tick_until_quiet(house)
    assert all(len(house.slack.with_key(d)) == 1 for d in doubtful)


def test_what_a_slow_chat_leaves_no_time_for_is_put_back_and_not_looked_up(house: House) -> None:
    asked = [house.ask(name, send=False) for name in TEAM]
    house.slack.during["post"] = lambda: house.clock.wait(seconds=61)
    deliver.tick(house.ports)
    states = [house.row(delivery).state for delivery in asked]
    assert states.count(DeliveryState.SENT) == 1
    assert states.count(DeliveryState.PLANNED) == len(asked) - 1
    house.clock.wait(seconds=91)
    house.deliver()
    assert {house.row(delivery).state for delivery in asked} == {DeliveryState.SENT}
    assert "find" not in house.slack.calls
