"""An answer that waits for a reviewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grading.marks import CriterionMark
from items.model import Item
from views.reader import Reader

ANSWER = "answer"
"""Stands for the criterion of a choice, which has none."""


@dataclass(frozen=True, slots=True)
class WaitingView:
    """What waits for a reviewer; `minutes` is about how long it takes."""

    reader: Reader
    delivery: str
    waiting: int
    appeals: int = 0
    minutes: int = 1


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One answer before a reviewer. `marks` are the grader's, empty in audits and doubles.

    `item` is in the language asked; `reply` the answer's words, or the options chosen, in
    letters. `criteria` are the ids to mark, all where empty. `appeal` is the learner's reason.
    """

    reader: Reader
    task: str
    position: int
    waiting: int
    item: Item
    reply: str
    criteria: tuple[str, ...] = ()
    marks: Mapping[str, CriterionMark] = field(default_factory=dict)
    appeal: str | None = None
    hidden: bool = False
