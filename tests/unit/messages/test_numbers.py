"""Figures in words, from unrounded estimates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.numbers import (
    about,
    change,
    from_answers,
    in_ten,
    outward,
    tenths,
    tenths_range,
    with_evidence,
)
from messages.words import Words
from views.figures import Measured
from views.reader import Reader

EN = Words(Reader())
DE = Words(Reader("de"))


def test_says_an_estimate_its_range_and_its_evidence() -> None:
    measured = Measured(0.78, 0.62, 0.88, 41)
    assert with_evidence(measured, EN) == "about 8 in 10, between 6 and 9, from 41 answers"


def test_says_how_many_people() -> None:
    assert from_answers(61, 9, EN) == "from 61 answers by 9 people"
    assert from_answers(1, 1, EN) == "from 1 answer by 1 person"


def test_says_that_it_is_too_early() -> None:
    thin = Measured(0.5, 0.1, 0.9, 2, enough=False)
    assert about(thin, EN) == "too early to say"
    assert with_evidence(thin, EN) == "too early to say, from 2 answers"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.62, 0.81, (6, 9)), (0.6, 0.7, (6, 7)), (0.1 + 0.2, 0.7, (3, 7)), (0.0, 1.0, (0, 10))],
)
def test_rounds_a_range_outward(low: float, high: float, said: tuple[int, int]) -> None:
    assert outward(low, high) == said


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_the_estimate_never_lies_outside_the_range_that_is_said(
    a: float, b: float, c: float
) -> None:
    low, p, high = sorted((a, b, c))
    first, last = outward(low, high)
    assert 0 <= first <= in_ten(p) <= last <= 10
    assert first <= low * 10 + 1e-6
    assert last >= high * 10 - 1e-6


def test_halves_go_up() -> None:
    assert in_ten(0.65) == 7
    assert in_ten(0.649999) == 6


def test_tables_have_one_decimal_on_the_same_scale() -> None:
    assert tenths(0.85, EN) == "8.5"
    assert tenths(0.85, DE) == "8,5"
    assert tenths_range(0.59, 0.82, EN) == "5.9–8.2"


def test_a_change_is_said_only_where_it_is_clear() -> None:
    assert change(0.61, 0.67, clear=True, _=EN) == "up 0.6"
    assert change(0.67, 0.61, clear=True, _=EN) == "down 0.6"
    assert change(0.61, 0.67, clear=False, _=EN) == "no clear change"
    assert change(0.61, 0.6101, clear=True, _=EN) == "no clear change"
