"""The blocks: every property, every limit, and on which surface each may stand.

https://docs.slack.dev/reference/block-kit/blocks, and the types of @slack/types 3.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from workspace import limits
from workspace.blocks.composition import IMAGE, SLACK_FILE, URL, mrkdwn, plain, text
from workspace.blocks.data import CHART, DATA_TABLE, TABLE
from workspace.blocks.elements import BESIDE_A_SECTION, IN_ACTIONS, IN_INPUT, among
from workspace.blocks.rich_text import RICH_TEXT
from workspace.blocks.rules import (
    Rule,
    array,
    at_least_one,
    boolean,
    exactly_one,
    fault,
    one_of,
    string,
    thing,
    typed,
)
from workspace.shapes import Json

Surface = Literal["message", "modal", "home"]
EVERYWHERE: tuple[Surface, ...] = ("message", "modal", "home")
MESSAGES: tuple[Surface, ...] = ("message",)
MODALS: tuple[Surface, ...] = ("modal",)


@dataclass(frozen=True, slots=True)
class Allowed:
    """A block's rule, and where it may stand."""

    rule: Rule
    surfaces: tuple[Surface, ...] = EVERYWHERE


ID: dict[str, Rule] = {"block_id": string(limits.ID)}


def actions_unique(value: Json, at: str, faults: list[str]) -> None:
    """No action_id is there twice in a block."""
    seen: set[Any] = set()
    elements = value.get("elements")
    for index, element in enumerate(elements if isinstance(elements, list) else []):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id and action_id in seen:
            what = f"`action_id` {action_id!r} already exists for another element"
            fault(what, f"{at}/elements/{index}/action_id", faults)
        seen.add(action_id)


def _no_divider_and_collapse(value: Json, at: str, faults: list[str]) -> None:
    if value.get("is_collapsible") and value.get("has_header_divider"):
        fault("cannot have `has_header_divider` when collapsible", at, faults)


def _input(*kinds: str) -> Rule:
    return thing(
        {"label": plain(limits.INPUT_LABEL), "element": typed(among(*kinds))},
        {**ID, "hint": plain(limits.INPUT_LABEL), "optional": boolean, "dispatch_action": boolean},
    )


SMALL = text(limits.CONTEXT_TEXT)
CARD = thing(
    {},
    {
        **ID, "hero_image": IMAGE, "icon": IMAGE, "title": mrkdwn(limits.CARD_TITLE),
        "subtitle": mrkdwn(limits.CARD_TITLE),
        "body": mrkdwn(limits.CARD_BODY),
        "actions": array(typed(among("button")), 1, limits.CARD_ACTIONS),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)  # fmt: skip
TASK = thing(
    {
        "task_id": string(least=1), "title": string(least=1),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {
        **ID, "details": RICH_TEXT, "output": RICH_TEXT,
        "sources": array(typed({"url": thing({"url": URL, "text": string(least=1)})})),
    },
)  # fmt: skip

VIDEO = plain(limits.VIDEO_TITLE)
MAKER = string(limits.VIDEO_AUTHOR)

BLOCKS: dict[str, Allowed] = {
    "section": Allowed(thing(
        {},
        {**ID, "text": text(limits.SECTION_TEXT), "expand": boolean,
         "fields": array(text(limits.SECTION_FIELD), 1, limits.SECTION_FIELDS),
         "accessory": typed(among(*BESIDE_A_SECTION))},
        at_least_one("fields", "text"),
    )),
    "header": Allowed(thing({"text": plain(limits.HEADER)}, ID)),
    "divider": Allowed(thing({}, ID)),
    "context": Allowed(thing(
        {"elements": array(typed({"image": IMAGE, "plain_text": SMALL, "mrkdwn": SMALL}),
                           1, limits.CONTEXT_ELEMENTS)}, ID,
    )),
    "actions": Allowed(thing(
        {"elements": array(typed(among(*IN_ACTIONS)), 1, limits.ACTIONS_ELEMENTS)}, ID,
        actions_unique,
    )),
    "context_actions": Allowed(thing(
        {"elements": array(typed(among("feedback_buttons", "icon_button")),
                           1, limits.CONTEXT_ACTIONS)}, ID, actions_unique,
    ), MESSAGES),
    "image": Allowed(thing(
        {"alt_text": string(limits.ALT_TEXT)},
        {**ID, "image_url": URL, "slack_file": SLACK_FILE, "title": plain(limits.IMAGE_TITLE)},
        exactly_one("image_url", "slack_file"),
    )),
    "input": Allowed(_input(*IN_INPUT)),
    "rich_text": Allowed(RICH_TEXT),
    "markdown": Allowed(thing({"text": string(limits.MARKDOWN, 1)}, ID), MESSAGES),
    "table": Allowed(TABLE, MESSAGES),
    "data_table": Allowed(DATA_TABLE, MESSAGES),
    "data_visualization": Allowed(CHART, MESSAGES),
    "alert": Allowed(thing(
        {"text": text(limits.ALERT)},
        {**ID, "level": one_of("default", "info", "warning", "error", "success")},
    ), MODALS),
    "file": Allowed(thing({"source": one_of("remote"), "external_id": string(limits.ID, 1)}, ID),
                    MESSAGES),
    "video": Allowed(thing(
        {"alt_text": string(limits.ALT_TEXT), "title": VIDEO,
         "thumbnail_url": URL, "video_url": URL},
        {**ID, "title_url": URL, "description": VIDEO, "author_name": MAKER,
         "provider_name": MAKER, "provider_icon_url": URL},
    )),
    "card": Allowed(CARD, MESSAGES),
    "carousel": Allowed(thing(
        {"elements": array(typed({"card": CARD}), 1, limits.CAROUSEL_CARDS)}, ID), MESSAGES),
    "task_card": Allowed(TASK, MESSAGES),
    "plan": Allowed(thing({"title": string(least=1)}, {**ID, "tasks": array(
        typed({"task_card": TASK}))}), MESSAGES),
}  # fmt: skip

IN_CONTAINER = (
    "actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section",
    "table", "video",
)  # fmt: skip
BLOCKS["container"] = Allowed(
    thing(
        {"child_blocks": array(typed({kind: BLOCKS[kind].rule for kind in IN_CONTAINER}),
                               1, limits.CONTAINER_BLOCKS)},
        {
            **ID, "title": plain(limits.CONTAINER_TITLE), "rich_text_title": RICH_TEXT,
            "subtitle": text(limits.CONTAINER_TITLE),
            "width": one_of("narrow", "standard", "wide", "full"), "icon": IMAGE,
            "is_collapsible": boolean, "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        at_least_one("title", "rich_text_title"),
        _no_divider_and_collapse,
    ),
    MESSAGES,
)  # fmt: skip


def rules_for(surface: Surface) -> dict[str, Rule]:
    """Return the rules of the blocks that a surface takes; files go into modals only."""
    rules = {kind: each.rule for kind, each in BLOCKS.items() if surface in each.surfaces}
    if surface == "modal":
        rules["input"] = _input(*IN_INPUT, "file_input")
    return rules
