"""What a checked bank would change, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from files.faults import Fault
from items.diff import BankDiff
from views.reader import Reader


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What a checked file would change. `reached` people get a new question in two weeks."""

    reader: Reader
    draft: str
    bank: str
    diff: BankDiff
    reached: int = 0
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishView:
    """The last question before publishing.

    `afresh` names items with a new meaning, `kept` those of which only the wording changes.
    """

    reader: Reader
    draft: str
    bank: str
    changes: int
    retired: int = 0
    afresh: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedView:
    """What was published."""

    reader: Reader
    bank: str
    revision: int
    new: int
    changed: int
    retired: int
