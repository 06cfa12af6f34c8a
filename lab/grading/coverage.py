"""Coverage against accuracy, drawn: what share is graded alone, and how often that is right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from grading.thresholds import TARGET
from lab.grading.judged import Judged

FEWEST = 20
"""Judgements from which on their accuracy is worth drawing."""


def draw(judged: Sequence[Judged], path: Path) -> None:
    """Draw, for each set, the accuracy of the surest judgements against their share.

    A dot marks the threshold that was learnt. The file's name decides the format.
    """
    from matplotlib.figure import Figure  # loads slowly, and only here is it needed

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    for each in judged:
        confidence = np.maximum(each.probabilities, 1 - each.probabilities)
        order = np.argsort(-confidence, kind="stable")
        right = ((each.probabilities > 0.5) == each.correct)[order]
        count = np.arange(1, len(right) + 1)
        accuracy = np.cumsum(right) / count
        (line,) = axes.plot(count[FEWEST:] / len(right), accuracy[FEWEST:], label=each.set)
        if each.alone.any():
            realised = ((each.probabilities > 0.5) == each.correct)[each.alone].mean()
            axes.plot(each.alone.mean(), realised, "o", color=line.get_color())
    axes.axhline(TARGET, color="grey", linewidth=1, linestyle="--", label="promised")
    axes.set_xlabel("Share graded without a person")
    axes.set_ylabel("Share of those that is right")
    axes.set_xlim(0, 1)
    axes.legend()
    figure.savefig(path)
