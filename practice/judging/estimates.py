"""Where somebody stands: each skill that their roles expect, estimated now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from capability import kernel
from capability.belief import Belief, Beliefs, Key
from capability.estimate import Estimate, Moment
from capability.priors import Priors
from capability.team import Status, enough, status
from org.model import CRITICALITY_WEIGHT, Expectation, Role
from practice.judging import difficulty
from practice.judging.learn import led_to_expect
from practice.ports import Ports
from practice.who.hours import local_day
from scheduling.need import GAP_AFTER_MISS, GAP_AFTER_RIGHT, SkillNeed, shortfall, wakes
from store import evidence, framework, judging, people
from store.evidence import Graded
from store.framework import Roles
from store.models import AssignmentRow, PersonRow
from store.people import Held
from store.unit import Unit

AHEAD_DAYS = 30
REST_DAYS = 60
"""About when a skill that is not forecast to fade is looked at again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One skill of somebody: the estimate, its forecast, and what their role expects."""

    skill: str
    name: str
    expected: Expectation
    role: str
    estimate: Estimate
    ahead: Estimate
    answers: int

    @property
    def weight(self) -> float:
        """How much the role depends on it."""
        return CRITICALITY_WEIGHT[self.expected.criticality]

    @property
    def enough(self) -> bool:
        """Whether there is evidence enough for a figure."""
        return enough(self.estimate.low, self.estimate.high, self.answers)

    @property
    def status(self) -> Status:
        """Where it lies against what is expected."""
        return status(self.estimate, self.expected.target, self.ahead)


@dataclass(frozen=True, slots=True)
class Basis:
    """What somebody's estimates rest on.

    `expected`: what their roles expect of each skill, with the role that asks most; `answers`
    counts those that capability rests on, by skill.
    """

    expected: Mapping[str, tuple[Expectation, str]]
    beliefs: Beliefs
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is stored about somebody: roles ever held, beliefs from evidence, standing grades."""

    held: Sequence[Held]
    evident: Mapping[Key, Belief]
    grades: Sequence[Graded]


def seen(unit: Unit, who: Collection[str]) -> dict[str, Seen]:
    """Read what is stored about some people, by person; of single items nothing."""
    held, grades = people.held_by(unit, who), evidence.standing_of(unit, who)
    evident = judging.believed(unit, who, of_items=False)
    return {name: Seen(held[name], evident[name], grades[name]) for name in who}


def basis_of(
    priors: Priors,
    roles: Roles,
    names: Collection[str],
    person: PersonRow,
    stored: Seen,
    now: datetime,
) -> Basis:
    """Return what somebody's estimates rest on; `names` are the skills that there are."""
    day = local_day(person, now)
    return Basis(
        expected=expected(people.in_force(stored.held, day), roles.on(day), names),
        beliefs={**led_to_expect(priors, person, stored.held, roles.on), **stored.evident},
        answers=answers_by_skill(stored.grades),
    )


def expected(
    held: Iterable[AssignmentRow | Held], roles: Mapping[str, Role], known: Collection[str]
) -> dict[str, tuple[Expectation, str]]:
    """Return what the roles held expect of each known skill, with the role that asks most."""
    found: dict[str, tuple[Expectation, str]] = {}
    for assignment in held:
        role = roles.get(assignment.role_id)
        for expectation in role.expects if role else ():
            if expectation.skill not in known:
                continue
            before = found.get(expectation.skill)
            if before is None or _demand(expectation) > _demand(before[0]):
                found[expectation.skill] = (expectation, assignment.role_id)
    return found


def _demand(expectation: Expectation) -> tuple[float, float]:
    return CRITICALITY_WEIGHT[expectation.criticality], expectation.target


def standings(unit: Unit, ports: Ports, person: PersonRow) -> list[Standing]:
    """Return a person's skills, the most critical first, then those furthest under."""
    stored = seen(unit, [person.person_id])[person.person_id]
    return standings_by(unit, ports, person, stored)


def standings_by(unit: Unit, ports: Ports, person: PersonRow, stored: Seen) -> list[Standing]:
    """Return a person's skills as `standings` does, from what was read of them already."""
    names, roles = names_of(unit), framework.all_roles(unit)
    basis = basis_of(ports.priors, roles, names, person, stored, unit.now)
    return stand(ports, basis, names, difficulty.typical(unit, unit.now), unit.now)


def stand(
    ports: Ports,
    basis: Basis,
    names: Mapping[str, str],
    usual: Mapping[str, float],
    now: datetime,
) -> list[Standing]:
    """Return somebody's skills by what is known of them, in the order of `standings`."""
    at = now.timestamp()
    today = Moment(ports.priors, basis.beliefs, at)
    later = Moment(ports.priors, basis.beliefs, at + AHEAD_DAYS * kernel.DAY)
    found = [
        Standing(
            skill=skill,
            name=names[skill],
            expected=expectation,
            role=role,
            estimate=today.predict((skill,), None, usual[skill]),
            ahead=later.predict((skill,), None, usual[skill]),
            answers=basis.answers.get(skill, 0),
        )
        for skill, (expectation, role) in basis.expected.items()
    ]
    return sorted(found, key=lambda s: (-s.weight, s.estimate.p - s.expected.target, s.skill))


def names_of(unit: Unit) -> dict[str, str]:
    """Return the names of all skills, by id."""
    return {skill.id: skill.name for skill in framework.skills(unit).values()}


def answers_by_skill(grades: Iterable[Graded]) -> Counter[str]:
    """Count the answers that capability rests on, by skill."""
    return Counter(skill for g in grades if g.counts for skill in g.skill_scores)


def comes_back(
    standings: Iterable[Standing], skill: str, per_week: int, missed: bool, now: datetime
) -> datetime | None:
    """Return about when a skill is asked about again; None where no role expects it.

    Each skill takes its share of the week's questions by what it is worth, and no sooner than
    research supports; one that is well above what is expected rests until it fades.
    """
    needs = {standing.skill: _need(standing, now) for standing in standings}
    if skill not in needs:
        return None
    worths = {name: CRITICALITY_WEIGHT[n.criticality] * shortfall(n) for name, n in needs.items()}
    share = worths[skill] / (sum(worths.values()) or 1.0)
    gap = GAP_AFTER_MISS if missed else GAP_AFTER_RIGHT
    days = min(gap, 7.0 / per_week / max(share, 0.05))
    soonest = now + timedelta(days=max(days, 2.0))
    woken = wakes(needs[skill], soonest)
    return woken or now + timedelta(days=REST_DAYS)


def _need(standing: Standing, now: datetime) -> SkillNeed:
    fades = standing.ahead.p < standing.expected.target
    return SkillNeed(
        skill=standing.skill,
        target=standing.expected.target,
        criticality=standing.expected.criticality,
        p=standing.estimate.p,
        low=standing.estimate.low,
        high=standing.estimate.high,
        crossing=now + timedelta(days=AHEAD_DAYS) if fades else None,
    )
