"""Drafts of rosters: checked and compared, kept, compared again, and put into force."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from org.diff import RosterDiff
from org.roster import CheckedRoster
from org.roster import check as check_roster
from practice.people import accounts
from practice.people.enrol import put_into_force
from practice.people.register import read_register
from practice.ports import Ports
from store import framework, reviews
from store.ids import new_id
from store.models import DraftRow, DraftSubject
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class RosterDraft:
    """A checked roster: its faults, or what it would change, and whom Slack does not know."""

    checked: CheckedRoster
    draft_id: str | None = None
    diff: RosterDiff | None = None
    unknown: tuple[str, ...] = ()


def draft(ports: Ports, file: str, content: bytes, by: str) -> RosterDraft:
    """Check a roster and keep it as a draft, with what it would change."""
    now = ports.clock.now()
    with ports.sessions.read() as unit:
        known = framework.framework(unit, now.date())
    checked = check_roster(content, file, known)
    if checked.roster is None:
        return RosterDraft(checked)
    unknown = accounts.unknown_to_slack(checked.roster, accounts.directory(ports))
    with ports.sessions.begin() as unit:
        diff = read_register(unit).difference(checked.roster, now.date())
        row = DraftRow(
            workspace_id=unit.workspace,
            draft_id=new_id(),
            person_id=by,
            subject=DraftSubject.ROSTER,
            base=_mark_of(diff),
            content={
                "file": file,
                "text": checked.text,
                "unknown": list(unknown),
            },
            made_at=now,
        )
        unit.session.add(row)
    return RosterDraft(checked, row.draft_id, diff, unknown)


def compare_again(ports: Ports, draft_id: str, by: str) -> RosterDraft | None:
    """Return a draft whose roster would change something else by now than what was shown.

    None where nothing is different, and where there is no such draft of this person.
    """
    today = ports.clock.now().date()
    with ports.sessions.begin() as unit:
        row = reviews.open_draft(unit, draft_id, by, DraftSubject.ROSTER, lock=True)
        if row is None:
            return None
        checked = _check_again(unit, row, today)
        if checked.roster is None:
            return RosterDraft(checked)
        diff, shown = read_register(unit).difference(checked.roster, today), row.base
        row.base = _mark_of(diff)
        if row.base == shown:
            return None
        return RosterDraft(checked, draft_id, diff, tuple(row.content.get("unknown", ())))


def publish(ports: Ports, draft_id: str, by: str) -> RosterDiff | None:
    """Load a drafted roster; None where there is no such draft of this person."""
    now = ports.clock.now()
    known = accounts.directory(ports)
    with ports.sessions.begin() as unit:
        row = reviews.open_draft(unit, draft_id, by, DraftSubject.ROSTER, lock=True)
        if row is None:
            return None
        checked = _check_again(unit, row, now.date())
        if checked.roster is None:
            return None
        row.published_at = now
        register = read_register(unit)
        diff = register.difference(checked.roster, now.date())
        put_into_force(unit, ports, register, checked.roster, diff, known)
        return diff


def _check_again(unit: Unit, row: DraftRow, today: date) -> CheckedRoster:
    known = framework.framework(unit, today)
    return check_roster(row.content["text"], row.content["file"], known)


def _mark_of(diff: RosterDiff) -> str:
    """Return a mark that two differences share if they change the same, whatever the day."""
    someone = [[p.email for p in some] for some in (diff.joined, diff.returned, diff.left)]
    placed = (diff.opened, diff.closed, [redated.now for redated in diff.redated])
    held = [[repr((a.email, a.team, a.role, a.manager_email)) for a in some] for some in placed]
    changed = [repr((c.email, c.field, c.was, c.now)) for c in diff.changed]
    respelt = [repr((r.was, r.now)) for r in diff.respelt]
    said = [sorted(some) for some in (*someone, *held, changed, respelt)]
    return hashlib.sha256(repr(said).encode()).hexdigest()
