"""Why a question was asked, and why it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduling.planner import Reason
from views.reader import Reader


@dataclass(frozen=True, slots=True)
class WhyView:
    """Why a question was asked; `skill` and `role` by name, days as in `scheduling.planner.Why`.

    `asked_for`: the person asked for it themselves. `expected` in [0, 1]; `under`: the whole range
    lies below it. `enough`: there is a figure to be read on Home.
    """

    reader: Reader
    reason: Reason
    skill: str
    role: str = ""
    days_since_missed: int | None = None
    days_since_asked: int | None = None
    expected: float | None = None
    under: bool = False
    enough: bool = False
    asked_for: bool = False


@dataclass(frozen=True, slots=True)
class WhyDateView:
    """Why a question comes back on a day. `right`: the answer was; None while it is open."""

    reader: Reader
    skill: str
    back: datetime | None
    right: bool | None
    guessed: bool = False
