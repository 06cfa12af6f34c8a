"""What if: where a team would stand in some weeks at another number of questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from capability.belief import Belief, Key
from capability.estimate import Reply, predict, update
from capability.priors import Priors
from capability.team import Member, over_skills
from org.model import CRITICALITY_WEIGHT, Expectation
from practice.judging import difficulty
from practice.ports import Ports
from practice.teams import team
from practice.teams.digest import measured
from scheduling.need import SkillNeed, shortfall
from store.unit import Unit
from views.teams import Plan

WEEKS = 12
CADENCES = (0, 1, 2, 3, 4, 5)
WEEK_SECONDS = 7 * 86_400.0


def plans(unit: Unit, ports: Ports, group: team.Group) -> list[Plan]:
    """Return what each number of questions a week would come to in twelve weeks.

    Nobody can know the replies to come: each is taken as good as the model expects it, so that
    practice narrows the range and keeps what would fade, and promises no more than that.
    """
    now = unit.now
    usual = difficulty.typical(unit, now)
    expected = team.expectations(unit, group)
    members = team.members(unit, ports, group)
    found = []
    for per_week in CADENCES:
        practised = [
            (
                _practised(ports.priors, members[p], expected[p], usual, per_week, now),
                {s: CRITICALITY_WEIGHT[e.criticality] for s, e in expected[p].items()},
            )
            for p in group.members
        ]
        at = now.timestamp() + WEEKS * WEEK_SECONDS
        then = over_skills(ports.priors, practised, usual, at)
        if then is not None:
            found.append(Plan(per_week, replace(measured(then), enough=True)))
    return found


def _practised(
    priors: Priors,
    member: Member,
    expected: Mapping[str, Expectation],
    usual: Mapping[str, float],
    per_week: int,
    now: datetime,
) -> Member:
    beliefs: dict[Key, Belief] = dict(member.beliefs)
    for number in range(per_week * WEEKS if expected else 0):
        at = now.timestamp() + (number + 1) / per_week * WEEK_SECONDS
        skill = max(expected, key=lambda s: _worth(priors, beliefs, expected[s], usual[s], at))
        before = predict(priors, beliefs, (skill,), None, usual[skill], at)
        reply = Reply(f"what-if/{number}", (skill,), before.p, usual[skill], at)
        changed, _ = update(priors, beliefs, reply)
        beliefs.update(changed)
    return Member(beliefs, member.answers)


def _worth(
    priors: Priors,
    beliefs: Mapping[Key, Belief],
    expectation: Expectation,
    usual: float,
    at: float,
) -> float:
    estimate = predict(priors, beliefs, (expectation.skill,), None, usual, at)
    need = SkillNeed(
        skill=expectation.skill,
        target=expectation.target,
        criticality=expectation.criticality,
        p=estimate.p,
        low=estimate.low,
        high=estimate.high,
    )
    return CRITICALITY_WEIGHT[expectation.criticality] * shortfall(need)
