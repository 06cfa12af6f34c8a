"""Measure the capability model's speeds: `python -m bench.capability_speed [--refit]`.

Updates a second in one process through the running bot's own path, with and without a head; a
million estimates with numpy; and, with `--refit`, refitting a made-up log of 100,000 replies.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

import numpy as np

from capability.belief import Belief, Key
from capability.estimate import Reply, update
from capability.head import FEATURES, FIRST, PAIRED, Head
from capability.kernel import DAY
from capability.many import Stack, predict_many
from capability.priors import Priors, shipped
from lab.capability.fit import refit
from lab.capability.logs import Row

HEAD = Head(
    (0.01,) * len(FEATURES), (0.001,) * len(FIRST), (0.0,) * len(PAIRED), (1.0,) * len(PAIRED)
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--refit", action="store_true")
    options = parser.parse_args()
    for name, priors in (("no head", shipped()), ("head", replace(shipped(), head=HEAD))):
        print(f"updates a second, {name}: {updates(priors):,.0f}")
        print(f"seconds for a million estimates, {name}: {million(priors):.2f}")
    if options.refit:
        started = time.process_time()
        report = refit(made_up(500, 200), shipped())
        print(
            f"seconds to refit 100,000 replies: {time.process_time() - started:.0f}; {report.why}"
        )


def updates(priors: Priors, replies: int = 20_000) -> float:
    """How many replies a second one process learns from."""
    made = [
        Reply(f"i{n % 50}", (f"s{n % 7}",), float(n % 3 > 0), 0.6, 1.7e9 + n * 1_000.0)
        for n in range(replies)
    ]
    beliefs: dict[Key, Belief] = {}
    started = time.process_time()
    for reply in made:
        changed, _ = update(priors, beliefs, reply)
        beliefs.update(changed)
    return replies / (time.process_time() - started)


def million(priors: Priors, count: int = 1_000_000) -> float:
    """Seconds for a million estimates from beliefs in arrays."""
    rng = np.random.default_rng(0)
    rows = Stack(
        rng.normal(size=(count, 5)),
        np.asarray(priors.at_rest) * rng.random((count, 5)),
        rng.exponential(20.0, size=(count, 5)),
        rng.normal(0.0, 0.2, size=(count, 2)),
        (rng.poisson(9.0, size=(count, 2)) + 1.0).astype(np.float64),
    )
    difficulty = rng.uniform(0.2, 0.9, size=count)
    started = time.process_time()
    predict_many(priors, rows, difficulty)
    return time.process_time() - started


def made_up(people: int, replies: int) -> list[Row]:
    """People of one ability each on items of one difficulty each, days apart."""
    rng = np.random.default_rng(0)
    hard = rng.normal(size=400)
    rows: list[Row] = []
    for person in range(people):
        ability = rng.normal()
        items = rng.integers(400, size=replies)
        good = rng.random(replies) < 1.0 / (1.0 + np.exp(hard[items] - ability))
        moments = 1.7e9 + np.cumsum(rng.exponential(2.0, size=replies)) * DAY
        rows += [
            (f"p{person}", f"s{item // 20}", f"i{item}", float(moment), float(score))
            for item, moment, score in zip(items.tolist(), moments, good, strict=True)
        ]
    return rows


if __name__ == "__main__":
    main()
