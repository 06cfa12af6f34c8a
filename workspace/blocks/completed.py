"""Blocks as Slack keeps them: with the ids that the app left out."""

from __future__ import annotations

from typing import Any

from workspace.ids import short
from workspace.shapes import Json

NEEDS_ACTION_ID = ("image", "plain_text", "mrkdwn")


def completed(blocks: list[Json]) -> list[Json]:
    """Return blocks with a block_id each, and an action_id for everything that can be used."""
    return [_block(block) for block in blocks]


def _block(block: Json) -> Json:
    made: Json = {"type": block["type"], "block_id": block.get("block_id") or short()}
    made |= {key: value for key, value in block.items() if key != "block_id"}
    for part in ("accessory", "element"):
        if part in block:
            made[part] = _element(block[part])
    if block["type"] in ("actions", "context_actions"):
        made["elements"] = [_element(each) for each in block["elements"]]
    for part in ("child_blocks", *(("elements",) if block["type"] == "carousel" else ())):
        if part in block:
            made[part] = completed(block[part])
    if block["type"] == "card" and "actions" in block:
        made["actions"] = [_element(each) for each in block["actions"]]
    return made


def _element(element: Any) -> Any:
    if element.get("type") in NEEDS_ACTION_ID or element.get("action_id"):
        return element
    return {**element, "action_id": short()}
