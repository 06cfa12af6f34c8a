"""Who chooses the next question: the planner, and three that it has to beat.

All are asked at the same moments; the three others always name an item, so that none of them
asks less than the planner does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import fsrs
import numpy as np

from lab.simulate import Record
from practice.asking.placing import ends
from scheduling.calendar import WorkingTime
from scheduling.planner import PLACEMENT, Learner, Planned, on_demand
from scheduling.slots import Cadence


class Policy(Protocol):
    """Chooses an item at a moment, and hears how it went."""

    def choose(self, record: Record, at: datetime) -> str | None:
        """The id of the item to ask, or None to leave the moment unused."""
        ...

    def heard(self, item: str, score: float, at: datetime) -> None:
        """Take in the reply's score."""
        ...


class Planner:
    """The product's planner, over the product's estimate.

    `telling` has every item's worth to a placement worked out, as the product does. It is dear,
    and a year hardly shows it: without it the planner goes by its own rule of thumb.
    """

    def __init__(self, seed: int, telling: bool = False) -> None:
        self._seed = seed
        self._telling = telling
        self._replies = 0

    def choose(self, record: Record, at: datetime) -> str | None:
        learner = Learner(
            "learner",
            WorkingTime("UTC"),
            Cadence(),
            evidence_count=self._replies,
            seed=self._seed,
        )
        left = PLACEMENT - self._replies
        exact = self._telling and left > 0
        bank = record.ready(at, ends(learner, at)) if exact else list(record.candidates.values())
        # Asked for rather than pushed, so that a rest does not lower the number of questions.
        found = on_demand(learner, record.needs(at), bank, at)
        return found.item if isinstance(found, Planned) else None

    def heard(self, item: str, score: float, at: datetime) -> None:  # noqa: ARG002
        self._replies += 1


class Fixed:
    """Kerfoot's rule: back after 12 days when wrong, 24 when right, set aside after two right."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._due: dict[str, datetime] = {}
        self._right: dict[str, int] = {}

    def choose(self, record: Record, at: datetime) -> str | None:
        due = {item: when for item, when in self._due.items() if when <= at}
        if due:
            return min(due, key=lambda item: due[item])
        unseen = [item for item in record.candidates if item not in self._right]
        if unseen:
            return str(self._rng.choice(unseen))
        pool = self._due or dict.fromkeys(record.candidates, at)
        return min(pool, key=lambda item: pool[item])

    def heard(self, item: str, score: float, at: datetime) -> None:
        right = score >= 0.85
        self._right[item] = self._right.get(item, 0) + 1 if right else 0
        self._due[item] = at + timedelta(days=24 if right else 12)
        if self._right[item] >= 2:
            del self._due[item]


class FsrsAlone:
    """py-fsrs as it comes, a card an item: the most overdue first, else a new one."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._cards: dict[str, fsrs.Card] = {}
        self._scheduler = fsrs.Scheduler(enable_fuzzing=False)

    def choose(self, record: Record, at: datetime) -> str | None:
        due = [item for item, card in self._cards.items() if card.due <= at]
        if due:
            recall = self._scheduler.get_card_retrievability
            return min(due, key=lambda item: (recall(self._cards[item], at), item))
        unseen = [item for item in record.candidates if item not in self._cards]
        if unseen:
            return str(self._rng.choice(unseen))
        return min(self._cards, key=lambda item: self._cards[item].due)

    def heard(self, item: str, score: float, at: datetime) -> None:
        card = self._cards.get(item) or fsrs.Card(card_id=0, due=at)
        partly = fsrs.Rating.Hard if score >= 0.5 else fsrs.Rating.Again
        rating = fsrs.Rating.Good if score >= 0.85 else partly
        self._cards[item], _ = self._scheduler.review_card(card, rating, at)


class Chance:
    """Any item of the role, each as likely as the next."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def choose(self, record: Record, at: datetime) -> str | None:  # noqa: ARG002
        return str(self._rng.choice(list(record.candidates)))

    def heard(self, item: str, score: float, at: datetime) -> None:
        pass


POLICIES: dict[str, Callable[[int], Policy]] = {
    "planner": Planner,
    "12/24 days": Fixed,
    "FSRS alone": FsrsAlone,
    "random": Chance,
}
