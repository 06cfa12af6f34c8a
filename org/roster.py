"""The roster file: people and their dated assignments, read from CSV with all its faults."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from files.faults import Fault
from files.table import read as read_table
from files.table import write as write_table
from files.text import decode_any
from org.managers import circles, unknown_managers
from org.model import Assignment, Framework, Person, Roster
from org.names import same_name
from org.rows import Reading, Row
from org.teams import nearly_one, written_in_two_ways

COLUMNS: Final = (
    "email",
    "name",
    "team",
    "manager_email",
    "role",
    "start",
    "end",
    "timezone",
    "country",
    "language",
)
NEEDED: Final = ("email", "name", "team", "role")
LIMIT: Final = 40_000_000
"""The largest roster in bytes."""
_OF_THE_PERSON: Final = ("name", "timezone", "country", "language")


@dataclass(frozen=True, slots=True)
class CheckedRoster:
    """A roster file as read: the roster, or everything to fix; warnings do not block.

    `text` is the file's text as it was read, in whatever encoding it came.
    """

    roster: Roster | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    text: str = ""


def check(content: bytes | str, file: str, framework: Framework | None = None) -> CheckedRoster:
    """Read a roster file and report every fault in it at once, by line.

    Without a framework its roles are taken as they are. A row without team and role puts a
    person on the roster without an assignment, as for a manager who takes no part; a manager
    without a row of their own is taken in the same way, with a warning.
    """
    decoded = decode_any(content, file, LIMIT)
    if isinstance(decoded, Fault):
        return CheckedRoster(None, (decoded,))
    table = read_table(decoded.text, file, COLUMNS, NEEDED)
    roles = None if framework is None else frozenset(role.id for role in framework.roles)
    reading = Reading(file, roles, table.faults)
    rows = [row for cells in table.rows if (row := reading.row(cells))]
    dated = [(row.line, row.assignment) for row in rows if row.assignment]
    people = {row.person.email for row in rows}
    faults = [
        *reading.faults,
        *_conflicts(file, rows),
        *_overlaps(file, rows),
        *written_in_two_ways(file, dated),
    ]
    faults += circles(file, dated)
    if not faults and not rows:
        faults.append(Fault(file, 1, "", "The roster names nobody.", "Add a row a person."))
    if faults:
        return CheckedRoster(None, tuple(sorted(set(faults))))
    warnings = [
        *decoded.notes,
        *table.notes,
        *reading.warnings,
        *nearly_one(file, dated),
        *unknown_managers(file, dated, people),
    ]
    return CheckedRoster(_roster(rows), (), tuple(sorted(warnings)), decoded.text)


def _conflicts(file: str, rows: Sequence[Row]) -> Iterator[Fault]:
    """Yield where two rows say different things of one person."""
    said: dict[tuple[str, str], tuple[str, int]] = {}
    for row in rows:
        for key in _OF_THE_PERSON:
            value = getattr(row.person, key)
            if not value:
                continue
            first, line = said.setdefault((row.person.email, key), (value, row.line))
            if first != value and same_name(first) != same_name(value):
                what = f"`{key}` is {value} here and {first} on line {line}."
                yield Fault(file, row.line, row.person.email, what, "Write the same in both rows.")


def _overlaps(file: str, rows: Sequence[Row]) -> Iterator[Fault]:
    """Yield rows of the same person, team, role and manager that hold on the same day."""
    same: dict[tuple[str, ...], list[tuple[date, date, int]]] = defaultdict(list)
    for row in rows:
        if a := row.assignment:
            span = (a.start or date.min, a.end or date.max, row.line)
            same[a.email, a.team, a.role, a.manager_email or ""].append(span)
    for (email, *_), spans in same.items():
        spans.sort()
        last = spans[0]
        for span in spans[1:]:
            if span[0] <= last[1]:
                yield _overlap(file, email, span, last)
            last = max(last, span, key=lambda s: s[1])


def _overlap(
    file: str, email: str, one: tuple[date, date, int], other: tuple[date, date, int]
) -> Fault:
    earlier, later = sorted((one[2], other[2]))
    if one[:2] == other[:2]:
        what = f"The row says the same as line {earlier}."
        return Fault(file, later, email, what, "Remove one of the two.")
    what = f"The row overlaps line {earlier}: the same team, role and manager on the same days."
    return Fault(file, later, email, what, "End one before the other starts, or join them.")


def _roster(rows: Sequence[Row]) -> Roster:
    people: dict[str, Person] = {}
    for row in rows:
        known = people.setdefault(row.person.email, row.person)
        stated = {key: getattr(known, key) or getattr(row.person, key) for key in _OF_THE_PERSON}
        people[known.email] = replace(known, **stated)
    assignments = tuple(_assigned(rows))
    for manager in (a.manager_email for a in assignments):
        if manager and manager not in people:
            people[manager] = Person(manager, manager.partition("@")[0])
    return in_order(Roster(tuple(people.values()), assignments))


def _assigned(rows: Sequence[Row]) -> Iterator[Assignment]:
    for row in rows:
        if row.assignment:
            yield row.assignment


def in_order(roster: Roster) -> Roster:
    """Return a roster with people by email and assignments by person, start and team."""
    return Roster(
        people=tuple(sorted(roster.people, key=lambda p: p.email)),
        assignments=tuple(
            sorted(
                roster.assignments,
                key=lambda a: (
                    a.email,
                    a.start or date.min,
                    a.team,
                    a.role,
                    a.manager_email or "",
                ),
            )
        ),
    )


def write(roster: Roster) -> str:
    """Return a roster as CSV that reads back equal (in the order of `in_order`).

    An assignment that never held, because it ends before it starts, is left out.
    """
    roster = in_order(roster)
    held: dict[str, list[Assignment | None]] = defaultdict(list)
    for a in roster.assignments:
        if a.start is None or a.end is None or a.start <= a.end:
            held[a.email].append(a)
    return write_table(
        COLUMNS,
        (
            _cells(person, assignment)
            for person in roster.people
            for assignment in held[person.email] or [None]
        ),
    )


def _cells(person: Person, assignment: Assignment | None) -> dict[str, object]:
    """Return a row's values; None is written as an empty cell."""
    cells = {key: getattr(person, key) for key in ("email", *_OF_THE_PERSON)}
    if assignment:
        dated = ("team", "manager_email", "role", "start", "end")
        cells |= {key: getattr(assignment, key) for key in dated}
    return cells
