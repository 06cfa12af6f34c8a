"""Figures that are known by hand or by another library."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lab.capability import metrics
from lab.capability.logs import Floats


def test_log_loss_and_brier_of_known_predictions() -> None:
    score, p = np.asarray([1.0, 0.0]), np.asarray([0.8, 0.4])
    assert metrics.log_loss(score, p) == pytest.approx(-(math.log(0.8) + math.log(0.6)) / 2)
    assert metrics.brier(score, p) == pytest.approx((0.04 + 0.16) / 2)


def test_a_certain_miss_costs_much_but_not_everything() -> None:
    assert math.isfinite(metrics.log_loss(np.asarray([1.0]), np.asarray([0.0])))


def test_auc_counts_pairs_and_halves_ties() -> None:
    score = np.asarray([1.0, 0.0, 1.0, 0.0])
    assert metrics.auc(score, np.asarray([0.9, 0.1, 0.8, 0.2])) == 1.0
    assert metrics.auc(score, np.asarray([0.9, 0.1, 0.2, 0.2])) == pytest.approx(0.875)
    assert metrics.auc(np.ones(3), np.asarray([0.1, 0.5, 0.9])) == 0.5


def test_auc_weighs_a_partial_score() -> None:
    assert metrics.auc(np.asarray([0.75, 0.25]), np.asarray([0.9, 0.1])) == pytest.approx(0.75)


def test_calibration_error_is_the_mean_miss_of_bins() -> None:
    p = np.repeat([0.2, 0.8], 100)
    score = np.concatenate([np.tile([1, 0, 0, 0, 0], 20), np.tile([1, 1, 1, 0, 0], 20)]) * 1.0
    assert metrics.ece(score, p) == pytest.approx((0.0 + 0.2) / 2)


def test_excess_is_near_nothing_for_true_predictions_and_not_for_false_ones() -> None:
    rng = np.random.default_rng(3)
    p: Floats = rng.random(20_000)
    score: Floats = np.asarray(rng.random(20_000) < p, dtype=np.float64)
    assert abs(metrics.ece_excess(score, p)) < 0.004
    assert metrics.ece_excess(score, np.square(p)) > 0.1


def test_few_replies_still_have_a_calibration_error() -> None:
    assert metrics.ece(np.asarray([1.0]), np.asarray([0.7])) == pytest.approx(0.3)
    assert len(metrics.bins(np.ones(3), np.full(3, 0.5))) == 3
