"""Queries about skills, roles and what roles expect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from org.model import Criticality, Expectation, Framework, Role, Skill
from store.catalogue import remembered
from store.models import ExpectationRow, RoleRow, SkillRow


@dataclass(frozen=True, slots=True)
class Dated:
    """What a role expects of a skill, and the day from which it no longer does, if any."""

    expectation: Expectation
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        since = self.expectation.since
        return (since is None or since <= day) and (self.until is None or day < self.until)


def skills(session: Session, ws: str) -> dict[str, Skill]:
    """Return every skill that is not retired, by id."""
    return remembered(session, ws, "skills", lambda: _skills(session, ws))


def _skills(session: Session, ws: str) -> dict[str, Skill]:
    rows = session.scalars(
        select(SkillRow).where(SkillRow.workspace_id == ws, SkillRow.retired_at.is_(None))
    )
    return {r.skill_id: Skill(id=r.skill_id, name=r.name, description=r.description) for r in rows}


def roles(session: Session, ws: str, day: date) -> dict[str, Role]:
    """Return every role with what it expects on that day, by id."""
    names = remembered(session, ws, "roles", lambda: _names(session, ws))
    dated = remembered(session, ws, "expectations", lambda: _expectations(session, ws))
    expects = {role: [d.expectation for d in dated.get(role, ()) if d.holds(day)] for role in names}
    return {role: Role(role, name, tuple(expects[role])) for role, name in names.items()}


def _names(session: Session, ws: str) -> dict[str, str]:
    rows = session.scalars(
        select(RoleRow).where(RoleRow.workspace_id == ws, RoleRow.retired_at.is_(None))
    )
    return {row.role_id: row.name for row in rows}


def _expectations(session: Session, ws: str) -> dict[str, list[Dated]]:
    rows = session.scalars(
        select(ExpectationRow)
        .where(ExpectationRow.workspace_id == ws)
        .order_by(ExpectationRow.skill_id)
    )
    found: dict[str, list[Dated]] = {}
    for r in rows:
        expectation = Expectation(r.skill_id, r.target, Criticality(r.criticality), r.since)
        found.setdefault(r.role_id, []).append(Dated(expectation, r.until))
    return found


def framework(session: Session, ws: str, day: date) -> Framework:
    """Return the framework as it holds on a day."""
    return Framework(
        skills=tuple(sorted(skills(session, ws).values(), key=lambda s: s.id)),
        roles=tuple(sorted(roles(session, ws, day).values(), key=lambda r: r.id)),
    )


def open_expectations(session: Session, ws: str) -> list[ExpectationRow]:
    """Return the expectations that nothing has ended yet."""
    return list(
        session.scalars(
            select(ExpectationRow).where(
                ExpectationRow.workspace_id == ws, ExpectationRow.until.is_(None)
            )
        )
    )


def any_expectation(session: Session, ws: str) -> bool:
    """Return whether a framework was ever loaded."""
    query = select(ExpectationRow.expectation_id).where(ExpectationRow.workspace_id == ws)
    return session.scalar(query.limit(1)) is not None
