"""Queries about skills, roles and what roles expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from org.model import Criticality, Expectation, Framework, Role, Skill
from store.catalogue import remembered
from store.models import ExpectationRow, RoleRow, SkillRow
from store.unit import Unit

MOST_DAYS = 400
"""Days of which it is kept in memory what roles expect: about a year of people's first days."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What a role expects of a skill, and the day from which it no longer does, if any."""

    expectation: Expectation
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        since = self.expectation.since
        return (since is None or since <= day) and (self.until is None or day < self.until)


def skills(unit: Unit) -> dict[str, Skill]:
    """Return every skill that is not retired, by id."""
    return remembered(unit, "skills", lambda: _skills(unit))


def _skills(unit: Unit) -> dict[str, Skill]:
    rows = unit.session.scalars(
        select(SkillRow).where(
            SkillRow.workspace_id == unit.workspace, SkillRow.retired_at.is_(None)
        )
    )
    return {r.skill_id: Skill(id=r.skill_id, name=r.name, description=r.description) for r in rows}


@dataclass(frozen=True, slots=True)
class Roles:
    """Every role with what it expects, on any day."""

    names: Mapping[str, str]
    dated: Mapping[str, Sequence[Dated]]
    _known: dict[date, dict[str, Role]] = field(default_factory=dict)

    def on(self, day: date) -> dict[str, Role]:
        """Return every role with what it expects on a day, by id; it must never be changed."""
        known = self._known.get(day)
        if known is None:
            if len(self._known) >= MOST_DAYS:
                self._known.clear()
            known = self._known[day] = {role: self._role(role, day) for role in self.names}
        return known

    def _role(self, role: str, day: date) -> Role:
        expects = (d.expectation for d in self.dated.get(role, ()) if d.holds(day))
        return Role(role, self.names[role], tuple(expects))


def all_roles(unit: Unit) -> Roles:
    """Return every role with what it expects, on any day."""
    return remembered(unit, "roles", lambda: Roles(_names(unit), _expectations(unit)))


def roles(unit: Unit, day: date) -> dict[str, Role]:
    """Return every role with what it expects on that day, by id."""
    return all_roles(unit).on(day)


def _names(unit: Unit) -> dict[str, str]:
    rows = unit.session.scalars(
        select(RoleRow).where(RoleRow.workspace_id == unit.workspace, RoleRow.retired_at.is_(None))
    )
    return {row.role_id: row.name for row in rows}


def _expectations(unit: Unit) -> dict[str, list[Dated]]:
    rows = unit.session.scalars(
        select(ExpectationRow)
        .where(ExpectationRow.workspace_id == unit.workspace)
        .order_by(ExpectationRow.skill_id)
    )
    found: dict[str, list[Dated]] = {}
    for r in rows:
        expectation = Expectation(r.skill_id, r.target, Criticality(r.criticality), r.since)
        found.setdefault(r.role_id, []).append(Dated(expectation, r.until))
    return found


def framework(unit: Unit, day: date) -> Framework:
    """Return the framework as it holds on a day."""
    return Framework(
        skills=tuple(sorted(skills(unit).values(), key=lambda s: s.id)),
        roles=tuple(sorted(roles(unit, day).values(), key=lambda r: r.id)),
    )


def open_expectations(unit: Unit) -> list[ExpectationRow]:
    """Return the expectations that nothing has ended yet."""
    return list(
        unit.session.scalars(
            select(ExpectationRow).where(
                ExpectationRow.workspace_id == unit.workspace, ExpectationRow.until.is_(None)
            )
        )
    )


def any_expectation(unit: Unit) -> bool:
    """Return whether a framework was ever loaded."""
    query = select(ExpectationRow.expectation_id).where(
        ExpectationRow.workspace_id == unit.workspace
    )
    return unit.session.scalar(query.limit(1)) is not None
