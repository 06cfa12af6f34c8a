"""Choice items are graded exactly."""

from __future__ import annotations

from itertools import permutations

import pytest

from grading.choice import grade_choice
from grading.errors import WrongAnswer
from items.model import Kind, Option


def options(*scores: float) -> tuple[Option, ...]:
    return tuple(
        Option(f"option {i}", score, f"because {i}", None if score else f"belief-{i}")
        for i, score in enumerate(scores)
    )


def test_single_scores_the_option_chosen_with_partial_credit() -> None:
    result = grade_choice(Kind.SINGLE, options(0, 1, 0.5), [2])
    assert result.score == 0.5
    assert [o.chosen for o in result.options] == [False, False, True]
    assert [o.right for o in result.options] == [False, True, False]


def test_a_wrong_option_shows_its_misconception_and_feedback() -> None:
    result = grade_choice(Kind.SINGLE, options(1, 0, 0), [1])
    assert result.score == 0
    assert result.misconceptions == ("belief-1",)
    assert result.options[1].feedback == "because 1"


@pytest.mark.parametrize(
    ("chosen", "score"),
    [([0, 1], 1.0), ([0], 0.5), ([0, 1, 2], 0.5), ([2], 0.0), ([], 0.0), ([0, 1, 2, 3], 0.0)],
)
def test_multiple_takes_the_wrong_share_from_the_right_share(
    chosen: list[int], score: float
) -> None:
    assert grade_choice(Kind.MULTIPLE, options(1, 1, 0, 0), chosen).score == score


def test_multiple_weighs_right_options_by_their_scores() -> None:
    assert grade_choice(Kind.MULTIPLE, options(1, 0.5, 0), [0]).score == pytest.approx(2 / 3)


def test_multiple_without_wrong_options_scores_the_right_share() -> None:
    assert grade_choice(Kind.MULTIPLE, options(1, 1), [1]).score == 0.5


def test_order_scores_by_discordant_pairs_and_never_below_zero() -> None:
    steps = options(0, 0, 0)
    scores = {
        order: grade_choice(Kind.ORDER, steps, order).score for order in permutations(range(3))
    }
    assert scores[0, 1, 2] == 1
    assert scores[1, 0, 2] == pytest.approx(1 / 3)
    assert scores[0, 2, 1] == pytest.approx(1 / 3)
    assert scores[2, 1, 0] == 0
    assert all(0 <= score <= 1 for score in scores.values())


def test_order_tells_where_each_step_was_put() -> None:
    result = grade_choice(Kind.ORDER, options(0, 0, 0), [1, 0, 2])
    assert [o.place for o in result.options] == [1, 0, 2]
    assert [o.right for o in result.options] == [False, False, True]


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (Kind.SINGLE, []),
        (Kind.SINGLE, [0, 1]),
        (Kind.SINGLE, [3]),
        (Kind.MULTIPLE, [0, 0]),
        (Kind.ORDER, [0, 1]),
        (Kind.TEXT, [0]),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(kind: Kind, answer: list[int]) -> None:
    with pytest.raises(WrongAnswer):
        grade_choice(kind, options(1, 0, 0), answer)
