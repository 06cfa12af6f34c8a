"""The roster as it stands: everybody and every place there ever was, read once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from org.diff import RosterDiff, compare
from org.limits import ID
from org.model import Assignment, Person, Roster
from org.names import same_name
from store import people
from store.models import AssignmentRow, PersonRow, TeamRow
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class Register:
    """All people by email, all teams by id, and all assignments, as they are stored."""

    people: Sequence[PersonRow]
    teams: dict[str, TeamRow]
    assignments: Sequence[AssignmentRow]

    def roster(self) -> Roster:
        """Return the people on the roster, and all assignments there ever were."""
        return Roster(
            people=tuple(
                Person(p.email, p.name, p.timezone, p.country, p.language)
                for p in self.people
                if p.on_roster
            ),
            assignments=tuple(
                Assignment(
                    email=email,
                    team=self.teams[row.team_id].name,
                    role=row.role_id,
                    manager_email=manager,
                    start=row.start,
                    end=row.end,
                )
                for row, email, manager in self.placed()
            ),
        )

    def placed(self) -> list[tuple[AssignmentRow, str, str | None]]:
        """Return every assignment with the emails of whose it is and of their manager."""
        emails = {p.person_id: p.email for p in self.people}
        return [
            (row, emails[row.person_id], emails[row.manager_id] if row.manager_id else None)
            for row in self.assignments
        ]

    def difference(self, roster: Roster, today: date) -> RosterDiff:
        """Return what loading a roster would change today."""
        former = {p.email for p in self.people if not p.on_roster}
        return compare(self.roster(), roster, today, former)


def read_register(unit: Unit) -> Register:
    """Read the roster as it stands, in three statements."""
    return Register(
        people=people.everyone(unit),
        teams={team.team_id: team for team in people.teams(unit)},
        assignments=people.assignments(unit),
    )


def team_ids(register: Register, names: Iterable[str]) -> dict[str, str]:
    """Return the ids of teams by name: those that they have, or new ones that nobody else has.

    A team is the same where its name says the same; it keeps its id for good.
    """
    by_writing = {team.name: team_id for team_id, team in register.teams.items()}
    by_name = {same_name(name): team_id for name, team_id in by_writing.items()}
    found = {}
    for name in sorted(set(names)):
        key = same_name(name)
        if key not in by_name:
            by_name[key] = _new_id(key, taken={*register.teams, *by_name.values()})
        found[name] = by_writing.get(name, by_name[key])
    return found


def _new_id(name: str, taken: Collection[str]) -> str:
    """Return a name's words joined by hyphens; where others have that, with a mark of the name."""
    words = re.sub(r"[^\w]+", "-", name).strip("-") or "team"
    if words[:ID] not in taken:
        return words[:ID]
    mark = hashlib.sha256(name.encode()).hexdigest()[:_MARK]
    return f"{words[: ID - _MARK - 1]}-{mark}"


_MARK: Final = 12
