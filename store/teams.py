"""Queries about all of some teams' people at once: never one a person, never one a team."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import BindParameter, bindparam, select

from capability.belief import Part
from store.evidence import Graded, grades_of_people
from store.models import AssignmentRow, BeliefRow
from store.unit import Unit


class Believed(NamedTuple):
    """A stored belief about somebody, in the terms of `capability.belief`."""

    person_id: str
    part: str
    ref: str
    mean: float
    variance: float
    at: float


T = TypeVar("T", AssignmentRow, Believed, Graded)
_WS: BindParameter[str] = bindparam("ws")
_PEOPLE: BindParameter[Sequence[str]] = bindparam("people", expanding=True)
_OF_ONE_ITEM = (Part.ITEM.value, Part.ITEM_RECORD.value)
# Built once: building takes longer than asking.
_LED = select(AssignmentRow).where(
    AssignmentRow.workspace_id == _WS, AssignmentRow.manager_id.is_not(None)
)
_LED_BY = select(AssignmentRow).where(
    AssignmentRow.workspace_id == _WS,
    AssignmentRow.manager_id.in_(bindparam("managers", expanding=True)),
)
_HELD = select(AssignmentRow).where(
    AssignmentRow.workspace_id == _WS, AssignmentRow.person_id.in_(_PEOPLE)
)
_BELIEFS = select(*(getattr(BeliefRow, name) for name in Believed._fields)).where(
    BeliefRow.workspace_id == _WS,
    BeliefRow.person_id.in_(_PEOPLE),
    BeliefRow.part.not_in(_OF_ONE_ITEM),
)


def led(unit: Unit, managers: Collection[str] | None = None) -> Sequence[AssignmentRow]:
    """Return every assignment there ever was under some managers, or under any."""
    if managers is None:
        return unit.session.scalars(_LED, {"ws": unit.workspace}).all()
    given = {"ws": unit.workspace, "managers": sorted(managers)}
    return unit.session.scalars(_LED_BY, given).all()


def assignments_of(unit: Unit, people: Collection[str]) -> dict[str, list[AssignmentRow]]:
    """Return every assignment that some people ever had, by person."""
    return _by_person(people, unit.session.scalars(_HELD, _of(unit, people)))


def beliefs_of(unit: Unit, people: Collection[str]) -> dict[str, list[Believed]]:
    """Return what is believed about some people, by person, but for single items."""
    rows = unit.session.execute(_BELIEFS, _of(unit, people))
    return _by_person(people, (Believed._make(row) for row in rows))


def grades_of(unit: Unit, people: Collection[str]) -> dict[str, list[Graded]]:
    """Return the newest grade of each of some people's attempts, by person, in reply order."""
    return _by_person(people, grades_of_people(unit, people, unit.now))


def _of(unit: Unit, people: Collection[str]) -> dict[str, object]:
    return {"ws": unit.workspace, "people": sorted(people)}


def _by_person(people: Collection[str], rows: Iterable[T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {person_id: [] for person_id in people}
    for row in rows:
        found[row.person_id].append(row)
    return found
