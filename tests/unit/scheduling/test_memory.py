"""The card of an item: gaps that pay, forgetting, and no clock of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduling.errors import CardError
from scheduling.memory import LONGEST_GAP_DAYS, SHORTEST_GAP, first, retrievability, review

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
RATINGS = ("again", "hard", "good", "easy")


@pytest.mark.parametrize("rating", RATINGS)
def test_no_item_comes_back_before_repeating_pays(rating: str) -> None:
    assert first(rating, NOW).due >= NOW + SHORTEST_GAP[rating]


def test_a_wrong_answer_comes_back_in_about_12_days_and_a_right_one_in_about_24() -> None:
    assert (first("again", NOW).due - NOW).days == 12
    assert 24 <= (first("good", NOW).due - NOW).days <= 28


def test_better_ratings_never_come_back_sooner() -> None:
    gaps = [first(rating, NOW).due - NOW for rating in RATINGS]
    assert gaps == sorted(gaps)


def test_a_second_right_answer_stretches_the_gap_and_a_miss_shrinks_it() -> None:
    once = first("good", NOW)
    again = review(once, "good", once.due)
    missed = review(again, "again", again.due)
    assert again.due - again.last_review > once.due - once.last_review
    assert missed.due - missed.last_review < again.due - again.last_review
    assert (once.repetitions, again.repetitions, missed.repetitions) == (1, 2, 3)


def test_memory_fades_and_a_review_brings_it_back() -> None:
    card = first("good", NOW)
    later = NOW + timedelta(days=30)
    assert 1.0 == retrievability(card, NOW) > retrievability(card, later) > 0.0
    assert retrievability(review(card, "good", later), later) == 1.0


def test_no_item_stays_away_for_longer_than_two_months() -> None:
    card = first("easy", NOW)
    for _ in range(12):
        card = review(card, "easy", card.due)
    assert card.due - card.last_review <= timedelta(days=LONGEST_GAP_DAYS)


def test_the_same_reviews_give_the_same_card() -> None:
    assert first("hard", NOW) == first("hard", NOW)
    assert review(first("hard", NOW), "good", NOW) == review(first("hard", NOW), "good", NOW)


def test_any_zone_is_taken_and_kept_as_utc() -> None:
    card = first("good", NOW.astimezone(ZoneInfo("Asia/Tokyo")))
    assert card == first("good", NOW)
    assert card.due.tzinfo is UTC


def test_time_that_runs_backwards_counts_as_the_last_review() -> None:
    card = first("good", NOW)
    assert review(card, "good", NOW - timedelta(days=3)) == review(card, "good", NOW)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(CardError, match="zone"):
        first("good", NOW.replace(tzinfo=None))


def test_an_unknown_rating_is_refused() -> None:
    with pytest.raises(CardError, match="perfect"):
        first("perfect", NOW)
