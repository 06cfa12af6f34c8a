"""What is kept of the catalogue in memory is never older than the database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store import framework, people
from store.engine import Database, open_database
from store.models import SkillRow
from store.unit import Sessions, Unit

pytestmark = pytest.mark.both_databases

WS = "T1"
NOW = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def known(sessions: Database) -> Sessions:
    """A database with a workspace and one skill, which was read once."""
    units = of(sessions)
    with units.begin() as unit:
        people.ensure_workspace(unit, "One")
        unit.session.flush()
        unit.session.add(skill("triage", "Triage"))
    assert names(units) == {"Triage"}
    return units


def of(database: Database, workspace: str = WS) -> Sessions:
    return Sessions(database, workspace, lambda: NOW)


def skill(skill_id: str, name: str) -> SkillRow:
    return SkillRow(workspace_id=WS, skill_id=skill_id, name=name, description="")


def names(sessions: Sessions) -> set[str]:
    with sessions.read() as unit:
        return named(unit)


def named(unit: Unit) -> set[str]:
    return {s.name for s in framework.skills(unit).values()}


def test_a_change_is_seen_at_once_in_its_own_transaction_and_after_it(known: Sessions) -> None:
    with known.begin() as unit:
        unit.session.add(skill("rollback", "Rollback"))
        unit.session.flush()
        assert named(unit) == {"Triage", "Rollback"}
    assert names(known) == {"Triage", "Rollback"}


def test_what_is_rolled_back_is_forgotten(known: Sessions) -> None:
    def panic() -> None:
        with known.begin() as unit:
            unit.session.get_one(SkillRow, (WS, "triage")).name = "Panic"
            unit.session.flush()
            assert named(unit) == {"Panic"}
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        panic()
    assert names(known) == {"Triage"}


def test_another_process_changes_it(known: Sessions) -> None:
    another = open_database(known.database.writer.url.render_as_string(hide_password=False))
    with of(another).begin() as unit:
        unit.session.get_one(SkillRow, (WS, "triage")).name = "Incident triage"
    another.close()
    assert names(known) == {"Incident triage"}


def test_a_workspace_is_kept_apart_from_another(known: Sessions) -> None:
    with of(known.database, "T2").read() as unit:
        assert framework.skills(unit) == {}
    with known.read() as unit:
        assert named(unit) == {"Triage"}
