"""What costs a team most, and who can help: from marks and choices that the caller passes in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from capability.team import TeamEstimate

CAUTION = 3.0
"""So many people without a slip are assumed beside those seen, so that few never lead a list."""


@dataclass(frozen=True, slots=True)
class Chance:
    """One moment at which a person could go wrong in a known way, and whether they did.

    `what` is the misconception, or the concept or criterion, that was at stake; `slipped` is in
    [0, 1], as a partly met criterion is half a slip.
    """

    person: str
    what: str
    skill: str
    slipped: float


@dataclass(frozen=True, slots=True)
class Struggle:
    """How often something goes wrong, and what that costs.

    `share` in [0, 1] is the mean over people of how often each slipped; `cost` is a cautious
    share times the skill's weight; `people` slipped at least once, of `asked`.
    """

    what: str
    skill: str
    share: float
    cost: float
    people: int
    asked: int


def costliest(chances: Iterable[Chance], weights: Mapping[str, float]) -> tuple[Struggle, ...]:
    """What goes wrong, dearest first; `weights` is each skill's criticality (1 if absent).

    A person counts once however often they were asked. Ties go by name, so that the same
    evidence always gives the same list.
    """
    seen: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for chance in chances:
        seen[(chance.what, chance.skill)][chance.person].append(chance.slipped)
    found = []
    for (what, skill), people in seen.items():
        shares = [sum(slips) / len(slips) for slips in people.values()]
        slipped = sum(share > 0.0 for share in shares)
        if slipped:
            cautious = sum(shares) / (len(shares) + CAUTION)
            cost = cautious * weights.get(skill, 1.0)
            mean = sum(shares) / len(shares)
            found.append(Struggle(what, skill, mean, cost, slipped, len(shares)))
    return tuple(sorted(found, key=lambda s: (-s.cost, s.what, s.skill)))


def who_can_help(
    ours: TeamEstimate, others: Mapping[str, TeamEstimate], target: float
) -> tuple[str, ...]:
    """Other teams strong in a skill, strongest first.

    Strong is reliable, at the target or over it, and clear of our own range.
    """
    strong = [
        (-team.p, name)
        for name, team in others.items()
        if team.reliable and team.p >= target and team.low > ours.high
    ]
    return tuple(name for _, name in sorted(strong))
