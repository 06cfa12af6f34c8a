"""Sending what is due: lease, render, post, record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from practice.errors import (
    AccountGone,
    ChannelGone,
    MaybeSent,
    MessengerError,
    NotDrawn,
    NotPermitted,
    NotSent,
    RateLimited,
    Refused,
)
from practice.outbox.leases import BACK_OFF, BATCH, DOUBLED, FRESH, LEASE, POST_TAKES
from practice.outbox.reconcile import change, record_sent, unsure
from practice.outbox.states import step
from practice.ports import Ports
from practice.who.preferences import Preferences
from store import deliveries, outbox, people
from store.contents import Content
from store.models import DeliveryKind, DeliveryRow, DeliveryState
from views.message import MessageView

log = structlog.get_logger(__name__)

TRIES = 8
NOT_PERMITTED_WAIT = timedelta(minutes=5)
A_QUIET_SPELL = timedelta(minutes=20)
"""How long to wait where somebody who asked for quiet moments is in a meeting or a call."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A delivery in a worker's hands; `tries` tells its lease from every later one."""

    delivery_id: str
    person_id: str
    kind: DeliveryKind
    on_demand: bool
    address: str | None
    conversation: str | None
    thread: str | None
    tries: int
    leased_until: datetime
    waits_for_quiet: bool = False


def tick(ports: Ports) -> int:
    """Send up to one batch of due deliveries; return how many were taken up.

    What a slow chat leaves no time for is put back: a lease that ends would have it looked up.
    """
    last_begin = ports.clock.technical() + LEASE - POST_TAKES
    leased = undisturbed(ports, lease(ports, BATCH))
    for number, row in enumerate(leased):
        ports.give_way()
        if ports.clock.technical() > last_begin:
            _put_all_back(ports, leased[number:], timedelta(), "its turn did not come")
            break
        try:
            send(ports, row)
        except RateLimited as limited:
            _put_all_back(ports, leased[number:], limited.wait, str(limited))
            break
        except NotPermitted as problem:
            log.error("slack_refuses_everything", problem=str(problem))
            _put_all_back(ports, leased[number:], NOT_PERMITTED_WAIT, str(problem))
            break
        except Exception:
            # One message that breaks must not hold up the others; its lease ends, and then it is
            # looked for like any other that may have been sent.
            log.exception("sending_broke", delivery=row.delivery_id)
    return len(leased)


def lease(ports: Ports, limit: int) -> list[Leased]:
    """Take up to `limit` due rows for this worker, for as long as a lease lasts."""
    technical = ports.clock.technical()
    with ports.sessions.begin() as unit:
        rows = outbox.due(unit, technical, limit)
        outbox.lease(unit, rows, technical + LEASE)
    return [
        Leased(
            row.delivery_id,
            row.person_id,
            DeliveryKind(row.kind),
            Content.model_validate(row.content).on_demand,
            row.address,
            row.channel,
            row.thread_ts,
            row.tries + 1,
            technical + LEASE,
            Preferences.model_validate(row.preferences).wait_for_quiet,
        )
        for row in rows
    ]


def undisturbed(ports: Ports, leased: list[Leased]) -> list[Leased]:
    """Put back what waits for a quiet moment of people who are busy now; return the rest."""
    waiting = [row for row in leased if ports.kinds[row.kind].waits_for_quiet and row.address]
    if not waiting or not ports.messenger.abilities.knows_quiet_times:
        return leased
    try:
        quiet = ports.messenger.quiet_times({row.address for row in waiting if row.address})
    except MessengerError as problem:
        log.info("quiet_times_unknown", problem=str(problem))
        return leased
    now = ports.clock.now()
    kept = []
    for row in leased:
        waits = row in waiting
        windows = quiet.get(row.address or "", ()) if waits else ()
        ends = [w.end for w in windows if now in w and w.end is not None]
        if row.waits_for_quiet and waits and _is_busy(ports, row):
            ends.append(now + A_QUIET_SPELL)
        if ends and not row.on_demand:
            _wait_until(ports, row, max(ends))
        else:
            kept.append(row)
    return kept


def _is_busy(ports: Ports, row: Leased) -> bool:
    try:
        user = ports.messenger.account(row.address or "")
    except MessengerError as problem:
        log.info("status_unknown", problem=str(problem))
        return False
    return user is not None and user.busy


def _wait_until(ports: Ports, row: Leased, moment: datetime) -> None:
    def wait(delivery: DeliveryRow) -> None:
        step(delivery, DeliveryState.PLANNED)
        delivery.due_at = moment

    _change(ports, row, wait)


def send(ports: Ports, row: Leased) -> None:
    """Send one leased delivery and record what became of it.

    Raises RateLimited and NotPermitted, which concern every row behind this one too.
    """
    try:
        conversation = row.conversation or _open(ports, row)
        if conversation is None:
            return
        ready = _prepared(ports, row, conversation)
        if ready is None:
            return
        by = ready.leased_until - POST_TAKES
        message = ports.messenger.send(conversation, ready.view, row.delivery_id, row.thread, by)
    except NotDrawn as problem:
        log.exception("message_broke", delivery=row.delivery_id)
        _try_again(ports, row, str(problem), times=TRIES)
    except NotSent as problem:
        _try_again(ports, row, str(problem))
    except MaybeSent as problem:
        _may_be_sent(ports, row, str(problem))
    except AccountGone as problem:
        _account_gone(ports, row, str(problem))
    except ChannelGone as problem:
        _channel_gone(ports, row, str(problem))
    except Refused as problem:
        _refused(ports, row, str(problem))
    else:
        record_sent(ports, row.delivery_id, conversation, message)


def _refused(ports: Ports, row: Leased, problem: str) -> None:
    """Try again without the newer forms where the kind has plainer ones; else it is a fault."""

    def plainer(delivery: DeliveryRow) -> None:
        step(delivery, DeliveryState.PLANNED)
        Content(plain=True).keep(delivery)
        delivery.problem = problem

    with ports.sessions.read() as unit:
        delivery = deliveries.delivery(unit, row.delivery_id)
        tried = delivery is None or Content.of(delivery).plain
    if ports.kinds[row.kind].has_plainer and not tried:
        log.info("message_drawn_plainer", delivery=row.delivery_id)
        _change(ports, row, plainer)
    else:
        log.error("message_refused", delivery=row.delivery_id, problem=problem)
        _fail(ports, row, problem)


@dataclass(frozen=True, slots=True)
class Ready:
    """What is sent now, and until when it is this worker's to send."""

    view: MessageView
    leased_until: datetime


def _prepared(ports: Ports, row: Leased, conversation: str) -> Ready | None:
    """Return what to send now, or None where it is not to be sent, or not yet."""
    try:
        return _prepare(ports, row, conversation)
    except Exception as problem:
        # Nothing was sent, so it may be tried again; what stays broken is given up in the end.
        log.exception("message_broke", delivery=row.delivery_id)
        _try_again(ports, row, type(problem).__name__, times=TRIES)
        return None


def _prepare(ports: Ports, row: Leased, conversation: str) -> Ready | None:
    """Compose what it shows, and take the lease anew just before sending, unless it is fresh.

    It is composed while no write transaction is open. A worker that was slow with the rows before
    may have lost this one to another: then nothing is sent. Should nothing be heard of the send, it
    is looked for in the conversation noted here. And what a message was planned for may be gone by
    now: then it is cancelled.
    """
    kind = ports.kinds[row.kind]
    fresh = row.leased_until - ports.clock.technical() >= FRESH
    with ports.sessions.read() as unit:
        delivery = deliveries.delivery(unit, row.delivery_id)
        if delivery is None or not _ours(delivery, row):
            return None
        prepared = kind.prepare(unit, ports, delivery)
        noted = delivery.channel == conversation and kind.plan_next is None
        if fresh and noted and prepared is not None and prepared.keep is None:
            return Ready(prepared.view, row.leased_until)
    with ports.sessions.begin() as unit:
        delivery = deliveries.delivery(unit, row.delivery_id, lock=True)
        if delivery is None or not _ours(delivery, row):
            return None
        if kind.plan_next is not None:
            kind.plan_next(unit, ports, delivery)
        if prepared is None:
            step(delivery, DeliveryState.CANCELLED)
            if kind.dropped is not None:
                kind.dropped(unit, delivery)
            return None
        leased_until = ports.clock.technical() + LEASE
        delivery.leased_until = leased_until
        delivery.channel = conversation
        if prepared.keep is not None:
            prepared.keep(unit, delivery)
        return Ready(prepared.view, leased_until)


def _ours(delivery: DeliveryRow, row: Leased) -> bool:
    """Whether a row is still in this worker's hands."""
    return delivery.state == DeliveryState.SENDING and delivery.tries == row.tries


def _change(ports: Ports, row: Leased, how: Callable[[DeliveryRow], None]) -> None:
    """Change a row that is still in this worker's hands; one that is not is another's to change."""

    def if_ours(delivery: DeliveryRow) -> None:
        if _ours(delivery, row):
            how(delivery)
        else:
            log.info("lease_lost", delivery=row.delivery_id)

    change(ports, row.delivery_id, if_ours)


def _open(ports: Ports, row: Leased) -> str | None:
    """Open the conversation; None where the chat asks to wait with that: only this row does."""
    if row.address is None:
        raise AccountGone("no account is known for this person")
    try:
        conversation = ports.messenger.conversation(row.address)
    except MaybeSent as problem:
        raise NotSent(str(problem)) from problem  # opening a conversation twice does no harm
    except RateLimited as limited:
        _put_all_back(ports, [row], limited.wait, str(limited))
        return None
    with ports.sessions.begin() as unit:
        person = people.person(unit, row.person_id)
        if person is not None:
            person.channel = conversation
    return conversation


def _put_all_back(ports: Ports, rows: list[Leased], wait: timedelta, problem: str) -> None:
    """Put back rows that could not be sent for a reason that is not theirs: it costs no try."""
    ready_at = ports.clock.technical() + wait

    def back(delivery: DeliveryRow) -> None:
        step(delivery, DeliveryState.PLANNED)
        delivery.tries -= 1
        delivery.ready_at = ready_at
        delivery.problem = problem

    for row in rows:
        _change(ports, row, back)


def _try_again(ports: Ports, row: Leased, problem: str, times: int | None = None) -> None:
    """Put a row back for later, a little later each time: the chat was not reached, and will be.

    `times` is how often, where what is wrong may never mend itself.
    """
    technical = ports.clock.technical()

    def back(delivery: DeliveryRow) -> None:
        spent = times is not None and delivery.tries >= times
        step(delivery, DeliveryState.FAILED if spent else DeliveryState.PLANNED)
        delivery.ready_at = technical + BACK_OFF * 2 ** min(delivery.tries - 1, DOUBLED)
        delivery.problem = problem

    _change(ports, row, back)


def _may_be_sent(ports: Ports, row: Leased, problem: str) -> None:
    technical = ports.clock.technical()
    log.info("send_unsure", delivery=row.delivery_id, problem=problem)
    _change(ports, row, lambda d: unsure(d, technical, problem))


def _fail(ports: Ports, row: Leased, problem: str) -> None:
    def fail(delivery: DeliveryRow) -> None:
        step(delivery, DeliveryState.FAILED)
        delivery.problem = problem

    _change(ports, row, fail)


def _account_gone(ports: Ports, row: Leased, problem: str) -> None:
    """Stop writing to somebody whose account is gone; their evidence stays."""
    log.info("account_gone", person=row.person_id)
    _fail(ports, row, problem)
    with ports.sessions.begin() as unit:
        person = people.person(unit, row.person_id)
        if person is not None:
            person.reachable = False
            person.plan_after = None


def _channel_gone(ports: Ports, row: Leased, problem: str) -> None:
    """Forget a closed conversation; the next try opens another."""
    with ports.sessions.begin() as unit:
        delivery = deliveries.delivery(unit, row.delivery_id, lock=True)
        person = people.person(unit, row.person_id)
        if delivery is None or person is None or not _ours(delivery, row):
            return
        known = person.channel is not None and row.thread is None and delivery.tries < TRIES
        step(delivery, DeliveryState.PLANNED if known else DeliveryState.FAILED)
        delivery.channel = person.channel = None
        delivery.problem = problem
        delivery.ready_at = ports.clock.technical() + BACK_OFF
