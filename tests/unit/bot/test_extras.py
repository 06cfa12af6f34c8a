"""What needs an extra says how to get it, and all else works without."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import command_line
from bot.commands.doctor import examine
from bot.extras import LAB, MODEL, Extra
from bot.settings import Settings
from store.engine import open_database
from store.errors import DatabaseProblem

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ROOMS = sorted({*PROJECT["tool"]["importlinter"]["root_packages"]} - {"lab"})


def plain(name: str) -> str:
    """A distribution's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def without(monkeypatch: pytest.MonkeyPatch, *modules: str) -> None:
    """Let modules be missing, as where their extra is not installed."""
    for name in [name for name in sys.modules if name.split(".")[0] in modules]:
        monkeypatch.delitem(sys.modules, name)
    for module in modules:
        monkeypatch.setitem(sys.modules, module, None)


@pytest.mark.parametrize("extra", [LAB, MODEL], ids=lambda extra: extra.name)
def test_an_extra_brings_the_modules_that_it_is_looked_for_by(extra: Extra) -> None:
    said = PROJECT["project"]["optional-dependencies"][extra.name]
    brought = {plain(re.split(r"[\[=]", requirement)[0]) for requirement in said}
    brought |= {name for requirement in said for name in re.findall(r"\[(\w+)\]", requirement)}
    distributions = packages_distributions()
    assert {plain(distributions[module][0]) for module in extra.modules} == brought


@pytest.mark.parametrize(
    "command",
    [
        ["evaluate", "capability", "--fit", "a.csv", "--test", "b.csv"],
        ["evaluate", "grading", "--fit", "a.jsonl", "--test", "b.jsonl"],
        ["fit", "capability"],
        ["fit", "cards"],
        ["simulate", "--plot", "picture.png"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
@pytest.mark.parametrize("missing", ["scipy", "fsrs_rs_python"])
def test_what_needs_the_lab_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, command: list[str], missing: str
) -> None:
    without(monkeypatch, missing)
    found = CliRunner().invoke(command_line(), command)
    assert found.exit_code == 2
    assert found.stdout == ""
    (said,) = found.stderr.splitlines()
    assert said.endswith("needs libraries that are not installed. "
                         "Get them with: pip install 'holdfast[lab]'")  # fmt: skip


def test_a_simulation_without_a_picture_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, *LAB.modules)
    found = CliRunner().invoke(command_line(), ["simulate", "--weeks", "2", "--learners", "1"])
    assert (found.exit_code, found.stderr.strip()) == (0, "")
    assert "Capability" in found.stdout


def test_a_language_model_that_is_set_says_how_to_get_its_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without(monkeypatch, "pydantic_ai")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-test")
    monkeypatch.setenv("HOLDFAST_MODEL_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("HOLDFAST_MODEL_NAME", "small")
    found = CliRunner().invoke(command_line(), ["run"])
    assert found.exit_code == 2
    assert found.stderr == (
        "HOLDFAST_MODEL_URL is set, but a language model needs libraries that are not installed. "
        "Get them with: pip install 'holdfast[model]'\n"
    )


@pytest.mark.parametrize("missing", [False, True])
def test_doctor_looks_for_the_libraries_of_a_language_model(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: bool
) -> None:
    if missing:
        without(monkeypatch, "openai")
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'none.sqlite3'}", model_url="http://127.0.0.1:9/v1"
    )
    (found,) = [f for f in examine(settings) if f.what == "HOLDFAST_MODEL_URL"]
    assert found.well is not missing
    assert ("pip install 'holdfast[model]'" in found.todo) is missing


def test_postgresql_without_its_driver_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "psycopg")
    with pytest.raises(DatabaseProblem, match=r"pip install 'holdfast\[postgres\]'"):
        open_database("postgresql://somebody@127.0.0.1:9/none")


def test_the_daily_program_is_imported_whole_without_any_extra() -> None:
    missing = [*LAB.modules, *MODEL.modules, "psycopg"]
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "versions" not in path.parts and path.name not in ("__main__.py", "env.py")
    ]
    assert len(modules) > 150
    code = (
        "import importlib, sys\n"
        f"sys.modules.update(dict.fromkeys({missing}))\n"
        f"for module in {modules}: importlib.import_module(module)\n"
        "assert 'lab' not in sys.modules"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
