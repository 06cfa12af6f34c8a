"""Marks become a score, skill scores and a rating by code alone."""

from __future__ import annotations

import pytest

from grading.errors import MissingMark
from grading.marks import CriterionMark
from grading.verdict import RATINGS, Rating, Sureness, rate, verdict_of_choice, verdict_of_marks
from items.model import Criterion, Outcome

RUBRIC = (
    Criterion("declares", "Declares", ("x",), skill="triage", weight=2),
    Criterion("tells", "Tells support", ("x",), skill="communication"),
    Criterion("notes", "Takes notes", ("x",)),
)


def marks(*outcomes: Outcome, settled: bool = True) -> list[CriterionMark]:
    pairs = zip(RUBRIC, outcomes, strict=True)
    return [CriterionMark(c.id, outcome, 0.9, settled=settled) for c, outcome in pairs]


def test_the_score_is_the_weighted_mean_of_the_marks() -> None:
    verdict = verdict_of_marks(
        RUBRIC, marks(Outcome.MET, Outcome.PARTLY, Outcome.NOT_MET), ["triage"]
    )
    assert verdict.score == pytest.approx((2 + 0.5) / 4)


def test_a_skill_is_scored_by_its_own_criteria_and_any_other_by_the_whole() -> None:
    verdict = verdict_of_marks(
        RUBRIC, marks(Outcome.MET, Outcome.NOT_MET, Outcome.NOT_MET), ["triage", "calm"]
    )
    assert verdict.skills == {"triage": 1.0, "calm": 0.5, "communication": 0.0}


@pytest.mark.parametrize(
    "open_mark",
    [
        CriterionMark("tells", Outcome.UNSURE, 0.0),
        CriterionMark("tells", Outcome.MET, 0.6, settled=False),
    ],
)
def test_one_open_criterion_leaves_the_verdict_open(open_mark: CriterionMark) -> None:
    given = marks(Outcome.MET, Outcome.MET, Outcome.MET)
    given[1] = open_mark
    verdict = verdict_of_marks(RUBRIC, given, ["triage"], Sureness.CERTAIN)
    assert (verdict.score, verdict.rating, dict(verdict.skills)) == (None, None, {})


def test_a_criterion_without_a_mark_is_refused() -> None:
    with pytest.raises(MissingMark, match="notes"):
        verdict_of_marks(RUBRIC, marks(Outcome.MET, Outcome.MET, Outcome.MET)[:2], [])


def test_the_misconceptions_that_showed_are_named_once() -> None:
    given = [
        CriterionMark(c.id, Outcome.NOT_MET, 0.9, misconception="wait-for-certainty")
        for c in RUBRIC
    ]
    assert verdict_of_marks(RUBRIC, given, []).misconceptions == ("wait-for-certainty",)


@pytest.mark.parametrize(
    ("score", "sureness", "rating"),
    [
        (1.0, Sureness.CERTAIN, Rating.EASY),
        (1.0, Sureness.FAIRLY_SURE, Rating.GOOD),
        (1.0, Sureness.GUESSING, Rating.HARD),
        (1.0, None, Rating.GOOD),
        (0.6, Sureness.CERTAIN, Rating.HARD),
        (0.6, Sureness.GUESSING, Rating.AGAIN),
        (0.4, Sureness.CERTAIN, Rating.AGAIN),
        (0.0, Sureness.GUESSING, Rating.AGAIN),
    ],
)
def test_the_rating_follows_score_and_sureness(
    score: float, sureness: Sureness | None, rating: Rating
) -> None:
    assert rate(score, sureness) is rating


def test_more_right_never_rates_lower() -> None:
    order = [Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY]
    for sureness in Sureness:
        ranks = [order.index(RATINGS[band, sureness]) for band in ("wrong", "partly", "right")]
        assert ranks == sorted(ranks)


def test_a_choice_gives_its_score_to_every_skill() -> None:
    verdict = verdict_of_choice(0.5, ["a", "b"], Sureness.CERTAIN, ["m"])
    assert verdict.skills == {"a": 0.5, "b": 0.5}
    assert verdict.rating is Rating.HARD
    assert verdict.misconceptions == ("m",)
