"""Twelve questions: how much do they narrow what is believed about a newcomer's skills?

    python -m bench.planning_newcomers --seeds 6 --learners 200

The planner's first twelve against twelve drawn from the role's items, for the same people: how
wide the 80 % ranges are, how far the estimates lie off the truth, how many ranges hold it, and how
many of the questions were to be written. `--alone .25` has people read three of four written
answers, some days later, as a bank with few graded answers would.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.simulator.interval import over_seeds
from bench.simulator.minds import KINDS
from bench.simulator.newcomers import Placed, Reading, place, planned
from bench.simulator.policies import Chance
from bench.simulator.year import company
from capability.priors import shipped

DAYS = 40
"""Enough for twelve questions at three a week."""


def one(job: tuple[str, int, int, Reading]) -> tuple[Placed, Placed]:
    """The planner's and chance's twelve in one company."""
    kind, seed, learners, reading = job
    group = company(kind, seed, learners, days=DAYS)
    ours = place(group, shipped(), planned, reading)
    return ours, place(group, shipped(), Chance, reading)


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--alone", type=float, default=1.0)
    parser.add_argument("--days", type=float, default=3.0)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    reading = Reading(asked.alone, asked.days)
    jobs = [(kind, seed, asked.learners, reading) for kind in KINDS for seed in range(asked.seeds)]
    with ProcessPoolExecutor(asked.jobs) as pool:
        results = list(pool.map(one, jobs))
    drawn = Table(
        "true model",
        "before",
        "planner",
        "random",
        "narrowed, ratio",
        "error",
        "random's",
        "covered",
        "random's",
        "written",
        "random's",
    )
    by_kind = [results[k * asked.seeds : (k + 1) * asked.seeds] for k in range(len(KINDS))]
    for kind, seeds in (*zip(KINDS, by_kind, strict=True), ("all", results)):
        ours, chance = zip(*seeds, strict=True)
        drawn.add_row(
            kind,
            f"{np.mean([placed.before for placed in ours]):.3f}",
            f"{np.mean([placed.after for placed in ours]):.3f}",
            f"{np.mean([placed.after for placed in chance]):.3f}",
            _ratio(ours, chance, asked.seeds),
            f"{np.mean([placed.error for placed in ours]):.3f}",
            f"{np.mean([placed.error for placed in chance]):.3f}",
            f"{np.mean([placed.covered for placed in ours]):.2f}",
            f"{np.mean([placed.covered for placed in chance]):.2f}",
            f"{np.mean([placed.written for placed in ours]):.1f}",
            f"{np.mean([placed.written for placed in chance]):.1f}",
        )
    Console(width=140).print(drawn)


def _ratio(ours: Sequence[Placed], chance: Sequence[Placed], seeds: int) -> str:
    """How many times as much the planner narrows, each seed's true models taken together."""
    narrowed = [
        np.array([placed.narrowed for placed in side]).reshape(-1, seeds).sum(axis=0)
        for side in (ours, chance)
    ]
    return over_seeds(list(narrowed[0] / narrowed[1])).shown(1.0, 2)


if __name__ == "__main__":
    main()
