"""Planning: for each person the next question, as a row that waits for its minute."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select

from capability.belief import Beliefs
from capability.difficulty import Difficulties
from capability.estimate import forecast, predict
from capability.priors import Priors
from items.localise import in_language
from items.model import Kind
from org.model import Expectation
from practice.asking.placing import ends, placeable, placing, waits_for_a_reader
from practice.judging import difficulty
from practice.judging.estimates import answers_by_skill, expectations_of
from practice.judging.learn import believed, card_from_json
from practice.outbox.leases import PEOPLE
from practice.ports import Ports
from practice.who.hours import working_time
from practice.who.preferences import preferences_of, setup_of
from practice.who.readers import language_of
from scheduling.memory import Card
from scheduling.need import SkillNeed
from scheduling.planner import PLACEMENT, Candidate, Learner, Nothing, Planned, next_question
from scheduling.slots import Cadence
from store import banks, deliveries, evidence, people, slots
from store.banks import PublishedItem
from store.contents import QuestionContent
from store.deliveries import Asking
from store.evidence import Graded
from store.models import DeliveryKind, DeliveryRow, DeliveryState, PersonRow, QuestionRow
from store.unit import Unit

log = structlog.get_logger(__name__)

LOOK_AGAIN = timedelta(days=1)
AFTER_A_FAULT = timedelta(hours=1)
HORIZON_WEEKS = 13
"""How far ahead the crossing of an expectation is looked for."""

ON_SLACK = frozenset(
    {DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNSURE, DeliveryState.UNKNOWN}
)
"""The states of a question that the person has, or may have, before them."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What may be asked now, read once for many people."""

    items: Mapping[str, PublishedItem]
    difficulties: Difficulties
    typical: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Situation:
    """A person as the planner sees them."""

    learner: Learner
    needs: tuple[SkillNeed, ...]
    candidates: tuple[Candidate, ...]
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class History:
    """What a person was asked and how they did, oldest first."""

    askings: Sequence[Asking]
    grades: Sequence[Graded]
    cards: Mapping[str, Card]
    beliefs: Beliefs


def tick(ports: Ports) -> int:
    """Plan for everybody for whom it is worth while; return how many were looked at."""
    now = ports.clock.now()
    with ports.sessions.read() as unit:
        waiting = [p.person_id for p in people.to_plan(unit, now, PEOPLE)]
        if not waiting:
            return 0
        catalogue = read_catalogue(unit, now)
    for person_id in waiting:
        ports.give_way()
        try:
            _plan_one(ports, person_id, catalogue, now)
        except Exception:
            # One person whose plan breaks must not hold up the others.
            log.exception("planning_broke", person=person_id)
            _look_again(ports, person_id, now)
    return len(waiting)


def _plan_one(ports: Ports, person_id: str, catalogue: Catalogue, now: datetime) -> None:
    with ports.sessions.begin() as unit:
        person = people.person(unit, person_id, lock=True)
        if person is not None and person.plan_after is not None and person.plan_after <= now:
            plan(unit, ports, person, catalogue, now)


def _look_again(ports: Ports, person_id: str, now: datetime) -> None:
    with ports.sessions.begin() as unit:
        person = people.person(unit, person_id, lock=True)
        if person is not None and person.plan_after is not None:
            person.plan_after = now + AFTER_A_FAULT


def read_catalogue(unit: Unit, now: datetime) -> Catalogue:
    """Read the items that may be asked, and how hard they are."""
    return Catalogue(
        items={p.item_ref: p for p in banks.current(unit)},
        difficulties=difficulty.table(unit, now),
        typical=difficulty.typical(unit, now),
    )


def plan(unit: Unit, ports: Ports, person: PersonRow, catalogue: Catalogue, now: datetime) -> None:
    """Plan one person's next question anew, in place of one that is not sent yet."""
    _drop_planned(unit, person)
    situation = read_situation(unit, ports, person, catalogue, now)
    found = next_question(situation.learner, situation.needs, situation.candidates, now)
    if isinstance(found, Nothing):
        person.plan_after = found.again_at or now + LOOK_AGAIN
        if person.plan_after <= now:
            person.plan_after = now + LOOK_AGAIN
        return
    add_question(unit, person, catalogue, situation, found, on_demand=False)
    person.plan_after = found.at + LOOK_AGAIN


def _drop_planned(unit: Unit, person: PersonRow) -> None:
    """Forget a question that nobody has taken up for sending; it was never evidence."""
    for row, question in deliveries.not_taken_up(unit, person.person_id, DeliveryState.PLANNED):
        unit.session.delete(question)
        unit.session.flush()
        unit.session.delete(row)
        unit.session.flush()


def add_question(
    unit: Unit,
    person: PersonRow,
    catalogue: Catalogue,
    situation: Situation,
    found: Planned,
    *,
    on_demand: bool,
) -> DeliveryRow:
    """Write a planned question as a row: pinned revision, letters, reason."""
    published = catalogue.items[found.item]
    item = in_language(published.item, language_of(person))
    number = _asked_so_far(unit, person) + 1
    delivery = unit.queue(
        person.person_id,
        DeliveryKind.QUESTION,
        slots.question(number),
        found.at,
        QuestionContent(on_demand=on_demand),
    )
    unit.session.flush()
    seen = next((c.seen for c in situation.candidates if c.item == found.item), 0)
    unit.session.add(
        QuestionRow(
            workspace_id=unit.workspace,
            delivery_id=delivery.delivery_id,
            person_id=person.person_id,
            bank_id=published.bank_id,
            item_id=published.item.id,
            revision=published.revision,
            item_ref=published.item_ref,
            skill_id=found.skill,
            role_id=situation.roles.get(found.skill),
            language=item.language,
            letters=shuffled(item.kind, len(item.options), f"{person.email}:{found.item}:{seen}"),
            why=asdict(found.why),
            on_demand=on_demand,
        )
    )
    unit.session.flush()
    return delivery


def shuffled(kind: Kind, options: int, seed: str) -> list[int]:
    """Return the options' indexes in the order shown; an order item never shows the answer."""
    order = list(range(options))
    if options < 2:
        return order
    chance = random.Random(seed)
    chance.shuffle(order)
    while kind is Kind.ORDER and order == sorted(order):
        chance.shuffle(order)
    return order


def _asked_so_far(unit: Unit, person: PersonRow) -> int:
    """Return the number of the person's last question; a dropped one gives its number back."""
    last = unit.session.scalar(
        select(func.max(DeliveryRow.slot)).where(
            DeliveryRow.workspace_id == unit.workspace,
            DeliveryRow.person_id == person.person_id,
            DeliveryRow.kind == DeliveryKind.QUESTION,
        )
    )
    return slots.question_number(last) if last else 0


def read_situation(
    unit: Unit, ports: Ports, person: PersonRow, catalogue: Catalogue, now: datetime
) -> Situation:
    """Read everything that decides what a person is asked next."""
    wanted = expectations_of(unit, person, now)
    history = History(
        askings=deliveries.askings_of(unit, person.person_id),
        grades=evidence.standing_grades(unit, person.person_id),
        cards={
            ref: card_from_json(row.card)
            for ref, row in evidence.cards(unit, person.person_id).items()
        },
        beliefs=believed(unit, ports.priors, person.person_id),
    )
    answers = answers_by_skill(history.grades)
    learner = _learner(unit, person, history, now)
    needs = tuple(
        _need(ports.priors, catalogue, history, skill, wanted[skill][0], answers[skill], now)
        for skill in sorted(wanted)
    )
    roles = {role for _, role in wanted.values()}
    candidates = tuple(
        _candidate(ports.priors, catalogue, history, published, now)
        for published in catalogue.items.values()
        if any(skill in wanted for skill in published.item.skills)
        and (not published.item.roles or roles.intersection(published.item.roles))
    )
    if learner.evidence_count < PLACEMENT:
        typical = {skill: catalogue.typical[skill] for skill in wanted}
        bank = [placeable(c, catalogue.items[c.item].item) for c in candidates]
        waits = waits_for_a_reader(history.askings, history.grades, catalogue.items, now)
        until = ends(learner, now)
        candidates = placing(ports.priors, history.beliefs, typical, bank, waits, now, until)
    return Situation(
        learner=learner,
        needs=needs,
        candidates=candidates,
        roles={skill: role for skill, (_, role) in wanted.items()},
    )


def _learner(unit: Unit, person: PersonRow, history: History, now: datetime) -> Learner:
    setup, own = setup_of(unit), preferences_of(person)
    absences = tuple(people.pauses(unit, person.person_id))
    sent = [a for a in history.askings if a.state in ON_SLACK]
    waiting = [a.expires_at or a.due_at + LOOK_AGAIN for a in sent if a.waits]
    open_until = max((moment for moment in waiting if moment > now), default=None)
    return Learner(
        person=person.email,
        working=working_time(person, setup, absences),
        cadence=Cadence(own.per_week or setup.per_week, own.per_day or setup.per_day),
        asked=tuple(a.at for a in sent if not a.on_demand)[-20:],
        open_until=open_until,
        evidence_count=sum(g.counts for g in history.grades),
    )


def _need(
    priors: Priors,
    catalogue: Catalogue,
    history: History,
    skill: str,
    expectation: Expectation,
    answers: int,
    now: datetime,
) -> SkillNeed:
    usual = catalogue.typical[skill]
    estimate = predict(priors, history.beliefs, (skill,), None, usual, now.timestamp())
    last = next((g for g in reversed(history.grades) if skill in g.skill_scores), None)
    missed = last is not None and last.rating == "again"
    asked = [a.at for a in history.askings if a.skill_id == skill and a.state in ON_SLACK]
    return SkillNeed(
        skill=skill,
        target=expectation.target,
        criticality=expectation.criticality,
        p=estimate.p,
        low=estimate.low,
        high=estimate.high,
        answers=answers,
        last_asked=max(asked, default=None),
        last_missed=last.replied_at if last is not None and missed else None,
        misunderstood=bool(missed and last is not None and last.misconceptions),
        crossing=_crossing(priors, history.beliefs, skill, usual, expectation.target, now),
    )


def _crossing(
    priors: Priors, beliefs: Beliefs, skill: str, usual: float, target: float, now: datetime
) -> datetime | None:
    """Return when the skill is forecast to fall below its target, to the week."""
    for weeks in range(1, HORIZON_WEEKS + 1):
        ahead = forecast(priors, beliefs, skill, usual, now.timestamp(), weeks * 7.0)
        if ahead.p < target:
            return now + timedelta(weeks=weeks - 1)
    return None


def _candidate(
    priors: Priors, catalogue: Catalogue, history: History, published: PublishedItem, now: datetime
) -> Candidate:
    ref, skills = published.item_ref, published.item.skills
    asked = [a for a in history.askings if a.item_ref == ref and a.state in ON_SLACK]
    grades = [g for g in history.grades if g.item_ref == ref]
    hard = catalogue.difficulties.of(ref, skills)
    footing = catalogue.difficulties.footing(ref, skills)
    expected = predict(priors, history.beliefs, skills, ref, hard, now.timestamp(), footing)
    return Candidate(
        item=ref,
        skills=skills,
        difficulty=hard,
        seen=sum(a.answered for a in asked),
        last_asked=max((a.at for a in asked), default=None),
        card=history.cards.get(ref),
        misunderstood=bool(grades and grades[-1].misconceptions),
        p=expected.p,
    )
