"""Fitting learns what a log shows, keeps only what helps, and leaves little data alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from capability.priors import Priors, shipped
from lab.capability import fit as fitting
from lab.capability import metrics
from lab.capability.fit import fit, folds, predicted, refit
from lab.capability.logs import joined, log_from
from tests.unit.capability.synthetic import rows


@pytest.fixture(scope="module")
def wrong() -> Priors:
    """Priors far from how the synthetic people are."""
    return replace(shipped(), intercept=-1.5, ability_variance=0.01, item_variance=3.0)


def test_fitted_constants_predict_new_people_better(wrong: Priors) -> None:
    made = rows(30, 40, seed=1)
    learnt, held_out = joined(log_from(made[:800]), log_from(made[800:]))
    found = fit(learnt, wrong)
    before, after = (
        metrics.log_loss(held_out.score, predicted(p, learnt, held_out)) for p in (wrong, found)
    )
    assert after < before - 0.02


def test_folds_keep_people_whole_and_cover_them_once() -> None:
    log = log_from(rows(11, 5))
    seen: list[int] = []
    for learnt, held_out in folds(log):
        assert not set(learnt.person) & set(held_out.person)
        seen += sorted(set(held_out.person.tolist()))
    assert sorted(seen) == list(range(11))


def test_refitting_keeps_constants_that_predict_better(wrong: Priors) -> None:
    report = refit(rows(25, 42), wrong)
    assert report.kept
    assert report.priors != wrong
    assert report.old_log_loss is not None
    assert report.new_log_loss is not None
    assert report.new_log_loss < report.old_log_loss


def test_refitting_keeps_the_current_ones_where_nothing_is_gained() -> None:
    noise = [(*row[:4], float(n % 2)) for n, row in enumerate(rows(25, 41))]
    good = fit(log_from(noise), shipped())
    report = refit(noise, good)
    assert not report.kept
    assert report.priors == good
    assert "no better" in report.why


@pytest.mark.parametrize(("people", "replies"), [(0, 0), (1, 1), (1, 1200), (40, 3)])
def test_too_little_data_changes_nothing(people: int, replies: int) -> None:
    report = refit(rows(people, replies), shipped())
    assert not report.kept
    assert report.priors == shipped()
    assert "Too little data" in report.why or "no replies" in report.why


def test_a_log_of_one_person_can_be_fitted_and_predicted() -> None:
    log = log_from(rows(1, 30))
    p = predicted(fit(log, shipped()), log, log)
    assert np.isfinite(p).all()
    assert ((p > 0) & (p < 1)).all()


def test_a_log_where_all_went_well_can_be_fitted() -> None:
    log = log_from([(*row[:4], 1.0) for row in rows(5, 20)])
    assert predicted(fit(log, shipped()), log, log).min() > 0.9


def test_a_head_is_fitted_only_on_a_long_log(monkeypatch: pytest.MonkeyPatch) -> None:
    log = log_from(rows(12, 30))
    assert fit(log, shipped()).head is None
    monkeypatch.setattr(fitting, "ENOUGH_FOR_HEAD", 100)
    assert fit(log, shipped()).head is not None
