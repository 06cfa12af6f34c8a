"""The roster as it stands: everybody and every place there ever was, read once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from org.diff import RosterDiff, compare
from org.limits import ID
from org.model import Assignment, Person, Roster
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


def slug(name: str) -> str:
    """Return a team's id: its name in lower case, words joined by hyphens."""
    return re.sub(r"[^\w]+", "-", name.strip().lower()).strip("-")[:ID] or "team"
