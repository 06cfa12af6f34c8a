"""Text objects, options, confirmations: what elements and blocks are composed of.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from __future__ import annotations

from typing import Any

from workspace import limits
from workspace.blocks.rules import (
    Rule,
    array,
    boolean,
    exactly_one,
    fault,
    one_of,
    string,
    thing,
    typed,
)
from workspace.shapes import Json

ACTION_ID = string(limits.ID)
URL = string(limits.URL, 1)
STYLE = one_of("primary", "danger")


def plain(most: int, least: int = 1) -> Rule:
    """A plain_text object."""
    return typed({"plain_text": thing({"text": string(most, least)}, {"emoji": boolean})})


def text(most: int, least: int = 1) -> Rule:
    """A plain_text or mrkdwn object."""
    inner = typed(
        {
            "plain_text": thing({"text": string(most, least)}, {"emoji": boolean}),
            "mrkdwn": thing({"text": string(most, least)}, {"verbatim": boolean}),
        }
    )

    def check(value: Any, at: str, faults: list[str]) -> None:
        found: list[str] = []
        inner(value, at, found)
        if found:
            # Where Slack knows several schemas it first says that none fits, then why.
            fault("failed to match all allowed schemas", at, faults)
            faults += found

    return check


def mrkdwn(most: int) -> Rule:
    """A mrkdwn object."""
    return typed({"mrkdwn": thing({"text": string(most, 1)}, {"verbatim": boolean})})


def option(words: Rule, *, url: bool = False) -> Rule:
    """An option; `words` is the rule of its texts."""
    more: dict[str, Rule] = {"value": string(limits.OPTION_VALUE), "description": words}
    return thing({"text": words}, {**more, "url": URL} if url else more)


PLAIN_OPTION = option(plain(limits.OPTION_TEXT))
TEXT_OPTION = option(text(limits.OPTION_TEXT))
LINK_OPTION = option(plain(limits.OPTION_TEXT), url=True)
GROUP = thing(
    {"label": plain(limits.GROUP_LABEL), "options": array(PLAIN_OPTION, 1, limits.SELECT_OPTIONS)}
)

CONFIRM = thing(
    {"text": text(limits.CONFIRM_TEXT)},
    {
        "title": plain(limits.CONFIRM_TITLE),
        "confirm": plain(limits.CONFIRM_BUTTON),
        "deny": plain(limits.CONFIRM_BUTTON),
        "style": STYLE,
    },
)
DISPATCH = thing(
    {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 1, 2)}
)
FILTER = thing(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
SLACK_FILE = thing({}, {"id": string(), "url": URL}, exactly_one("id", "url"))
IMAGE = thing(
    {"alt_text": string(limits.ALT_TEXT)},
    {"image_url": URL, "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)


def initial_among_options(value: Json, at: str, faults: list[str]) -> None:
    """What is chosen at first is one of the options, word for word."""
    groups = value.get("option_groups") or [{"options": value.get("options") or []}]
    offered = [each for group in groups if isinstance(group, dict)
               for each in group.get("options") or []]  # fmt: skip
    chosen = value.get("initial_options") or []
    one = value.get("initial_option")
    if one is not None and one not in offered:
        fault("must match one of the options", f"{at}/initial_option", faults)
    for index, each in enumerate(chosen if isinstance(chosen, list) else []):
        if each not in offered:
            fault("must match one of the options", f"{at}/initial_options/{index}", faults)
