"""How long a text may be, and how many are listed: each number has a name, and fits Slack."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from items import limits as of_items
from messages import blocks, digest, excerpts, message
from org import limits as of_org
from practice.outbox import leases
from views import lengths
from workspace import limits

ROOM = Path(blocks.__file__).parent
MAKE_FIT = {"shorten", "one_line", "clip", "cut", "fit", "caps", "text_input", "compose", "some"}
SEVERAL = 1
"""One more than this, in a slice, is a choice that deserves a name."""


def test_every_length_in_messages_has_a_name() -> None:
    found = [
        f"{path.name}:{line}"
        for path in sorted(ROOM.glob("*.py"))
        for line in _bare_lengths(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    ["shorten(text, 300)", "text_input(ref, longest=3000)", "rows[:60]", "cut(text, 75 - n)"],
)
def test_a_length_without_a_name_is_found(code: str) -> None:
    assert list(_bare_lengths(ast.parse(code))) == [1]


def _bare_lengths(tree: ast.AST) -> Iterator[int]:
    """Yield the lines of lengths and counts that are written as numbers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            if name in MAKE_FIT and any(_numbers(value) for value in given):
                yield node.lineno
        elif isinstance(node, ast.Slice) and node.upper is not None and _numbers(node.upper):
            yield node.lineno


def _numbers(value: ast.AST) -> bool:
    """Tell whether a number stands in an expression, apart from what it counts or calls."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, int) and value.value > SEVERAL
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add | ast.Sub):
        return _numbers(value.left) or _numbers(value.right)
    return False


@pytest.mark.parametrize(
    ("ours", "slack"),
    [
        (blocks.BUTTON_TEXT, limits.BUTTON_TEXT),
        (blocks.LISTED, limits.VIEW_BLOCKS),
        (blocks.TABLE_PAGE, limits.DATA_TABLE_PAGE),
        (message.TEXT_LIMIT, limits.MESSAGE_TEXT),
        (digest.ROOM, limits.MESSAGE_BLOCK_TEXT),
        (of_items.REPLY, limits.INPUT_TEXT),
        (lengths.NOTE, limits.INPUT_TEXT),
        (lengths.CONTENT_NOTE, limits.INPUT_TEXT),
        (lengths.REASON, limits.INPUT_TEXT),
        (lengths.NAMING_REASON, limits.INPUT_TEXT),
        (of_items.SCENARIO, limits.SECTION_TEXT),
        (of_items.PROMPT, limits.INPUT_LABEL),
        (of_items.CRITERION, limits.INPUT_LABEL),
        (of_items.OPTIONS, limits.RADIO_OPTIONS),
        (of_items.OPTIONS, limits.CHECKBOX_OPTIONS),
        (of_items.CRITERIA, limits.CHECKBOX_OPTIONS),
        (of_org.NAME, limits.OPTION_TEXT),
        (excerpts.DESCRIPTION, limits.SECTION_TEXT),
        (leases.BATCH, limits.DND_USERS),
    ],
)
def test_what_we_allow_is_within_what_slack_takes(ours: int, slack: int) -> None:
    assert ours <= slack
