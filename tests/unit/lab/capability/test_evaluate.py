"""The evaluation pairs files, measures the model beside its baselines, and lets nothing leak."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lab.capability.errors import LogError
from lab.capability.evaluate import FIGURES, paired, run
from lab.capability.logs import COLUMNS, Row
from tests.unit.capability.synthetic import rows


def written(path: Path, made: Sequence[Row]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(made)
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], list[Path]]:
    folder = tmp_path_factory.mktemp("logs")
    fit, test = [], []
    for seed, name in enumerate(("one", "two")):
        made = rows(24, 40, seed)
        fit.append(written(folder / f"{name}.dev.csv", made[:640]))
        test.append(written(folder / f"{name}.test.csv", made[640:]))
    return fit, list(reversed(test))


@pytest.fixture(scope="module")
def result(files: tuple[list[Path], list[Path]]) -> dict[str, Any]:
    return run(*files)


def test_the_result_has_the_documented_shape_and_no_nan(result: dict[str, Any]) -> None:
    json.dumps(result, allow_nan=False)
    assert set(result) == {"sets", "mean", "baselines"}
    assert set(result["baselines"]) == {"elo", "skill_mean"}
    for part in (result, *result["baselines"].values()):
        assert set(part["sets"]) == {"one", "two"}
        for figures in (part["mean"], *part["sets"].values()):
            assert tuple(figures) == FIGURES


def test_the_mean_is_over_sets(result: dict[str, Any]) -> None:
    sets = result["sets"]
    assert sets["one"]["rows"] == 320
    assert sets["one"]["people"] == 8
    mean = (sets["one"]["log_loss"] + sets["two"]["log_loss"]) / 2
    assert result["mean"]["log_loss"] == pytest.approx(mean)


def test_the_model_beats_the_skills_mean(result: dict[str, Any]) -> None:
    assert result["mean"]["log_loss"] < result["baselines"]["skill_mean"]["mean"]["log_loss"]


def test_a_test_persons_replies_never_reach_another_ones_predictions(
    files: tuple[list[Path], list[Path]], tmp_path: Path
) -> None:
    fit = [path for path in files[0] if path.name.startswith("one")]
    made = rows(24, 40, 0)[640:]
    whole = run(fit, [written(tmp_path / "one.all.csv", made)])
    parts = [
        run(fit, [written(tmp_path / f"one.{n}.csv", made[n * 40 : n * 40 + 40])]) for n in range(8)
    ]

    def loss(outcome: dict[str, Any]) -> float:
        return float(outcome["sets"]["one"]["log_loss"])

    assert sum(map(loss, parts)) / 8 == pytest.approx(loss(whole), abs=1e-12)


def test_a_set_where_nobody_paused_has_no_figure_for_gaps(
    files: tuple[list[Path], list[Path]], tmp_path: Path
) -> None:
    fit = [path for path in files[0] if path.name.startswith("one")]
    quick = [(*row[:3], float(n), row[4]) for n, row in enumerate(rows(2, 20))]
    outcome: dict[str, Any] = run(fit, [written(tmp_path / "one.quick.csv", quick)])
    assert outcome["sets"]["one"]["ece_gap_over_1d"] is None


def test_a_diagram_is_drawn(files: tuple[list[Path], list[Path]], tmp_path: Path) -> None:
    run(files[0][:1], files[1][1:], tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_files_without_a_pair_or_twice_are_refused() -> None:
    with pytest.raises(LogError, match="two"):
        paired([Path("one.dev.csv"), Path("two.dev.csv")], [Path("one.test.csv")])
    with pytest.raises(LogError, match="twice"):
        paired([Path("one.a.csv"), Path("one.b.csv")], [Path("one.test.csv")])
    with pytest.raises(LogError, match="No file"):
        paired([], [])


def test_what_makes_figures_mean_less_is_said(tmp_path: Path) -> None:
    few = rows(3, 20)
    fit, test = (written(tmp_path / f"one.{n}.csv", [*few, few[0]]) for n in range(2))
    heard: list[str] = []
    outcome: dict[str, Any] = run([fit], [test], warn=heard.append)
    assert [said.partition(":")[0] for said in heard] == ["one"] * 4
    assert "the shipped constants" in heard[0]
    assert "stand in both files, if the ids mean the same: 3" in heard[1]
    assert "count as replies: 1." in heard[2]
    assert outcome["sets"]["one"]["log_loss"] < 1.0
