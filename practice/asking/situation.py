"""Somebody as the planner sees them: what they were asked, how they did, what they may be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from capability.belief import Belief, Key, Part
from capability.difficulty import Footing
from capability.estimate import Moment, forecast
from capability.placement import Placement
from capability.priors import Priors
from grading.verdict import Rating
from org.model import Expectation
from practice.asking.catalogue import Askable, Catalogue
from practice.asking.placing import ends, placing, waits_for_a_reader
from practice.judging.estimates import answers_by_skill, expected
from practice.judging.learn import led_to_expect
from practice.ports import Ports
from practice.who.hours import local_day, working_time
from practice.who.preferences import Setup, preferences_of, setup_of
from scheduling.need import SkillNeed
from scheduling.planner import PLACEMENT, Candidate, Learner
from scheduling.slots import Cadence
from store import asking, evidence, judging, people, slots
from store.deliveries import Asking
from store.evidence import Graded
from store.models import DeliveryState, PersonRow
from store.people import Away, Held
from store.unit import Unit

UNHEARD = timedelta(days=1)
"""How long a question counts as open of which nobody knows whether it was delivered."""

HORIZON_WEEKS = 13
"""How far ahead the crossing of an expectation is looked for."""

ON_SLACK = frozenset(
    {DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNSURE, DeliveryState.UNKNOWN}
)
"""The states of a question that the person has, or may have, before them."""


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a person, oldest first; `due` is when each item's card is."""

    askings: Sequence[Asking]
    grades: Sequence[Graded]
    due: Mapping[str, datetime]
    evident: Mapping[Key, Belief]
    held: Sequence[Held]
    away: Sequence[Away]
    setup: Setup

    @property
    def last_slot(self) -> str | None:
        """The slot of their last question; a dropped one gives its number back."""
        return max((a.slot for a in self.askings), default=None)

    @property
    def planned(self) -> tuple[str, ...]:
        """The questions of their cadence that nobody has taken up for sending."""
        return tuple(
            a.delivery_id
            for a in self.askings
            if a.state == DeliveryState.PLANNED and not a.on_demand
        )

    def without_planned(self) -> History:
        """Return it as if what is planned were dropped, to be planned anew."""
        gone = self.planned
        return replace(self, askings=[a for a in self.askings if a.delivery_id not in gone])


@dataclass(frozen=True, slots=True)
class Situation:
    """A person as the planner sees them. `asked` is the number of their last question."""

    learner: Learner
    needs: tuple[SkillNeed, ...]
    candidates: tuple[Candidate, ...]
    roles: Mapping[str, str]
    asked: int


def read_histories(unit: Unit, who: Iterable[str]) -> dict[str, History]:
    """Read what is known of some people, in a number of statements that they do not change."""
    ids = list(who)
    setup = setup_of(unit)
    askings, grades = asking.askings(unit, ids), evidence.standing_of(unit, ids)
    due, evident = asking.due(unit, ids), judging.believed(unit, ids)
    held, away = people.held_by(unit, ids), people.away(unit, ids)
    return {
        who: History(
            askings=askings[who],
            grades=grades[who],
            due=due[who],
            evident=evident[who],
            held=held[who],
            away=away[who],
            setup=setup,
        )
        for who in ids
    }


def read_situation(
    unit: Unit, ports: Ports, person: PersonRow, catalogue: Catalogue, now: datetime
) -> Situation:
    """Read everything that decides what a person is asked next."""
    history = read_histories(unit, [person.person_id])[person.person_id]
    return situation(ports.priors, person, history, catalogue, now)


def situation(
    priors: Priors, person: PersonRow, history: History, catalogue: Catalogue, now: datetime
) -> Situation:
    """Return a person as the planner sees them, from what is known."""
    day = local_day(person, now)
    in_force = people.in_force(history.held, day)
    wanted = expected(in_force, catalogue.roles.on(day), catalogue.skills)
    roles = {skill: role for skill, (_, role) in wanted.items()}
    led = led_to_expect(priors, person, history.held, catalogue.roles.on)
    beliefs = {**led, **history.evident}
    known = _Known(Moment(priors, beliefs, now.timestamp()), catalogue.typical, _past(history), now)
    learner = _learner(person, history, now)
    needs = tuple(_need(known, skill, wanted[skill][0]) for skill in sorted(wanted))
    bank = catalogue.asked_of(wanted.keys(), roles.values())
    told = None
    if learner.evidence_count < PLACEMENT:
        typical = {skill: catalogue.typical[skill] for skill in wanted}
        until = ends(learner, now).timestamp()
        placement = Placement(priors, beliefs, typical, now.timestamp(), until)
        waits = waits_for_a_reader(history.askings, history.grades, catalogue.items, now)
        unseen = (item.placeable for item in bank if not known.past.answered.get(item.ref))
        told = placing(placement, unseen, waits)
    candidates = _candidates(known, history.due, bank, told)
    last = history.last_slot
    asked = slots.question_number(last) if last is not None else 0
    return Situation(learner, needs, candidates, roles, asked)


@dataclass(frozen=True, slots=True)
class _Past:
    """When what was asked, how often it was answered, and the newest grade, by item and skill."""

    answered: Mapping[str, int]
    asked: Mapping[str, datetime]
    graded: Mapping[str, Graded]
    skill_asked: Mapping[str, datetime]
    skill_graded: Mapping[str, Graded]
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a person's needs and candidates are worked out from."""

    moment: Moment
    typical: Mapping[str, float]
    past: _Past
    now: datetime


def _past(history: History) -> _Past:
    answered: Counter[str] = Counter()
    asked: dict[str, datetime] = {}
    skill_asked: dict[str, datetime] = {}
    for each in history.askings:
        if each.state in ON_SLACK:
            at, item, skill = each.at, each.item_ref, each.skill_id
            answered[item] += each.answered
            asked[item] = max(at, asked.get(item, at))
            skill_asked[skill] = max(at, skill_asked.get(skill, at))
    graded = {grade.item_ref: grade for grade in history.grades}
    skill_graded = {skill: grade for grade in history.grades for skill in grade.skill_scores}
    answers = answers_by_skill(history.grades)
    return _Past(answered, asked, graded, skill_asked, skill_graded, answers)


def _learner(person: PersonRow, history: History, now: datetime) -> Learner:
    setup, own = history.setup, preferences_of(person)
    sent = [a for a in history.askings if a.state in ON_SLACK]
    waiting = [a.expires_at or a.due_at + UNHEARD for a in sent if a.waits]
    return Learner(
        person=person.email,
        working=working_time(person, setup, history.away),
        cadence=Cadence(own.per_week or setup.per_week, own.per_day or setup.per_day),
        asked=tuple(a.at for a in sent if not a.on_demand)[-20:],
        open_until=max((moment for moment in waiting if moment > now), default=None),
        evidence_count=sum(g.counts for g in history.grades),
    )


def _need(known: _Known, skill: str, expectation: Expectation) -> SkillNeed:
    usual, past = known.typical[skill], known.past
    estimate = known.moment.predict((skill,), None, usual)
    last = past.skill_graded.get(skill)
    missed = last is not None and last.rating == Rating.AGAIN
    return SkillNeed(
        skill=skill,
        target=expectation.target,
        criticality=expectation.criticality,
        p=estimate.p,
        low=estimate.low,
        high=estimate.high,
        answers=past.answers.get(skill, 0),
        last_asked=past.skill_asked.get(skill),
        last_missed=last.replied_at if last is not None and missed else None,
        misunderstood=bool(missed and last is not None and last.misconceptions),
        crossing=_crossing(known, skill, usual, expectation.target),
    )


def _crossing(known: _Known, skill: str, usual: float, target: float) -> datetime | None:
    """Return when the skill is forecast to fall below its target, to the week."""
    priors, beliefs, at = known.moment.priors, known.moment.beliefs, known.moment.at
    for weeks in range(1, HORIZON_WEEKS + 1):
        if forecast(priors, beliefs, skill, usual, at, weeks * 7.0).p < target:
            return known.now + timedelta(weeks=weeks - 1)
    return None


def _candidates(
    known: _Known,
    due: Mapping[str, datetime],
    bank: Iterable[Askable],
    told: Mapping[str, float] | None,
) -> tuple[Candidate, ...]:
    """Return the items that may be asked, each with the chance of a good reply where it decides.

    It ranks the unseen ones; a newcomer's are ranked by what they tell, their seen ones by it.
    What was never met is as likely as all that asks the same and is as hard.
    """
    past, beliefs = known.past, known.moment.beliefs
    alike: dict[tuple[tuple[str, ...], float, Footing], float] = {}

    def chance(item: Askable) -> float:
        kind = item.skills, item.difficulty, item.footing
        met = any((part, item.ref) in beliefs for part in (Part.ITEM, Part.ITEM_RECORD))
        if not met and kind in alike:
            return alike[kind]
        p = known.moment.predict(item.skills, item.ref, item.difficulty, item.footing).p
        if not met:
            alike[kind] = p
        return p

    return tuple(
        Candidate(
            item=item.ref,
            skills=item.skills,
            difficulty=item.difficulty,
            seen=(seen := past.answered.get(item.ref, 0)),
            last_asked=past.asked.get(item.ref),
            due=due.get(item.ref),
            misunderstood=item.ref in past.graded and bool(past.graded[item.ref].misconceptions),
            p=chance(item) if (seen > 0) is (told is not None) else None,
            telling=told.get(item.ref) if told is not None else None,
        )
        for item in bank
    )
