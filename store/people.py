"""Queries about workspaces, people, their assignments and pauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import BindParameter, bindparam, or_, select, update
from sqlalchemy.orm import Session

from store import bulk
from store.models import (
    AssignmentRow,
    PauseRow,
    PersonRow,
    TeamRow,
    WorkspaceRow,
    table_of,
)
from store.types import Moment
from store.unit import Unit


class Held(NamedTuple):
    """A role that somebody holds or held in a team, from `start` up to and including `end`."""

    person_id: str
    role_id: str
    team_id: str
    start: date | None
    end: date | None
    manager_id: str | None


Assigned = TypeVar("Assigned", AssignmentRow, Held)


class Away(NamedTuple):
    """A time in which somebody is not asked; it has no `end` where they come back by their word."""

    person_id: str
    start: datetime
    end: datetime | None


Paused = TypeVar("Paused", PauseRow, Away)

_WS: BindParameter[str] = bindparam("ws")
_PERSON: BindParameter[str] = bindparam("person")
# Built once: they are asked several times a reply, and building takes longer than asking.
_ASSIGNMENTS_OF = select(AssignmentRow).where(
    AssignmentRow.workspace_id == _WS, AssignmentRow.person_id == _PERSON
)
_SOMEBODY = select(PersonRow).where(PersonRow.workspace_id == _WS, PersonRow.person_id == _PERSON)
_LOCKED = _SOMEBODY.with_for_update().execution_options(populate_existing=True)
_WORKSPACE = select(WorkspaceRow).where(WorkspaceRow.workspace_id == _WS)
_THESE: BindParameter[Sequence[str]] = bindparam("people", expanding=True)
_ASSIGNMENTS, _PAUSES, _PEOPLE = (
    table_of(model).c for model in (AssignmentRow, PauseRow, PersonRow)
)
_HELD = select(*(_ASSIGNMENTS[name] for name in Held._fields)).where(
    _ASSIGNMENTS.workspace_id == _WS, _ASSIGNMENTS.person_id.in_(_THESE)
)
_LED = select(*(_ASSIGNMENTS[name] for name in Held._fields)).where(
    _ASSIGNMENTS.workspace_id == _WS, _ASSIGNMENTS.manager_id.is_not(None)
)
_LED_BY = _LED.where(_ASSIGNMENTS.manager_id.in_(bindparam("managers", expanding=True)))
_AWAY = (
    select(*(_PAUSES[name] for name in Away._fields))
    .where(_PAUSES.workspace_id == _WS, _PAUSES.person_id.in_(_THESE))
    .order_by(_PAUSES.start)
)
_REPLAN = (
    update(table_of(PersonRow))
    .where(_PEOPLE.workspace_id == _WS, _PEOPLE.person_id == bindparam("id"))
    .values(plan_after=bindparam("at", type_=Moment()))
)
_TO_PLAN = (
    select(PersonRow, WorkspaceRow)
    .join(WorkspaceRow, WorkspaceRow.workspace_id == PersonRow.workspace_id)
    .where(
        PersonRow.workspace_id == _WS,
        PersonRow.on_roster,
        PersonRow.reachable,
        PersonRow.started_at.is_not(None),
        PersonRow.plan_after <= bindparam("now", type_=Moment()),
    )
    .order_by(PersonRow.email)
    .limit(bindparam("limit"))
)
_PAUSES_OF = (
    select(PauseRow)
    .where(PauseRow.workspace_id == _WS, PauseRow.person_id == _PERSON)
    .order_by(PauseRow.start)
)


def workspace(unit: Unit, *, lock: bool = False) -> WorkspaceRow:
    """Return the workspace's row; `ensure_workspace` has made it at the start."""
    if lock:
        row = unit.session.get_one(WorkspaceRow, unit.workspace, with_for_update=True)
        keep_workspace(unit.session, row)
        return row
    found = known_workspace(unit.session, unit.workspace)
    if found is None:
        raise LookupError(f"the database holds no workspace {unit.workspace}")
    return found


def keep_workspace(session: Session, row: WorkspaceRow) -> None:
    """Let a workspace's row that was read beside something else be the session's."""
    session.info["workspace"] = row


def known_workspace(session: Session, workspace_id: str) -> WorkspaceRow | None:
    """Return the workspace's row, read once a session, or None where there is none yet."""
    row: WorkspaceRow | None = session.info.get("workspace")
    if row is None or row.workspace_id != workspace_id:
        row = session.info["workspace"] = session.scalar(_WORKSPACE, {"ws": workspace_id})
    return row


def workspaces(session: Session) -> list[str]:
    """Return the ids of all workspaces, sorted."""
    return sorted(session.scalars(select(WorkspaceRow.workspace_id)))


def ensure_workspace(unit: Unit, name: str) -> WorkspaceRow:
    """Make the workspace's row where there is none, and keep its name."""
    row = unit.session.get(WorkspaceRow, unit.workspace)
    if row is None:
        row = WorkspaceRow(workspace_id=unit.workspace, setup={}, thresholds={})
        unit.session.add(row)
    row.name = name
    return row


def person(unit: Unit, person_id: str, *, lock: bool = False) -> PersonRow | None:
    """Return one person by our id.

    `lock` keeps whoever else locks them waiting until this transaction ends: their plan, cards
    and beliefs are read, thought about and written.
    """
    return unit.session.scalar(
        _LOCKED if lock else _SOMEBODY, {"ws": unit.workspace, "person": person_id}
    )


def replan(unit: Unit, person_id: str) -> None:
    """Let somebody's next question be looked for anew, without reading them."""
    unit.run(_REPLAN, {"ws": unit.workspace, "id": person_id, "at": unit.now})
    unit.makes_work()


def by_slack(unit: Unit, slack_user: str, *, lock: bool = False) -> PersonRow | None:
    """Return the person behind a Slack user id; `lock` as in `person`."""
    query = select(PersonRow).where(
        PersonRow.workspace_id == unit.workspace, PersonRow.slack_user == slack_user
    )
    return unit.session.scalar(query.with_for_update() if lock else query)


def by_email(unit: Unit, email: str) -> PersonRow | None:
    """Return the person with a work email (any case), or with the Slack id a roster has for it."""
    stated = email.strip()
    return unit.session.scalar(
        select(PersonRow).where(
            PersonRow.workspace_id == unit.workspace, PersonRow.email.in_([stated, stated.lower()])
        )
    )


def everyone(unit: Unit) -> Sequence[PersonRow]:
    """Return all people that ever were on the roster, by email."""
    return unit.session.scalars(
        select(PersonRow).where(PersonRow.workspace_id == unit.workspace).order_by(PersonRow.email)
    ).all()


def to_plan(unit: Unit, now: datetime, limit: int) -> list[PersonRow]:
    """Return reachable people for whom a next question is worth looking for, by email."""
    found = []
    given = {"ws": unit.workspace, "now": now, "limit": limit}
    for person, workspace in unit.session.execute(_TO_PLAN, given):
        keep_workspace(unit.session, workspace)
        found.append(person)
    return found


def assignments(unit: Unit) -> Sequence[AssignmentRow]:
    """Return all assignments there ever were."""
    return unit.session.scalars(
        select(AssignmentRow).where(AssignmentRow.workspace_id == unit.workspace)
    ).all()


def assignments_of(unit: Unit, person_id: str, day: date) -> Sequence[AssignmentRow]:
    """Return a person's assignments in force on a day, in a stable order."""
    return in_force(all_assignments_of(unit, person_id), day)


def in_force(rows: Iterable[Assigned], day: date) -> list[Assigned]:
    """Return which assignments are in force on a day, in a stable order."""
    return sorted((r for r in rows if holds(r, day)), key=lambda r: (r.role_id, r.team_id))


def held_by(unit: Unit, people: Iterable[str]) -> Mapping[str, list[Held]]:
    """Return every role that each of some people ever held, by person."""
    found: defaultdict[str, list[Held]] = defaultdict(list)
    rows = unit.run(_HELD, {"ws": unit.workspace, "people": list(people)})
    for held in map(Held._make, rows):
        found[held.person_id].append(held)
    return found


def led(unit: Unit, managers: Iterable[str] | None = None) -> list[Held]:
    """Return every role that anybody ever held under some managers, or under any."""
    if managers is None:
        return [Held._make(row) for row in unit.run(_LED, {"ws": unit.workspace})]
    given = {"ws": unit.workspace, "managers": list(managers)}
    return [Held._make(row) for row in unit.run(_LED_BY, given)]


def away(unit: Unit, people: Iterable[str]) -> Mapping[str, list[Away]]:
    """Return the pauses of each of some people, by person, oldest first."""
    found: defaultdict[str, list[Away]] = defaultdict(list)
    for some in bulk.batches(people):
        rows = unit.run(_AWAY, {"ws": unit.workspace, "people": some})
        for pause in map(Away._make, rows):
            found[pause.person_id].append(pause)
    return found


def all_assignments_of(unit: Unit, person_id: str) -> Sequence[AssignmentRow]:
    """Return every assignment a person ever had."""
    return unit.session.scalars(_ASSIGNMENTS_OF, {"ws": unit.workspace, "person": person_id}).all()


def holds(row: AssignmentRow | Held, day: date) -> bool:
    """Whether an assignment is in force on a day."""
    return (row.start is None or row.start <= day) and (row.end is None or day <= row.end)


def managed_teams(unit: Unit, day: date) -> list[tuple[str, str]]:
    """Return (team, manager) pairs with somebody assigned on that day, sorted."""
    return sorted({(h.team_id, h.manager_id) for h in led(unit) if h.manager_id and holds(h, day)})


def team(unit: Unit, team_id: str) -> TeamRow | None:
    """Return a team."""
    return unit.session.get(TeamRow, (unit.workspace, team_id))


def teams(unit: Unit) -> Sequence[TeamRow]:
    """Return all teams by name."""
    return unit.session.scalars(
        select(TeamRow).where(TeamRow.workspace_id == unit.workspace).order_by(TeamRow.name)
    ).all()


def pauses(unit: Unit, person_id: str) -> Sequence[PauseRow]:
    """Return a person's pauses, oldest first."""
    return unit.session.scalars(_PAUSES_OF, {"ws": unit.workspace, "person": person_id}).all()


def open_pause(unit: Unit, person_id: str, now: datetime) -> PauseRow | None:
    """Return the pause that holds now, if any: the one that ends last."""
    return open_among(pauses(unit, person_id), now)


def open_among(rows: Iterable[Paused], now: datetime) -> Paused | None:
    """Return which of somebody's pauses holds now, if any: the one that ends last."""
    holding_now = [r for r in rows if r.start <= now and (r.end is None or now < r.end)]
    return max(holding_now, key=lambda r: (r.end is None, r.end or now), default=None)


def administrator(unit: Unit, emails: Iterable[str]) -> PersonRow | None:
    """Return the first who administers, by email: Slack says so, or `emails` names them."""
    administers = or_(PersonRow.is_admin, PersonRow.email.in_(list(emails)))
    return unit.session.scalar(
        select(PersonRow)
        .where(PersonRow.workspace_id == unit.workspace, administers)
        .order_by(PersonRow.email)
        .limit(1)
    )


def by_ids(unit: Unit, ids: Iterable[str]) -> dict[str, PersonRow]:
    """Return people by our ids."""
    return {
        row.person_id: row
        for some in bulk.batches(ids)
        for row in unit.session.scalars(
            select(PersonRow).where(
                PersonRow.workspace_id == unit.workspace, PersonRow.person_id.in_(some)
            )
        )
    }
