"""What is kept of the catalogue in memory is never older than the database."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from store import framework, people
from store.engine import Sessions, open_database
from store.models import SkillRow

WS = "T1"


@pytest.fixture
def known(sessions: Sessions) -> Sessions:
    """A database with a workspace and one skill, which was read once."""
    with sessions.begin() as session:
        people.ensure_workspace(session, WS, "One")
        session.flush()
        session.add(skill("triage", "Triage"))
    assert names(sessions) == {"Triage"}
    return sessions


def skill(skill_id: str, name: str) -> SkillRow:
    return SkillRow(workspace_id=WS, skill_id=skill_id, name=name, description="")


def names(sessions: Sessions) -> set[str]:
    with sessions.read() as session:
        return named(session)


def named(session: Session) -> set[str]:
    return {s.name for s in framework.skills(session, WS).values()}


def test_a_change_is_seen_at_once_in_its_own_transaction_and_after_it(known: Sessions) -> None:
    with known.begin() as session:
        session.add(skill("rollback", "Rollback"))
        session.flush()
        assert named(session) == {"Triage", "Rollback"}
    assert names(known) == {"Triage", "Rollback"}


def test_what_is_rolled_back_is_forgotten(known: Sessions) -> None:
    def panic() -> None:
        with known.begin() as session:
            session.get_one(SkillRow, (WS, "triage")).name = "Panic"
            session.flush()
            assert named(session) == {"Panic"}
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        panic()
    assert names(known) == {"Triage"}


def test_another_process_changes_it(known: Sessions) -> None:
    another = open_database(known.writer.url.render_as_string(hide_password=False))
    with another.begin() as session:
        session.get_one(SkillRow, (WS, "triage")).name = "Incident triage"
    another.close()
    assert names(known) == {"Incident triage"}


def test_a_workspace_is_kept_apart_from_another(known: Sessions) -> None:
    with known.read() as session:
        assert framework.skills(session, "T2") == {}
        assert named(session) == {"Triage"}
