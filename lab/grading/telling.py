"""How telling each word is, learnt from questions and all that was said to them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from grading.similarity import WordWeights
from grading.words import Words, words
from lab.grading.answers import GradedQuestion


def word_weights(questions: Iterable[GradedQuestion]) -> WordWeights:
    """Learn how telling each word is from the questions of a fit."""
    return weigh(
        [words(text, q.language) for text in (q.question, *q.references, *q.replies)]
        for q in questions
    )


def weigh(questions: Iterable[Iterable[Words]]) -> WordWeights:
    """Learn word weights from questions and all texts that belong to each.

    A stem of one question alone weighs as much as an unknown one, so that a question's own
    words weigh the same whether or not it was among those learnt from.
    """
    used = [set().union(*(text.stems for text in texts)) for texts in questions]
    counts = Counter(stem for stems in used for stem in stems)
    default = math.log(len(used) + 1)
    table = {stem: default - math.log(n) for stem, n in sorted(counts.items()) if n > 1}
    return WordWeights(default, table)
