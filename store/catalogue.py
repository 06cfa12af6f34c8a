"""What every step reads and few change: skills, roles, items, difficulties, kept in memory.

A workspace's `edition` names the state of its catalogue. Whoever writes to one of its tables gives
it a new one in the same transaction, so that what another process kept is never taken for new.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.orm import Session

from store.ids import new_id
from store.models import (
    BankRow,
    DifficultyRow,
    ExpectationRow,
    ItemRevisionRow,
    ItemRow,
    RoleRow,
    SkillRow,
)
from store.people import known_workspace
from store.unit import Unit

TABLES = (SkillRow, RoleRow, ExpectationRow, BankRow, ItemRow, ItemRevisionRow, DifficultyRow)
"""The catalogue. What is written through the session's objects is seen; whoever writes many rows
by statement says so with `renew`."""

T = TypeVar("T")

_KEPT: WeakKeyDictionary[Any, dict[str, tuple[str, dict[Hashable, Any]]]] = WeakKeyDictionary()
"""By engine and workspace: the edition, and what was read of it."""
_LOCK = threading.Lock()


def remembered(unit: Unit, key: Hashable, read: Callable[[], T]) -> T:
    """Return what was read of this edition before, or read it. It must never be changed."""
    row = known_workspace(unit.session, unit.workspace)
    if row is None:
        return read()
    kept = _of(unit, row.edition)
    if key not in kept:
        kept[key] = read()
    found: T = kept[key]
    return found


def _of(unit: Unit, edition: str) -> dict[Hashable, Any]:
    with _LOCK:
        editions = _KEPT.setdefault(unit.session.get_bind(), {})
        if unit.workspace not in editions or editions[unit.workspace][0] != edition:
            editions[unit.workspace] = (edition, {})
        return editions[unit.workspace][1]


def renew(unit: Unit) -> None:
    """Give the catalogue another edition, in the transaction that changes it."""
    _renew(unit.session, unit.workspace)


def _renew(session: Session, workspace_id: str) -> None:
    workspace = known_workspace(session, workspace_id)
    if workspace is not None:
        workspace.edition = new_id()


def _see(session: Session, _context: Any, _instances: Any) -> None:
    changed = (row for row in session.dirty if session.is_modified(row))
    touched = [r for r in (*session.new, *changed, *session.deleted) if isinstance(r, TABLES)]
    for workspace_id in {row.workspace_id for row in touched}:
        _renew(session, workspace_id)


event.listen(Session, "before_flush", _see)
