"""The replies of a set as they were judged."""

from __future__ import annotations

from dataclasses import dataclass

from grading.similarity import Floats
from lab.grading.calibration import Bools


@dataclass(frozen=True, slots=True)
class Judged:
    """The replies of one set as they were judged; `alone` tells which need no person."""

    set: str
    questions: int
    probabilities: Floats
    correct: Bools
    scores: Floats
    alone: Bools
