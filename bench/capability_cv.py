"""Cross-validate the capability model over people: `python -m bench.capability_cv LOG...`.

Every log is split over its people into five; each fifth is predicted by a model, and by the
baselines, that were fitted on the other four. Prints the figures of `holdfast evaluate
capability` for each log and their mean, pooled over the folds. `--folds N` runs the first N only.
"""

from __future__ import annotations

import argparse
import itertools
import json
from pathlib import Path

import numpy as np

from lab.capability.evaluate import Forecasts, forecast_set, report
from lab.capability.fit import folds
from lab.capability.logs import Log, read_log


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logs", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    pooled = {}
    for path in options.logs:
        held_out = [
            forecast_set(learnt, test)
            for learnt, test in itertools.islice(folds(read_log(path)), options.folds)
        ]
        name = path.name.split(".")[0]
        pooled[name] = _together(held_out)
        alone = report({name: pooled[name]})
        print(json.dumps(_short(alone)), flush=True)
    print(json.dumps(report(pooled), indent=2))


def _together(held_out: list[Forecasts]) -> Forecasts:
    """The folds' predictions as one set."""
    log = held_out[0].log
    columns = {
        name: np.concatenate([getattr(forecast.log, name) for forecast in held_out])
        for name in ("person", "skill", "item", "days", "score", "parts")
    }
    return Forecasts(
        Log(**columns, people=log.people, skills=log.skills, items=log.items),
        np.concatenate([forecast.late for forecast in held_out]),
        {
            model: np.concatenate([forecast.by_model[model] for forecast in held_out])
            for model in held_out[0].by_model
        },
    )


def _short(result: dict[str, object]) -> dict[str, object]:
    """One line a log: the model's figures and the log loss and AUC of Elo."""
    baselines = result["baselines"]
    assert isinstance(baselines, dict)
    elo = baselines["elo"]["mean"]
    return {
        "model": result["mean"],
        "elo": {"log_loss": elo["log_loss"], "auc": elo["auc"]},
    }


if __name__ == "__main__":
    main()
