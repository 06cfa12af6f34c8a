"""Thresholds keep what they promise, and audits are chosen without bias."""

from __future__ import annotations

import random

import pytest

from grading.errors import BadThreshold
from grading.thresholds import (
    ALONE_NEVER,
    DEFAULT,
    Reviewed,
    correct,
    is_audited,
    learn,
    realised,
)


def reviews(count: int, seed: int = 3) -> list[Reviewed]:
    """Marks of a calibrated grader: right as often as its confidence says."""
    rng = random.Random(seed)
    confidences = [rng.uniform(0.5, 1.0) for _ in range(count)]
    return [Reviewed(c, rng.random() < c) for c in confidences]


def test_too_few_reviews_leave_the_threshold_as_it_was() -> None:
    assert learn(reviews(29)) == DEFAULT


def test_a_learnt_threshold_keeps_the_target_on_new_marks() -> None:
    threshold = learn(reviews(2000))
    fresh = [r.right for r in reviews(4000, seed=4) if r.confidence >= threshold]
    assert len(fresh) > 1200
    assert sum(fresh) / len(fresh) >= 0.88


def test_no_threshold_is_found_for_a_grader_without_skill() -> None:
    rng = random.Random(5)
    coin = [Reviewed(rng.random(), i % 2 == 0) for i in range(400)]
    assert learn(coin) > 0.97


def test_always_wrong_marks_are_never_made_alone() -> None:
    assert learn([Reviewed(0.99, False)] * 50) == ALONE_NEVER


def test_items_that_fall_together_raise_the_threshold() -> None:
    """One item of five is always wrong: that says less for the rest than forty slips apart."""
    together = [Reviewed(0.9, i >= 40, item=f"item-{i // 40}") for i in range(200)]
    marks = [*together, *(Reviewed(0.95, i % 20 > 0) for i in range(480))]
    apart = [Reviewed(r.confidence, r.right) for r in marks]
    assert learn(apart) == 0.9
    assert learn(marks) == 0.95


def test_ties_are_taken_or_left_together() -> None:
    same = [Reviewed(0.9, i >= 10) for i in range(50)]
    assert learn(same) == ALONE_NEVER


def test_the_audit_takes_about_one_in_twenty_and_always_the_same() -> None:
    chosen = [f"attempt-{i}" for i in range(20_000) if is_audited(f"attempt-{i}")]
    assert 900 < len(chosen) < 1100
    assert all(is_audited(mark) for mark in chosen)
    assert chosen != [f"attempt-{i}" for i in range(20_000) if is_audited(f"attempt-{i}", seed=1)]


def test_accuracy_under_target_raises_the_threshold() -> None:
    assert correct(0.8, [True] * 30 + [False] * 20) == pytest.approx(0.85)


@pytest.mark.parametrize("audits", [[], [False], [True] * 9 + [False], [True] * 50])
def test_a_threshold_stays_while_audits_allow_the_target(audits: list[bool]) -> None:
    assert correct(0.8, audits) == 0.8


def test_a_threshold_never_rises_past_never() -> None:
    assert correct(1.0, [False] * 40) == ALONE_NEVER


def test_realised_accuracy_comes_with_bounds() -> None:
    found = realised([True] * 45 + [False] * 5)
    assert found.accuracy == 0.9
    assert 0.8 < found.low < 0.9 < found.high < 0.96
    assert realised([]).accuracy is None


def test_a_target_that_is_no_share_is_refused() -> None:
    with pytest.raises(BadThreshold):
        learn([], target=90)
