"""What a message or a view has on it: its words, what can be used, and values in Slack's shapes."""

from __future__ import annotations

from typing import Any

from workspace.errors import BadRequest
from workspace.inputs import Placed, elements
from workspace.shapes import Json


def texts(place: Json) -> str:
    """Return all that a message or a view says, a line for each piece of text."""
    lines = [place["text"]] if isinstance(place.get("text"), str) else []
    if place.get("type") == "modal":  # a Home tab's title is Slack's filler
        lines += _said(place["title"])
    lines += _said(place.get("blocks") or [])
    return "\n".join(lines)


def _said(part: Any) -> list[str]:
    if isinstance(part, list):
        return [line for each in part for line in _said(each)]
    if not isinstance(part, dict):
        return []
    own = [part["text"]] if isinstance(part.get("text"), str) else []
    return own + [line for key, each in part.items() if key != "value" for line in _said(each)]


def element_named(place: Json, what: str) -> tuple[Json, Json]:
    """Return the block and the element that an action_id, a block_id or a label names."""
    labelled: list[Placed] = []
    usable = list(elements(place.get("blocks") or []))
    for placed in usable:
        if what == placed.action_id:
            return placed.block, placed.element
        labels = (placed.element.get("text") or {}, placed.block.get("label") or {})
        if what == placed.block_id or what in (label.get("text") for label in labels):
            labelled.append(placed)
    if not labelled:
        there = ", ".join(placed.action_id for placed in usable) or "nothing"
        raise BadRequest("element_not_found", f"Nothing here is {what!r}; there is: {there}.")
    return labelled[0].block, labelled[0].element


def container(place: Json) -> Json:
    """Return how a call names a message or a view."""
    if "ts" not in place:
        return {"type": "view", "view_id": place["id"]}
    return {"type": "message", "channel": place["channel"], "ts": place["ts"]}


def merged(place: Json, chosen: Json) -> Json:
    """Return a view's state with what was chosen since; a message keeps no state of its own."""
    held = (place.get("state") or {}).get("values") or {}
    return {block: {**held.get(block, {}), **chosen.get(block, {})} for block in {**held, **chosen}}


SIMPLE = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
ONE = ("radio_buttons", "static_select", "external_select", "overflow")
SEVERAL = ("checkboxes", "multi_static_select", "multi_external_select")


def value_of(element: Json, value: Any) -> Json:
    """Return a plain value in the shape that Slack gives it for this element."""
    kind = element["type"]
    if kind in SIMPLE:
        return {SIMPLE[kind]: value}
    if kind in ONE:
        return {"selected_option": None if value is None else _option(element, value)}
    if kind in SEVERAL:
        return {"selected_options": [_option(element, each) for each in value or []]}
    return {"value": None if value is None else str(value)}


def _option(element: Json, wanted: Any) -> Json:
    if isinstance(wanted, dict):
        return wanted
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    offered: list[Json] = [option for group in groups for option in group["options"]]
    for option in offered:
        if wanted in (option.get("value"), option["text"]["text"]):
            return option
    there = ", ".join(str(option.get("value")) for option in offered)
    raise BadRequest("option_not_found", f"{wanted!r} is not offered; there is: {there}.")
