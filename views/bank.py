"""Banks and items as administrators read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BankLine:
    """A bank at a glance."""

    bank: str
    revision: int
    items: int
    skills: int
    author: str = ""
    past_review: int = 0


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A question at a glance; `kind` as in `items.model.Kind`."""

    item: str
    kind: str
    skills: tuple[str, ...]
    revision: int
    answers: int
    review_by: date | None = None
    past_review: bool = False
