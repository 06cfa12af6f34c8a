"""What became of a choice or an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from grading.choice import ChoiceResult
from grading.verdict import Sureness
from items.model import Item, Misconception
from views.reader import Reader


@dataclass(frozen=True, slots=True)
class ChoiceFeedbackView:
    """A choice that was answered.

    `mix_ups` are those that the answer shows; `back` is None while there is no date yet.
    `looked_for` is the day on which another look was asked for, `word` the reviewer's.
    """

    reader: Reader
    delivery: str
    item: Item
    shown: tuple[int, ...]
    skill: str
    result: ChoiceResult
    sureness: Sureness | None = None
    mix_ups: tuple[Misconception, ...] = ()
    back: datetime | None = None
    looked_for: datetime | None = None
    word: str = ""
    withdrawn: bool = False
