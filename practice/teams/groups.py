"""Whose people a manager sees together, and where figures of them would point at somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from capability.team import counted, too_few
from store import people
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class Group:
    """A manager's people in a team."""

    team_id: str
    name: str
    manager_id: str
    members: tuple[str, ...]


def groups(unit: Unit, managers: Collection[str] | None = None) -> list[Group]:
    """Return every team of some managers today, or of all, by team and manager."""
    day = unit.now.date()
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in people.led(unit, managers):
        if row.manager_id is not None and people.holds(row, day):
            found[row.team_id, row.manager_id].add(row.person_id)
    names = {t.team_id: t.name for t in people.teams(unit)}
    return [
        Group(team_id, names.get(team_id, team_id), manager_id, tuple(sorted(members)))
        for (team_id, manager_id), members in sorted(found.items())
    ]


def group_in(found: Sequence[Group], team_id: str, manager_id: str) -> Group | None:
    """Return one manager's team among others, or None where they do not manage it."""
    return next((g for g in found if (g.team_id, g.manager_id) == (team_id, manager_id)), None)


def may_show(group: Group, others: Sequence[Group]) -> bool:
    """Whether figures of a team point at nobody.

    Never fewer than five people; and not where the manager could take it from a larger team of
    theirs and be left with figures of fewer than five.
    """
    members = set(group.members)
    if too_few(len(members)):
        return False
    for other in others:
        if other.manager_id != group.manager_id or other.team_id == group.team_id:
            continue
        theirs = set(other.members)
        larger = (len(theirs), other.team_id) > (len(members), group.team_id)
        left = theirs - members
        if larger and members & theirs and left and too_few(len(left)):
            return False
    return True


def shown_size(group: Group, others: Sequence[Group]) -> int:
    """Return as how large a team is shown: where figures are withheld, as too small for any."""
    return counted(len(group.members), shown=may_show(group, others))


def came_and_went(unit: Unit, group: Group, since: datetime) -> tuple[int, int, int]:
    """Return how many joined the team, left it, and changed role in it since a moment."""
    rows = [r for r in people.led(unit, (group.manager_id,)) if r.team_id == group.team_id]
    day, today = since.date(), unit.now.date()
    began = {a.person_id for a in rows if a.start and day <= a.start <= today}
    ended = {a.person_id for a in rows if a.end and day <= a.end < today}
    members = set(group.members)
    return len(began - ended), len(ended - members), len(began & ended & members)
