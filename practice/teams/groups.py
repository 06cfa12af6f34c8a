"""Whose people a manager sees together, and where figures of them would point at somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from capability.team import counted, too_few
from store import people
from store.people import Held
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
    return groups_of(people.led(unit, managers), team_names(unit), unit.now.date())


def groups_of(led: Iterable[Held], names: Mapping[str, str], day: date) -> list[Group]:
    """Return the teams of managers on a day, by team and manager, from the roles held in them."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for held in led:
        if held.manager_id is not None and people.holds(held, day):
            found[held.team_id, held.manager_id].add(held.person_id)
    return [
        Group(team_id, names.get(team_id, team_id), manager_id, tuple(sorted(members)))
        for (team_id, manager_id), members in sorted(found.items())
    ]


def team_names(unit: Unit) -> dict[str, str]:
    """Return what every team is called, by id."""
    return {team.team_id: team.name for team in people.teams(unit)}


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


def came_and_went(
    led: Iterable[Held], group: Group, since: date, today: date
) -> tuple[int, int, int]:
    """Return how many joined the team, left it, and changed role in it since a day.

    `led` are the roles held under its manager.
    """
    rows = [held for held in led if held.team_id == group.team_id]
    began = {held.person_id for held in rows if held.start and since <= held.start <= today}
    ended = {held.person_id for held in rows if held.end and since <= held.end < today}
    members = set(group.members)
    return len(began - ended), len(ended - members), len(began & ended & members)
