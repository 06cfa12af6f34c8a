"""A question that somebody asks for: now, outside the cadence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from capability.priors import Priors
from practice.asking.catalogue import Catalogue, read_catalogue
from practice.asking.questions import add_question
from practice.asking.situation import ON_SLACK, History, read_situation, situation
from practice.ports import Ports
from scheduling.planner import Nothing, next_question, on_demand
from store import banks, deliveries, people
from store.contents import QuestionContent
from store.deliveries import Asking
from store.models import DeliveryState, PersonRow
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A question was planned for this moment."""

    delivery_id: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question is open already."""

    delivery_id: str


@dataclass(frozen=True, slots=True)
class NothingNow:
    """Nothing is worth asking; `next_at` is when something probably is."""

    next_at: datetime | None


def ask(ports: Ports, user: str) -> OnItsWay | Waiting | NothingNow | None:
    """Plan a question for now; None for somebody who is not on the roster."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        person = people.by_slack(unit, user, lock=True)
        if person is None or not person.on_roster:
            return None
        waiting = [a for a in reversed(deliveries.askings_of(unit, person.person_id)) if a.waits]
        for asking in waiting:
            if asking.state in ON_SLACK and _open(asking.expires_at, now):
                return Waiting(asking.delivery_id)
        for asking in waiting:
            if asking.state == DeliveryState.PLANNED and _bring_forward(unit, asking):
                _start(unit, person)
                return OnItsWay(asking.delivery_id)
        catalogue = read_catalogue(unit, now)
        situation = read_situation(unit, ports, person, catalogue, now)
        found = on_demand(situation.learner, situation.needs, situation.candidates, now)
        if isinstance(found, Nothing):
            return NothingNow(found.again_at)
        _start(unit, person)
        row = add_question(unit, person, catalogue, situation, found, on_demand=True)
        return OnItsWay(row.delivery_id)


def _bring_forward(unit: Unit, asking: Asking) -> bool:
    """Send the question that is planned already now; False where it is not to be asked any more.

    A second one beside it could ask the same, and each would close the other.
    """
    delivery = deliveries.delivery(unit, asking.delivery_id, lock=True)
    question = deliveries.question(unit, asking.delivery_id)
    if delivery is None or question is None:
        return False
    if not banks.is_asked(unit, question.bank_id, question.item_id):
        return False
    if delivery.state == DeliveryState.PLANNED:
        question.on_demand = True
        QuestionContent(on_demand=True).keep(delivery)
        delivery.due_at = min(delivery.due_at, unit.now)
        unit.makes_work()
    return True  # where a worker just took it up, it is on its way as well


def _open(expires_at: datetime | None, now: datetime) -> bool:
    return expires_at is None or now < expires_at


def _start(unit: Unit, person: PersonRow) -> None:
    """Who asks for a question has begun."""
    if person.started_at is None:
        person.started_at = unit.now
        unit.replan(person)


def probably(
    priors: Priors, person: PersonRow, history: History, catalogue: Catalogue, now: datetime
) -> tuple[datetime, str] | None:
    """Return when the next question probably comes, and about which skill."""
    planned = waiting_to_go(history)
    if planned is not None:
        return planned.due_at, planned.skill_id
    seen = situation(priors, person, history, catalogue, now)
    found = next_question(seen.learner, seen.needs, seen.candidates, now)
    return None if isinstance(found, Nothing) else (found.at, found.skill)


def waiting_to_go(history: History) -> Asking | None:
    """Return somebody's newest question that is planned, if there is one."""
    planned = [a for a in history.askings if a.state == DeliveryState.PLANNED]
    return max(planned, key=lambda a: a.due_at, default=None)
