"""Inputs: what each holds at first, what somebody put in, and whether that will do.

`state.values` is `{block_id: {action_id: {"type": …, "value" | "selected_option" | …}}}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from workspace import limits
from workspace.shapes import Json

REQUIRED = "Please complete this required field."


@dataclass(frozen=True, slots=True)
class Holds:
    """Where an element keeps its value, and where what it begins with is given."""

    key: str
    initial: str
    many: bool = False


HOLDS = {
    "plain_text_input": Holds("value", "initial_value"),
    "email_text_input": Holds("value", "initial_value"),
    "url_text_input": Holds("value", "initial_value"),
    "number_input": Holds("value", "initial_value"),
    "rich_text_input": Holds("rich_text_value", "initial_value"),
    "checkboxes": Holds("selected_options", "initial_options", many=True),
    "radio_buttons": Holds("selected_option", "initial_option"),
    "static_select": Holds("selected_option", "initial_option"),
    "external_select": Holds("selected_option", "initial_option"),
    "users_select": Holds("selected_user", "initial_user"),
    "conversations_select": Holds("selected_conversation", "initial_conversation"),
    "channels_select": Holds("selected_channel", "initial_channel"),
    "multi_static_select": Holds("selected_options", "initial_options", many=True),
    "multi_external_select": Holds("selected_options", "initial_options", many=True),
    "multi_users_select": Holds("selected_users", "initial_users", many=True),
    "multi_conversations_select": Holds(
        "selected_conversations", "initial_conversations", many=True
    ),
    "multi_channels_select": Holds("selected_channels", "initial_channels", many=True),
    "datepicker": Holds("selected_date", "initial_date"),
    "timepicker": Holds("selected_time", "initial_time"),
    "datetimepicker": Holds("selected_date_time", "initial_date_time"),
    "file_input": Holds("files", "initial_files", many=True),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """An element and the block it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """Return the block's id."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """Return the element's id."""
        return str(self.element["action_id"])


def elements(blocks: list[Json]) -> Iterator[Placed]:
    """Yield everything in blocks that somebody can use."""
    for block in blocks:
        inside: list[Any] = [block.get("accessory"), block.get("element")]
        if block["type"] in ("actions", "context_actions"):
            inside += block["elements"]
        elif block["type"] == "card":
            inside += block.get("actions", [])
        elif block["type"] in ("container", "carousel"):
            yield from elements(block.get("child_blocks") or block.get("elements") or [])
        for element in inside:
            if element and "action_id" in element:
                yield Placed(block, element)


def find(blocks: list[Json], block_id: str, action_id: str) -> Placed | None:
    """Return one element.

    Blocks that an app gave no `block_id` have another whenever it draws them anew. Whoever used
    one a moment before that meant the only other element of its `action_id`.
    """
    named = [placed for placed in elements(blocks) if placed.action_id == action_id]
    exact = [placed for placed in named if placed.block_id == block_id]
    if exact:
        return exact[0]
    return named[0] if len(named) == 1 else None


def filled(blocks: list[Json], given: Json) -> Json:
    """Return the whole state of blocks: what was given, else what each input begins with."""
    state: Json = {}
    for placed in elements(blocks):
        holds = HOLDS.get(placed.element["type"])
        if holds is None:
            continue
        value = (given.get(placed.block_id) or {}).get(placed.action_id)
        held = value.get(holds.key) if value is not None else placed.element.get(holds.initial)
        if holds.many and held is None:
            held = []
        entry = {"type": placed.element["type"], holds.key: held or ([] if holds.many else None)}
        if placed.element.get("timezone"):
            entry["timezone"] = placed.element["timezone"]
        state.setdefault(placed.block_id, {})[placed.action_id] = entry
    return state


def faults(blocks: list[Json], state: Json) -> dict[str, str]:
    """Return what Slack's own client would not send: the first fault of each input block."""
    found: dict[str, str] = {}
    for placed in elements(blocks):
        if placed.block["type"] != "input":
            continue
        element = placed.element
        held = state[placed.block_id][placed.action_id][HOLDS[element["type"]].key]
        if held in (None, "", []):
            if not placed.block.get("optional"):
                found[placed.block_id] = REQUIRED
            continue
        fault = _fault(element, held)
        if fault:
            found[placed.block_id] = fault
    return found


def _fault(element: Json, held: Any) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        return _length_fault(len(held), element.get("min_length", 0), element.get("max_length"))
    if kind == "number_input":
        return _number_fault(element, held)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", held):
        return "Enter an email address."
    if kind == "url_text_input" and not re.match(r"https?://\S+", held):
        return "Enter a web address."
    if kind == "file_input" and any(file.get("size", 0) > limits.FILE_INPUT_BYTES for file in held):
        return f"A file may have at most {limits.FILE_INPUT_BYTES // 1_000_000} MB."
    most = element.get("max_files", limits.FILE_INPUT_FILES) if kind == "file_input" else None
    most = element.get("max_selected_items", most)
    if most is not None and isinstance(held, list) and len(held) > most:
        return f"Choose at most {most}."
    return None


def _length_fault(length: int, least: int, most: int | None) -> str | None:
    if length < least:
        return f"Enter at least {least} characters."
    if most is not None and length > most:
        return f"Enter at most {most} characters."
    return None


def _number_fault(element: Json, held: str) -> str | None:
    try:
        number = Decimal(held)
    except InvalidOperation:
        return "Enter a number."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Enter {element['min_value']} or more."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Enter {element['max_value']} or less."
    return None
