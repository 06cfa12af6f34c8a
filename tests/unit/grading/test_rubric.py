"""The offline grader marks what it knows, shows where, and leaves the rest to a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grading.layers import Layers
from grading.marks import CriterionMark, Grader, Question
from grading.rubric import RubricMatcher, has_enough
from items.model import Criterion, Exemplar, Outcome


def grade(question: Question, reply: str, grader: Grader | None = None) -> CriterionMark:
    (mark,) = (grader or RubricMatcher()).grade(question, reply, {})
    return mark


def test_a_reply_like_the_met_ones_is_met_with_its_clause_as_evidence(question: Question) -> None:
    reply = "Errors are rising. I would declare an incident right away. Then I get coffee."
    mark = grade(question, reply)
    assert mark.outcome is Outcome.MET
    (span,) = mark.evidence
    assert reply[span.start : span.end] == "I would declare an incident right away."


def test_a_reply_like_the_missed_ones_is_not_met(question: Question) -> None:
    assert grade(question, "Restart the service and see if it stops").outcome is Outcome.NOT_MET


def test_a_red_flag_shows_its_misconception_where_the_criterion_is_missed(
    question: Question,
) -> None:
    reply = "I would wait until I'm certain of the cause."
    mark = grade(question, reply)
    assert mark.outcome is Outcome.NOT_MET
    assert mark.misconception == "wait-for-certainty"
    assert mark.evidence


def test_fewer_than_ten_exemplars_settle_nothing(question: Question, criterion: Criterion) -> None:
    fewer = {"declares": criterion.exemplars[1:]}
    (mark,) = RubricMatcher().grade(question, "I would declare an incident right away.", fewer)
    assert mark.outcome is Outcome.MET
    assert not mark.settled


@pytest.mark.parametrize("kept", [Outcome.MET, Outcome.NOT_MET])
def test_exemplars_of_one_outcome_are_not_enough(criterion: Criterion, kept: Outcome) -> None:
    graded = [Exemplar(f"{e.reply} {i}", kept) for i in range(4) for e in criterion.exemplars]
    assert not has_enough(graded)
    assert has_enough(criterion.exemplars)


def test_the_same_exemplar_ten_times_counts_once() -> None:
    same = [Exemplar("declare it " + " " * i, Outcome.MET) for i in range(12)]
    assert not has_enough([*same, Exemplar("wait", Outcome.NOT_MET)])


def test_confidence_under_the_threshold_leaves_the_mark_open(question: Question) -> None:
    reply = "I would declare an incident right away."
    (high,) = RubricMatcher().grade(question, reply, {}, {"declares": 1.01})
    (low,) = RubricMatcher().grade(question, reply, {}, {"declares": 0.5})
    assert not high.settled
    assert low.settled
    assert high.outcome is low.outcome is Outcome.MET


@pytest.mark.parametrize("reply", ["", "   ", "\n", "...", "🙂"])
def test_a_blank_reply_meets_nothing(question: Question, reply: str) -> None:
    mark = grade(question, reply)
    assert mark.outcome is Outcome.NOT_MET
    assert mark.evidence == ()


def test_every_criterion_gets_one_mark_in_order(question: Question, criterion: Criterion) -> None:
    rubric = (criterion, replace(criterion, id="second"))
    marks = RubricMatcher().grade(replace(question, rubric=rubric), "Declare it.", {})
    assert [m.criterion for m in marks] == ["declares", "second"]


def test_partly_met_replies_are_told_apart(question: Question, criterion: Criterion) -> None:
    partly = tuple(
        Exemplar(text, Outcome.PARTLY)
        for text in (
            "I would ask a colleague in chat whether this looks like an incident",
            "Ask in the team channel if somebody thinks it is an incident",
            "ping a colleague and ask whether to declare",
        )
    )
    graded = {"declares": criterion.exemplars + partly}
    (mark,) = RubricMatcher().grade(
        question, "ask a colleague in the team channel whether this looks like an incident", graded
    )
    assert mark.outcome is Outcome.PARTLY


def test_a_reply_graded_before_keeps_its_mark(question: Question) -> None:
    mark = grade(question, "look at the graphs first - no need to wake anybody", Layers())
    assert (mark.outcome, mark.settled, mark.grader) == (Outcome.NOT_MET, True, "memory")


def test_layers_that_disagree_leave_the_mark_to_a_person(question: Question) -> None:
    class Contrary:
        name = "contrary"
        revision = "1"

        def grade(self, question, reply, exemplars, thresholds=None):  # type: ignore[no-untyped-def]
            return (CriterionMark("declares", Outcome.MET, 0.97, (), "contrary", "1"),)

    reply = "look at the graphs first, no need to wake anybody"
    assert grade(question, reply, Layers()).settled
    mark = grade(question, reply, Layers(model=Contrary()))
    assert not mark.settled
