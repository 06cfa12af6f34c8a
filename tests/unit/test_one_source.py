"""A rule's number stands in one module: nowhere else under its name, and nowhere without one."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from capability.team import FEWEST_PEOPLE
from scheduling.planner import PLACEMENT
from scheduling.slots import MOST_A_WEEK

ROOT = Path(__file__).parents[2]
ROOMS = (
    *("bot", "handlers", "lab", "practice", "store", "messages", "views"),
    *("grading", "capability", "scheduling", "items", "org", "files"),
)
TWICE_ON_PURPOSE = {"Z80"}
"""Rooms that may not know each other need it; a test holds the two together."""

FOLLOWED = {FEWEST_PEOPLE, FEWEST_PEOPLE - 1, PLACEMENT, MOST_A_WEEK}
"""Numbers of rules that many modules follow: they compare with the name."""


def _modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def test_no_constant_is_stated_twice() -> None:
    found = defaultdict(list)
    for module, tree in _modules(*ROOMS):
        for name, value in _constants(tree):
            found[name, value].append(module)
    assert {
        name: modules
        for (name, _), modules in found.items()
        if len(modules) > 1 and name not in TWICE_ON_PURPOSE
    } == {}


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each number and length of time that a module states."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        number = isinstance(value, ast.Constant) and isinstance(value.value, int | float)
        if number or ast.unparse(value).startswith(("timedelta(", "time(")):
            yield name, ast.unparse(value)


def test_rules_that_many_follow_are_compared_with_by_name() -> None:
    found = [
        f"{module}:{line}"
        for module, tree in _modules("practice", "messages", "handlers", "views")
        for line in _bare(tree)
    ]
    assert found == []


@pytest.mark.parametrize("code", ["people < 5", "min(size, 4)", "5 <= per_week", "left = 12 - n"])
def test_a_number_without_its_name_is_found(code: str) -> None:
    assert list(_bare(ast.parse(code))) == [1]


def _bare(tree: ast.AST) -> Iterator[int]:
    """Yield the lines that compare, bound or subtract with the number of such a rule."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare():
                parts = [node.left, *node.comparators]
            case ast.BinOp(op=ast.Sub()):
                parts = [node.left, node.right]
            case ast.Call(func=ast.Name(id="min" | "max")):
                parts = node.args
            case _:
                continue
        for part in parts:
            if isinstance(part, ast.Constant) and part.value in FOLLOWED:
                yield node.lineno
