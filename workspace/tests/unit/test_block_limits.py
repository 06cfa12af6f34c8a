"""Each limit of blocks and views: taken at the limit, refused just over it, and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workspace.blocks.check import message_faults, text_length, too_large, view_faults

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "x", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def options(count: int) -> list[Json]:
    return [{"text": plain(str(n)), "value": str(n)} for n in range(count)]


def button(text: str = "x", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def put_in(element: Json, label: str = "x", **more: Any) -> Json:
    return {"type": "input", "label": plain(label), "element": element, **more}


def choice(kind: str, count: int) -> Json:
    return {"type": kind, "options": options(count)}


def table(rows: int, columns: int = 2, **more: Any) -> Json:
    row = [{"type": "raw_text", "text": "x"}] * columns
    return {"type": "table", "rows": [row] * rows, **more}


def data_table(rows: int, columns: int = 2, **more: Any) -> Json:
    return {**table(rows, columns), "type": "data_table", "caption": "Skills", **more}


def chart(series: int = 1, points: int = 2, label: str = "p", title: str = "t") -> Json:
    labels = [f"{label}{n:x}"[-max(len(label), 3) :] for n in range(points)]
    data = [{"label": each, "value": 1} for each in labels]
    return {
        "type": "data_visualization", "title": title,
        "chart": {
            "type": "line", "axis_config": {"categories": labels},
            "series": [{"name": f"s{n}", "data": data} for n in range(series)],
        },
    }  # fmt: skip


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def image(alt: str = "x", url: str = "https://x.example/a.png") -> Json:
    return {"type": "image", "alt_text": alt, "image_url": url}


def confirm(title: str = "t", text: str = "x", yes: str = "y", no: str = "n") -> Json:
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no)}


FEEDBACK = {"text": plain("Good"), "value": "1"}
THUMBS = {"type": "feedback_buttons", "positive_button": FEEDBACK, "negative_button": FEEDBACK}


def overflow(text: str = "x", value: str = "x") -> list[Json]:
    return [actions({"type": "overflow", "options": [{"text": plain(text), "value": value}]})]


def typing(**more: Any) -> Json:
    return {"type": "plain_text_input", **more}


Make = Callable[[int], list[Json]]

# What is limited, how far, a message with just so much of it, and where the fault is told.
LIMITS: list[tuple[str, int, Make, str]] = [
    ("blocks", 50, lambda n: [section()] * n, "/blocks"),
    ("section text", 3000, lambda n: [section("x" * n)], "/blocks/0/text/text"),
    ("section fields", 10, lambda n: [{"type": "section", "fields": [mrkdwn("x")] * n}],
     "/blocks/0/fields"),
    ("section field", 2000, lambda n: [{"type": "section", "fields": [mrkdwn("x" * n)]}],
     "/blocks/0/fields/0/text"),
    ("header", 150, lambda n: [{"type": "header", "text": plain("x" * n)}], "/blocks/0/text/text"),
    ("block_id", 255, lambda n: [section(block_id="x" * n)], "/blocks/0/block_id"),
    ("markdown", 12_000, lambda n: [{"type": "markdown", "text": "x" * n}], "/blocks/0/text"),
    ("markdown of a message", 6000, lambda n: [{"type": "markdown", "text": "x" * n}] * 2,
     "/blocks"),
    ("context", 10, lambda n: [context(*[mrkdwn("x")] * n)], "/blocks/0/elements"),
    ("actions", 25, lambda n: [actions(*[button()] * n)], "/blocks/0/elements"),
    ("button", 75, lambda n: [actions(button("x" * n))], "/blocks/0/elements/0/text/text"),
    ("button value", 2000, lambda n: [actions(button(value="x" * n))],
     "/blocks/0/elements/0/value"),
    ("button label", 75, lambda n: [actions(button(accessibility_label="x" * n))],
     "/blocks/0/elements/0/accessibility_label"),
    ("action_id", 255, lambda n: [actions(button(action_id="x" * n))],
     "/blocks/0/elements/0/action_id"),
    ("image address", 3000, lambda n: [image(url="x" * n)], "/blocks/0/image_url"),
    ("image alt", 2000, lambda n: [image("x" * n)], "/blocks/0/alt_text"),
    ("select", 100, lambda n: [actions(choice("static_select", n))],
     "/blocks/0/elements/0/options"),
    ("radio buttons", 10, lambda n: [actions(choice("radio_buttons", n))],
     "/blocks/0/elements/0/options"),
    ("checkboxes", 10, lambda n: [actions(choice("checkboxes", n))],
     "/blocks/0/elements/0/options"),
    ("overflow", 5, lambda n: [actions(choice("overflow", n))], "/blocks/0/elements/0/options"),
    ("option text", 75, lambda n: overflow(text="x" * n),
     "/blocks/0/elements/0/options/0/text/text"),
    ("option value", 150, lambda n: overflow(value="x" * n),
     "/blocks/0/elements/0/options/0/value"),
    ("input label", 2000, lambda n: [put_in(typing(), "x" * n)], "/blocks/0/label/text"),
    ("input hint", 2000, lambda n: [put_in(typing(), hint=plain("x" * n))], "/blocks/0/hint/text"),
    ("text input", 3000, lambda n: [put_in(typing(max_length=n))], "/blocks/0/element/max_length"),
    ("placeholder", 150, lambda n: [put_in(typing(placeholder=plain("x" * n)))],
     "/blocks/0/element/placeholder/text"),
    ("confirm title", 100, lambda n: [actions(button(confirm=confirm(title="x" * n)))],
     "/blocks/0/elements/0/confirm/title/text"),
    ("confirm text", 300, lambda n: [actions(button(confirm=confirm(text="x" * n)))],
     "/blocks/0/elements/0/confirm/text/text"),
    ("confirm yes", 30, lambda n: [actions(button(confirm=confirm(yes="x" * n)))],
     "/blocks/0/elements/0/confirm/confirm/text"),
    ("confirm no", 30, lambda n: [actions(button(confirm=confirm(no="x" * n)))],
     "/blocks/0/elements/0/confirm/deny/text"),
    ("table rows", 100, lambda n: [table(n)], "/blocks/0/rows"),
    ("table columns", 20, lambda n: [table(1, n)], "/blocks/0/rows/0"),
    ("tables", 1, lambda n: [table(1)] * n, "/blocks"),
    ("data_table rows", 101, lambda n: [data_table(n)], "/blocks/0/rows"),
    ("data_table page", 100, lambda n: [data_table(2, page_size=n)], "/blocks/0/page_size"),
    ("charts", 2, lambda n: [chart()] * n, "/blocks"),
    ("chart title", 50, lambda n: [chart(title="x" * n)], "/blocks/0/title"),
    ("chart series", 6, lambda n: [chart(n)], "/blocks/0/chart/series"),
    ("chart points", 20, lambda n: [chart(points=n)], "/blocks/0/chart/series/0/data"),
    ("chart label", 20, lambda n: [chart(label="x" * n)],
     "/blocks/0/chart/series/0/data/0/label"),
    ("feedback", 5, lambda n: [{"type": "context_actions", "elements": [THUMBS] * n}],
     "/blocks/0/elements"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("most", "make", "at"), [limit[1:] for limit in LIMITS], ids=[limit[0] for limit in LIMITS]
)
def test_a_message_is_taken_at_the_limit_and_refused_over_it(
    most: int, make: Make, at: str
) -> None:
    assert message_faults(make(most)) == []
    faults = message_faults(make(most + 1))
    assert any(fault.endswith(f"[json-pointer:{at}]") for fault in faults), faults


def test_faults_are_told_in_slacks_words() -> None:
    assert message_faults([section("x" * 3001)]) == [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]
    assert message_faults([actions(*[button()] * 26)]) == [
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]"
    ]


WRONG: list[tuple[str, Json, str]] = [
    ("unknown block", {"type": "shout"}, "unsupported type: shout [json-pointer:/blocks/0/type]"),
    ("no type", {"text": plain("x")}, "missing required field: type [json-pointer:/blocks/0]"),
    ("empty text", section(""), "must be more than 0 characters"),
    ("header row alone", data_table(1), "no fewer than 2 items"),
    ("unknown property", section(colour="red"), "invalid additional property: colour"),
    ("section of nothing", {"type": "section"}, "must define either `fields` or `text`"),
    ("mrkdwn in a header", {"type": "header", "text": mrkdwn("x")}, "unsupported type: mrkdwn"),
    ("mrkdwn on a button", actions({"type": "button", "text": mrkdwn("x")}), "unsupported type"),
    ("a bare string", {"type": "section", "text": "x"}, "failed to match all allowed schemas"),
    ("button in an input", put_in(button()), "unsupported type: button"),
    ("text input in actions", actions({"type": "plain_text_input"}), "unsupported type"),
    ("date and time beside a section", section(accessory={"type": "datetimepicker"}), "unsupp"),
    ("file input in a message", put_in({"type": "file_input"}), "unsupported type: file_input"),
    ("alert in a message", {"type": "alert", "text": plain("x")}, "unsupported type: alert"),
    ("style", actions(button(style="warning")), "must be a valid enum value"),
    ("date", actions({"type": "datepicker", "initial_date": "1 May"}), "must be a date"),
    ("no options", actions({"type": "static_select"}), "must define either `options`"),
    (
        "both kinds of options",
        actions({**choice("static_select", 1), "option_groups": [
            {"label": plain("x"), "options": options(1)}]}),
        "cannot provide more than one of",
    ),
    (
        "chosen at first but not offered",
        actions({**choice("static_select", 1), "initial_option": options(2)[1]}),
        "must match one of the options",
    ),
    (
        "the same action twice",
        actions(button(action_id="a"), button(action_id="a")),
        "`action_id` 'a' already exists",
    ),
    ("uneven rows", {"type": "table", "rows": [
        [{"type": "raw_text", "text": "x"}], [{"type": "raw_text", "text": "x"}] * 2]},
     "all rows must have the same number of columns"),
    ("a text that is empty", {"type": "rich_text", "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}]},
     "must be more than 0 characters"),
    ("no alt text", {"type": "image", "image_url": "https://x.example"}, "alt_text"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("block", "words"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG]
)
def test_a_block_that_is_wrong_is_refused_and_told_why(block: Json, words: str) -> None:
    faults = message_faults([block])
    assert any(words in fault for fault in faults), faults


def test_a_block_id_is_there_once() -> None:
    faults = message_faults([section(block_id="a"), section(block_id="a")])
    assert faults == ["`block_id` 'a' already exists [json-pointer:/blocks/1/block_id]"]


def test_a_chart_has_a_point_for_each_category() -> None:
    wrong = chart(points=3)
    wrong["chart"]["series"][0]["data"] = wrong["chart"]["series"][0]["data"][:2]
    assert message_faults([wrong]) == [
        "data must have one point for each category [json-pointer:/blocks/0/chart/series/0]"
    ]


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain("x"), "blocks": [section()], **more}


def home(**more: Any) -> Json:
    return {"type": "home", "blocks": [section()], **more}


TEXT_INPUT = put_in({"type": "plain_text_input"})
VIEW_LIMITS: list[tuple[str, Json, Json, str]] = [
    ("title", modal(title=plain("x" * 24)), modal(title=plain("x" * 25)), "/view/title/text"),
    ("submit", modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25)), "/view/submit/text"),
    ("close", modal(close=plain("x" * 24)), modal(close=plain("x" * 25)), "/view/close/text"),
    ("blocks", modal(blocks=[section()] * 100), modal(blocks=[section()] * 101), "/view/blocks"),
    ("home blocks", home(blocks=[section()] * 100), home(blocks=[section()] * 101), "/view/blocks"),
    ("metadata", modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001), "3001"),
    ("callback_id", modal(callback_id="x" * 255), modal(callback_id="x" * 256), "callback_id"),
    ("external_id", modal(external_id="x" * 255), modal(external_id="x" * 256), "external_id"),
    ("submit of an input", modal(blocks=[TEXT_INPUT], submit=plain("Send")),
     modal(blocks=[TEXT_INPUT]), "missing required field: submit"),
    ("files", modal(submit=plain("x"), blocks=[put_in({"type": "file_input", "max_files": 10})]),
     modal(submit=plain("x"), blocks=[put_in({"type": "file_input", "max_files": 11})]),
     "must be less than 11"),
    ("alert", modal(blocks=[{"type": "alert", "text": plain("x" * 200)}]),
     modal(blocks=[{"type": "alert", "text": plain("x" * 201)}]), "must be less than 201"),
    ("chart", home(), home(blocks=[chart()]), "unsupported type: data_visualization"),
    ("title of a home", home(), home(title=plain("x")), "invalid additional property: title"),
    ("focus", modal(blocks=[actions({"type": "datepicker", "focus_on_load": True})]),
     modal(blocks=[actions({"type": "datepicker", "focus_on_load": True})] * 2), "only one"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("taken", "refused", "words"),
    [limit[1:] for limit in VIEW_LIMITS],
    ids=[limit[0] for limit in VIEW_LIMITS],
)
def test_a_view_is_taken_at_the_limit_and_refused_over_it(
    taken: Json, refused: Json, words: str
) -> None:
    assert view_faults(taken, taken["type"]) == []
    faults = view_faults(refused, refused["type"])
    assert any(words in fault for fault in faults), faults


def test_a_view_is_what_the_method_wants() -> None:
    assert "must be home" in view_faults(modal(), "home")[0]


def test_a_view_has_at_most_250_kilobytes() -> None:
    assert not too_large(modal(blocks=[section("x" * 2400)] * 100))
    assert too_large(modal(blocks=[section("x" * 2500)] * 100))


def test_all_text_of_a_message_is_counted() -> None:
    blocks = [section("12345"), context(mrkdwn("123")), actions(button("12"))]
    assert text_length(blocks) == 10
