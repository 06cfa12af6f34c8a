"""What Slack refuses in a message's blocks and in a view, each fault with its JSON pointer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from workspace import limits
from workspace.blocks.composition import plain
from workspace.blocks.layout import Surface, rules_for
from workspace.blocks.rules import Rule, array, boolean, fault, string, thing, typed
from workspace.shapes import Json


def _blocks(surface: Surface, most: int) -> Rule:
    each = typed(rules_for(surface))
    inner = array(each, 0, most)

    def check(value: Any, at: str, faults: list[str]) -> None:
        inner(value, at, faults)
        if isinstance(value, list):
            _unique_ids(value, at, faults)

    return check


IN_MESSAGE = _blocks("message", limits.MESSAGE_BLOCKS)
COMMON: dict[str, Rule] = {
    "private_metadata": string(limits.PRIVATE_METADATA), "callback_id": string(limits.ID),
    "external_id": string(limits.ID),
}  # fmt: skip
TITLE = plain(limits.VIEW_TITLE)
MODAL = thing(
    {"title": TITLE, "blocks": _blocks("modal", limits.VIEW_BLOCKS)},
    {
        **COMMON, "submit": TITLE, "close": TITLE, "clear_on_close": boolean,
        "notify_on_close": boolean, "submit_disabled": boolean,
    },
)  # fmt: skip
HOME = thing({"blocks": _blocks("home", limits.VIEW_BLOCKS)}, COMMON)


def message_faults(blocks: list[Any]) -> list[str]:
    """Return what is wrong with a message's blocks."""
    faults: list[str] = []
    IN_MESSAGE(blocks, "/blocks", faults)
    if faults:
        return faults
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > limits.MARKDOWN:
        fault(f"markdown must be less than {limits.MARKDOWN + 1} characters", "/blocks", faults)
    for kind, most in (("data_visualization", limits.CHARTS), ("table", limits.TABLES)):
        if sum(block["type"] == kind for block in blocks) > most:
            fault(f"no more than {most} {kind} blocks allowed", "/blocks", faults)
    return faults


def view_faults(view: Json, kind: str) -> list[str]:
    """Return what is wrong with a view that should be a modal or a Home tab."""
    faults: list[str] = []
    if view.get("type") != kind:
        fault(f"invalid view type: {view.get('type')}; must be {kind}", "/view/type", faults)
        return faults
    (MODAL if kind == "modal" else HOME)(view, "/view", faults)
    if faults:
        return faults
    blocks = view["blocks"]
    if (
        kind == "modal"
        and "submit" not in view
        and any(block["type"] == "input" for block in blocks)
    ):
        fault("missing required field: submit (the view has an input block)", "/view", faults)
    focused = sum(1 for each in _objects(blocks) if each.get("focus_on_load") is True)
    if focused > 1:
        fault("only one element may have `focus_on_load`", "/view/blocks", faults)
    return faults


def too_large(view: Json) -> bool:
    """Tell whether a view has more bytes than Slack takes."""
    return len(json.dumps(view)) > limits.VIEW_BYTES


def text_length(blocks: list[Json]) -> int:
    """Count the characters of all text in a message's blocks."""
    return sum(len(each["text"]) for each in _objects(blocks) if isinstance(each.get("text"), str))


def _objects(part: Any) -> Iterator[Json]:
    if isinstance(part, list):
        for each in part:
            yield from _objects(each)
    elif isinstance(part, dict):
        yield part
        for each in part.values():
            if isinstance(each, dict | list):
                yield from _objects(each)


def _unique_ids(blocks: list[Any], at: str, faults: list[str]) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id") if isinstance(block, dict) else None
        if not block_id:
            continue
        if block_id in seen:
            fault(f"`block_id` {block_id!r} already exists", f"{at}/{index}/block_id", faults)
        seen.add(block_id)
