"""What became of an answer in one's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from items.model import Item, Misconception, Outcome
from views.reader import Reader


class MarkedBy(StrEnum):
    """Whose mark stands."""

    GRADER = "grader"
    SELF = "self"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class ReadingView:
    """An answer that is being read; `slow` from half a minute on."""

    reader: Reader
    skill: str
    reply: str
    slow: bool = False


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One criterion and its mark; `UNSURE` is open. `quotes` are the reply's words that show it.

    `reason` is a reviewer's.
    """

    id: str
    criterion: str
    outcome: Outcome
    by: MarkedBy = MarkedBy.GRADER
    quotes: tuple[str, ...] = ()
    why: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MarkedView:
    """An answer in somebody's own words and the marks that stand, in the rubric's order.

    `compared` counts the reviewed answers that it was compared with.
    """

    reader: Reader
    delivery: str
    item: Item
    skill: str
    reply: str
    criteria: tuple[CriterionView, ...]
    mix_ups: tuple[Misconception, ...] = ()
    compared: int = 0
    back: datetime | None = None
    looked_for: datetime | None = None
    withdrawn: bool = False

    @property
    def open(self) -> tuple[CriterionView, ...]:
        """The criteria that wait for a person."""
        return tuple(c for c in self.criteria if c.outcome is Outcome.UNSURE)


@dataclass(frozen=True, slots=True)
class ReviewerWord:
    """A reviewer's mark of one criterion, and the learner's or grader's before it."""

    criterion: str
    outcome: Outcome
    before: Outcome | None = None
    before_by: MarkedBy = MarkedBy.GRADER
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviewerWordView:
    """A reviewer's word on an answer; `choice` says it of a choice, which has no criteria."""

    reader: Reader
    skill: str
    words: tuple[ReviewerWord, ...] = ()
    choice: str = ""
