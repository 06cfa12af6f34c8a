"""A question as it goes to one person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from items.model import Item
from views.reader import Reader


class QuestionState(StrEnum):
    """How a question stands that nobody has answered."""

    ASKED = "asked"
    PUT_OFF = "put_off"
    RETIRED = "retired"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as it goes to one person.

    `item` is in the language asked; `shown` lists the indexes of its options in the order shown.
    """

    reader: Reader
    delivery: str
    item: Item
    skill: str
    role: str = ""
    shown: tuple[int, ...] = ()
    minutes: int = 1
    state: QuestionState = QuestionState.ASKED
