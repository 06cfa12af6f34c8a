"""An estimate as it is shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """An estimate in [0, 1], its 80 % range, and what it rests on.

    `people` is None for one person's own figures. Not `enough`: too early to say.
    """

    p: float
    low: float
    high: float
    answers: int
    people: int | None = None
    enough: bool = True
