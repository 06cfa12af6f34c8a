"""What a team can do, as its manager may see it: figures only where they point at nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from capability.priors import Priors
from capability.team import Member, in_skill, over_skills, too_few
from org.model import CRITICALITY_WEIGHT, Expectation
from practice.judging import difficulty
from practice.judging.estimates import Basis, basis_of, names_of, seen
from practice.teams.facts import Named, SkillFacts, TeamFacts, figure
from practice.teams.groups import Group, may_show
from practice.who.preferences import setup_of
from store import framework, people
from store.evidence import Graded
from store.unit import Unit
from views.settings import NamedTo


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of some teams' people, read once for all of them.

    `groups` are all teams of their managers, `names` the skills' by id, `usual` how hard each
    skill's typical situation is; `people` and `grades` go by person.
    """

    now: datetime
    groups: tuple[Group, ...]
    names: Mapping[str, str]
    usual: Mapping[str, float]
    people: Mapping[str, Basis]
    grades: Mapping[str, Sequence[Graded]]
    by_name: bool

    def shows(self, group: Group) -> bool:
        """Whether figures of a team point at nobody."""
        return may_show(group, self.groups)

    def expectations(self, person_id: str) -> dict[str, Expectation]:
        """Return what is expected of somebody, by skill."""
        return {s: expectation for s, (expectation, _) in self.people[person_id].expected.items()}

    def weights(self, person_id: str) -> dict[str, float]:
        """Return how much somebody's roles depend on each skill."""
        found = self.expectations(person_id).items()
        return {skill: CRITICALITY_WEIGHT[e.criticality] for skill, e in found}

    def member(self, person_id: str) -> Member:
        """Return somebody as a team's estimate takes them."""
        basis = self.people[person_id]
        return Member(basis.beliefs, basis.answers)


def know(
    unit: Unit, priors: Priors, wanted: Sequence[Group], others: Sequence[Group] = ()
) -> Known:
    """Read what is known of the people of some teams; `others` are their managers' other teams."""
    ids = {person_id for group in wanted for person_id in group.members}
    stored, names, roles = seen(unit, ids), names_of(unit), framework.all_roles(unit)
    found = {
        person_id: basis_of(priors, roles, names, person, stored[person_id], unit.now)
        for person_id, person in people.by_ids(unit, ids).items()
    }
    return Known(
        now=unit.now,
        groups=tuple(dict.fromkeys((*wanted, *others))),
        names=names,
        usual=difficulty.typical(unit, unit.now),
        people=found,
        grades={person_id: stored[person_id].grades for person_id in ids},
        by_name=setup_of(unit).naming is NamedTo.MANAGERS,
    )


def measure(
    priors: Priors, known: Known, group: Group, before: TeamFacts | None = None
) -> TeamFacts:
    """Estimate a team now, over all that its roles expect and in each skill.

    `before` is how it was last told, to say what moved since.
    """
    weights = {person_id: known.weights(person_id) for person_id in group.members}
    shown = known.shows(group)
    overall = over_skills(
        priors,
        [(known.member(p), weights[p]) for p in group.members],
        known.usual,
        known.now.timestamp(),
    )
    skills = sorted({s for wanted in weights.values() for s in wanted})
    if overall is not None:
        overall = replace(overall, answers=_answers(known, group, set(skills)))
    return TeamFacts(
        team=Named(group.team_id, group.name),
        members=len(group.members),
        overall=figure(overall) if overall is not None and shown else None,
        skills=tuple(_in_skill(priors, known, group, skill, shown, before) for skill in skills),
        by_name=known.by_name,
    )


def _in_skill(
    priors: Priors, known: Known, group: Group, skill: str, shown: bool, before: TeamFacts | None
) -> SkillFacts:
    wanting = [p for p in group.members if skill in known.people[p].expected]
    target = max(known.people[p].expected[skill][0].target for p in wanting)
    named = Named(skill, known.names[skill])
    estimate = None
    if shown and not too_few(len(wanting)):
        among = [known.member(p) for p in wanting]
        estimate = in_skill(priors, among, skill, known.usual[skill], known.now.timestamp())
    if estimate is None:
        return SkillFacts(named, target, None)
    now = figure(estimate)
    last = before.skill(named) if before is not None else None
    if last is None or last.figure is None:
        return SkillFacts(named, target, now)
    return SkillFacts(named, target, now, last.figure.p, now.apart(last.figure))


def weight(known: Known, group: Group, skill: str) -> float:
    """Return how much the role of a team that depends most on a skill does."""
    return max(known.weights(p)[skill] for p in group.members if skill in known.people[p].expected)


def _answers(known: Known, group: Group, skills: set[str]) -> int:
    """Count the answers behind a team's figure, one about two skills once."""
    grades = [grade for person_id in group.members for grade in known.grades[person_id]]
    return sum(g.counts and bool(skills.intersection(g.skill_scores)) for g in grades)
