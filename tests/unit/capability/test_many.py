"""Numpy over many is the same estimate as one at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from capability import kernel
from capability import many as many_module
from capability.belief import Beliefs
from capability.estimate import Reply, predict, replay
from capability.many import predict_many, stack
from capability.priors import Priors, shipped
from tests.unit.capability.synthetic import some_head

NOW = 1_790_000_000.0
PRIORS = shipped()
HEAD = some_head()


def someone(seed: int) -> Beliefs:
    rng = np.random.default_rng(seed)
    return replay(
        PRIORS,
        [
            Reply(
                f"i{rng.integers(4)}", (f"s{rng.integers(3)}",), float(rng.random()), 0.6, NOW + t
            )
            for t in np.sort(rng.random(rng.integers(20)) * 90 * kernel.DAY)
        ],
    )


@pytest.mark.parametrize("priors", [shipped(), replace(shipped(), head=HEAD)], ids=["bare", "head"])
def test_every_row_equals_the_single_estimate(
    priors: Priors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_module, "CHUNK", 16)
    at = NOW + 120 * kernel.DAY
    asked = [(someone(n), f"s{n % 4}") for n in range(40)]
    difficulty = np.linspace(0.05, 0.95, 40)
    many = predict_many(priors, stack(priors, asked, at), difficulty)
    for n, (beliefs, skill) in enumerate(asked):
        one = predict(priors, beliefs, (skill,), None, float(difficulty[n]), at)
        assert (many.p[n], many.low[n], many.high[n]) == pytest.approx(
            (one.p, one.low, one.high), abs=1e-12
        )


def test_a_newcomer_fills_a_row_with_the_priors() -> None:
    many = predict_many(PRIORS, stack(PRIORS, [({}, "s0")], NOW), np.asarray([0.6]))
    assert many.p[0] == pytest.approx(predict(PRIORS, {}, ("s0",), None, 0.6, NOW).p)
