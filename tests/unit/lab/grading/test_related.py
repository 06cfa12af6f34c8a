"""Replies to related questions, and boosted trees: ours say what their sources say."""

from __future__ import annotations

import numpy as np

from grading.words import words
from lab.grading.related import FEATURES, gather, terms

ASKED = "Why is there a gap at terminal {n}?"
RIGHT = "terminal {n} is separated by the gap"
WRONG = "the battery is empty"


def told(reply: str, *, among: tuple[bool, ...] = (True, True)) -> dict[str, float]:
    """What two graded questions about other terminals tell of a reply about terminal 9."""
    questions = [words(ASKED.format(n=n)) for n in (2, 4)]
    graded = [
        [terms(words(text.format(n=n)), asked) for text in (RIGHT, RIGHT, WRONG, WRONG)]
        for n, asked in zip((2, 4), questions, strict=True)
    ]
    labels = [(True, True, False, False)] * 2
    related = gather([terms(q, q) for q in questions], graded, labels)
    here = words(ASKED.format(n=9))
    row = related.tell(terms(here, here), [terms(words(reply), here)], np.array(among))[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


def test_a_number_that_the_question_names_is_the_same_in_every_related_question() -> None:
    own = told(RIGHT.format(n=9))
    assert own["right"] > 0.95
    assert own["vote"] > 0.7
    assert told(RIGHT.format(n=3))["right"] < own["right"] - 0.1


def test_what_was_called_wrong_there_is_likely_wrong_here() -> None:
    found = told(WRONG)
    assert found["vote"] < 0.3
    assert found["nearest"] < 0
    assert found["weighted"] < 0


def test_words_that_nobody_used_tell_nothing() -> None:
    found = told("bananas")
    assert (found["right"], found["wrong"], found["vote"]) == (0.0, 0.0, 0.5)


def test_questions_left_out_tell_nothing() -> None:
    found = told(RIGHT.format(n=9), among=(False, False))
    assert (found["either"], found["vote"], found["question"]) == (0.0, 0.5, 0.0)
