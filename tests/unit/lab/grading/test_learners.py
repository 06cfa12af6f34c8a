"""What scikit-learn fitted says the same once it is arrays."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from grading.calibration import sigmoid
from lab.grading.learners import Recipe, boosted, network


def test_our_trees_judge_as_scikit_learns_do() -> None:
    rng = np.random.default_rng(3)
    table = rng.normal(size=(600, 7))
    right = table[:, 0] + np.sin(3 * table[:, 1]) + rng.normal(size=600) > 0
    recipe = Recipe(trees=20, leaves=6)
    trees = boosted(table, right, recipe)
    theirs = HistGradientBoostingClassifier(
        learning_rate=0.05, max_iter=20, max_leaf_nodes=6, min_samples_leaf=60,
        l2_regularization=5.0, max_features=0.3, early_stopping=False, random_state=recipe.seed,
    ).fit(table, right)  # fmt: skip
    unseen = rng.normal(size=(50, 7))
    assert trees.log_odds(unseen) == pytest.approx(theirs.decision_function(unseen), abs=1e-9)


def test_our_network_judges_as_scikit_learns_does() -> None:
    rng = np.random.default_rng(4)
    table = rng.normal(size=(400, 5))
    right = table[:, 0] * table[:, 1] + rng.normal(size=400) > 0
    ours = network(table, right, Recipe(hidden=6, passes=2), seed=7)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs = MLPClassifier(
            (6,), alpha=1.5, learning_rate_init=2e-3, max_iter=2, batch_size=256, random_state=7,
        ).fit(table, right)  # fmt: skip
    unseen = rng.normal(size=(50, 5))
    assert sigmoid(ours.log_odds(unseen)) == pytest.approx(
        theirs.predict_proba(unseen)[:, 1], abs=1e-9
    )
