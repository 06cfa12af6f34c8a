"""How much chance is in a written answer's score: `python -m bench.capability_parts FILE...`.

A right or wrong of mean m varies by m(1 - m). Here is by how much the scores that people gave to
written answers vary, question by question, as a share of that, with a 95 % interval over questions.
People differ too, so the chance in one score is a smaller share still. The larger mean is
`capability.kernel.LEAST_NOISE`. Sets that are marked right or wrong alone show about 1.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.simulator.interval import over_seeds
from lab.grading.answers import read_answers

FEWEST = 15
"""Graded answers below which a question tells too little of how its scores vary."""

EXTREME = 0.1
"""Mean scores this close to 0 or 1 leave no room to vary."""


def main() -> None:
    """Measure every file and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    drawn = Table("set", "questions", "mean share", "median share")
    for path in options.files:
        found = [_share(question.scores) for question in read_answers([path])]
        shares = [share for share in found if share is not None]
        drawn.add_row(
            path.name.split(".")[0],
            str(len(shares)),
            over_seeds(shares).shown(digits=2),
            f"{np.median(shares):.2f}",
        )
    Console().print(drawn)


def _share(scores: Sequence[float]) -> float | None:
    """The variance of one question's scores as a share of a right or wrong's."""
    mean = float(np.mean(scores)) if scores else 0.0
    if len(scores) < FEWEST or not EXTREME < mean < 1.0 - EXTREME:
        return None
    return float(np.var(scores, ddof=1)) / (mean * (1.0 - mean))


if __name__ == "__main__":
    main()
