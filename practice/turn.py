"""One turn of the program: everything that is due at this moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from practice import nightly
from practice.asking import plan
from practice.judging import grade, slow_reading
from practice.outbox import deliver, reconcile, refresh
from practice.outbox.leases import LEASE, LONGEST_WAIT, SETTLED_AFTER
from practice.ports import Ports
from store import waits
from store.due import Due, due, next_due

Stage = tuple[Due, Callable[[Ports], int]]

DOUBTS: tuple[Stage, ...] = ((Due.DOUBTS, reconcile.tick),)
SENDING: tuple[Stage, ...] = (
    (Due.CHORES, nightly.tick),
    (Due.PLANS, plan.tick),
    (Due.SENDS, deliver.tick),
)
REPLIES: tuple[Stage, ...] = ((Due.REPLIES, grade.tick), (Due.MESSAGES, refresh.tick))


def begin(ports: Ports) -> None:
    """Let nothing wait for a clock that was set back: called before the first turn of a process.

    Leases and waits are kept as moments of a clock that is set by the system's when a process
    starts. Where that was an hour ahead, they would end an hour too late.
    """
    technical = ports.clock.technical()
    with ports.sessions.begin() as unit:
        waits.shorten(unit, technical + LEASE, technical + SETTLED_AFTER, technical + LONGEST_WAIT)


def replies(ports: Ports) -> int:
    """Grade what came in and bring messages up to date; return how much was done."""
    if ports.reads_slowly:
        refresh.tick(ports)  # says that a reply is being read
    return _through(ports, REPLIES)


def doubts(ports: Ports) -> int:
    """Look up what may or may not be sent; return how much was settled."""
    return _through(ports, DOUBTS)


def sending(ports: Ports) -> int:
    """Plan and send what is due; return how much was done.

    It also says which replies take long to read, as whoever reads them cannot at that moment.
    """
    told = slow_reading.tell(ports)
    if told:
        refresh.tick(ports)
    return told + _through(ports, SENDING)


def _through(ports: Ports, stages: tuple[Stage, ...]) -> int:
    """Do what waits, round after round, until nothing does; return how much was done."""
    done = 0
    while True:
        ports.give_way()
        waiting = _look(ports)
        this_round = sum(tick(ports) for kind, tick in stages if kind in waiting)
        if not this_round:
            return done
        done += this_round


def _look(ports: Ports) -> frozenset[Due]:
    with ports.sessions.read() as unit:
        return due(unit, unit.now, ports.clock.technical())


def turn(ports: Ports) -> int:
    """Do everything that is due; return how much was done, 0 where nothing is left."""
    return _through(ports, DOUBTS + SENDING + REPLIES)


def next_event(ports: Ports) -> datetime | None:
    """Return the next business moment at which there is something to do."""
    with ports.sessions.read() as unit:
        return next_due(unit)
