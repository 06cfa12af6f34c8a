"""Figures in words: about 8 in 10, between 6 and 9, from 41 answers; never a percentage.

Everything is said from unrounded estimates in [0, 1].
"""

from __future__ import annotations

import math

from capability.team import Status
from messages.words import Words
from views.figures import Measured

_NOISE = 9
"""Decimals kept before rounding outward, so that 0.7 × 10 is 7 and not a little more."""


def in_ten(p: float) -> int:
    """Return a share as so many in ten, to the nearest."""
    return math.floor(round(p * 10, _NOISE) + 0.5)


def outward(low: float, high: float) -> tuple[int, int]:
    """Return a range in tenths, rounded outward: 0.62 to 0.81 is 6 to 9."""
    return math.floor(round(low * 10, _NOISE)), math.ceil(round(high * 10, _NOISE))


def about(measured: Measured, _: Words) -> str:
    """Say an estimate and its range: about 8 in 10, between 6 and 9."""
    if not measured.enough:
        return _("too early to say")
    low, high = outward(measured.low, measured.high)
    if low == high:
        return _("about {n} in 10", n=in_ten(measured.p))
    return _("about {n} in 10, between {low} and {high}", n=in_ten(measured.p), low=low, high=high)


def from_answers(answers: int, people: int | None, _: Words) -> str:
    """Say what an estimate rests on: from 61 answers by 9 people."""
    said = _.count("from {n} answer", "from {n} answers", answers)
    if people is None:
        return said
    by = _.count("by {n} person", "by {n} people", people)
    return f"{said} {by}"


def with_evidence(measured: Measured, _: Words) -> str:
    """Say an estimate, its range and its evidence."""
    evidence = from_answers(measured.answers, measured.people, _)
    if not measured.enough:
        return _("too early to say, {evidence}", evidence=evidence)
    return f"{about(measured, _)}, {evidence}"


def tenths(p: float, _: Words) -> str:
    """Return a share on the scale of ten with one decimal, for tables and expectations: 8.5."""
    return _.decimal(p * 10)


def tenths_range(low: float, high: float, _: Words) -> str:
    """Return a range on the scale of ten, for tables: 5.9–8.2."""
    return f"{tenths(low, _)}–{tenths(high, _)}"


def change(before: float, now: float, clear: bool, _: Words) -> str:
    """Say a change for a table: up 0.6, or no clear change."""
    moved = round((now - before) * 10, 1)
    if not clear or moved == 0:
        return _("no clear change")
    said = _.decimal(abs(moved))
    return _("up {amount}", amount=said) if moved > 0 else _("down {amount}", amount=said)


def status_word(of: Status, _: Words) -> str:
    """Name a status."""
    return {
        Status.ABOVE: _("Above"),
        Status.IN_LINE: _("In line"),
        Status.UNDER: _("Under"),
        Status.FADING: _("Fading"),
    }[of]
