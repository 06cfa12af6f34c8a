"""People, rosters and frameworks as an administrator sees them."""

from __future__ import annotations

from collections import defaultdict

from files.faults import Fault
from org.diff import RosterDiff
from practice.people.frameworks import FrameworkDraft
from practice.people.register import read_register
from practice.people.rosters import Enrolled, RosterDraft
from practice.ports import Ports
from practice.screens import question_details
from store import framework, people
from views.framework import FrameworkChangesView
from views.reader import Reader
from views.roster import PersonLine, RosterChangesView


def people_lines(ports: Ports) -> list[PersonLine]:
    """Return everybody that ever was on the roster, with what they hold today."""
    with ports.sessions.read() as unit:
        today = unit.now.date()
        roles = framework.roles(unit, today)
        register = read_register(unit)
    teams = {team_id: row.name for team_id, row in register.teams.items()}
    held: dict[str, list[str]] = defaultdict(list)
    led: dict[str, set[str]] = defaultdict(set)
    for a in people.in_force(register.assignments, today):
        role = roles[a.role_id].name if a.role_id in roles else a.role_id
        held[a.person_id].append(f"{role}, {teams[a.team_id]}")
        led[a.manager_id or ""].add(a.team_id)
    return [
        PersonLine(
            name=person.name,
            held=tuple(held[person.person_id]),
            leads=tuple(teams[team_id] for team_id in sorted(led[person.person_id])),
            has_account=person.slack_user is not None,
            left=not person.on_roster,
        )
        for person in register.people
    ]


def changes(ports: Ports, user: str, drafted: RosterDraft) -> RosterChangesView:
    """Return what a drafted roster would change, as lines to read."""
    new, diff = drafted.new, drafted.changes.diff
    warnings = tuple(_worth_a_look(warning) for warning in new.warnings)
    reader = question_details.reader(ports, user)
    return _view(reader, drafted.draft_id, new.file, diff, new.unknown, warnings)


def _worth_a_look(warning: Fault) -> str:
    return f"{warning.line}: {warning.what} {warning.todo}"


def changed(ports: Ports, user: str, done: Enrolled) -> RosterChangesView:
    """Return what a roster changed."""
    reader = question_details.reader(ports, user)
    return _view(reader, "", done.file, done.diff, done.unknown)


def framework_changes(ports: Ports, user: str, drafted: FrameworkDraft) -> FrameworkChangesView:
    """Return what a drafted framework would change, or changed."""
    new = drafted.new.framework
    return FrameworkChangesView(
        reader=question_details.reader(ports, user),
        draft=drafted.draft_id,
        file=drafted.new.file,
        diff=drafted.changes,
        skills={skill.id: skill.name for skill in new.skills},
        roles={role.id: role.name for role in new.roles},
        warnings=tuple(_worth_a_look(warning) for warning in drafted.new.warnings),
    )


def _view(
    reader: Reader,
    draft: str,
    file: str,
    diff: RosterDiff,
    unknown: tuple[str, ...],
    warnings: tuple[str, ...] = (),
) -> RosterChangesView:
    new = {p.email for p in (*diff.joined, *diff.returned)}
    replaced = {p.email for p in diff.left} | {a.email for a in diff.opened}
    return RosterChangesView(
        reader=reader,
        draft=draft,
        file=file,
        joined=tuple(p.name for p in diff.joined),
        returned=tuple(p.name for p in diff.returned),
        left=tuple(p.name for p in diff.left),
        moved=tuple(a for a in diff.opened if a.email not in new),
        ended=tuple(a for a in diff.closed if a.email not in replaced),
        redated=tuple(redated.now for redated in diff.redated),
        corrected=(
            *(f"{c.email}: {c.field} {c.was or '–'} → {c.now}" for c in diff.changed),
            *(f"{team.was} → {team.now}" for team in diff.respelt),
        ),
        unchanged=len({a.email for a in diff.unchanged}),
        unknown=unknown,
        warnings=warnings,
    )
