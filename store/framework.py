"""Queries about skills, roles and what roles expect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from org.model import Criticality, Expectation, Framework, Role, Skill
from store.catalogue import remembered
from store.models import ExpectationRow, RoleRow, SkillRow
from store.unit import Unit


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


def roles(unit: Unit, day: date) -> dict[str, Role]:
    """Return every role with what it expects on that day, by id."""
    names = remembered(unit, "roles", lambda: _names(unit))
    dated = remembered(unit, "expectations", lambda: _expectations(unit))
    expects = {role: [d.expectation for d in dated.get(role, ()) if d.holds(day)] for role in names}
    return {role: Role(role, name, tuple(expects[role])) for role, name in names.items()}


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
