"""What a team can do, as its manager may see it: figures only where they point at nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from capability.struggle import Chance, Struggle, costliest
from capability.team import FEWEST_PEOPLE, Member, TeamEstimate, in_skill, over_skills
from items.model import Misconception
from org.model import CRITICALITY_WEIGHT, Expectation
from practice.judging import difficulty
from practice.judging.estimates import answers_by_skill, expectations_of
from practice.judging.learn import believed
from practice.ports import Ports
from practice.who.preferences import setup_of
from store import banks, evidence, framework, people
from store.banks import PublishedItem
from store.evidence import Graded
from store.unit import Unit

RECENT = timedelta(weeks=8)
"""How far back a mix-up counts as one of today's."""

FEWEST_SHARING = 2
"""A mix-up is shown from so many people on, of at least five asked."""


@dataclass(frozen=True, slots=True)
class Group:
    """A manager's people in a team."""

    team_id: str
    name: str
    manager_id: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillReading:
    """A team in one skill; `estimate` None where figures are withheld."""

    skill: str
    name: str
    target: float
    weight: float
    estimate: TeamEstimate | None


@dataclass(frozen=True, slots=True)
class TeamReading:
    """A team as it stands now. `overall` is None for a team that is too small to show.

    `by_name`: the organisation's policy lets its manager see each person.
    """

    group: Group
    overall: TeamEstimate | None
    skills: tuple[SkillReading, ...]
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class SharedMixUp:
    """A misconception that costs a team, with the items in which it showed, always in one order."""

    misconception: Misconception
    struggle: Struggle
    items: tuple[PublishedItem, ...]


def groups(unit: Unit) -> list[Group]:
    """Return every team of every manager today."""
    day = unit.now.date()
    names = {t.team_id: t.name for t in people.teams(unit)}
    return [
        Group(
            team_id,
            names.get(team_id, team_id),
            manager_id,
            tuple(people.members(unit, team_id, manager_id, day)),
        )
        for team_id, manager_id in people.managed_teams(unit, day)
    ]


def group_of(unit: Unit, team_id: str, manager_id: str) -> Group | None:
    """Return one manager's team, or None where they do not manage it today."""
    found = groups(unit)
    return next((g for g in found if (g.team_id, g.manager_id) == (team_id, manager_id)), None)


def may_show(group: Group, others: Sequence[Group]) -> bool:
    """Whether figures of a team point at nobody.

    Never fewer than five people; and not where the manager could take it from a larger team of
    theirs and be left with figures of fewer than five.
    """
    members = set(group.members)
    if len(members) < FEWEST_PEOPLE:
        return False
    for other in others:
        if other.manager_id != group.manager_id or other.team_id == group.team_id:
            continue
        theirs = set(other.members)
        larger = (len(theirs), other.team_id) > (len(members), group.team_id)
        left = theirs - members
        if larger and members & theirs and 0 < len(left) < FEWEST_PEOPLE:
            return False
    return True


def read(unit: Unit, ports: Ports, group: Group) -> TeamReading:
    """Estimate a team, over all that its roles expect and in each skill."""
    now = unit.now
    usual = difficulty.typical(unit, now)
    expected = expectations(unit, group)
    known = members(unit, ports, group)
    shown = may_show(group, groups(unit))
    names = framework.skills(unit)
    at = now.timestamp()
    overall = over_skills(
        ports.priors,
        [
            (known[p], {s: CRITICALITY_WEIGHT[e.criticality] for s, e in expected[p].items()})
            for p in group.members
        ],
        usual,
        at,
    )
    skills = sorted({s for wanted in expected.values() for s in wanted})
    readings = []
    for skill in skills:
        wanting = [p for p in group.members if skill in expected[p]]
        among = [known[p] for p in wanting]
        readings.append(
            SkillReading(
                skill=skill,
                name=names[skill].name,
                target=max(expected[p][skill].target for p in wanting),
                weight=max(CRITICALITY_WEIGHT[expected[p][skill].criticality] for p in wanting),
                estimate=in_skill(ports.priors, among, skill, usual[skill], at)
                if shown and len(wanting) >= FEWEST_PEOPLE
                else None,
            )
        )
    if overall is not None:
        overall = replace(overall, answers=_answers(unit, group, set(skills)))
    by_name = setup_of(unit).naming == "managers"
    return TeamReading(group, overall if shown else None, tuple(readings), by_name)


def _answers(unit: Unit, group: Group, skills: set[str]) -> int:
    """Count the answers behind a team's figure, one about two skills once."""
    grades = [
        grade for person_id in group.members for grade in evidence.standing_grades(unit, person_id)
    ]
    return sum(g.counts and bool(skills.intersection(g.skill_scores)) for g in grades)


def expectations(unit: Unit, group: Group) -> dict[str, dict[str, Expectation]]:
    """Return what is expected of each member, by person and skill."""
    known = people.by_ids(unit, group.members)
    now = unit.now
    return {
        person_id: {
            skill: expectation
            for skill, (expectation, _) in expectations_of(unit, known[person_id], now).items()
        }
        for person_id in group.members
    }


def members(unit: Unit, ports: Ports, group: Group) -> Mapping[str, Member]:
    """Return each member's beliefs and answers, by person."""
    return {
        person_id: Member(
            beliefs=believed(unit, ports.priors, person_id),
            answers=answers_by_skill(evidence.standing_grades(unit, person_id)),
        )
        for person_id in group.members
    }


def mix_ups(unit: Unit, group: Group) -> list[SharedMixUp]:
    """Return what the team mixes up, dearest first: shared by some, asked of at least five."""
    now = unit.now
    if not may_show(group, groups(unit)):
        return []
    items = {p.item_ref: p for p in banks.current(unit)}
    known = banks.misconceptions(unit)
    grades = [
        g
        for g in evidence.grades_of_people(unit, group.members, now)
        if g.counts and g.replied_at >= now - RECENT and g.item_ref in items
    ]
    weights = {
        skill: CRITICALITY_WEIGHT[e.criticality]
        for wanted in expectations(unit, group).values()
        for skill, e in wanted.items()
    }
    struggles = costliest(_chances(grades, items), weights)
    shared = []
    for struggle in struggles:
        bank_id, _, name = struggle.what.partition("/")
        if struggle.asked < FEWEST_PEOPLE or struggle.people < FEWEST_SHARING:
            continue
        showed = [g for g in grades if name in g.misconceptions]
        refs = sorted({g.item_ref for g in showed})
        at_stake = tuple(items[ref] for ref in refs if items[ref].bank_id == bank_id)
        if at_stake and (bank_id, name) in known:
            shared.append(SharedMixUp(known[bank_id, name], struggle, at_stake))
    return shared


def _chances(grades: Sequence[Graded], items: Mapping[str, PublishedItem]) -> list[Chance]:
    """Return each moment at which somebody could show a misconception, and whether they did."""
    chances = []
    for grade in grades:
        published = items[grade.item_ref]
        item = published.item
        at_stake = {o.misconception for o in item.options} | {c.misconception for c in item.rubric}
        chances += [
            Chance(
                person=grade.person_id,
                what=f"{published.bank_id}/{name}",
                skill=item.skills[0],
                slipped=1.0 if name in grade.misconceptions else 0.0,
            )
            for name in sorted(n for n in at_stake if n)
        ]
    return chances


def started_since(unit: Unit, group: Group, since: datetime) -> tuple[int, int, int]:
    """Return how many joined the team, left it, and changed role in it since a moment."""
    rows = [
        a
        for a in people.assignments(unit)
        if a.team_id == group.team_id and a.manager_id == group.manager_id
    ]
    day, today = since.date(), unit.now.date()
    began = {a.person_id for a in rows if a.start and day <= a.start <= today}
    ended = {a.person_id for a in rows if a.end and day <= a.end < today}
    members = set(group.members)
    return len(began - ended), len(ended - members), len(began & ended & members)
