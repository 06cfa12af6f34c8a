"""What `holdfast evaluate` and `simulate` say in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import command_line
from bot.terminal import console
from lab.capability.logs import COLUMNS
from tests.unit.capability.synthetic import rows


def log(path: Path, seed: int) -> str:
    lines = [",".join(COLUMNS), *(",".join(map(str, row)) for row in rows(3, 20, seed))]
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def test_the_figures_fit_a_narrow_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "width", 80)
    fit, test = log(tmp_path / "one.fit.csv", 1), log(tmp_path / "one.test.csv", 2)
    found = CliRunner().invoke(
        command_line(), ["evaluate", "capability", "--fit", fit, "--test", test]
    )
    assert found.exit_code == 0
    for name in ("log loss", "AUC", "calibration error", "Elo", "The skill's mean"):
        assert name in found.stdout
    assert "│ rows                      │ 60" in found.stdout
    assert "too little to fit on" in found.stderr
    assert "stand in both files, if the ids mean the same: 3." in found.stderr


@pytest.mark.parametrize("place", ["none/plot.png", "."])
@pytest.mark.parametrize("command", [["simulate"], ["evaluate", "capability"]])
def test_a_picture_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    files = ["--fit", "none.csv", "--test", "none.csv"] if command != ["simulate"] else []
    found = CliRunner().invoke(command_line(), [*command, *files, "--plot", place])
    assert found.exit_code == 2
    assert "picture cannot be written" in found.stderr
    assert not found.stdout
