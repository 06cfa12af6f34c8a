"""Inputs: their state, and what Slack's own client would not send."""

from __future__ import annotations

from typing import Any

import pytest

from workspace.inputs import REQUIRED, faults, filled, find


def block(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    element = {"action_id": "a", **element}
    return {"type": "input", "block_id": "b", "element": element, **more}


OPTION = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}


@pytest.mark.parametrize(
    ("element", "held"),
    [
        ({"type": "plain_text_input"}, {"value": None}),
        ({"type": "plain_text_input", "initial_value": "x"}, {"value": "x"}),
        ({"type": "checkboxes", "options": [OPTION]}, {"selected_options": []}),
        ({"type": "radio_buttons", "initial_option": OPTION}, {"selected_option": OPTION}),
        ({"type": "users_select"}, {"selected_user": None}),
        ({"type": "datepicker", "initial_date": "2026-05-01"}, {"selected_date": "2026-05-01"}),
        ({"type": "timepicker", "timezone": "UTC"}, {"selected_time": None, "timezone": "UTC"}),
        ({"type": "file_input"}, {"files": []}),
    ],
)
def test_an_input_holds_what_it_begins_with(element: dict[str, Any], held: dict[str, Any]) -> None:
    assert filled([block(element)], {}) == {"b": {"a": {"type": element["type"], **held}}}


def test_a_button_that_was_drawn_anew_meanwhile_is_found_where_there_is_but_one() -> None:
    buttons = [{"type": "button", "action_id": name} for name in ("pause", "why", "why")]
    drawn = [
        {"type": "actions", "block_id": str(n), "elements": [one]} for n, one in enumerate(buttons)
    ]
    again = find(drawn, "before", "pause")
    assert again is not None
    assert again.block_id == "0"
    assert find(drawn, "before", "why") is None
    exact = find(drawn, "2", "why")
    assert exact is not None
    assert exact.block_id == "2"


def test_what_was_put_in_goes_before_what_was_there() -> None:
    given = {"b": {"a": {"type": "plain_text_input", "value": "new"}}}
    state = filled([block({"type": "plain_text_input", "initial_value": "old"})], given)
    assert state["b"]["a"]["value"] == "new"
    cleared = {"b": {"a": {"type": "plain_text_input", "value": None}}}
    state = filled([block({"type": "plain_text_input", "initial_value": "old"})], cleared)
    assert state["b"]["a"]["value"] is None


def test_menus_beside_text_have_state_and_buttons_have_none() -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "section", "block_id": "s",
         "accessory": {"type": "static_select", "action_id": "m", "options": [OPTION]}},
        {"type": "actions", "block_id": "r", "elements": [{"type": "button", "action_id": "go"}]},
    ]  # fmt: skip
    assert filled(blocks, {}) == {"s": {"m": {"type": "static_select", "selected_option": None}}}


@pytest.mark.parametrize(
    ("element", "value", "said"),
    [
        ({"type": "plain_text_input"}, "", REQUIRED),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Enter at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "Enter at most 3 characters."),
        ({"type": "number_input"}, "two", "Enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False}, "2.5", "Enter a whole number."),
        ({"type": "number_input", "min_value": "3"}, "2", "Enter 3 or more."),
        ({"type": "number_input", "max_value": "3"}, "4", "Enter 3 or less."),
        ({"type": "email_text_input"}, "ana", "Enter an email address."),
        ({"type": "url_text_input"}, "x.example", "Enter a web address."),
    ],
)
def test_what_will_not_do_is_told_at_its_input(
    element: dict[str, Any], value: str, said: str
) -> None:
    blocks = [block(element)]
    state = filled(blocks, {"b": {"a": {"value": value}}})
    assert faults(blocks, state) == {"b": said}


def test_an_optional_input_may_stay_empty() -> None:
    blocks = [block({"type": "plain_text_input"}, optional=True)]
    assert faults(blocks, filled(blocks, {})) == {}


def test_a_file_of_more_than_ten_megabytes_will_not_do() -> None:
    blocks = [block({"type": "file_input"})]
    for size, said in ((10_000_000, {}), (10_000_001, {"b": "A file may have at most 10 MB."})):
        files = {"files": [{"id": "F1", "size": size}]}
        assert faults(blocks, filled(blocks, {"b": {"a": files}})) == said


def test_more_files_than_asked_for_will_not_do() -> None:
    blocks = [block({"type": "file_input", "max_files": 1})]
    state = filled(blocks, {"b": {"a": {"files": [{"id": "F1"}, {"id": "F2"}]}}})
    assert faults(blocks, state) == {"b": "Choose at most 1."}
