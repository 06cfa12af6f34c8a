"""Putting a framework into force: skills, roles, and what roles expect from which day."""

from __future__ import annotations

from collections import defaultdict

from org.framework import CheckedFramework
from org.framework import check as check_framework
from org.framework_diff import Expected, FrameworkDiff, compare
from org.model import Framework
from practice.ports import Ports
from store import bulk, framework, people
from store.ids import new_id
from store.models import ExpectationRow, RoleRow, SkillRow
from store.unit import Unit


def load_framework(ports: Ports, file: str, content: bytes) -> CheckedFramework:
    """Check a framework file and, where it has no faults, put it into force today."""
    checked = check_framework(content, file)
    if checked.framework is not None:
        with ports.sessions.begin() as unit:
            write_framework(unit, checked.framework)
    return checked


def write_framework(unit: Unit, new: Framework) -> FrameworkDiff:
    """Put a framework into force today; return what that changed."""
    diff = difference(unit, new)
    put_into_force(unit, diff)
    return diff


def difference(unit: Unit, new: Framework) -> FrameworkDiff:
    """Return what loading a framework would change today."""
    today = unit.now.date()
    held: dict[str, set[str]] = defaultdict(set)
    for row in people.assignments(unit):
        if row.end is None or row.end >= today:
            held[row.role_id].add(row.person_id)
    return compare(framework.in_force(unit), new, today, held)


def put_into_force(unit: Unit, diff: FrameworkDiff) -> None:
    """Write what a framework changes: what it no longer names is retired, nothing is deleted."""
    _write_skills(unit, diff)
    _write_roles(unit, diff)
    unit.session.flush()
    _write_expectations(unit, diff)


def _write_skills(unit: Unit, diff: FrameworkDiff) -> None:
    rows = {row.skill_id: row for row in framework.skill_rows(unit)}
    for skill in diff.new_skills:
        row = rows.get(skill.id)
        if row is None:
            row = SkillRow(workspace_id=unit.workspace, skill_id=skill.id)
            unit.session.add(row)
        row.name, row.description, row.retired_at = skill.name, skill.description, None
    for change in diff.changed_skills:
        setattr(rows[change.id], change.field, change.now)
    for retired in diff.retired_skills:
        rows[retired.id].retired_at = unit.now
    columns = (SkillRow.name, SkillRow.description, SkillRow.retired_at)
    bulk.write_together(unit, rows.values(), *columns)


def _write_roles(unit: Unit, diff: FrameworkDiff) -> None:
    rows = {row.role_id: row for row in framework.role_rows(unit)}
    for role in diff.new_roles:
        row = rows.get(role.id)
        if row is None:
            row = RoleRow(workspace_id=unit.workspace, role_id=role.id)
            unit.session.add(row)
        row.name, row.retired_at = role.name, None
    for change in diff.changed_roles:
        setattr(rows[change.id], change.field, change.now)
    for retired in diff.retired_roles:
        rows[retired.id].retired_at = unit.now
    bulk.write_together(unit, rows.values(), RoleRow.name, RoleRow.retired_at)


def _write_expectations(unit: Unit, diff: FrameworkDiff) -> None:
    """Give the expectations that end their last day and open the new ones; history stays."""
    until = {ended.was: ended.until for ended in diff.ended}
    for row in framework.expectation_rows(unit) if until else ():
        said = framework.as_expected(row)
        row.until = until.get(said, row.until)
    unit.session.add_all(_opened(unit, expected) for expected in diff.opened)


def _opened(unit: Unit, expected: Expected) -> ExpectationRow:
    what = expected.expectation
    return ExpectationRow(
        workspace_id=unit.workspace,
        expectation_id=new_id(),
        role_id=expected.role,
        skill_id=what.skill,
        target=what.target,
        criticality=what.criticality.value,
        since=what.since,
        recorded_at=unit.now,
    )
