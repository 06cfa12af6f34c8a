"""Planning: for each person the next question, as a row that waits for its minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from practice.asking.catalogue import Catalogue, read_catalogue
from practice.asking.questions import Rows, rows_of
from practice.asking.situation import History, read_histories, situation
from practice.outbox.leases import PEOPLE
from practice.ports import Ports
from scheduling.planner import Nothing, next_question
from store import asking, people
from store.models import PersonRow
from store.unit import Unit

log = structlog.get_logger(__name__)

LOOK_AGAIN = timedelta(days=1)
AFTER_A_FAULT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What was found for a person, in place of what was planned, and when to look again.

    It holds while nothing has changed: `seen` is when they were to be planned for, `last` the
    slot of their last question.
    """

    person_id: str
    question: Rows | None
    again: datetime
    dropped: tuple[str, ...]
    seen: datetime | None
    last: str | None


def tick(ports: Ports) -> int:
    """Plan for everybody for whom it is worth while; return how many were looked at.

    What is known of all is read at once, and thought about while no transaction is open.
    """
    with ports.sessions.read() as unit:
        waiting = people.to_plan(unit, unit.now, PEOPLE)
        if not waiting:
            return 0
        catalogue = read_catalogue(unit, unit.now)
        histories = read_histories(unit, [person.person_id for person in waiting])
    plans, broken = _think(ports, waiting, histories, catalogue, unit.now)
    if not _written(ports, plans):
        broken += [plan.person_id for plan in plans if not _written(ports, [plan])]
    if broken:
        _look_later(ports, broken)
    return len(waiting)


def _think(
    ports: Ports,
    waiting: Sequence[PersonRow],
    histories: Mapping[str, History],
    catalogue: Catalogue,
    now: datetime,
) -> tuple[list[Plan], list[str]]:
    """Return a plan for each person, and who could not be planned for: they hold nobody up."""
    plans, broken = [], []
    for person in waiting:
        ports.give_way()
        try:
            plans.append(_plan(ports, person, histories[person.person_id], catalogue, now))
        except Exception:
            log.exception("planning_broke", person=person.person_id)
            broken.append(person.person_id)
    return plans, broken


def _plan(
    ports: Ports, person: PersonRow, history: History, catalogue: Catalogue, now: datetime
) -> Plan:
    """Plan one person's next question anew, in place of one that is not sent yet."""
    seen = situation(ports.priors, person, history.without_planned(), catalogue, now)
    found = next_question(seen.learner, seen.needs, seen.candidates, now)
    question = None
    if isinstance(found, Nothing):
        again = found.again_at or now + LOOK_AGAIN
        if again <= now:
            again = now + LOOK_AGAIN
    else:
        again = found.at + LOOK_AGAIN
        question = rows_of(ports.workspace, person, catalogue, seen, found, now, on_demand=False)
    return Plan(
        person_id=person.person_id,
        question=question,
        again=again,
        dropped=history.planned,
        seen=person.plan_after,
        last=history.last_slot,
    )


def _written(ports: Ports, plans: Sequence[Plan]) -> bool:
    """Write plans, all or none; False where that broke."""
    try:
        with ports.sessions.begin(durable=False) as unit:
            _write(unit, plans)
    except Exception:
        log.exception("planning_broke", people=[plan.person_id for plan in plans])
        return False
    return True


def _write(unit: Unit, plans: Sequence[Plan]) -> None:
    """Write the plans that still hold; whoever's does not is looked at again at once."""
    people_ids = [plan.person_id for plan in plans]
    due, last = asking.lock(unit, people_ids), asking.last_slots(unit, people_ids)
    dropped = [delivery for plan in plans for delivery in plan.dropped]
    waiting = asking.still_waiting(unit, dropped) if dropped else frozenset()
    good = [
        plan
        for plan in plans
        if due.get(plan.person_id) == plan.seen
        and last.get(plan.person_id) == plan.last
        and waiting.issuperset(plan.dropped)
    ]
    if gone := [delivery for plan in good for delivery in plan.dropped]:
        asking.drop(unit, gone)
    if rows := [plan.question for plan in good if plan.question is not None]:
        asking.add(unit, rows)
        unit.makes_work()
    asking.look_again(unit, {plan.person_id: plan.again for plan in good})


def _look_later(ports: Ports, broken: Sequence[str]) -> None:
    """Leave those alone for a while for whom planning broke, unless they are away by now."""
    with ports.sessions.begin(durable=False) as unit:
        known = asking.lock(unit, broken)
        later = unit.now + AFTER_A_FAULT
        asking.look_again(unit, {who: later for who, due in known.items() if due is not None})
