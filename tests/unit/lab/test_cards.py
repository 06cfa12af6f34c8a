"""Refitting cards: enough data, people apart, and only where it predicts better."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from grading.verdict import Rating
from lab import enough
from lab.cards import refit

START = datetime(2026, 1, 5, tzinfo=UTC)


def cards(people: int, recall: float) -> dict[tuple[str, str], list[tuple[Rating, datetime]]]:
    """Return twelve cards a person, each repeated four times and recalled by chance."""
    chance = random.Random(7)
    made = {}
    for person in range(people):
        for item in range(12):
            reviews = [(Rating.GOOD, START)]
            for _ in range(4):
                rating = Rating.GOOD if chance.random() < recall else Rating.AGAIN
                gap = timedelta(days=chance.choice((12, 24, 31)))
                reviews.append((rating, reviews[-1][1] + gap))
            made[f"p{person}", f"on-call/{item}"] = reviews
    return made


def test_too_little_data_changes_nothing() -> None:
    found = refit(cards(3, 0.9), None)
    assert not found.kept
    assert found.weights is None
    needed = f"{enough.REPEATS} by {enough.PEOPLE} are needed."
    assert found.why == f"Too little data: 144 repeats by 3 people; {needed}"
    assert refit({}, None).repeats == 0


def test_people_who_hardly_remember_are_learnt_from_and_kept() -> None:
    heard: list[str] = []
    found = refit(cards(24, 0.15), None, heard.append)
    assert found.kept
    assert found.before is not None
    assert found.after is not None
    assert found.after < found.before
    assert found.weights is not None
    assert len(found.weights) == 21
    assert found.repeats == 24 * 12 * 4
    assert len(heard) == 5


def test_what_is_no_better_is_not_kept() -> None:
    once = refit(cards(24, 0.15), None)
    again = refit(cards(24, 0.15), once.weights)
    assert not again.kept
    assert again.weights is None
