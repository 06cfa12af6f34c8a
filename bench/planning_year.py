"""A year of practice: does the planner keep more of a role's capability than simpler rules?

    python -m bench.planning_year --seeds 6 --learners 200

Every seed is another company: another role, another bank, other people. Within a seed all
policies have the same people, bank and moments; differences are taken within seeds and their
95 % intervals over seeds. "kept" is capability beyond what nobody's asking would have left.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.simulator.interval import over_seeds
from bench.simulator.minds import KINDS
from bench.simulator.policies import POLICIES
from bench.simulator.year import Kept, company, run
from capability.priors import shipped

OURS, NONE = "planner", "none"


def one(job: tuple[str, int, int, int]) -> dict[str, Kept]:
    """Every policy's year in one company."""
    kind, seed, learners, per_week = job
    group = company(kind, seed, learners, per_week=per_week)
    return {policy: run(group, policy, shipped()) for policy in (NONE, *POLICIES)}


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--per-week", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    jobs = [
        (kind, seed, asked.learners, asked.per_week)
        for kind in KINDS
        for seed in range(asked.seeds)
    ]
    with ProcessPoolExecutor(asked.jobs) as pool:
        results = list(pool.map(one, jobs))
    by_kind = [results[k * asked.seeds : (k + 1) * asked.seeds] for k in range(len(KINDS))]
    report = {kind: compare(rows) for kind, rows in zip(KINDS, by_kind, strict=True)}
    report["all"] = compare([_mean(rows) for rows in zip(*by_kind, strict=True)])
    if asked.json:
        print(json.dumps(report, indent=2))
    else:
        Console(width=170).print(table(report))


def _mean(companies: Sequence[dict[str, Kept]]) -> dict[str, Kept]:
    """The mean over true models, within one seed."""
    return {
        policy: Kept(*np.mean([astuple(company[policy]) for company in companies], axis=0))
        for policy in (NONE, *POLICIES)
    }


def compare(rows: Sequence[dict[str, Kept]]) -> dict[str, dict[str, str]]:
    """What each policy keeps, and how much more the planner does."""
    found: dict[str, dict[str, str]] = {}
    for policy in (NONE, *POLICIES):
        mine, theirs = [row[OURS] for row in rows], [row[policy] for row in rows]
        idle = [row[NONE] for row in rows]
        pairs = list(zip(mine, theirs, strict=True))
        figures = {
            "questions": f"{sum(t.questions for t in theirs) / len(theirs):.1f}",
            "capability": over_seeds([t.capability for t in theirs]).shown(),
            "attained": over_seeds([t.attained for t in theirs]).shown(),
        }
        if policy != OURS:
            more = [m.capability - t.capability for m, t in pairs]
            share = [m.capability / t.capability - 1.0 for m, t in pairs]
            figures["planner more by"] = over_seeds(more).shown()
            figures["in %"] = over_seeds(share).shown(100.0, 1)
        if policy not in (OURS, NONE):
            kept = [
                (m.capability - n.capability) / (t.capability - n.capability) - 1.0
                for (m, t), n in zip(pairs, idle, strict=True)
            ]
            figures["in % of kept"] = over_seeds(kept).shown(100.0, 1)
        found[policy] = figures
    return found


def table(report: dict[str, dict[str, dict[str, str]]]) -> Table:
    """The comparison as a table."""
    columns = ("questions", "capability", "attained", "planner more by", "in %", "in % of kept")
    drawn = Table("true model", "policy", *columns)
    for kind, policies in report.items():
        for policy, figures in policies.items():
            drawn.add_row(kind, policy, *(figures.get(column, "") for column in columns))
        drawn.add_section()
    return drawn


if __name__ == "__main__":
    main()
