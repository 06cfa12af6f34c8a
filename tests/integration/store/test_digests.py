"""Which digests count as told: those that were sent, the newest of each team and manager."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import digests
from store.ids import new_id
from store.models import DeliveryKind, DeliveryRow, DeliveryState
from store.unit import Unit
from tests.builders import ADMIN, MANAGER, START, House

pytestmark = pytest.mark.both_databases


def digest(house: House, name: str, team: str, week: int, *, sent: bool = True) -> str:
    """Keep a digest of a week; return its delivery."""
    at = START + timedelta(weeks=week)
    row = DeliveryRow(
        workspace_id=house.ports.workspace,
        delivery_id=new_id(),
        person_id=house.person(name).person_id,
        kind=DeliveryKind.DIGEST,
        slot=f"digest:{team}:{week}",
        state=DeliveryState.SENT if sent else DeliveryState.UNSURE,
        due_at=at,
        planned_at=at,
        sent_at=at if sent else None,
        content={},
    )
    with house.sessions.begin() as unit:
        unit.session.add(row)
        unit.session.flush()
        digests.keep(Unit(unit.session, unit.workspace, at), row, team, str(week), {"week": week})
    return row.delivery_id


def newest(house: House, *managers: str) -> list[tuple[str, int]]:
    ids = [house.person(name).person_id for name in managers] or None
    with house.sessions.read() as unit:
        return [(row.team_id, row.facts["week"]) for row in digests.newest(unit, ids)]


def test_the_newest_of_each_team_and_manager(house: House) -> None:
    for week in (1, 2, 3):
        digest(house, MANAGER, "platform", week)
    digest(house, MANAGER, "payments", 2)
    digest(house, ADMIN, "payments", 1)
    assert sorted(newest(house)) == [("payments", 1), ("payments", 2), ("platform", 3)]
    assert newest(house, MANAGER) == [("payments", 2), ("platform", 3)]
    assert newest(house, ADMIN) == [("payments", 1)]
    assert newest(house, "ana") == []


def test_one_that_was_not_sent_does_not_count(house: House) -> None:
    digest(house, MANAGER, "platform", 1)
    waiting = digest(house, MANAGER, "platform", 2, sent=False)
    manager = house.person(MANAGER).person_id
    assert newest(house) == [("platform", 1)]
    with house.sessions.read() as unit:
        assert digests.sent_on(unit, waiting) is None
        assert [row.facts["week"] for row in digests.sent_to(unit, "platform", manager)] == [1]


def test_what_is_measured_again_before_sending_takes_the_place_of_what_was(house: House) -> None:
    waiting = digest(house, MANAGER, "platform", 1)
    with house.sessions.begin() as unit:
        row = unit.session.get_one(DeliveryRow, (unit.workspace, waiting))
        digests.keep(unit, row, "platform", "1", {"week": 7})
    assert newest(house) == [("platform", 7)]
