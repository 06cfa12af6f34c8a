"""Putting a roster into force: who joins, returns, leaves and moves, and what they are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from org.diff import RosterDiff
from org.model import Assignment, Roster
from practice.outbox import recurring
from practice.outbox.queue import Word, queue_words
from practice.people import accounts
from practice.people.register import Register, read_register, team_ids
from practice.ports import Account, Ports
from store import bulk, slots
from store.contents import RoleChangedContent
from store.ids import new_id
from store.models import AssignmentRow, DeliveryKind, PersonRow, TeamRow
from store.unit import Unit

COLUMNS = (
    *accounts.COLUMNS,
    PersonRow.name,
    PersonRow.timezone,
    PersonRow.country,
    PersonRow.language,
    PersonRow.on_roster,
    PersonRow.left_at,
)
"""What a roster may change of somebody who was on one before."""


def load_roster(ports: Ports, roster: Roster) -> RosterDiff:
    """Put a roster into force: open and close assignments, find everybody in Slack, greet."""
    known = accounts.directory(ports)
    with ports.sessions.begin() as unit:
        register = read_register(unit)
        diff = register.difference(roster, unit.now.date())
        put_into_force(unit, ports, register, roster, diff, known)
        return diff


def put_into_force(
    unit: Unit,
    ports: Ports,
    register: Register,
    roster: Roster,
    diff: RosterDiff,
    known: Mapping[str, Account],
) -> None:
    """Put a roster into force within a transaction: what differs from the register.

    `known` is Slack's `directory`.
    """
    staff = {row.email: row for row in (*register.people, *_joined(unit, diff))}
    _state(unit, register, roster)
    accounts.follow(unit, staff.values(), known)
    for row in () if diff.empty else staff.values():
        if row.started_at is not None and row.on_roster:
            unit.replan(row)
    bulk.write_together(unit, register.people, *COLUMNS)
    unit.session.flush()
    placed = [*register.assignments, *_write_assignments(unit, register, diff, staff)]
    accounts.greet(unit, staff.values(), placed)
    queue_words(unit, _words(diff, staff, unit.now.date()))
    recurring.fill(unit, ports)


def _joined(unit: Unit, diff: RosterDiff) -> list[PersonRow]:
    joined = [
        PersonRow(
            workspace_id=unit.workspace,
            person_id=new_id(),
            email=person.email,
            name=person.name,
            timezone=person.timezone,
            country=person.country,
            language=person.language,
            is_admin=False,
            on_roster=True,
            reachable=True,
            joined_at=unit.now,
            preferences={},
        )
        for person in diff.joined
    ]
    unit.session.add_all(joined)
    return joined


def _state(unit: Unit, register: Register, roster: Roster) -> None:
    """Write what a roster says of people who were on one before, and who leaves."""
    stated = {person.email: person for person in roster.people}
    for row in register.people:
        said = stated.get(row.email)
        if said is None:
            if row.on_roster:
                row.on_roster, row.left_at, row.plan_after = False, unit.now, None
            continue
        row.on_roster, row.left_at = True, None
        row.name = said.name
        row.timezone = said.timezone or row.timezone
        row.country = said.country or row.country
        row.language = said.language or row.language


def _write_assignments(
    unit: Unit, register: Register, diff: RosterDiff, staff: Mapping[str, PersonRow]
) -> list[AssignmentRow]:
    """Close, date anew and open assignments; return those that are new."""
    changed = (*diff.opened, *diff.closed, *(redated.was for redated in diff.redated))
    teams = team_ids(register, (each.team for each in changed))
    _redate(unit, register, diff, teams)
    _write_teams(unit, register, diff, teams)
    opened = [
        AssignmentRow(
            workspace_id=unit.workspace,
            assignment_id=new_id(),
            person_id=staff[each.email].person_id,
            team_id=teams[each.team],
            role_id=each.role,
            manager_id=_id(staff.get(each.manager_email or "")),
            start=each.start,
            end=each.end,
            recorded_at=unit.now,
        )
        for each in diff.opened
    ]
    unit.session.add_all(opened)
    unit.session.flush()
    return opened


def _id(row: PersonRow | None) -> str | None:
    return row.person_id if row is not None else None


Key = tuple[str, str, str, str | None, date | None]


def _redate(unit: Unit, register: Register, diff: RosterDiff, teams: Mapping[str, str]) -> None:
    rows: dict[Key, AssignmentRow] = {
        (email, row.team_id, row.role_id, manager, row.start): row
        for row, email, manager in register.placed()
    }

    def row_of(a: Assignment, start: date | None) -> AssignmentRow | None:
        return rows.get((a.email, teams[a.team], a.role, a.manager_email, start))

    for closed in diff.closed:
        row = row_of(closed, closed.start) or row_of(closed, None)
        if row is not None:
            row.end = closed.end
    for redated in diff.redated:
        row = row_of(redated.was, redated.was.start)
        if row is not None:
            row.start, row.end = redated.now.start, redated.now.end
    bulk.write_together(unit, register.assignments, AssignmentRow.start, AssignmentRow.end)


def _write_teams(
    unit: Unit, register: Register, diff: RosterDiff, teams: Mapping[str, str]
) -> None:
    """Make the teams that are new, and write the names of others as they are written now."""
    new = {teams[each.team]: each.team for each in diff.opened}
    unit.session.add_all(
        TeamRow(workspace_id=unit.workspace, team_id=team_id, name=name)
        for team_id, name in new.items()
        if team_id not in register.teams
    )
    written = {change.was: change.now for change in diff.respelt}
    for team in register.teams.values():
        team.name = written.get(team.name, team.name)
    unit.session.flush()


def _words(diff: RosterDiff, staff: Mapping[str, PersonRow], today: date) -> Iterator[Word]:
    """Yield a word to whoever came back, and to whoever has another role from now on."""
    for returned in diff.returned:
        slot = slots.welcome_back(today)
        yield Word(staff[returned.email], slot, DeliveryKind.WELCOME_BACK)
    closed = {a.email: a.role for a in diff.closed}
    for opened in diff.opened:
        if closed.get(opened.email) in (None, opened.role):
            continue
        content = RoleChangedContent(role=opened.role, since=opened.start or today)
        slot = slots.role_changed(opened.role, today)
        yield Word(staff[opened.email], slot, DeliveryKind.ROLE_CHANGED, content)
