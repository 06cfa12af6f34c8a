"""Rosters as they are handed in: checked, compared, kept as drafts, and put into force."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from files.faults import Fault
from org.diff import RosterDiff
from org.model import Roster
from org.roster import check
from practice import drafts
from practice.drafts import Draft, Faulty, Moved, Subject
from practice.people import accounts
from practice.people.enrol import put_into_force
from practice.people.register import Register, read_register
from practice.ports import Account, Ports
from store import framework
from store.models import DraftSubject
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster as it was handed in, and whom of it Slack did not know then."""

    file: str
    text: str
    roster: Roster
    unknown: tuple[str, ...] = ()
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """What a roster would change, and the register that it was compared with."""

    register: Register
    diff: RosterDiff


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a roster changed, and whom of it Slack does not know."""

    file: str
    diff: RosterDiff
    unknown: tuple[str, ...]


RosterDraft = Draft[RosterFile, RosterChanges]


def draft(ports: Ports, file: str, content: bytes, by: str) -> RosterDraft | Faulty:
    """Check a roster and keep it as a draft, with what it would change."""
    with ports.sessions.read() as unit:
        checked = check(content, file, framework.framework(unit, unit.now.date()))
    if checked.roster is None:
        return Faulty(checked.faults)
    unknown = accounts.unknown_to_slack(checked.roster, accounts.directory(ports))
    handed_in = RosterFile(file, checked.text, checked.roster, unknown, checked.warnings)
    return drafts.keep(ports.sessions, ROSTER, handed_in, by)


def reopen(ports: Ports, draft_id: str, by: str) -> RosterDraft | Faulty | None:
    """Compare a draft with the people as they are now; None where it is gone or not theirs."""
    return drafts.reopen(ports.sessions, ROSTER, draft_id, by)


def publish(
    ports: Ports, draft_id: str, by: str
) -> Enrolled | Moved[RosterFile, RosterChanges] | Faulty | None:
    """Load a drafted roster as it was shown; None where it is gone or not this person's."""
    known = accounts.directory(ports)
    return drafts.publish(
        ports.sessions, ROSTER, draft_id, by, lambda unit, found: enrol(unit, ports, found, known)
    )


def enrol(unit: Unit, ports: Ports, found: RosterDraft, known: Mapping[str, Account]) -> Enrolled:
    """Put a compared roster into force; `known` is Slack's `directory`."""
    roster, diff = found.new.roster, found.changes.diff
    put_into_force(unit, ports, found.changes.register, roster, diff, known)
    return Enrolled(found.new.file, diff, accounts.unknown_to_slack(roster, known))


def _to_json(new: RosterFile) -> dict[str, Any]:
    return {"file": new.file, "text": new.text, "unknown": list(new.unknown)}


def _read(unit: Unit, kept: Mapping[str, Any]) -> RosterFile | Faulty:
    """Check a kept roster again: a role that it names may be gone."""
    file, text = str(kept["file"]), str(kept["text"])
    checked = check(text, file, framework.framework(unit, unit.now.date()))
    if checked.roster is None:
        return Faulty(checked.faults)
    unknown = tuple(kept.get("unknown", ()))
    return RosterFile(file, text, checked.roster, unknown, checked.warnings)


def _compare(unit: Unit, new: RosterFile) -> RosterChanges:
    register = read_register(unit)
    return RosterChanges(register, register.difference(new.roster, unit.now.date()))


def _mark(changes: RosterChanges) -> str:
    diff = changes.diff
    someone = [[p.email for p in some] for some in (diff.joined, diff.returned, diff.left)]
    placed = (diff.opened, diff.closed, [redated.now for redated in diff.redated])
    held = [[repr((a.email, a.team, a.role, a.manager_email)) for a in some] for some in placed]
    changed = [repr((c.email, c.field, c.was, c.now)) for c in diff.changed]
    respelt = [repr((r.was, r.now)) for r in diff.respelt]
    said = [sorted(some) for some in (*someone, *held, changed, respelt)]
    return hashlib.sha256(repr(said).encode()).hexdigest()


ROSTER: Subject[RosterFile, RosterChanges] = Subject(
    DraftSubject.ROSTER, _to_json, _read, _compare, _mark
)
