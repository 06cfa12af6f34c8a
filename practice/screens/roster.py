"""People and rosters as an administrator sees them."""

from __future__ import annotations

from dataclasses import replace

from files.faults import Fault
from org.diff import RosterDiff
from practice.people import accounts, drafts
from practice.people.drafts import RosterDraft
from practice.people.register import read_register
from practice.ports import Ports
from practice.screens import question_details
from store import framework, people, reviews
from views.reader import Reader
from views.roster import PersonLine, RosterChangesView


def people_lines(ports: Ports) -> list[PersonLine]:
    """Return everybody that ever was on the roster, with what they hold today."""
    now = ports.clock.now()
    with ports.sessions.read() as unit:
        roles = framework.roles(unit, now.date())
        teams = {t.team_id: t.name for t in people.teams(unit)}
        managed = people.managed_teams(unit, now.date())
        return [
            PersonLine(
                name=person.name,
                held=tuple(
                    f"{roles[a.role_id].name if a.role_id in roles else a.role_id}, "
                    f"{teams[a.team_id]}"
                    for a in people.assignments_of(unit, person.person_id, now.date())
                ),
                leads=tuple(teams[t] for t, manager in managed if manager == person.person_id),
                has_account=person.slack_user is not None,
                left=not person.on_roster,
            )
            for person in people.everyone(unit)
        ]


def changes(ports: Ports, user: str, file: str, drafted: RosterDraft) -> RosterChangesView:
    """Return what a drafted roster would change, as lines to read."""
    if drafted.diff is None or drafted.draft_id is None:
        raise ValueError("a roster with faults changes nothing")
    reader = question_details.reader(ports, user)
    shown = _view(reader, drafted.draft_id, file, drafted.diff, drafted.unknown)
    return replace(shown, warnings=tuple(_worth_a_look(w) for w in drafted.checked.warnings))


def _worth_a_look(warning: Fault) -> str:
    return f"{warning.line}: {warning.what} {warning.todo}"


def changed_meanwhile(ports: Ports, user: str, drafted: RosterDraft) -> RosterChangesView:
    """Return what a drafted roster would change now, after somebody else changed the people."""
    return replace(changes(ports, user, "", drafted), changed_meanwhile=True)


def _view(
    reader: Reader, draft: str, file: str, diff: RosterDiff, unknown: tuple[str, ...]
) -> RosterChangesView:
    opened = [a for a in diff.opened if a.email not in _new(diff)]
    return RosterChangesView(
        reader=reader,
        draft=draft,
        file=file,
        joined=tuple(p.name for p in diff.joined),
        returned=tuple(p.name for p in diff.returned),
        left=tuple(p.name for p in diff.left),
        moved=tuple(opened),
        corrected=(
            *(f"{c.email}: {c.field} {c.was or '–'} → {c.now}" for c in diff.changed),
            *(f"{team.was} → {team.now}" for team in diff.respelt),
        ),
        unchanged=len({a.email for a in diff.unchanged}),
        unknown=unknown,
    )


def _new(diff: RosterDiff) -> set[str]:
    return {p.email for p in (*diff.joined, *diff.returned)}


def apply(ports: Ports, user: str, draft_id: str) -> RosterChangesView | None:
    """Load a drafted roster and return what changed; None where it was loaded already."""
    with ports.sessions.read() as unit:
        row = reviews.draft(unit, draft_id)
        file = str(row.content.get("file", "")) if row is not None else ""
    diff = drafts.publish(ports, draft_id, user)
    if diff is None:
        return None
    with ports.sessions.read() as unit:
        roster = read_register(unit).roster()
    unknown = accounts.unknown_to_slack(roster, accounts.directory(ports))
    return _view(question_details.reader(ports, user), draft_id, file, diff, unknown)
