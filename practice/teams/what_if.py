"""What if: where a team would stand in some weeks at another number of questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from capability.belief import Belief, Key
from capability.estimate import Reply, predict, update
from capability.priors import Priors
from capability.team import Member, over_skills
from org.model import CRITICALITY_WEIGHT, Expectation
from practice.teams.facts import Figure, figure
from practice.teams.groups import Group
from practice.teams.team import Known
from scheduling.need import SkillNeed, shortfall
from scheduling.slots import CADENCES

WEEKS = 12
WEEK_SECONDS = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a team would stand at so many questions a week."""

    per_week: int
    then: Figure


def outlooks(priors: Priors, known: Known, group: Group) -> list[Outlook]:
    """Return what each number of questions a week would come to in twelve weeks.

    Nobody can know the replies to come: each is taken as good as the model expects it, so that
    practice narrows the range and keeps what would fade, and promises no more than that.
    """
    found = []
    for per_week in CADENCES:
        practised = [
            (_practised(priors, known, person_id, per_week), known.weights(person_id))
            for person_id in group.members
        ]
        at = known.now.timestamp() + WEEKS * WEEK_SECONDS
        then = over_skills(priors, practised, known.usual, at)
        if then is not None:
            found.append(Outlook(per_week, figure(then)))
    return found


def _practised(priors: Priors, known: Known, person_id: str, per_week: int) -> Member:
    """Return somebody as they would be after the weeks."""
    member, expected = known.member(person_id), known.expectations(person_id)
    beliefs: dict[Key, Belief] = dict(member.beliefs)
    for number in range(per_week * WEEKS if expected else 0):
        at = known.now.timestamp() + (number + 1) / per_week * WEEK_SECONDS
        skill = max(
            expected, key=lambda s: _worth(priors, beliefs, expected[s], known.usual[s], at)
        )
        usual = known.usual[skill]
        before = predict(priors, beliefs, (skill,), None, usual, at)
        reply = Reply(f"what-if/{number}", (skill,), before.p, usual, at)
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
