"""Queries about skills, roles and what roles expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from org.framework_diff import Expected, InForce
from org.model import Criticality, Expectation, Framework, Role, Skill
from store.catalogue import remembered
from store.models import ExpectationRow, RoleRow, SkillRow
from store.unit import Unit

MOST_DAYS = 400
"""Days of which it is kept in memory what roles expect: about a year of people's first days."""


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
    dated: Mapping[str, Sequence[Expected]]
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
        expects = (d.expectation for d in self.dated.get(role, ()) if d.holds_on(day))
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


def _expectations(unit: Unit) -> dict[str, list[Expected]]:
    found: dict[str, list[Expected]] = {}
    for row in sorted(expectation_rows(unit), key=lambda row: row.skill_id):
        found.setdefault(row.role_id, []).append(as_expected(row))
    return found


def framework(unit: Unit, day: date) -> Framework:
    """Return the framework as it holds on a day."""
    return Framework(
        skills=tuple(sorted(skills(unit).values(), key=lambda s: s.id)),
        roles=tuple(sorted(roles(unit, day).values(), key=lambda r: r.id)),
    )


def in_force(unit: Unit) -> InForce:
    """Return the framework as it stands, with all that was and will be expected."""
    names = [(row.role_id, row.name) for row in role_rows(unit) if row.retired_at is None]
    return InForce(
        skills=tuple(sorted(skills(unit).values(), key=lambda s: s.id)),
        roles=tuple(Role(role, name) for role, name in sorted(names)),
        expected=tuple(as_expected(row) for row in expectation_rows(unit)),
    )


def as_expected(row: ExpectationRow) -> Expected:
    """Read an expectation's row."""
    what = Expectation(row.skill_id, row.target, Criticality(row.criticality), row.since)
    return Expected(row.role_id, what, row.until)


def skill_rows(unit: Unit) -> Sequence[SkillRow]:
    """Return every skill there ever was."""
    return unit.session.scalars(
        select(SkillRow).where(SkillRow.workspace_id == unit.workspace)
    ).all()


def role_rows(unit: Unit) -> Sequence[RoleRow]:
    """Return every role there ever was."""
    return unit.session.scalars(select(RoleRow).where(RoleRow.workspace_id == unit.workspace)).all()


def expectation_rows(unit: Unit) -> Sequence[ExpectationRow]:
    """Return every expectation there ever was."""
    return unit.session.scalars(
        select(ExpectationRow).where(ExpectationRow.workspace_id == unit.workspace)
    ).all()
