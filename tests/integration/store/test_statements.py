"""Counting statements counts what reaches the database, once, and stops where it says."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from store.engine import Database
from store.models import WorkspaceRow
from tests.statements import statements

pytestmark = pytest.mark.both_databases


def add(sessions: Database, count: int) -> None:
    with sessions.begin() as session:
        session.add_all(
            WorkspaceRow(workspace_id=f"T{n}", name=f"Company {n}", setup={}, thresholds={})
            for n in range(count)
        )


def test_reading_and_writing_count_and_only_inside(sessions: Database) -> None:
    with sessions.read() as session:
        session.scalars(select(WorkspaceRow.name)).all()
    with statements(sessions) as run:
        add(sessions, 1)
        with sessions.read() as session:
            session.scalars(select(WorkspaceRow.name)).all()
    with sessions.read() as session:
        session.scalars(select(WorkspaceRow.name)).all()
    assert [statement.split()[0] for statement in run] == ["INSERT", "SELECT"]


def test_a_statement_for_many_rows_is_one(sessions: Database) -> None:
    with statements(sessions) as run:
        add(sessions, 40)
    assert len(run) == 1, "\n".join(run)


def test_loading_row_by_row_is_seen(sessions: Database) -> None:
    add(sessions, 5)
    with statements(sessions) as run, sessions.read() as session:
        for number in range(5):
            session.get(WorkspaceRow, f"T{number}")
    assert len(run) == 5
