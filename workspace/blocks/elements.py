"""The elements: what can be used inside blocks, with every property and limit.

https://docs.slack.dev/reference/block-kit/block-elements, and the types of @slack/types 3.2.
"""

from __future__ import annotations

from typing import Any

from workspace import limits
from workspace.blocks.composition import (
    ACTION_ID,
    CONFIRM,
    DISPATCH,
    FILTER,
    GROUP,
    IMAGE,
    LINK_OPTION,
    PLAIN_OPTION,
    STYLE,
    TEXT_OPTION,
    URL,
    initial_among_options,
    plain,
)
from workspace.blocks.rich_text import RICH_TEXT
from workspace.blocks.rules import (
    Rule,
    array,
    boolean,
    exactly_one,
    fault,
    integer,
    one_of,
    pattern,
    string,
    thing,
)

DATE = pattern(r"\d{4}-\d{2}-\d{2}", "a date (YYYY-MM-DD)")
TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time (HH:mm)")
NUMBER = pattern(r"-?\d+(\.\d+)?", "a number")
IDS = array(string(limits.ID, 1))
LABEL = string(limits.ACCESSIBILITY_LABEL)
BUTTON = plain(limits.BUTTON_TEXT)
VALUE = string(limits.BUTTON_VALUE)
PLACEHOLDER = plain(limits.PLACEHOLDER)
WORDS = string(limits.INPUT_TEXT)

ACTION: dict[str, Rule] = {"action_id": ACTION_ID}
CONFIRMED: dict[str, Rule] = {**ACTION, "confirm": CONFIRM}
FOCUSED: dict[str, Rule] = {**CONFIRMED, "focus_on_load": boolean}
PLACED: dict[str, Rule] = {**FOCUSED, "placeholder": PLACEHOLDER}
TYPED: dict[str, Rule] = {
    **ACTION, "focus_on_load": boolean, "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH,
}  # fmt: skip
SEVERAL: dict[str, Rule] = {**PLACED, "max_selected_items": integer(1)}
LISTED = array(PLAIN_OPTION, 1, limits.SELECT_OPTIONS)
OPTIONS: dict[str, Rule] = {
    "options": LISTED,
    "option_groups": array(GROUP, 1, limits.SELECT_OPTIONS),
}


def _choices(kind: str, most: int) -> Rule:
    initial: dict[str, Rule] = (
        {"initial_option": TEXT_OPTION}
        if kind == "one"
        else {"initial_options": array(TEXT_OPTION, 1, most)}
    )
    options = {"options": array(TEXT_OPTION, 1, most)}
    return thing(options, {**FOCUSED, **initial}, initial_among_options)


def _max_above_min(value: Any, at: str, faults: list[str]) -> None:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        fault("`min_length` must not exceed `max_length`", at, faults)


FEEDBACK = thing({"text": BUTTON, "value": VALUE}, {"accessibility_label": LABEL})

ELEMENTS: dict[str, Rule] = {
    "button": thing(
        {"text": BUTTON},
        {**CONFIRMED, "value": VALUE, "url": URL, "style": STYLE,
         "accessibility_label": LABEL, "agent_prompt": string(limits.AGENT_PROMPT),
         "agent_prompt_display": string(limits.AGENT_PROMPT_DISPLAY)},
    ),
    "workflow_button": thing(
        {"text": BUTTON, "workflow": thing({"trigger": thing(
            {"url": URL},
            {"customizable_input_parameters": array(thing(
                {"name": string(), "value": string()}))})})},
        {**CONFIRMED, "style": STYLE, "accessibility_label": LABEL},
    ),
    "image": IMAGE,
    "checkboxes": _choices("many", limits.CHECKBOX_OPTIONS),
    "radio_buttons": _choices("one", limits.RADIO_OPTIONS),
    "overflow": thing({"options": array(LINK_OPTION, 1, limits.OVERFLOW_OPTIONS)}, CONFIRMED),
    "static_select": thing(
        {}, {**PLACED, **OPTIONS, "initial_option": PLAIN_OPTION},
        exactly_one("options", "option_groups"), initial_among_options,
    ),
    "multi_static_select": thing(
        {}, {**SEVERAL, **OPTIONS, "initial_options": LISTED},
        exactly_one("options", "option_groups"), initial_among_options,
    ),
    "external_select": thing(
        {}, {**PLACED, "initial_option": PLAIN_OPTION, "min_query_length": integer(0)},
    ),
    "multi_external_select": thing(
        {}, {**SEVERAL, "initial_options": LISTED,
             "min_query_length": integer(0)},
    ),
    "users_select": thing({}, {**PLACED, "initial_user": string()}),
    "multi_users_select": thing({}, {**SEVERAL, "initial_users": IDS}),
    "conversations_select": thing(
        {}, {**PLACED, "initial_conversation": string(), "response_url_enabled": boolean,
             "default_to_current_conversation": boolean, "filter": FILTER},
    ),
    "multi_conversations_select": thing(
        {}, {**SEVERAL, "initial_conversations": IDS,
             "default_to_current_conversation": boolean, "filter": FILTER},
    ),
    "channels_select": thing(
        {}, {**PLACED, "initial_channel": string(), "response_url_enabled": boolean},
    ),
    "multi_channels_select": thing({}, {**SEVERAL, "initial_channels": IDS}),
    "datepicker": thing({}, {**PLACED, "initial_date": DATE}),
    "timepicker": thing({}, {**PLACED, "initial_time": TIME, "timezone": string()}),
    "datetimepicker": thing(
        {}, {**FOCUSED, "initial_date_time": integer(1_000_000_000, 9_999_999_999)},
    ),
    "plain_text_input": thing(
        {},
        {**TYPED, "initial_value": WORDS, "multiline": boolean,
         "min_length": integer(0, limits.INPUT_TEXT), "max_length": integer(1, limits.INPUT_TEXT)},
        _max_above_min,
    ),
    "email_text_input": thing({}, {**TYPED, "initial_value": WORDS}),
    "url_text_input": thing({}, {**TYPED, "initial_value": WORDS}),
    "number_input": thing(
        {"is_decimal_allowed": boolean},
        {**TYPED, "initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
    ),
    "rich_text_input": thing(
        {}, {**TYPED, "initial_value": RICH_TEXT, "min_lines": integer(1, limits.RICH_INPUT_LINES),
             "max_lines": integer(1, limits.RICH_INPUT_LINES)},
    ),
    "file_input": thing(
        {}, {**ACTION, "filetypes": array(string(), 1),
             "max_files": integer(1, limits.FILE_INPUT_FILES)},
    ),
    "feedback_buttons": thing(
        {"positive_button": FEEDBACK, "negative_button": FEEDBACK}, ACTION,
    ),
    "icon_button": thing(
        {"icon": one_of("trash"), "text": BUTTON},
        {**CONFIRMED, "value": VALUE, "accessibility_label": LABEL,
         "visible_to_user_ids": IDS},
    ),
}  # fmt: skip

SELECTS = (
    "static_select", "external_select", "users_select", "conversations_select", "channels_select",
)  # fmt: skip
MULTI_SELECTS = tuple(f"multi_{kind}" for kind in SELECTS)
IN_ACTIONS = (
    "button", "workflow_button", "checkboxes", "radio_buttons", "overflow", "datepicker",
    "timepicker", "datetimepicker", "rich_text_input", *SELECTS, *MULTI_SELECTS,
)  # fmt: skip
BESIDE_A_SECTION = (
    "button", "workflow_button", "checkboxes", "radio_buttons", "overflow", "datepicker",
    "timepicker", "image", *SELECTS, *MULTI_SELECTS,
)  # fmt: skip
IN_INPUT = (
    "checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker",
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input",
    *SELECTS, *MULTI_SELECTS,
)  # fmt: skip


def among(*kinds: str) -> dict[str, Rule]:
    """Return the rules of some elements."""
    return {kind: ELEMENTS[kind] for kind in kinds}
