"""One row of a roster: its values read and checked one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from files.faults import Fault, clip, suggestion
from files.shape import day
from files.table import TableRow
from org import limits
from org.addresses import address, why_none
from org.model import Assignment, Person
from org.places import (
    countries,
    country_named,
    country_of_region,
    language,
    region,
    region_named,
    regions,
    time_zone_near,
    time_zones,
)


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says: a person, and the assignment if it names a team and a role."""

    line: int
    person: Person
    assignment: Assignment | None


@dataclass(slots=True)
class Reading:
    """The walk over the rows; collects what is wrong with single values."""

    file: str
    roles: frozenset[str] | None
    faults: list[Fault]
    warnings: list[Fault] = field(default_factory=list)

    def row(self, row: TableRow) -> Row | None:
        """Return what a row says, or None where it cannot be told who it is about."""
        email = self._email(row, "email")
        if email is None:
            return None
        person = Person(
            email=email,
            name=self._name(row, "name") or "",
            timezone=self._known(row, "timezone", _zone),
            country=self._known(row, "country", _country),
            language=self._known(row, "language", _language),
        )
        return Row(row.line, person, self._assignment(row, email))

    def _assignment(self, row: TableRow, email: str) -> Assignment | None:
        start, end = self._day(row, "start"), self._day(row, "end")
        manager = self._email(row, "manager_email") if row.cells.get("manager_email") else None
        if not row.cells["team"] and not row.cells["role"]:
            if start or end or manager:
                what = "Without a team and a role, a manager and dates say nothing."
                self.warnings.append(self._note(row, what, "Name the team and the role."))
            return None
        team, role = self._name(row, "team"), self._role(row)
        if start and end and end < start:
            what = f"The end, {end}, is before the start, {start}."
            self._fault(row, what, "Correct one of the two days.")
            return None
        if team is None or role is None:
            return None
        return Assignment(email, team, role, manager, start, end)

    def _note(self, row: TableRow, what: str, todo: str) -> Fault:
        return Fault(self.file, row.line, clip(row.cells.get("email", "")), what, todo)

    def _fault(self, row: TableRow, what: str, todo: str) -> None:
        self.faults.append(self._note(row, what, todo))

    def _email(self, row: TableRow, column: str) -> str | None:
        value = row.cells[column]
        found = address(value)
        if found is None:
            what = f"`{column}` is `{clip(value)}`." if value else _empty(row, column)
            what = f"{what} {why_none(value)}".strip()
            self._fault(row, what, "Write a work email, as in ana@example.com.")
        return found

    def _name(self, row: TableRow, column: str) -> str | None:
        value = row.cells[column]
        if not value:
            self._fault(row, _empty(row, column), f"Write the {column}.")
            return None
        if len(value) > limits.NAME:
            what = f"`{column}` has {len(value)} characters."
            self._fault(row, what, f"Use at most {limits.NAME}.")
            return None
        return value

    def _role(self, row: TableRow) -> str | None:
        value = row.cells["role"]
        if not value:
            self._fault(row, _empty(row, "role"), "Name a role of the framework.")
            return None
        if self.roles is not None and value not in self.roles:
            todo = suggestion(value, sorted(self.roles), "Add it to the framework first.")
            self._fault(row, f"No framework knows the role `{clip(value)}`.", todo)
        return value

    def _day(self, row: TableRow, column: str) -> date | None:
        value = row.cells.get(column, "")
        try:
            return day(value) if value else None
        except ValueError:
            what = f"`{column}` is `{clip(value)}`, which is no day."
            self._fault(row, what, "Write it as year-month-day, as in 2027-06-01.")
            return None

    def _known(self, row: TableRow, column: str, read: Callable[[str], _Name]) -> str | None:
        """Read a value that a library knows by name; empty means not stated."""
        value = row.cells.get(column, "")
        if not value:
            return None
        found = read(value)
        if found.value is None:
            self._fault(row, f"`{column}` is `{clip(value)}`, which is not known.", found.todo)
        return found.value


def _empty(row: TableRow, column: str) -> str:
    """Return that a value is missing, and that the row may be cut off where it is short."""
    return f"`{column}` is empty. {row.short}".strip()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as a library spells it, or what to write instead."""

    value: str | None
    todo: str = ""


def _zone(value: str) -> _Name:
    if value in time_zones():
        return _Name(value)
    near = time_zone_near(value)
    return _Name(None, f"Did you mean `{near}`?" if near else "Write one as in Europe/Lisbon.")


def _country(value: str) -> _Name:
    if value.upper() in countries():
        return _Name(value.upper())
    code = region(value)
    if code is not None:
        return _Name(code)
    country = country_of_region(value)
    if country is not None:
        return _Name(None, _region_advice(country))
    code = country_named(value) or region_named(value)
    advice = "Write its two letters, as in PT, or a region of it, as in GB-ENG."
    return _Name(None, f"Write `{code}`." if code else advice)


def _region_advice(country: str) -> str:
    known = regions(country)
    if not known:
        return f"Write `{country}`: its holidays are the same everywhere."
    return f"Write `{country}`, or as in `{country}-{known[0]}`, with one of {', '.join(known)}."


def _language(value: str) -> _Name:
    return _Name(language(value), "Write a tag as in `en`, `de` or `pt-BR`.")
