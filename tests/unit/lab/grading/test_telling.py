"""How telling a word is goes by how many questions use it."""

from __future__ import annotations

from grading.words import words
from lab.grading.telling import weigh


def test_words_of_many_questions_weigh_less_than_words_of_one() -> None:
    questions = [[words(f"the bulb glows {thing}")] for thing in ("red", "blue", "green")]
    weights = weigh(questions)
    assert weights.weight("the") < weights.weight("red") == weights.weight("unheard")
