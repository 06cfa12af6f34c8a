"""How a team's skills moved from week to week, by what its digests said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from practice.teams.facts import Figure, Named, Point, SkillFacts, TrendFacts
from practice.teams.told import Told

MOST_WEEKS = 11
"""So many earlier digests are looked at for the trend in a digest."""


def trend(now: SkillFacts, told: Sequence[Told], monday: date) -> TrendFacts | None:
    """Return a skill's last weeks up to this one; `told` are the earlier digests, newest first."""
    weeks = []
    for said in reversed(told[:MOST_WEEKS]):
        stood = said.facts.team.skill(now.skill)
        if stood is not None and stood.figure is not None and stood.figure.reliable:
            weeks.append(_point(said.facts.monday, stood.figure))
    if now.figure is not None and now.figure.reliable:
        weeks = [week for week in weeks if week.monday != monday]
        weeks.append(_point(monday, now.figure))
    return TrendFacts(now.skill, tuple(weeks), now.target) if weeks else None


def trends(told: Sequence[Told], names: Mapping[str, str]) -> tuple[TrendFacts, ...]:
    """Return how every skill moved over all digests told, newest first; `names` are today's."""
    found: dict[tuple[str | None, str], TrendFacts] = {}
    for said in reversed(told):
        for skill in said.facts.team.skills:
            if skill.figure is not None and skill.figure.reliable:
                key = skill.skill.key
                before = found[key].weeks if key in found else ()
                weeks = (*before, _point(said.facts.monday, skill.figure))
                found[key] = TrendFacts(_today(skill.skill, names), weeks, skill.target)
    return tuple(found.values())


def _today(skill: Named, names: Mapping[str, str]) -> Named:
    """Return a skill by the name that it has today, or by its last one."""
    return Named(skill.id, names.get(skill.id or "", skill.name))


def _point(monday: date, figure: Figure) -> Point:
    return Point(monday, figure.p, figure.low, figure.high)
