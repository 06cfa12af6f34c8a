"""What a role leads one to expect of a newcomer."""

from __future__ import annotations

from capability import kernel
from capability.belief import Part
from capability.estimate import Reply, forecast, predict, replay
from capability.expected import newcomer
from capability.priors import shipped

NOW = 1_790_000_000.0
PRIORS = shipped()


def test_a_higher_expectation_starts_a_newcomer_higher() -> None:
    beliefs = newcomer(PRIORS, {"a": 0.9, "b": 0.4}, {"a": 0.6, "b": 0.6}, NOW)
    a, b = (predict(PRIORS, beliefs, (s,), None, 0.6, NOW).p for s in "ab")
    typical = predict(PRIORS, {}, ("a",), None, 0.6, NOW).p
    assert b < typical < a < 0.9


def test_an_expectation_is_no_evidence() -> None:
    beliefs = newcomer(PRIORS, {"a": 0.9}, {"a": 0.6}, NOW)
    assert beliefs[(Part.SKILL_SLOW, "a")].variance == PRIORS.slow_variance
    later = forecast(PRIORS, beliefs, "a", 0.6, NOW, 365).p
    assert later < predict(PRIORS, beliefs, ("a",), None, 0.6, NOW).p


def test_replies_start_from_the_expectation() -> None:
    start = newcomer(PRIORS, {"a": 0.9}, {"a": 0.6}, NOW)
    replies = [Reply("i", ("a",), 0.0, 0.6, NOW + kernel.DAY)]
    key = (Part.SKILL_SLOW, "a")
    assert replay(PRIORS, replies, start)[key].mean > replay(PRIORS, replies)[key].mean


def test_an_expectation_of_everything_stays_finite() -> None:
    beliefs = newcomer(PRIORS, {"a": 1.0, "b": 0.0}, {"a": 0.999, "b": 0.001}, NOW)
    assert all(abs(belief.mean) < 6 for belief in beliefs.values())
