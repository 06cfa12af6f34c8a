"""What speaks for a reply: its likeness to references and graded replies, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grading.similarity import MEASURES, Floats, Text, compare, denials, numbers
from grading.words import Words

Ints = NDArray[np.int_]

_NOISE = 0.3
"""The variance of a graded reply's label in the Gaussian process, of a reference's twice that."""

_SHARP = 12.0
"""How fast a graded reply's vote fades with its distance from the nearest one."""

_STEEP = 20.0
"""How fast a reply nearer to the references than a graded one counts as surely nearer."""

_KERNELS = {
    "likeness": ("words", "unasked", "characters"),
    "meaning": ("known", "negated"),
}
"""Gaussian processes over sums of cosines, which are proper kernels."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The texts of one question compared with one another: its references, then replies.

    `likeness` is an array (measure, text, text). The rest is by text: length in words,
    negations, the share of words that the question uses, whether a reference has its numbers.
    """

    references: int
    likeness: Floats
    lengths: Floats
    negations: Floats
    asked: Floats
    same_numbers: Floats
    question_length: int


def comparison(question: Words, references: Sequence[Text], replies: Sequence[Text]) -> Comparison:
    """Compare all replies with the references and with one another."""
    texts = [*references, *replies]
    return assemble(question, len(references), texts, compare(texts, texts))


def extended(
    compared: Comparison, question: Words, texts: Sequence[Text], reply: Text
) -> Comparison:
    """Add one reply to texts that have been compared; nothing is ever likened *to* it."""
    n = len(texts)
    likeness = np.zeros((len(MEASURES), n + 1, n + 1))
    likeness[:, :n, :n] = compared.likeness
    likeness[:, n:, :n] = compare([reply], texts)
    return assemble(question, compared.references, [*texts, reply], likeness)


def assemble(
    question: Words, references: int, texts: Sequence[Text], likeness: Floats
) -> Comparison:
    """Put a comparison together from what was measured; the references come first."""
    asked = frozenset(question.stems)
    named = [numbers(text.words) for text in texts]
    stems = [text.words.stems for text in texts]
    return Comparison(
        references=references,
        likeness=likeness,
        lengths=np.array([len(s) for s in stems], float),
        negations=np.array([denials(text.words) for text in texts], float),
        asked=np.array([sum(stem in asked for stem in s) / max(1, len(s)) for s in stems]),
        same_numbers=np.array([float(said in named[:references]) for said in named]),
        question_length=len(question.tokens),
    )


def features(
    compared: Comparison,
    graded: Sequence[int],
    labels: Sequence[bool],
    asked: Sequence[int],
    counted: int | None = None,
) -> dict[str, Floats]:
    """Return the features of the `asked` replies, given the labels of the `graded` ones.

    Both are places among the compared replies. The first `counted` of the graded ones (all, by
    default) show how often replies are right; the others are texts known to be wrong.
    """
    queries = np.asarray(asked, dtype=int)
    known = np.asarray(graded, dtype=int)
    right = np.asarray(labels, dtype=float)
    own = right[: len(right) if counted is None else counted]
    share = float((own.sum() + 1) / (len(own) + 2))
    found = _plain(compared, queries, known, right, share)
    found["graded"] = np.full(len(queries), np.log1p(len(own)))
    for place, measure in enumerate(MEASURES):
        likeness = compared.likeness[place]
        for name, values in _votes(
            likeness, compared.references, queries, known, right, share
        ).items():
            found[f"{measure}.{name}"] = values
    for kernel, measures in _KERNELS.items():
        together = np.mean([compared.likeness[MEASURES.index(m)] for m in measures], axis=0)
        for name, values in _processes(
            together, compared.references, queries, known, right, share
        ).items():
            found[f"{kernel}.{name}"] = values
    return found


def _plain(
    compared: Comparison, queries: Ints, known: Ints, right: Floats, share: float
) -> dict[str, Floats]:
    """Return what a reply shows by itself: length, negations, how much it repeats the question."""
    r = compared.references
    length = np.log1p(compared.lengths)
    said = length[queries + r]
    of_references = float(np.log1p(compared.lengths[:r].mean())) if r else 0.0
    good, bad = known[right > 0] + r, known[right <= 0] + r
    return {
        "share": np.full(len(queries), share),
        "length": said,
        "length.references": said - of_references,
        "length.right": said - length[good].mean() if len(good) else np.zeros(len(queries)),
        "length.wrong": said - length[bad].mean() if len(bad) else np.zeros(len(queries)),
        "reference.length": np.full(len(queries), of_references),
        "references": np.full(len(queries), float(r)),
        "question.length": np.full(len(queries), float(compared.question_length)),
        "negations": np.minimum(compared.negations[queries + r], 3),
        "negations.references": np.clip(
            compared.negations[queries + r] - (compared.negations[:r].mean() if r else 0.0), -3, 3
        ),
        "asked": compared.asked[queries + r],
        "numbers": compared.same_numbers[queries + r],
    }


def _votes(
    likeness: Floats, references: int, queries: Ints, known: Ints, right: Floats, share: float
) -> dict[str, Floats]:
    """Return one measure's likeness to references, to right and to wrong replies, and its votes."""
    none = np.zeros(len(queries))
    to_references = likeness[queries + references, :references]
    nearest = to_references.max(axis=1, initial=0.0)
    to_known = likeness[np.ix_(queries + references, known + references)]
    good, bad = to_known[:, right > 0], to_known[:, right <= 0]
    best, worst = good.max(axis=1, initial=0.0), bad.max(axis=1, initial=0.0)
    both = good.shape[1] > 0 and bad.shape[1] > 0
    votes = np.exp(_SHARP * (to_known - to_known.max(axis=1, initial=0.0, keepdims=True)))
    rival = likeness[known + references, :references].max(axis=1, initial=0.0)
    nearer = 1 / (1 + np.exp(-_STEEP * (nearest[:, None] - rival[None, :])))
    return {
        "reference": nearest,
        "references": to_references.mean(axis=1) if references else none,
        "right": best,
        "wrong": worst,
        "nearest": best - worst,
        "nearest_or_reference": np.maximum(best, nearest) - worst,
        "mean": good.mean(axis=1) - bad.mean(axis=1) if both else none,
        "vote": (votes @ right + share) / (votes.sum(axis=1) + 1),
        "rank": _rank(nearer, right),
    }


def _rank(nearer: Floats, right: Floats) -> Floats:
    """Return where a reply's likeness to the references lies among right and wrong ones: −1..1."""
    among_right = (nearer @ right + 0.5) / (right.sum() + 1)
    among_wrong = (nearer @ (1 - right) + 0.5) / ((1 - right).sum() + 1)
    return np.asarray(among_right + among_wrong - 1)


def _processes(
    kernel: Floats, references: int, queries: Ints, known: Ints, right: Floats, share: float
) -> dict[str, Floats]:
    """Return the means and variances of Gaussian processes, with and without the references.

    Labels are −1 and 1, less what the share of right replies leads one to expect.
    """
    expected = 2 * share - 1
    found = {}
    for name, with_references in (("all", True), ("graded", False)):
        first = references if with_references else 0
        columns = np.r_[np.arange(first), known + references]
        among = kernel[np.ix_(columns, columns)]
        noise = np.r_[np.full(first, 2 * _NOISE), np.full(len(known), _NOISE)]
        target = np.r_[np.full(first, 1.0), 2 * right - 1] - expected
        towards = kernel[np.ix_(queries + references, columns)]
        solved = np.linalg.solve(among + np.diag(noise), np.c_[target, towards.T])
        found[f"{name}.mean"] = towards @ solved[:, 0]
        found[f"{name}.known"] = np.einsum("ij,ji->i", towards, solved[:, 1:])
    return found
