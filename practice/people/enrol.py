"""Loading who is expected to do what: the framework, the roster, and who they are in Slack."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime

from org.diff import RosterDiff, compare
from org.framework import CheckedFramework
from org.framework import check as check_framework
from org.model import Assignment, Framework, Person, Roster
from practice.outbox import recurring
from practice.outbox.queue import queue_word
from practice.ports import Account, Ports
from store import framework, people, slots
from store.contents import RoleChangedContent
from store.ids import new_id
from store.models import (
    AssignmentRow,
    DeliveryKind,
    ExpectationRow,
    PersonRow,
    RoleRow,
    SkillRow,
    TeamRow,
)
from store.unit import Unit


def load_framework(ports: Ports, file: str, content: bytes) -> CheckedFramework:
    """Check a framework file and, where it has no faults, put it into force today."""
    checked = check_framework(content, file)
    if checked.framework is not None:
        with ports.sessions.begin() as unit:
            write_framework(unit, checked.framework, unit.now)
    return checked


def write_framework(unit: Unit, new: Framework, now: datetime) -> None:
    """Put a framework into force: what it no longer names is retired, nothing is deleted."""
    for skill in new.skills:
        unit.session.merge(
            SkillRow(
                workspace_id=unit.workspace,
                skill_id=skill.id,
                name=skill.name,
                description=skill.description,
                retired_at=None,
            )
        )
    for role in new.roles:
        unit.session.merge(
            RoleRow(workspace_id=unit.workspace, role_id=role.id, name=role.name, retired_at=None)
        )
    unit.session.flush()
    for skill_id in framework.skills(unit).keys() - {s.id for s in new.skills}:
        unit.session.get_one(SkillRow, (unit.workspace, skill_id)).retired_at = now
    for role_id in framework.roles(unit, now.date()).keys() - {r.id for r in new.roles}:
        unit.session.get_one(RoleRow, (unit.workspace, role_id)).retired_at = now
    _write_expectations(unit, new, now)


def _write_expectations(unit: Unit, new: Framework, now: datetime) -> None:
    """Close the expectations that changed and open the new ones; history stays."""
    wanted = {
        (r.id, e.skill, e.target, e.criticality.value, e.since)
        for r in new.roles
        for e in r.expects
    }
    first = not framework.any_expectation(unit)
    for row in framework.open_expectations(unit):
        key = (row.role_id, row.skill_id, row.target, row.criticality, row.since)
        undated = (*key[:4], None)
        if key in wanted or undated in wanted:
            wanted -= {key, undated}
        else:
            later = [k[4] for k in wanted if k[:2] == key[:2] and k[4] is not None]
            row.until = max([now.date(), *later])  # it holds until the one that follows it does
    for role_id, skill_id, target, criticality, since in sorted(wanted, key=str):
        unit.session.add(
            ExpectationRow(
                workspace_id=unit.workspace,
                expectation_id=new_id(),
                role_id=role_id,
                skill_id=skill_id,
                target=target,
                criticality=criticality,
                since=since if since is not None or first else now.date(),
                recorded_at=now,
            )
        )


def load_roster(ports: Ports, roster: Roster) -> RosterDiff:
    """Put a roster into force: open and close assignments, find everybody in Slack, greet."""
    known = directory(ports)
    with ports.sessions.begin() as unit:
        return put_into_force(unit, ports, roster, known)


def put_into_force(
    unit: Unit, ports: Ports, roster: Roster, known: dict[str, Account]
) -> RosterDiff:
    """Put a roster into force within a transaction; `known` is Slack's `directory`."""
    now = unit.now
    diff = difference(unit, roster, now.date())
    _write_people(unit, roster, diff, now)
    _write_assignments(unit, diff, now)
    _identify(unit, known)
    _greet(unit, now)
    _tell_of_moves(unit, diff, now)
    for person in people.everyone(unit):
        if person.started_at is not None and person.on_roster:
            unit.replan(person)
    recurring.fill(unit, ports)
    return diff


def current_roster(unit: Unit) -> Roster:
    """Return the people on the roster, and all assignments there ever were."""
    rows = {p.person_id: p for p in people.everyone(unit)}
    teams = {t.team_id: t.name for t in people.teams(unit)}
    return Roster(
        people=tuple(
            Person(p.email, p.name, p.timezone, p.country, p.language)
            for p in rows.values()
            if p.on_roster
        ),
        assignments=tuple(
            Assignment(
                email=rows[a.person_id].email,
                team=teams[a.team_id],
                role=a.role_id,
                manager_email=rows[a.manager_id].email if a.manager_id else None,
                start=a.start,
                end=a.end,
            )
            for a in people.assignments(unit)
        ),
    )


def difference(unit: Unit, roster: Roster, today: date) -> RosterDiff:
    """Return what loading a roster would change today."""
    former = {p.email for p in people.everyone(unit) if not p.on_roster}
    return compare(current_roster(unit), roster, today, former)


def unknown_to_slack(ports: Ports, roster: Roster) -> tuple[str, ...]:
    """Return the emails and ids of a roster that Slack does not know, sorted."""
    users = list(ports.messenger.directory())
    known = {(u.email or "").lower() for u in users if not u.deleted}
    known |= {u.id for u in users if not u.deleted}
    return tuple(sorted(p.email for p in roster.people if p.email not in known))


def directory(ports: Ports) -> dict[str, Account]:
    """Return everybody in Slack by id and by email; of two with one email, the one at work."""
    found: dict[str, Account] = {}
    for user in sorted(ports.messenger.directory(), key=lambda u: (not u.deleted, u.id)):
        found[user.id] = user
        if user.email:
            found[user.email.lower()] = user
    return found


def _write_people(unit: Unit, roster: Roster, diff: RosterDiff, now: datetime) -> None:
    stated = {person.email: person for person in roster.people}
    for person in diff.joined:
        unit.session.add(
            PersonRow(
                workspace_id=unit.workspace,
                person_id=new_id(),
                email=person.email,
                name=person.name,
                timezone=person.timezone,
                country=person.country,
                language=person.language,
                joined_at=now,
                preferences={},
            )
        )
    unit.session.flush()
    for row in people.everyone(unit):
        person_stated = stated.get(row.email)
        if person_stated is None:
            if row.on_roster:
                row.on_roster, row.left_at, row.plan_after = False, now, None
            continue
        row.on_roster, row.left_at = True, None
        row.name = person_stated.name
        row.timezone = person_stated.timezone or row.timezone
        row.country = person_stated.country or row.country
        row.language = person_stated.language or row.language
    unit.session.flush()


def _write_assignments(unit: Unit, diff: RosterDiff, now: datetime) -> None:
    ids = {p.email: p.person_id for p in people.everyone(unit)}
    rows = {_key(unit, a): a for a in people.assignments(unit)}
    for closed in diff.closed:
        row = rows.get(_stated_key(closed, _start_of(rows, closed)))
        if row is not None:
            row.end = closed.end
    for redated in diff.redated:
        row = rows.get(_stated_key(redated.was, redated.was.start))
        if row is not None:
            row.start, row.end = redated.now.start, redated.now.end
    for opened in diff.opened:
        team_id = slug(opened.team)
        unit.session.merge(TeamRow(workspace_id=unit.workspace, team_id=team_id, name=opened.team))
        unit.session.flush()
        unit.session.add(
            AssignmentRow(
                workspace_id=unit.workspace,
                assignment_id=new_id(),
                person_id=ids[opened.email],
                team_id=team_id,
                role_id=opened.role,
                manager_id=ids.get(opened.manager_email or ""),
                start=opened.start,
                end=opened.end,
                recorded_at=now,
            )
        )
    unit.session.flush()


Key = tuple[str, str, str, str | None, date | None]


def _key(unit: Unit, row: AssignmentRow) -> Key:
    found = people.by_ids(unit, {row.person_id, row.manager_id or row.person_id})
    manager = found[row.manager_id].email if row.manager_id else None
    return (found[row.person_id].email, row.team_id, row.role_id, manager, row.start)


def _stated_key(stated: Assignment, start: date | None) -> Key:
    return (stated.email, slug(stated.team), stated.role, stated.manager_email, start)


def _start_of(rows: dict[Key, AssignmentRow], closed: Assignment) -> date | None:
    return closed.start if _stated_key(closed, closed.start) in rows else None


def slug(name: str) -> str:
    """Return a team's id: its name in lower case, words joined by hyphens."""
    return re.sub(r"[^\w]+", "-", name.strip().lower()).strip("-")[:64] or "team"


def identify(ports: Ports) -> None:
    """Look everybody up in Slack again: zones, administrators, accounts that are gone or back."""
    known = directory(ports)
    with ports.sessions.begin() as unit:
        _identify(unit, known)
        _greet(unit, unit.now)


def identify_one(ports: Ports, user: Account) -> None:
    """Take note of what Slack says of one person has changed."""
    found = {user.id: user} | ({user.email.lower(): user} if user.email else {})
    with ports.sessions.begin() as unit:
        everyone = people.everyone(unit)
        known = [p for p in everyone if p.slack_user == user.id]
        by_email = [p for p in everyone if p.email in found and p.slack_user is None]
        for row in (known or by_email)[:1]:
            _identify_one(unit, row, user)
        _greet(unit, unit.now)


def _identify(unit: Unit, found: dict[str, Account]) -> None:
    rows = people.everyone(unit)
    taken = {row.slack_user for row in rows if row.slack_user}
    for row in rows:
        user = found.get(row.slack_user or "")
        if user is None or user.deleted:
            user = _another_account(found.get(row.email), taken) or user
        if user is not None:
            taken.add(user.id)
            _identify_one(unit, row, user)
        elif row.slack_user is not None:
            row.reachable = False


def _another_account(user: Account | None, taken: Collection[str]) -> Account | None:
    """Return the account of somebody's email, unless it is another person's already."""
    return user if user is not None and user.id not in taken else None


def _identify_one(unit: Unit, row: PersonRow, user: Account) -> None:
    moved = row.slack_timezone != user.timezone or row.reachable == user.deleted
    row.slack_user = user.id
    row.slack_timezone, row.slack_locale = user.timezone, user.locale
    row.is_admin = user.is_admin
    row.reachable = not user.deleted
    if moved and row.started_at is not None and row.on_roster and row.reachable:
        unit.replan(row)  # a planned question was planned for other hours


def _greet(unit: Unit, now: datetime) -> None:
    """Plan the welcome of everybody who has a role and has not been greeted."""
    with_role = {
        a.person_id for a in people.assignments(unit) if a.end is None or a.end >= now.date()
    }
    for person in people.everyone(unit):
        ready = person.on_roster and person.reachable and person.slack_user is not None
        if ready and person.person_id in with_role:
            queue_word(unit, person, slots.welcome(), DeliveryKind.WELCOME)


def _tell_of_moves(unit: Unit, diff: RosterDiff, now: datetime) -> None:
    """Tell whoever came back, and whoever has another role from now on."""
    today = now.date()
    for returned in diff.returned:
        person = people.by_email(unit, returned.email)
        if person is not None:
            queue_word(unit, person, slots.welcome_back(today), DeliveryKind.WELCOME_BACK)
    closed = {a.email: a.role for a in diff.closed}
    for opened in diff.opened:
        person = people.by_email(unit, opened.email)
        if person is None or closed.get(opened.email) in (None, opened.role):
            continue
        content = RoleChangedContent(role=opened.role, since=opened.start or today)
        slot = slots.role_changed(opened.role, today)
        queue_word(unit, person, slot, DeliveryKind.ROLE_CHANGED, content)


def admins(ports: Ports) -> list[str]:
    """Return the names of the administrators on the roster, for whoever has to ask one."""
    with ports.sessions.read() as unit:
        return [p.name for p in people.everyone(unit) if p.is_admin or p.email in ports.admins]
