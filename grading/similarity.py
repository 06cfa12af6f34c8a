"""How alike texts are, by several measures: words, their order, characters and spelling."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from grading.language import negations, small_words
from grading.words import Words, words

Floats = NDArray[np.float64]
_Weight = Callable[[str], float]
_Stems = NDArray[np.object_]

MEASURES = (
    "words",
    "unasked",
    "characters",
    "pairs",
    "known",
    "negated",
    "covers",
    "covered",
    "spelt_covers",
    "spelt_covered",
    "ratio",
    "token_set",
)
"""The names of the measures, in the order of `compare`'s first axis.

The first six are cosines: of all words, of those that the question does not use, of character
n-grams, of word pairs, of words that the references use, and of words that know whether they
stand behind a negation. `covers` is the share of the second text's weight that the first one holds,
`covered` the reverse, `spelt_` the same with spelling forgiven; the rest are rapidfuzz's.
"""

_NEGATED_WORDS = 3
"""How many words behind a negation it reaches."""

_SAME_SPELLING = 0.88
"""The Jaro-Winkler similarity from which on two words may be one, misspelt."""


@dataclass(frozen=True, slots=True)
class WordWeights:
    """How telling a stem is: the logarithm of how few questions use it.

    `table` holds the stems that several questions use; any other weighs `default`.
    """

    default: float = 4.0
    table: Mapping[str, float] = field(default_factory=dict)

    def weight(self, stem: str) -> float:
        """Return the weight of a stem."""
        return self.table.get(stem, self.default)

    def for_language(self, language: str) -> WordWeights:
        """Return weights for another language than the table's: its small words weigh little."""
        if language[:2].lower() == "en" and self.table:
            return self
        small = small_words().get(language[:2].lower(), frozenset())
        stems = {stem for word in small for stem in words(word, language).stems}
        return WordWeights(self.default, dict.fromkeys(stems, 0.15 * self.default))


@dataclass(frozen=True, slots=True)
class Context:
    """What all comparisons of a question share: its own stems, and those of its references."""

    asked: frozenset[str]
    referred: frozenset[str]
    weights: WordWeights


@dataclass(frozen=True, slots=True)
class Bag:
    """A text as a vector of length one: the checksums of its parts, and their weights."""

    parts: NDArray[np.uint32]
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Text:
    """A text made ready for comparison within one context.

    `bags` are its cosine measures' vectors; `unasked` its stems that the question does not
    use, with their weights.
    """

    words: Words
    bags: tuple[Bag, ...]
    unasked: Mapping[str, float]

    @property
    def plain(self) -> str:
        """The text's tokens with a space between."""
        return " ".join(self.words.tokens)


def ready(text: Words, context: Context) -> Text:
    """Make a text ready for comparison."""
    weight = context.weights.weight
    unasked = [stem for stem in text.stems if stem not in context.asked]
    known = [stem for stem in text.stems if stem in context.referred]
    bags: tuple[Mapping[str, float], ...] = (
        _weighted(text.stems, weight),
        _weighted(unasked, weight),
        _characters(text, weight),
        Counter(f"{a} {b}" for a, b in pairwise(text.stems)),
        _weighted(known, weight),
        _negated(text, weight),
    )
    return Text(text, tuple(map(_bag, bags)), {stem: weight(stem) for stem in unasked})


def compare(left: Sequence[Text], right: Sequence[Text]) -> Floats:
    """Compare texts: an array (measure, left, right) in [0, 1].

    Each value depends on its two texts alone. `covers` tells how much of the right text the
    left one covers.
    """
    cosines = [
        _cosine([text.bags[i] for text in left], [text.bags[i] for text in right])
        for i in range(len(left[0].bags))
    ]
    same = _coverage(left, right, np.equal.outer)
    spelt = _coverage(left, right, _spelt_alike)
    plain = [text.plain for text in left], [text.plain for text in right]
    fuzzy = [
        process.cdist(*plain, scorer=scorer, dtype=np.float64) / 100
        for scorer in (fuzz.ratio, fuzz.token_set_ratio)
    ]
    return np.stack([*cosines, *same, *spelt, *fuzzy])


def denials(text: Words) -> int:
    """Count the negations of a text."""
    return sum(token in negations() for token in text.tokens)


def denies(said: Words, known: Words) -> bool:
    """Say whether a text denies something telling that a known text says outright."""
    outright = {stem for stem, denied in _in_reach(known) if not denied}
    small = frozenset().union(*small_words().values())
    return any(
        denied and stem in outright and stem not in small for stem, denied in _in_reach(said)
    )


def numbers(text: Words) -> frozenset[str]:
    """Return the numbers that a text names."""
    return frozenset(token for token in text.tokens if token[0].isdigit())


def _weighted(stems: Iterable[str], weight: _Weight) -> dict[str, float]:
    return {stem: (1 + math.log(n)) * weight(stem) for stem, n in Counter(stems).items()}


def _characters(text: Words, weight: _Weight) -> dict[str, float]:
    """Return the 3- and 4-grams of a text's words, each as telling as its words."""
    grams: dict[str, float] = {}
    for token, stem in dict(zip(text.tokens, text.stems, strict=True)).items():
        telling = weight(stem)
        for gram in _grams(token):
            if telling > grams.get(gram, 0.0):
                grams[gram] = telling
    return grams


@lru_cache(maxsize=20_000)
def _grams(token: str) -> tuple[str, ...]:
    padded = f" {token} "
    return tuple(padded[i : i + n] for n in (3, 4) for i in range(len(padded) - n + 1))


def _negated(text: Words, weight: _Weight) -> dict[str, float]:
    """Weigh stems, those within reach of a negation as other stems than those outside."""
    bag: dict[str, float] = {}
    for stem, denied in _in_reach(text):
        bag[f"not {stem}" if denied else stem] = weight(stem)
    if denials(text):
        bag["not"] = weight("not")
    return bag


def _in_reach(text: Words) -> Iterator[tuple[str, bool]]:
    """Yield the stems that are no negations, and whether one stands shortly before them."""
    reach = 0
    for token, stem in zip(text.tokens, text.stems, strict=True):
        if token in negations():
            reach = _NEGATED_WORDS
            continue
        yield stem, reach > 0
        reach = max(0, reach - 1)


def _bag(parts: Mapping[str, float]) -> Bag:
    values = np.fromiter(parts.values(), dtype=np.float32, count=len(parts))
    checksums = (crc32(part.encode()) for part in parts)
    norm = float(np.linalg.norm(values)) or 1.0
    return Bag(np.fromiter(checksums, dtype=np.uint32, count=len(parts)), values / norm)


def _cosine(left: Sequence[Bag], right: Sequence[Bag]) -> Floats:
    """Return the cosine of every left bag with every right one; an empty bag is like none."""
    bags = [*left, *right]
    found, columns = np.unique(np.concatenate([bag.parts for bag in bags]), return_inverse=True)
    rows = np.repeat(np.arange(len(bags)), [len(bag.parts) for bag in bags])
    dense = np.zeros((len(bags), len(found)), dtype=np.float32)
    dense[rows, columns] = np.concatenate([bag.values for bag in bags])
    return np.asarray(dense[: len(left)] @ dense[len(left) :].T, dtype=np.float64)


def _coverage(
    left: Sequence[Text], right: Sequence[Text], alike: Callable[[_Stems, _Stems], Floats]
) -> tuple[Floats, Floats]:
    """Return the share of each right text's weight that a left one covers, and the reverse."""
    left_stems, left_weights = _table(left)
    right_stems, right_weights = _table(right)
    likeness = np.asarray(alike(left_stems, right_stems), dtype=np.float64)
    return (
        _covered(left_weights > 0, likeness, right_weights),
        _covered(right_weights > 0, likeness.T, left_weights).T,
    )


def _table(texts: Sequence[Text]) -> tuple[_Stems, Floats]:
    """Return all stems of some texts, and an array (text, stem) of their weights."""
    stems = sorted({stem for text in texts for stem in text.unasked})
    place = {stem: i for i, stem in enumerate(stems)}
    weights = np.zeros((len(texts), len(stems)))
    for row, text in enumerate(texts):
        for stem, weight in text.unasked.items():
            weights[row, place[stem]] = weight
    return np.array(stems, dtype=object), weights


def _covered(holds: NDArray[np.bool_], likeness: Floats, weights: Floats) -> Floats:
    """Return how much of the weight of each text (columns) the holding texts (rows) cover."""
    near = np.stack([likeness[row].max(axis=0, initial=0.0) for row in holds])
    return np.asarray(near @ weights.T / np.maximum(weights.sum(axis=1), 1e-9))


def _spelt_alike(left: _Stems, right: _Stems) -> Floats:
    return process.cdist(
        left,
        right,
        scorer=JaroWinkler.normalized_similarity,
        score_cutoff=_SAME_SPELLING,
        dtype=np.float64,
    )
