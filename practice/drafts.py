"""Drafts: what administrators hand in, compared with what holds, shown, put into force once.

A bank, a roster and a framework go the same way. What somebody saw is what is put into force:
where it would change something else by now, nothing happens before they have seen that too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from files.faults import Fault
from store import people, reviews
from store.ids import new_id
from store.models import DraftRow, DraftSubject
from store.unit import Sessions, Unit

New = TypeVar("New")
Changes = TypeVar("Changes")
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Faulty:
    """What was handed in cannot be put into force as things stand."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Subject(Generic[New, Changes]):
    """What drafts of one kind are about.

    `to_json` and `read` keep what was handed in and read it again, which may find it faulty by
    now. `compare` says what it would change. `mark` names that: two marks are equal where the
    same would change, on whatever day.
    """

    name: DraftSubject
    to_json: Callable[[New], dict[str, Any]]
    read: Callable[[Unit, Mapping[str, Any]], New | Faulty]
    compare: Callable[[Unit, New], Changes]
    mark: Callable[[Changes], str]


@dataclass(frozen=True, slots=True)
class Draft(Generic[New, Changes]):
    """What was handed in and what it would change; without an id where it is not kept."""

    new: New
    changes: Changes
    mark: str
    draft_id: str = ""


@dataclass(frozen=True, slots=True)
class Moved(Generic[New, Changes]):
    """Nothing was done: it would change something else than what was shown."""

    draft: Draft[New, Changes]


def compare(unit: Unit, subject: Subject[New, Changes], new: New) -> Draft[New, Changes]:
    """Return what something would change now."""
    changes = subject.compare(unit, new)
    return Draft(new, changes, subject.mark(changes))


def keep(
    sessions: Sessions, subject: Subject[New, Changes], new: New, by: str
) -> Draft[New, Changes]:
    """Keep something with what it would change; `by` is the account of whoever handed it in."""
    with sessions.begin() as unit:
        draft = replace(compare(unit, subject, new), draft_id=new_id())
        row = DraftRow(
            workspace_id=unit.workspace,
            draft_id=draft.draft_id,
            person_id=by,
            subject=subject.name,
            base=draft.mark,
            content=subject.to_json(new),
            made_at=unit.now,
        )
        unit.session.add(row)
        return draft


def subject_of(sessions: Sessions, draft_id: str, by: str) -> DraftSubject | None:
    """Return what a draft is about; None where it is gone or not this person's."""
    with sessions.read() as unit:
        row = reviews.open_draft(unit, draft_id, by)
        return DraftSubject(row.subject) if row is not None else None


def reopen(
    sessions: Sessions, subject: Subject[New, Changes], draft_id: str, by: str
) -> Draft[New, Changes] | Faulty | None:
    """Compare a draft again and take it that this is shown; None as in `subject_of`."""
    with sessions.begin() as unit:
        row = reviews.open_draft(unit, draft_id, by, subject.name, lock=True)
        if row is None:
            return None
        new = subject.read(unit, row.content)
        if isinstance(new, Faulty):
            return new
        draft = replace(compare(unit, subject, new), draft_id=draft_id)
        row.base = draft.mark
        return draft


def publish(
    sessions: Sessions,
    subject: Subject[New, Changes],
    draft_id: str,
    by: str,
    write: Callable[[Unit, Draft[New, Changes]], Done],
) -> Done | Moved[New, Changes] | Faulty | None:
    """Put a draft into force as it was shown, all or nothing; None as in `subject_of`."""
    with sessions.begin() as unit:
        people.workspace(unit, lock=True)  # of two who compare and write, one waits
        row = reviews.open_draft(unit, draft_id, by, subject.name, lock=True)
        if row is None:
            return None
        new = subject.read(unit, row.content)
        if isinstance(new, Faulty):
            return new
        draft = replace(compare(unit, subject, new), draft_id=draft_id)
        if draft.mark != row.base:
            return Moved(draft)
        row.published_at = unit.now
        return write(unit, draft)


def put_into_force(
    sessions: Sessions,
    subject: Subject[New, Changes],
    shown: Draft[New, Changes],
    write: Callable[[Unit, Draft[New, Changes]], Done],
) -> Done | Moved[New, Changes]:
    """Put something into force that was shown without being kept."""
    with sessions.begin() as unit:
        people.workspace(unit, lock=True)
        draft = compare(unit, subject, shown.new)
        return write(unit, draft) if draft.mark == shown.mark else Moved(draft)
