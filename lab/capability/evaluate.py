"""How well the model predicts people it was not fitted on, beside what it has to beat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from capability.priors import shipped
from lab.capability import baselines, metrics
from lab.capability.errors import LogError
from lab.capability.fit import fit, predicted, too_little
from lab.capability.logs import Floats, Log, joined, read_log
from lab.capability.tables import alike
from lab.capability.walk import trail

Flags: TypeAlias = npt.NDArray[np.bool_]
Figures = dict[str, float | int | None]
Progress = Callable[[str], None]

FIGURES = (
    "rows",
    "people",
    "log_loss",
    "auc",
    "brier",
    "ece",
    "ece_excess",
    "ece_gap_over_1d",
    "ece_excess_gap_over_1d",
)
"""What is measured of a set, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Outcomes of a test set, and what each model had predicted before."""

    log: Log
    late: Flags
    by_model: Mapping[str, Floats]


def run(
    fit_files: Sequence[Path],
    test_files: Sequence[Path],
    plot: Path | None = None,
    progress: Progress = lambda _: None,
    warn: Progress = lambda _: None,
) -> dict[str, object]:
    """Fit on each first file, replay its second, and measure; `plot` gets a diagram (PNG).

    `warn` hears of what makes the figures mean less: rows written twice, people in both files, too
    little to fit on.

    Files pair by their name before the first dot. Raises `LogError` where they do not, or where
    one cannot be read. The result is as `report` gives it.
    """
    forecasts = {}
    for name, (learnt_from, tested_on) in paired(fit_files, test_files).items():
        learnt, test = joined(read_log(learnt_from), read_log(tested_on))
        for doubt in _doubts(learnt, test):
            warn(f"{name}: {doubt}")
        progress(name)
        forecasts[name] = forecast_set(learnt, test)
    if plot is not None:
        reliability_diagram(forecasts, plot)
    return report(forecasts)


def _doubts(learnt: Log, test: Log) -> Iterator[str]:
    if too_little(learnt):
        yield "too little to fit on; the shipped constants are measured."
    if both := set(learnt.people) & set(test.people):
        yield f"People who stand in both files, if the ids mean the same: {len(both)}."
    for which, log in (("fit", learnt), ("test", test)):
        rows = np.stack([log.person, log.skill, log.item, log.days, log.score], axis=1)
        if twice := len(rows) - len(np.unique(rows, axis=0)):
            yield f"Rows that stand twice in the {which} file, and count as replies: {twice}."


def paired(fit_files: Sequence[Path], test_files: Sequence[Path]) -> dict[str, tuple[Path, Path]]:
    """Files by set, the fit file first; raises `LogError` for one without its pair."""
    firsts, seconds = _by_set(fit_files), _by_set(test_files)
    if not firsts:
        raise LogError("No file to fit on was given.")
    if alone := sorted(firsts.keys() ^ seconds.keys()):
        raise LogError(
            "Each set needs a file to fit and one to test, alike in their names before the first "
            f"dot; one is missing of: {', '.join(alone)}."
        )
    return {name: (path, seconds[name]) for name, path in firsts.items()}


def _by_set(files: Sequence[Path]) -> dict[str, Path]:
    sets: dict[str, Path] = {}
    for path in files:
        name = path.name.split(".")[0]
        if name in sets:
            raise LogError(f"The set {name} was given twice: {sets[name]} and {path}.")
        sets[name] = path
    return sets


def forecast_set(learnt: Log, test: Log) -> Forecasts:
    """Every model's predictions of one set, each made before its reply is seen."""
    priors = shipped() if too_little(learnt) else fit(learnt, shipped())
    model = predicted(priors, learnt, test)
    path = trail(test, alike(test))
    return Forecasts(
        test,
        path.gap(1) > 1.0,
        {
            "model": model,
            "elo": baselines.elo(learnt, test),
            "skill_mean": baselines.skill_mean(learnt, test),
        },
    )


def report(forecasts: Mapping[str, Forecasts]) -> dict[str, object]:
    """All figures: the model's `sets` and `mean`, and the same under `baselines`.

    A figure that a set cannot give, as where nobody paused for a day, is None.
    """

    def of(model: str) -> dict[str, object]:
        sets = {name: figures(f.log, f.by_model[model], f.late) for name, f in forecasts.items()}
        return {"sets": sets, "mean": _mean(list(sets.values()))}

    return {**of("model"), "baselines": {"elo": of("elo"), "skill_mean": of("skill_mean")}}


def figures(log: Log, p: Floats, late: Flags) -> Figures:
    """The figures of one set; `late` marks replies over a day after the skill's last."""
    gap = bool(late.any())
    return {
        "rows": len(log),
        "people": len(np.unique(log.person)),
        "log_loss": metrics.log_loss(log.score, p),
        "auc": metrics.auc(log.score, p),
        "brier": metrics.brier(log.score, p),
        "ece": metrics.ece(log.score, p),
        "ece_excess": metrics.ece_excess(log.score, p),
        "ece_gap_over_1d": metrics.ece(log.score[late], p[late]) if gap else None,
        "ece_excess_gap_over_1d": (metrics.ece_excess(log.score[late], p[late]) if gap else None),
    }


def _mean(sets: Sequence[Figures]) -> Figures:
    """The plain mean over sets of every figure, over those sets that have it."""
    mean: Figures = {}
    for name in FIGURES:
        values = [value for figures in sets if (value := figures[name]) is not None]
        mean[name] = sum(values) / len(values) if values else None
    return mean


def reliability_diagram(forecasts: Mapping[str, Forecasts], path: Path) -> None:
    """Draw predicted against seen, a panel a set, over all replies and those after a day."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.0 * len(forecasts), 4.2), layout="constrained")
    panels = figure.subplots(1, len(forecasts), squeeze=False)[0]
    for panel, (name, forecast) in zip(panels, forecasts.items(), strict=True):
        panel.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        p, score, late = forecast.by_model["model"], forecast.log.score, forecast.late
        for label, marker, chosen in (
            ("all replies", "o", late | True),
            ("after a day", "^", late),
        ):
            if chosen.any():
                points = metrics.bins(score[chosen], p[chosen])
                panel.plot(
                    [x for x, _, _ in points],
                    [y for _, y, _ in points],
                    marker=marker,
                    markersize=4,
                    linewidth=1,
                    label=label,
                )
        panel.set(title=name, xlabel="predicted", ylabel="seen", xlim=(0, 1), ylim=(0, 1))
        panel.set_aspect("equal")
        panel.legend(loc="upper left", frameon=False)
    figure.savefig(path, format="png", dpi=120)
