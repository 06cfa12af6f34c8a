"""What somebody says is wrong with a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from views.reader import Reader


class ReportReason(StrEnum):
    """What somebody says is wrong with a question."""

    INCORRECT = "incorrect"
    UNCLEAR = "unclear"
    OUT_OF_DATE = "out_of_date"
    NOT_MY_JOB = "not_my_job"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReportedView:
    """A report as its author gets it. From a digest, `reason` is empty and `figures` are given."""

    reader: Reader
    item: str
    reason: ReportReason | None = None
    words: str = ""
    figures: str = ""


@dataclass(frozen=True, slots=True)
class ReportSettledView:
    """What came of a report, for whoever made it."""

    reader: Reader
    changed: bool
