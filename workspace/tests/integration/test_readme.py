"""What the README shows works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"


def _shown(language: str) -> str:
    """Return the README's only example in a language."""
    text = README.read_text(encoding="utf-8")
    (found,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return str(found)


def test_the_example_of_a_test_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "company.yaml").write_text(_shown("yaml"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(_shown("python"), str(README), "exec"), {})
