"""Cross-validate the offline grader by question: `python -m bench.grading_cv FILE... -k 0 3 10`.

Every question is judged by a fit, a scaling and a threshold that have not seen it. Beside it, in
the same folds, stands a peer: the logistic model over tf-idf and fuzzy likeness to the references
and to the nearest graded replies that anybody would write first.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from lab.grading import fit
from lab.grading.answers import GradedQuestion, read_answers
from lab.grading.evaluate import cross_validate, figures
from lab.grading.learners import Recipe
from lab.grading.telling import word_weights

LIKENESS = [
    f"{measure}.{to}"
    for measure in ("words", "ratio", "token_set")
    for to in ("reference", "right", "wrong", "nearest")
]


def main() -> None:
    """Print the figures of every set for each number of exemplars, and the peer's accuracy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-k", "--exemplars", nargs="+", type=int, default=[0, 3, 10])
    asked = parser.parse_args()
    questions = read_answers(asked.files)
    for exemplars in asked.exemplars:
        peers = peer(questions, exemplars)
        for judged in cross_validate(questions, exemplars):
            print(exemplars, judged.set, figures(judged), {"peer": peers[judged.set]}, flush=True)


def peer(questions: Sequence[GradedQuestion], exemplars: int) -> dict[str, float]:
    """Return the accuracy of a plain logistic model in each set, by the same folds."""
    prepared = fit.prepare(questions, word_weights(questions))
    episodes = [fit.given_episode(question, exemplars) for question in prepared]
    tables = [np.stack([e.found[name] for name in LIKENESS], axis=1) for e in episodes]
    labels = [p.correct[list(e.asked)] for p, e in zip(prepared, episodes, strict=True)]
    folds = np.array(fit.folds_of(prepared, Recipe().seed))
    hits: dict[str, list[float]] = {}
    for fold in range(fit.FOLDS):
        others = np.flatnonzero(folds != fold)
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=300))
        model.fit(
            np.concatenate([tables[i] for i in others]),
            np.concatenate([labels[i] for i in others]),
        )
        for i in np.flatnonzero(folds == fold):
            right = model.predict(tables[i]) == labels[i]
            hits.setdefault(prepared[i].source.set, []).extend(right.astype(float).tolist())
    return {name: round(float(np.mean(found)), 4) for name, found in hits.items()}


if __name__ == "__main__":
    main()
