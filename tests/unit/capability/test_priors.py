"""Priors survive the way to a file and back, and bad ones are named."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from capability.errors import PriorsError
from capability.head import Head
from capability.priors import dumps, loads, shipped
from tests.unit.capability.synthetic import some_head


def test_priors_survive_a_file_with_and_without_a_head() -> None:
    with_head = replace(shipped(), head=some_head())
    assert loads(dumps(shipped())) == shipped()
    assert loads(dumps(with_head)) == with_head


@pytest.mark.parametrize("text", ["{", "[]", "{}", json.dumps({"intercept": 1.0})])
def test_a_text_that_is_no_priors_is_refused(text: str) -> None:
    with pytest.raises(PriorsError):
        loads(text)


def test_a_constant_that_makes_no_sense_is_named() -> None:
    with pytest.raises(PriorsError, match="slow_days"):
        replace(shipped(), slow_days=0.0)
    with pytest.raises(PriorsError, match="slope"):
        replace(shipped(), slope=math.nan)


def test_a_head_needs_every_weight() -> None:
    with pytest.raises(PriorsError, match="weights"):
        Head((1.0,), (), (), ())
