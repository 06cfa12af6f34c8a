"""How well somebody remembers an item: py-fsrs's card, without steps, fuzz or a clock.

FSRS's own gaps are for facts that must never be forgotten. A workplace asks seldom and about
skills, so a card aims at a lower retention and never comes back before repeating is known to
pay: about 12 days after a wrong answer and 24 after a right one (Kerfoot's trials of spaced
education, the root of Qstream).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

import fsrs

from scheduling.errors import CardError

DESIRED_RETENTION = 0.7
"""With FSRS's defaults a first good answer then comes back in about three weeks."""

SHORTEST_GAP: Mapping[str, timedelta] = MappingProxyType(
    {
        "again": timedelta(days=12),
        "hard": timedelta(days=16),
        "good": timedelta(days=24),
        "easy": timedelta(days=24),
    }
)
"""The least time until the item is worth asking again, by rating."""

LONGEST_GAP_DAYS = 60
"""The most time until an item may be asked again: whether its skill needs it, the planner says.

FSRS's own gaps grow to years. In a bank of some dozens they would leave nothing to ask of a skill
that is below its expectation, and whoever is asked more often would end up with less.
"""

Weights = tuple[float, ...]
"""FSRS's 21 constants."""


@dataclass(frozen=True, slots=True)
class Card:
    """A person's memory of one item after their last review of it.

    `stability` is the days until recall falls to 0.9, `difficulty` from 1 to 10, both FSRS's.
    """

    stability: float
    difficulty: float
    due: datetime
    last_review: datetime
    repetitions: int


def first(rating: str, at: datetime, weights: Weights | None = None) -> Card:
    """The card after a first review, rated again, hard, good or easy, at a moment in UTC.

    `weights` are an organisation's own; without them py-fsrs's hold.
    """
    # An id and a due time are given because fsrs.Card otherwise reads the clock and sleeps.
    return _reviewed(fsrs.Card(card_id=0, due=_utc(at)), rating, _utc(at), 1, weights)


def review(card: Card, rating: str, at: datetime, weights: Weights | None = None) -> Card:
    """The card after one more review; a moment before the last one counts as the last one's."""
    at = max(_utc(at), card.last_review)
    return _reviewed(_as_fsrs(card), rating, at, card.repetitions + 1, weights)


def retrievability(card: Card, at: datetime, weights: Weights | None = None) -> float:
    """The chance in [0, 1] that FSRS gives to recalling the item at a moment.

    It is too hopeful two weeks and more after the due time; `capability` says what someone can
    do, this only ranks items.
    """
    return _scheduler(weights).get_card_retrievability(_as_fsrs(card), _utc(at))


@lru_cache(maxsize=16)
def _scheduler(weights: Weights | None) -> fsrs.Scheduler:
    own = {} if weights is None else {"parameters": weights}
    return fsrs.Scheduler(
        desired_retention=DESIRED_RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_GAP_DAYS,
        enable_fuzzing=False,
        **own,
    )


def _reviewed(
    card: fsrs.Card, rating: str, at: datetime, repetitions: int, weights: Weights | None
) -> Card:
    try:
        known, shortest = fsrs.Rating[rating.capitalize()], SHORTEST_GAP[rating]
    except KeyError as error:
        raise CardError(f"A rating is again, hard, good or easy, not {rating!r}.") from error
    after, _ = _scheduler(weights).review_card(card, known, at)
    if after.stability is None or after.difficulty is None:
        raise CardError("A reviewed card has no stability.")
    return Card(after.stability, after.difficulty, max(after.due, at + shortest), at, repetitions)


def _as_fsrs(card: Card) -> fsrs.Card:
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )


def _utc(moment: datetime) -> datetime:
    """The moment in `datetime.UTC`, the only zone that py-fsrs takes."""
    if moment.tzinfo is None:
        raise CardError("A review's moment needs a time zone.")
    return moment.astimezone(UTC)
