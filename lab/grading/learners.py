"""The learners behind a judge: scikit-learn fits them, and they are kept as arrays."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from grading.judge import Network
from grading.similarity import Floats
from grading.trees import Trees
from lab.grading.calibration import Bools


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fit: the sizes that were settled by cross-validation on the development questions."""

    exemplars: tuple[int, ...] = (10, 6, 16)
    """How many graded replies an episode has; several, to be ready for any number."""
    with_field: bool = True
    """Whether to learn from the field's other questions: phrases, and replies to related ones."""
    draws: int = 2
    """Random episodes a question and number of exemplars, besides the one that is given."""
    replies: int = 30
    """Replies asked about in a random episode; twice as many in the given one."""
    hidden: int = 24
    decay: float = 1.5
    passes: int = 12
    networks: int = 5
    trees: int = 150
    leaves: int = 15
    fewest: int = 3
    """Replies that have to hold a phrase before it is learnt."""
    phrase_strength: float = 0.05
    seed: int = 1


def network(table: Floats, right: Bools, recipe: Recipe, seed: int) -> Network:
    model = MLPClassifier(
        (recipe.hidden,),
        alpha=recipe.decay,
        learning_rate_init=2e-3,
        max_iter=recipe.passes,
        batch_size=min(256, len(table)),
        random_state=seed,
    )
    # Matrices this small lose more by threads than they gain; and it is stopped early on purpose.
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(table, right)
    (hidden, output), (hidden_bias, output_bias) = model.coefs_, model.intercepts_
    return Network(hidden, hidden_bias, output[:, 0], float(output_bias[0]))


def boosted(table: Floats, right: Bools, recipe: Recipe) -> Trees:
    """Fit boosted trees; each sees a share of the features, so that they differ."""
    model = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=recipe.trees,
        max_leaf_nodes=recipe.leaves,
        min_samples_leaf=60,
        l2_regularization=5.0,
        max_features=0.3,
        early_stopping=False,
        random_state=recipe.seed,
    )
    with threadpool_limits(1):
        model.fit(table, right)
    # scikit-learn keeps the trees to itself; a test compares ours with what it predicts.
    grown = [predictor.nodes for (predictor,) in model._predictors]
    most = max(len(nodes) for nodes in grown)
    feature, low, high = (np.zeros((len(grown), most), dtype=int) for _ in range(3))
    bound, value = (np.zeros((len(grown), most)) for _ in range(2))
    for tree, nodes in enumerate(grown):
        own, leaf = slice(0, len(nodes)), nodes["is_leaf"].astype(bool)
        itself = np.arange(len(nodes))
        feature[tree, own] = np.where(leaf, 0, nodes["feature_idx"])
        bound[tree, own] = np.where(leaf, 0.0, nodes["num_threshold"])
        low[tree, own] = np.where(leaf, itself, nodes["left"])
        high[tree, own] = np.where(leaf, itself, nodes["right"])
        value[tree, own] = nodes["value"]
    return Trees(feature, bound, low, high, value, float(model._baseline_prediction.item()))
