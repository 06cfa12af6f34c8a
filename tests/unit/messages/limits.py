"""Slack's limits, checked on what we build: counts, lengths, and what may stand where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from messages import blocks as ours
from workspace import limits

IN_MESSAGES_ONLY = {"data_visualization", "data_table", "table"}
IN_MODALS_ONLY = {"alert"}
LENGTHS = {
    "section": limits.SECTION_TEXT,
    "header": limits.HEADER,
    "context": limits.CONTEXT_TEXT,
}
MOST_OPTIONS = {
    "overflow": limits.OVERFLOW_OPTIONS,
    "radio_buttons": limits.RADIO_OPTIONS,
    "checkboxes": limits.CHECKBOX_OPTIONS,
    "static_select": limits.SELECT_OPTIONS,
}


def faults_of_message(text: str, blocks: list[dict[str, Any]], longest: int) -> list[str]:
    """Return everything that Slack, or our own rules, would refuse in a message."""
    found = [] if 0 < len(text) <= longest else [f"text of {len(text)} characters"]
    if len(blocks) > limits.MESSAGE_BLOCKS:
        found.append(f"{len(blocks)} blocks")
    if sum(len(t) for t in texts(blocks)) > limits.MESSAGE_BLOCK_TEXT:
        found.append("too much text for one message")
    charts = sum(block["type"] == "data_visualization" for block in blocks)
    if charts > limits.CHARTS:
        found.append(f"{charts} charts")
    found += [f"{b['type']} in a message" for b in blocks if b["type"] in IN_MODALS_ONLY]
    return found + _faults_of_blocks(blocks)


def faults_of_view(view: dict[str, Any]) -> list[str]:
    """Return everything that Slack would refuse in a modal or a Home tab."""
    blocks = view["blocks"]
    found = [] if 0 < len(blocks) <= limits.VIEW_BLOCKS else [f"{len(blocks)} blocks"]
    for name in ("title", "submit", "close"):
        if len(view.get(name, {}).get("text", "x")) > limits.VIEW_TITLE:
            found.append(f"{name} is too long")
    if len(view.get("private_metadata", "")) > limits.PRIVATE_METADATA:
        found.append("private_metadata is too long")
    if any(b["type"] == "input" for b in blocks) and view["type"] == "modal":
        found += [] if "submit" in view else ["inputs without a submit"]
    found += [f"{b['type']} in a view" for b in blocks if b["type"] in IN_MESSAGES_ONLY]
    if view["type"] == "home":
        found += [f"{b['type']} on Home" for b in blocks if b["type"] in IN_MODALS_ONLY]
    return found + _faults_of_blocks(blocks)


def _faults_of_blocks(blocks: list[dict[str, Any]]) -> list[str]:
    named = [b["block_id"] for b in blocks if "block_id" in b]
    found = [f"block_id {name} twice" for name in named if named.count(name) > 1]
    for block in blocks:
        found += [f"{block['type']}: {fault}" for fault in _faults_of_block(block)]
    return found


def _faults_of_block(block: dict[str, Any]) -> Iterator[str]:
    kind = block["type"]
    if len(block.get("block_id", "")) > limits.ID:
        yield "block_id is too long"
    for text in texts(block):
        if not text:
            yield "an empty text"
    if kind in LENGTHS:
        for text in texts([block.get("text"), block.get("elements")]):
            if len(text) > LENGTHS[kind]:
                yield f"{len(text)} characters"
    if kind == "alert" and len(block["text"]["text"]) > limits.ALERT:
        yield "too long"
    if kind == "input" and len(block["label"]["text"]) > limits.INPUT_LABEL:
        yield "label too long"
    if kind == "context" and len(block["elements"]) > limits.CONTEXT_ELEMENTS:
        yield "too many elements"
    if kind == "actions":
        ids = [e["action_id"] for e in block["elements"]]
        if not 0 < len(ids) <= limits.ACTIONS_ELEMENTS or len(set(ids)) != len(ids):
            yield "elements"
    if kind == "data_visualization":
        yield from _faults_of_chart(block)
    if kind in {"data_table", "table"}:
        yield from _faults_of_table(block)
    for element in elements(block):
        yield from _faults_of_element(element)


def _faults_of_chart(block: dict[str, Any]) -> Iterator[str]:
    chart = block["chart"]
    categories = chart["axis_config"]["categories"]
    if len(block["title"]) > limits.CHART_TITLE:
        yield "title"
    if not 1 <= len(chart["series"]) <= limits.CHART_SERIES:
        yield "series"
    if len(set(categories)) != len(categories):
        yield "labels twice"
    for series in chart["series"]:
        labels = [point["label"] for point in series["data"]]
        if labels != categories or not 1 <= len(labels) <= limits.CHART_POINTS:
            yield f"points of {series['name']}"
        if len(series["name"]) > limits.CHART_LABEL:
            yield f"series {series['name']}"
        if any(len(label) > limits.CHART_LABEL for label in labels):
            yield "a label is too long"


def _faults_of_table(block: dict[str, Any]) -> Iterator[str]:
    rows = block["rows"]
    most = limits.DATA_TABLE_ROWS if block["type"] == "data_table" else limits.TABLE_ROWS
    if not 2 <= len(rows) <= most or {len(row) for row in rows} != {len(rows[0])}:
        yield "rows"
    if any(not cell["text"] for row in rows for cell in row):
        yield "an empty cell"


def _faults_of_element(element: dict[str, Any]) -> Iterator[str]:
    kind = element["type"]
    if kind == "button":
        if len(element["text"]["text"]) > ours.BUTTON_TEXT or "…" in element["text"]["text"]:
            yield f"button {element['text']['text']}"
        if not 0 < len(element.get("accessibility_label", "")) <= limits.ACCESSIBILITY_LABEL:
            yield f"label of button {element['text']['text']}"
        if not element.get("value"):
            yield f"value of button {element['text']['text']}"
    options = element.get("options", [])
    groups = element.get("option_groups", [])
    most = MOST_OPTIONS.get(kind, limits.SELECT_OPTIONS)
    if len(options) > most or len(groups) > limits.SELECT_OPTIONS:
        yield f"{kind} with too many options"
    for group in groups:
        if not 0 < len(group["options"]) <= limits.SELECT_OPTIONS:
            yield f"options of {group['label']['text']}"
        if len(group["label"]["text"]) > limits.GROUP_LABEL:
            yield f"group {group['label']['text']}"
    every = [*options, *(o for group in groups for o in group["options"])]
    values = [o["value"] for o in every]
    if len(set(values)) != len(values):
        yield "an option's value twice"
    for entry in every:
        if not 0 < len(entry["text"]["text"]) <= limits.OPTION_TEXT:
            yield f"text of option {entry['text']['text']}"
        if len(entry["value"]) > limits.OPTION_VALUE:
            yield f"option {entry['text']['text']}"
        if len(entry.get("description", {}).get("text", "")) > limits.OPTION_TEXT:
            yield f"description of {entry['text']['text']}"
    chosen = element.get("initial_option")
    if chosen is not None and chosen not in every:
        yield "initial_option is none of the options"
    if any(o not in every for o in element.get("initial_options", [])):
        yield "initial_options are none of the options"
    if kind == "plain_text_input" and len(element.get("initial_value", "")) > element.get(
        "max_length", limits.INPUT_TEXT
    ):
        yield "initial_value is too long"


def texts(part: Any) -> Iterator[str]:
    """Yield every text shown in blocks, deep down."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in {"text", "title", "caption", "name"} and isinstance(value, str):
                yield value
            else:
                yield from texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from texts(value)


def markup(part: Any) -> Iterator[str]:
    """Yield every text that Slack reads as markup."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        for value in part.values():
            yield from markup(value)
    elif isinstance(part, list):
        for value in part:
            yield from markup(value)


def elements(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every interactive element, deep down."""
    if isinstance(part, dict):
        if "action_id" in part:
            yield part
        for value in part.values():
            yield from elements(value)
    elif isinstance(part, list):
        for value in part:
            yield from elements(value)
