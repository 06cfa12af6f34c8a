"""Two distributions lie here: Holdfast, and the local Slack that it is tried against."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WORKSPACE = ROOT / "workspace"


def project(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(folder: Path) -> set[str]:
    """The names of what a distribution depends on."""
    dependencies = project(folder)["project"]["dependencies"]
    return {normal(re.split(r"[\[<>=~@ ]", each)[0]) for each in dependencies}


def imported(folder: Path) -> Iterator[str]:
    """The top names of what the modules of a folder import, its tests left out."""
    for path in folder.rglob("*.py"):
        if "tests" in path.relative_to(folder).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (name.name.split(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.split(".")[0]


def test_the_local_slack_depends_on_what_it_imports_and_on_nothing_of_ours() -> None:
    owners = packages_distributions()
    names = set(imported(WORKSPACE)) - sys.stdlib_module_names - {"workspace"}
    # Starlette reads forms and uvicorn speaks WebSocket by these; the last has the time zones.
    unseen = {"python-multipart", "websockets", "tzdata"}
    assert {normal(owners[name][0]) for name in names} | unseen == needed(WORKSPACE)


def test_holdfast_takes_it_by_name_from_the_checkout_and_does_not_carry_it() -> None:
    holdfast, name = project(ROOT), project(WORKSPACE)["project"]["name"]
    assert f"{name} @ {{root:uri}}/workspace" in holdfast["project"]["dependencies"]
    assert "workspace" not in holdfast["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


@pytest.mark.parametrize("file", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_requirements_name_neither_of_the_two(file: str) -> None:
    pinned = re.findall(r"^([\w.-]+)==", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned
    assert not {"holdfast", "holdfast-workspace"} & set(pinned)


def test_both_have_the_same_licence() -> None:
    assert (WORKSPACE / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
