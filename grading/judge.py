"""How likely a reply is right, from the references and graded replies of one criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

import numpy as np

from grading.calibration import Platt, logit, sigmoid
from grading.features import Comparison, comparison, extended, features
from grading.phrases import Phrasebook, phrase_features, phrases
from grading.similarity import Context, Floats, Text, WordWeights, ready
from grading.trees import Trees
from grading.words import Words, words

MOST_GRADED = 60
"""Graded replies, the latest ones, that a reply is compared with: more would take too long."""

TREES = 1 / 3
"""The share of the trees in a judgement, of the networks the rest: settled by cross-validation."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a reply is compared with: the question, right and wrong texts, and graded replies.

    `graded` holds replies and whether a person called them right, the oldest first.
    """

    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    graded: tuple[tuple[str, bool], ...] = ()
    language: str = "en"


class Judge(Protocol):
    """Gives the probability that a reply is right."""

    @property
    def revision(self) -> str: ...

    def probability(self, known: Known, reply: str) -> float: ...


@dataclass(frozen=True, slots=True)
class Network:
    """A network of one hidden layer of rectified units: log-odds of a row of scaled features."""

    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: float

    def log_odds(self, rows: Floats) -> Floats:
        """Return the log-odds of each row."""
        active = np.maximum(rows @ self.hidden + self.hidden_bias, 0)
        return np.asarray(active @ self.output + self.output_bias)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """All that was learnt from graded replies; `fit` makes it and `weights` stores it.

    A row of features is scaled by `mean` and `scale` and judged by the networks, whose mean
    counts, and by the trees; both log-odds together are scaled by `platt`. Without a
    phrasebook its features are left out.
    """

    revision: str
    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    networks: tuple[Network, ...]
    trees: Trees
    words: WordWeights = field(default_factory=WordWeights)
    phrasebook: Phrasebook | None = None
    platt: Platt = field(default_factory=Platt)

    def probabilities(self, found: dict[str, Floats]) -> Floats:
        """Return the probability that each reply with these features is right."""
        rows = (np.stack([found[name] for name in self.names], axis=1) - self.mean) / self.scale
        # A feature far outside what was learnt from says no more than one at its edge.
        rows = np.clip(rows, -4, 4)
        networks = np.mean([sigmoid(network.log_odds(rows)) for network in self.networks], axis=0)
        together = (1 - TREES) * logit(networks) + TREES * self.trees.log_odds(rows)
        return self.platt.apply(sigmoid(together))


@dataclass(frozen=True, slots=True)
class FittedJudge:
    """Judges by fitted weights, with numpy alone."""

    weights: Weights

    @property
    def revision(self) -> str:
        """The weights' revision."""
        return self.weights.revision

    def probability(self, known: Known, reply: str) -> float:
        """Return the probability that `reply` is right."""
        ground = _ground(known, self.weights)
        said = words(reply, known.language)
        compared = extended(
            ground.compared, ground.question, ground.texts, ready(said, ground.context)
        )
        graded = len(known.graded[-MOST_GRADED:])
        labels = [good for _, good in known.graded[-MOST_GRADED:]] + [False] * len(known.wrong)
        places, place = range(len(labels)), [len(labels)]
        found = features(compared, places, labels, place, counted=graded)
        if self.weights.phrasebook is not None:
            texts = [text.words for text in ground.texts]
            references, replies = texts[: len(known.right)], [*texts[len(known.right) :], said]
            told = [
                self.weights.phrasebook.tell(phrases(text, references, ground.context.asked))
                for text in replies
            ]
            found |= phrase_features(np.array(told), places, labels, place)
        return float(self.weights.probabilities(found)[0])


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all replies to a question are compared with, itself compared."""

    question: Words
    context: Context
    texts: tuple[Text, ...]
    compared: Comparison


@lru_cache(maxsize=256)
def _ground(known: Known, weights: Weights) -> _Ground:
    """Compare what is known; kept, since many replies meet the same (some 200 kB each)."""
    question = words(known.question, known.language)
    right = [words(text, known.language) for text in known.right]
    context = context_of(question, right, weights.words.for_language(known.language))
    replies = [*(text for text, _ in known.graded[-MOST_GRADED:]), *known.wrong]
    references = [ready(text, context) for text in right]
    others = [ready(words(text, known.language), context) for text in replies]
    compared = comparison(question, references, others)
    return _Ground(question, context, (*references, *others), compared)


def context_of(question: Words, references: Sequence[Words], weights: WordWeights) -> Context:
    """Return what all comparisons of a question share."""
    referred = frozenset().union(*(frozenset(text.stems) for text in references))
    return Context(frozenset(question.stems), referred, weights)
