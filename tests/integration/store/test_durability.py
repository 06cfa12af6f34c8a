"""What is committed and acknowledged is on the disk, for many writers with one sync."""

from __future__ import annotations

import os
import stat
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from store import people
from store.claim import claimed
from store.engine import open_database
from store.errors import DatabaseProblem
from store.unit import Sessions
from store.upgrade import upgrade

NOW = datetime(2026, 11, 2, tzinfo=UTC)


class Disk:
    """Syncs slowly, and notes when each sync of the log began and how much the log then held."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, seconds: float = 0.0) -> None:
        self.synced: list[int] = []
        self.began: list[float] = []
        self._seconds = seconds
        self._real = os.fsync
        monkeypatch.setattr("store.durability.os.fsync", self.fsync)

    def fsync(self, log: int) -> None:
        """Sync for real."""
        began, size = time.monotonic(), os.fstat(log).st_size
        time.sleep(self._seconds)
        self._real(log)
        self.synced.append(size)
        self.began.append(began)


def sessions(tmp_path: Path) -> Sessions:
    """Units of work on a new file, made durable."""
    database = open_database(f"sqlite:///{tmp_path / 'durable.sqlite3'}")
    upgrade(database)
    return Sessions(database, "T1", lambda: NOW)


def test_a_unit_of_work_ends_only_once_the_log_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = sessions(tmp_path)
    disk = Disk(monkeypatch)
    with units.begin() as unit:
        people.ensure_workspace(unit, "Acme")
        assert disk.synced == []
    log = tmp_path / "durable.sqlite3-wal"
    assert disk.synced == [log.stat().st_size]
    with units.begin(durable=False) as unit:
        people.workspace(unit).name = "Other"
    with units.read():
        pass
    assert len(disk.synced) == 1
    units.close()


def test_many_writers_share_a_sync_and_nobody_leaves_before_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = sessions(tmp_path)
    with units.begin() as unit:
        people.ensure_workspace(unit, "Acme")
    disk = Disk(monkeypatch, seconds=0.02)
    too_early: list[int] = []

    def write(number: int) -> None:
        with units.database.begin() as session:
            session.execute(text("UPDATE workspaces SET name = :name"), {"name": str(number)})
        committed = time.monotonic()
        units.database.settle()
        if max(disk.began, default=0.0) < committed:
            too_early.append(number)

    writers = [threading.Thread(target=write, args=(n,)) for n in range(24)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    assert too_early == []
    assert len(disk.synced) < 24, "each writer had a sync of their own"
    units.close()


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    units = sessions(tmp_path)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o600}
    units.close()


def test_a_failing_statement_does_not_say_what_somebody_wrote(tmp_path: Path) -> None:
    units = sessions(tmp_path)
    said = "I would rather not say"
    insert = text("INSERT INTO workspaces (workspace_id, name) VALUES (:id, :said)")
    with pytest.raises(IntegrityError) as failed, units.begin() as unit:
        unit.session.execute(insert, {"id": None, "said": said})
    assert said not in str(failed.value)
    units.close()


def test_a_file_is_held_by_one_running_bot_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "durable.sqlite3"
    with claimed(file):
        with pytest.raises(DatabaseProblem, match="at work"), claimed(file):
            pass
        units = sessions(tmp_path)  # a command works beside it
        units.close()
    with claimed(file):
        pass
