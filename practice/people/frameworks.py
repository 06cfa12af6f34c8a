"""Putting a framework into force: skills, roles, and what roles expect from which day."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from files.faults import Fault
from org.framework import check as check_framework
from org.framework_diff import Expected, FrameworkDiff, compare
from org.model import Framework
from practice import drafts
from practice.drafts import Draft, Faulty, Moved, Subject
from practice.ports import Ports
from store import bulk, framework, people
from store.ids import new_id
from store.models import DraftSubject, ExpectationRow, RoleRow, SkillRow
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class FrameworkFile:
    """A framework as it was handed in."""

    file: str
    framework: Framework
    warnings: tuple[Fault, ...] = ()


_FILE = TypeAdapter(FrameworkFile)

FrameworkDraft = Draft[FrameworkFile, FrameworkDiff]


def draft(ports: Ports, file: str, content: bytes, by: str) -> FrameworkDraft | Faulty:
    """Check a framework and keep it as a draft, with what it would change."""
    checked = check_framework(content, file)
    if checked.framework is None:
        return Faulty(checked.faults)
    handed_in = FrameworkFile(file, checked.framework, checked.warnings)
    return drafts.keep(ports.sessions, FRAMEWORK, handed_in, by)


def reopen(ports: Ports, draft_id: str, by: str) -> FrameworkDraft | Faulty | None:
    """Compare a draft with the framework in force; None where it is gone or not this person's."""
    return drafts.reopen(ports.sessions, FRAMEWORK, draft_id, by)


def publish(
    ports: Ports, draft_id: str, by: str
) -> FrameworkDraft | Moved[FrameworkFile, FrameworkDiff] | Faulty | None:
    """Put a drafted framework into force as it was shown; None as in `reopen`."""
    return drafts.publish(ports.sessions, FRAMEWORK, draft_id, by, enact)


def enact(unit: Unit, found: FrameworkDraft) -> FrameworkDraft:
    """Put a compared framework into force; return what that changed."""
    put_into_force(unit, found.changes)
    return found


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
        setattr(rows[change.id], change.field.value, change.now)
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
        setattr(rows[change.id], change.field.value, change.now)
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


def _to_json(new: FrameworkFile) -> dict[str, Any]:
    return dict(_FILE.dump_python(new, mode="json"))


def _read(_unit: Unit, kept: Mapping[str, Any]) -> FrameworkFile:
    return _FILE.validate_python(kept)


def _mark(diff: FrameworkDiff) -> str:
    """Leave out the days from and until which, and how many people hold something."""
    said = [
        *(sorted(s.id for s in some) for some in (diff.new_skills, diff.new_roles)),
        *(sorted(r.id for r in some) for some in (diff.retired_skills, diff.retired_roles)),
        *(sorted(map(repr, some)) for some in (diff.changed_skills, diff.changed_roles)),
        sorted(_undated(Expected(e.role, e.expectation)) for e in diff.opened),
        sorted(_undated(e.was) for e in diff.ended),
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _undated(expected: Expected) -> str:
    what = expected.expectation
    return repr((expected.role, what.skill, what.target, what.criticality))


FRAMEWORK: Subject[FrameworkFile, FrameworkDiff] = Subject(
    DraftSubject.FRAMEWORK,
    _to_json,
    _read,
    lambda unit, new: difference(unit, new.framework),
    _mark,
)
