"""Who people are in Slack: their accounts found, followed, and whom to greet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from org.model import Roster
from practice.outbox.queue import Word, queue_words
from practice.ports import Account, Ports
from store import bulk, people, slots
from store.models import AssignmentRow, DeliveryKind, PersonRow
from store.unit import Unit

COLUMNS = (
    PersonRow.slack_user,
    PersonRow.slack_timezone,
    PersonRow.slack_locale,
    PersonRow.is_admin,
    PersonRow.reachable,
    PersonRow.plan_after,
)
"""What following somebody's account may change."""


def directory(ports: Ports) -> dict[str, Account]:
    """Return everybody in Slack by id and by email; of two with one email, the one at work."""
    found: dict[str, Account] = {}
    for user in sorted(ports.messenger.directory(), key=lambda u: (not u.deleted, u.id)):
        found[user.id] = user
        if user.email:
            found[user.email.lower()] = user
    return found


def unknown_to_slack(roster: Roster, known: Mapping[str, Account]) -> tuple[str, ...]:
    """Return the emails and ids of a roster that no account at work has, sorted."""
    at_work = {name for name, user in known.items() if not user.deleted}
    return tuple(sorted(p.email for p in roster.people if p.email not in at_work))


def identify(ports: Ports) -> None:
    """Look everybody up in Slack again: zones, administrators, accounts that are gone or back."""
    known = directory(ports)
    with ports.sessions.begin() as unit:
        everyone = people.everyone(unit)
        follow(unit, everyone, known)
        bulk.write_together(unit, everyone, *COLUMNS)
        greet(unit, everyone, people.assignments(unit))


def identify_one(ports: Ports, user: Account) -> None:
    """Take note of what Slack says of one person; where that is nothing new, nothing is written."""
    with ports.sessions.read() as unit:
        row = _row_of(unit, user)
        if row is None or _as_known(row) == _as_told(row, user):
            return
    with ports.sessions.begin() as unit:
        row = _row_of(unit, user)
        if row is not None:
            _follow(unit, row, user)
            greet(unit, [row], people.all_assignments_of(unit, row.person_id))


def _row_of(unit: Unit, user: Account) -> PersonRow | None:
    return people.by_slack(unit, user.id) or _not_found_yet(unit, user)


def _as_known(row: PersonRow) -> tuple[object, ...]:
    """What is known of somebody's account, in the order of `_as_told`."""
    return (row.slack_user, row.slack_timezone, row.slack_locale, row.is_admin, row.reachable)


def _as_told(row: PersonRow, user: Account) -> tuple[str, str | None, str | None, bool, bool]:
    """What is to be known of it; of an account that is gone, Slack tells no zone or language."""
    timezone, locale = user.timezone or row.slack_timezone, user.locale or row.slack_locale
    return (user.id, timezone, locale, user.is_admin, not user.deleted)


def _not_found_yet(unit: Unit, user: Account) -> PersonRow | None:
    """Return whom the roster names by an account's id or email, and who has no account yet."""
    for stated in filter(None, (user.id, user.email)):
        row = people.by_email(unit, stated)
        if row is not None and row.slack_user is None:
            return row
    return None


def follow(unit: Unit, rows: Iterable[PersonRow], found: Mapping[str, Account]) -> None:
    """Take note of what Slack says of everybody; `found` is its `directory`."""
    everyone = sorted(rows, key=lambda row: row.email)
    taken = {row.slack_user for row in everyone if row.slack_user}
    for row in everyone:
        user = found.get(row.slack_user or "")
        if user is None or user.deleted:
            user = _another_account(found.get(row.email), taken) or user
        if user is not None:
            taken.add(user.id)
            _follow(unit, row, user)
        elif row.slack_user is not None:
            row.reachable = False


def _another_account(user: Account | None, taken: Collection[str]) -> Account | None:
    """Return the account of somebody's email, unless it is another person's already."""
    return user if user is not None and user.id not in taken else None


def _follow(unit: Unit, row: PersonRow, user: Account) -> None:
    known = (row.slack_timezone, row.reachable)
    (row.slack_user, row.slack_timezone, row.slack_locale, row.is_admin, row.reachable) = _as_told(
        row, user
    )
    moved = (row.slack_timezone, row.reachable) != known
    if moved and row.started_at is not None and row.on_roster and row.reachable:
        unit.replan(row)  # a planned question was planned for other hours


def greet(unit: Unit, rows: Iterable[PersonRow], assignments: Iterable[AssignmentRow]) -> None:
    """Plan the welcome of everybody who has a role and has not been greeted."""
    today = unit.now.date()
    with_role = {a.person_id for a in assignments if a.end is None or a.end >= today}
    ready = (p for p in rows if p.on_roster and p.reachable and p.slack_user is not None)
    queue_words(
        unit,
        (
            Word(person, slots.welcome(), DeliveryKind.WELCOME)
            for person in ready
            if person.person_id in with_role
        ),
    )
