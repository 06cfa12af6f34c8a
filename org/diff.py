"""What loading a roster would change: who joins, leaves and returns, and which assignments move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from files.characters import tidy
from org.model import Assignment, Person, Roster
from org.names import same_name


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One thing about a person that the new roster says otherwise; empty where not stated."""

    email: str
    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Redated:
    """An assignment that stays, with another start or end."""

    was: Assignment
    now: Assignment


@dataclass(frozen=True, slots=True, order=True)
class Respelt:
    """A team whose name is written otherwise now, in capitals or accents: still the same team."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class RosterDiff:
    """The difference between the roster in force and a new one, people by email.

    `closed` holds the assignments that the new roster no longer lists, each with the `end` it
    gets: yesterday, so that one which had not begun never holds.
    """

    joined: tuple[Person, ...] = ()
    returned: tuple[Person, ...] = ()
    left: tuple[Person, ...] = ()
    changed: tuple[PersonChange, ...] = ()
    opened: tuple[Assignment, ...] = ()
    closed: tuple[Assignment, ...] = ()
    redated: tuple[Redated, ...] = ()
    unchanged: tuple[Assignment, ...] = ()
    respelt: tuple[Respelt, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether loading would change nothing."""
        moves = self.opened or self.closed or self.redated
        people = self.joined or self.returned or self.left or self.changed
        return not (people or moves or self.respelt)


def compare(current: Roster, new: Roster, today: date, former: Collection[str] = ()) -> RosterDiff:
    """Compare a new roster with the one in force; nothing is ever deleted.

    `current` holds the people on the roster now and all assignments there ever were; `former`
    the emails of people who were on it once. Where the new roster states no start, an assignment
    that holds goes on and another starts today. What it leaves out about a person stays as it is.
    Assignments name a team as it is written in `current`, where it is there.
    """
    before = {person.email: person for person in current.people}
    after = {person.email: person for person in new.people}
    added = [person for email, person in sorted(after.items()) if email not in before]
    back = set(former)
    known = _teams_by_name(current)
    placed = [_as_known(known, a) for a in new.assignments]
    written = zip(placed, new.assignments, strict=True)
    respelt = {Respelt(was.team, now.team) for was, now in written if was.team != now.team}
    opened, closed, redated, unchanged = _moves(current.assignments, placed, today)
    return RosterDiff(
        joined=tuple(person for person in added if person.email not in back),
        returned=tuple(person for person in added if person.email in back),
        left=tuple(person for email, person in sorted(before.items()) if email not in after),
        changed=tuple(
            change
            for email, person in sorted(after.items())
            if email in before
            for change in _person_changes(before[email], person)
        ),
        opened=opened,
        closed=closed,
        redated=redated,
        unchanged=unchanged,
        respelt=tuple(sorted(respelt)),
    )


def _teams_by_name(roster: Roster) -> dict[str, str]:
    """Return how teams are written, by what their names say; composed ones before others."""
    teams = {a.team for a in roster.assignments}
    last = sorted(teams, key=lambda name: (name == tidy(name), name))
    return {same_name(name): name for name in last}


def _as_known(known: Mapping[str, str], assignment: Assignment) -> Assignment:
    team = known.get(same_name(assignment.team), assignment.team)
    return assignment if team == assignment.team else replace(assignment, team=team)


def _person_changes(was: Person, now: Person) -> list[PersonChange]:
    """Return what the new roster states and states otherwise."""
    return [
        PersonChange(now.email, key, getattr(was, key) or "", getattr(now, key))
        for key in ("name", "timezone", "country", "language")
        if _says_otherwise(getattr(was, key) or "", getattr(now, key))
    ]


def _says_otherwise(was: str, now: str | None) -> bool:
    return bool(now) and was != now and tidy(was) != now


_Moves = tuple[
    tuple[Assignment, ...], tuple[Assignment, ...], tuple[Redated, ...], tuple[Assignment, ...]
]


def _moves(current: Sequence[Assignment], new: Sequence[Assignment], today: date) -> _Moves:
    """Return the assignments that open, close, get other dates, and stay."""
    before = _by_key(current)
    opened: list[Assignment] = []
    closed: list[Assignment] = []
    redated: list[Redated] = []
    unchanged: list[Assignment] = []
    for key, listed in _by_key(new).items():
        free = before.setdefault(key, [])
        for now, was in _matched(listed, free, today):
            if was is None:
                opened.append(replace(now, start=now.start or _begin(now, today)))
            elif now == was:
                unchanged.append(was)
            else:
                redated.append(Redated(was, now))
    for left in before.values():
        closed.extend(replace(a, end=today - _DAY) for a in left if not _over(a, today))
    return (
        tuple(sorted(opened, key=_order)),
        tuple(sorted(closed, key=_order)),
        tuple(sorted(redated, key=lambda change: _order(change.was))),
        tuple(sorted(unchanged, key=_order)),
    )


_DAY = timedelta(days=1)
_Key = tuple[str, str, str, str]


def _by_key(assignments: Sequence[Assignment]) -> dict[_Key, list[Assignment]]:
    grouped: dict[_Key, list[Assignment]] = defaultdict(list)
    for a in sorted(assignments, key=_order):
        grouped[a.email, a.team, a.role, a.manager_email or ""].append(a)
    return grouped


def _matched(
    listed: Sequence[Assignment], free: list[Assignment], today: date
) -> list[tuple[Assignment, Assignment | None]]:
    """Pair each listed assignment with the one it continues, which is taken out of `free`.

    The same dates come first, then the same start, then any shared day. What is over can only
    be matched by a row that states its start: a bare row means from now on.
    """
    pairs: list[tuple[Assignment, Assignment | None]] = []
    waiting = list(listed)
    for fits in (_same_dates, _same_start, _share_a_day):
        for now in list(waiting):
            was = next((a for a in free if fits(now, a) and _may_be(now, a, today)), None)
            if was is not None:
                free.remove(was)
                waiting.remove(now)
                pairs.append((replace(now, start=now.start or _kept_start(was, today)), was))
    return [*pairs, *((now, None) for now in waiting)]


def _same_dates(now: Assignment, was: Assignment) -> bool:
    return now.start in (None, was.start) and now.end == was.end


def _same_start(now: Assignment, was: Assignment) -> bool:
    return now.start == was.start


def _share_a_day(now: Assignment, was: Assignment) -> bool:
    first = max(now.start or date.min, was.start or date.min)
    return first <= min(now.end or date.max, was.end or date.max)


def _may_be(now: Assignment, was: Assignment, today: date) -> bool:
    return now.start is not None or now.end == was.end or not _over(was, today)


def _over(assignment: Assignment, today: date) -> bool:
    return assignment.end is not None and assignment.end < today


def _kept_start(was: Assignment, today: date) -> date | None:
    """Return the start of an assignment that goes on: its own, and no later than today."""
    return was.start and min(was.start, today)


def _begin(assignment: Assignment, today: date) -> date:
    """Return the start of an assignment that states none: today, or its end if that is past."""
    return min(today, assignment.end or today)


def _order(a: Assignment) -> tuple[str, date, str, str, str]:
    return (a.email, a.start or date.min, a.team, a.role, a.manager_email or "")
