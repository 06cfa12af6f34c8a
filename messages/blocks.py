"""Blocks and their parts, as plain dicts: short names for what Slack's SDK makes.

Where the SDK lacks a block (a chart, a data table) it is a dict of our own. So are the four that
every message is made of, a paragraph, small print, a row of buttons and a button: the SDK reads
each of them anew at every level that it stands in, which took most of the time of a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any, Literal

from slack_sdk.models import blocks as slack

from messages.errors import TooLong
from messages.fitting import shorten
from messages.message import Block, View
from messages.mrkdwn import Mrkdwn, cut
from workspace import limits

BUTTON_TEXT = 24
"""Our own, far below Slack's: a longer button is cut off on a phone."""

LISTED = limits.VIEW_BLOCKS - 10
"""Entries listed in a modal, which leaves room for what else it says."""

TABLE_PAGE = 10
"""Rows of a table that are shown at once."""

Element = dict[str, Any]


def _dict(model: Any) -> dict[str, Any]:
    made: dict[str, Any] = model.to_dict()
    return made


def _mrkdwn(text: Mrkdwn) -> Element:
    # `verbatim` keeps Slack from turning bare names and addresses into links.
    return {"text": cut(text, limits.SECTION_TEXT), "type": "mrkdwn", "verbatim": True}


def _no_longer(words: str | None, most: int, what: str) -> None:
    """Refuse what Slack would refuse; it is never cut, because somebody looks it up again."""
    if words is not None and len(words) > most:
        raise TooLong(f"{what} holds {len(words)} characters, {most} at most.")


def _of(elements: Sequence[Element], most: int, kind: str) -> Block:
    if len(elements) > most:
        raise TooLong(f"A block of {kind} holds {len(elements)} elements, {most} at most.")
    return {"elements": list(elements), "type": kind}


def _named(block: Block, block_id: str | None) -> Block:
    _no_longer(block_id, limits.ID, "A block_id")
    return block if block_id is None else {"block_id": block_id, **block}


def section(text: Mrkdwn, accessory: Element | None = None, block_id: str | None = None) -> Block:
    """A paragraph in Slack's markup, with something to use beside it."""
    made: Block = {"text": _mrkdwn(text), "type": "section"}
    if accessory is not None:
        made = {"accessory": accessory, **made}
    return _named(made, block_id)


def header(text: str) -> Block:
    """A heading; in Home and modals only."""
    return _dict(slack.HeaderBlock(text=shorten(text, limits.HEADER)))


def context(*texts: Mrkdwn) -> Block:
    """Small print."""
    return _of([_mrkdwn(text) for text in texts], limits.CONTEXT_ELEMENTS, "context")


def divider() -> Block:
    """A line between parts."""
    return _dict(slack.DividerBlock())


def actions(*elements: Element, block_id: str | None = None) -> Block:
    """A row of buttons and menus."""
    return _named(_of(elements, limits.ACTIONS_ELEMENTS, "actions"), block_id)


def alert(text: str, level: Literal["info", "warning", "error", "success"] = "info") -> Block:
    """A notice; in modals only."""
    plain = slack.PlainTextObject(text=shorten(text, limits.ALERT))
    return _dict(slack.AlertBlock(text=plain, level=level))


def button(
    text: str,
    action_id: str,
    value: str,
    *,
    label: str,
    primary: bool = False,
    confirm: Element | None = None,
) -> Element:
    """A button; `label` is what a screen reader says, and names what the button acts on."""
    _no_longer(action_id, limits.ID, "An action_id")
    _no_longer(value, limits.BUTTON_VALUE, "A button's value")
    made: Element = {
        "action_id": action_id,
        "text": {"emoji": True, "text": shorten(text, BUTTON_TEXT), "type": "plain_text"},
        "type": "button",
    }
    if label:
        made["accessibility_label"] = shorten(label, limits.ACCESSIBILITY_LABEL)
    if value:
        made["value"] = value
    if confirm is not None:
        made["confirm"] = confirm
    if primary:
        made["style"] = "primary"
    return made


def danger(text: str, action_id: str, value: str, *, label: str, confirm: Element) -> Element:
    """A button that takes something away, and asks first."""
    made = button(text, action_id, value, label=label, confirm=confirm)
    return {**made, "style": "danger"}


def confirm(title: str, text: str, yes: str, no: str) -> Element:
    """The question that comes before something is taken away."""
    return _dict(
        slack.ConfirmObject(
            title=shorten(title, limits.CONFIRM_TITLE),
            text=slack.PlainTextObject(text=shorten(text, limits.CONFIRM_TEXT)),
            confirm=shorten(yes, limits.CONFIRM_BUTTON),
            deny=shorten(no, limits.CONFIRM_BUTTON),
            style="danger",
        )
    )


def option(text: str, value: str, description: str = "") -> Element:
    """An entry to choose."""
    made: Element = {
        "text": {"type": "plain_text", "text": shorten(text, limits.OPTION_TEXT)},
        "value": value,
    }
    if description:
        made["description"] = {
            "type": "plain_text",
            "text": shorten(description, limits.OPTION_TEXT),
        }
    return made


def menu(action_id: str, entries: Iterable[Element]) -> Element:
    """The ⋯ menu: up to five entries."""
    return {"type": "overflow", "action_id": action_id, "options": list(entries)}


def radio(action_id: str, options: Sequence[Element], chosen: Element | None = None) -> Element:
    """Radio buttons: one of up to ten."""
    return _one_of("radio_buttons", action_id, options, chosen)


def select(
    action_id: str,
    options: Sequence[Element],
    chosen: Element | None = None,
    placeholder: str = "",
) -> Element:
    """A select: one of up to a hundred."""
    made = _one_of("static_select", action_id, options, chosen)
    if placeholder:
        made["placeholder"] = {
            "type": "plain_text",
            "text": shorten(placeholder, limits.PLACEHOLDER),
        }
    return made


def _one_of(
    kind: str, action_id: str, options: Sequence[Element], chosen: Element | None
) -> Element:
    made: Element = {"type": kind, "action_id": action_id, "options": list(options)}
    if chosen is not None:
        made["initial_option"] = chosen
    return made


def checkboxes(
    action_id: str, options: Sequence[Element], chosen: Sequence[Element] = ()
) -> Element:
    """Checkboxes: any of up to ten."""
    made: Element = {"type": "checkboxes", "action_id": action_id, "options": list(options)}
    if chosen:
        made["initial_options"] = list(chosen)
    return made


def text_input(
    action_id: str,
    *,
    longest: int,
    multiline: bool = True,
    value: str = "",
    placeholder: str = "",
) -> Element:
    """A field for words."""
    return _dict(
        slack.PlainTextInputElement(
            action_id=action_id,
            multiline=multiline,
            max_length=longest,
            initial_value=shorten(value, longest) or None,
            placeholder=placeholder or None,
        )
    )


def date_picker(action_id: str, chosen: date | None = None) -> Element:
    """A field for a day."""
    made: Element = {"type": "datepicker", "action_id": action_id}
    return {**made, "initial_date": chosen.isoformat()} if chosen else made


def time_picker(action_id: str, chosen: time) -> Element:
    """A field for a time of day."""
    return {"type": "timepicker", "action_id": action_id, "initial_time": f"{chosen:%H:%M}"}


def users(action_id: str, chosen: Sequence[str] = ()) -> Element:
    """A field for several people of the workspace."""
    made: Element = {"type": "multi_users_select", "action_id": action_id}
    return {**made, "initial_users": list(chosen)} if chosen else made


def file_input(action_id: str) -> Element:
    """A field for one file; its kind is told from its name and content."""
    return {"type": "file_input", "action_id": action_id, "max_files": 1}


def grouped_select(
    action_id: str, groups: Mapping[str, Sequence[Element]], chosen: str | None = None
) -> Element:
    """A select with groups of up to a hundred entries each; `chosen` is an entry's value."""
    made: Element = {
        "type": "static_select",
        "action_id": action_id,
        "option_groups": [
            {
                "label": {"type": "plain_text", "text": shorten(name, limits.GROUP_LABEL)},
                "options": list(entries),
            }
            for name, entries in groups.items()
        ],
    }
    entries = (entry for group in groups.values() for entry in group)
    initial = next((entry for entry in entries if entry["value"] == chosen), None)
    return {**made, "initial_option": initial} if initial else made


def field(
    label: str,
    element: Element,
    block_id: str,
    *,
    hint: str = "",
    optional: bool = False,
) -> Block:
    """A labelled input; nothing is sent until a button or the form is."""
    made: Block = {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": shorten(label, limits.INPUT_LABEL)},
        "element": element,
    }
    if hint:
        made["hint"] = {"type": "plain_text", "text": shorten(hint, limits.INPUT_LABEL)}
    if optional:
        made["optional"] = True
    return made


def rich(*elements: Element) -> Block:
    """Rich text: the place for what people wrote, where no markup can fire."""
    return {"type": "rich_text", "elements": list(elements)}


def line(*pieces: Element) -> Element:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(pieces)}


def quote(text: str) -> Element:
    """Somebody's words."""
    return {"type": "rich_text_quote", "elements": [said(text)]}


def said(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """A piece of rich text; Slack refuses an empty one."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    piece: Element = {"type": "text", "text": text or " "}
    return {**piece, "style": style} if style else piece


def emoji(name: str) -> Element:
    """An emoji in rich text."""
    return {"type": "emoji", "name": name}


def address(url: str, text: str = "") -> Element:
    """A link in rich text; an address that is not of the web stays text."""
    if not url.startswith(("https://", "http://")):
        return said(text or url)
    return {"type": "link", "url": url, **({"text": text} if text else {})}


def line_chart(
    title: str, labels: Sequence[str], series: Mapping[str, Sequence[float]], unit: str
) -> Block:
    """A line chart: up to 6 series of up to 20 points; names and labels of up to 20 characters."""
    return {
        "type": "data_visualization",
        "title": shorten(title, limits.CHART_TITLE),
        "chart": {
            "type": "line",
            "series": [
                {
                    "name": shorten(name, limits.CHART_LABEL),
                    "data": [
                        {"label": label, "value": value}
                        for label, value in zip(labels, values, strict=True)
                    ],
                }
                for name, values in series.items()
            ],
            "axis_config": {"categories": list(labels), "y_label": unit},
        },
    }


def data_table(caption: str, rows: Sequence[Sequence[str]]) -> Block:
    """A table that can be sorted and paged; the first row names the columns."""
    return {
        "type": "data_table",
        "caption": caption,
        "rows": _cells(rows[: limits.DATA_TABLE_ROWS]),
        "page_size": TABLE_PAGE,
        "row_header_column_index": 0,
    }


def table(rows: Sequence[Sequence[str]]) -> Block:
    """A plain table, for where the other is refused."""
    return {"type": "table", "rows": _cells(rows[: limits.TABLE_ROWS])}


def _cells(rows: Sequence[Sequence[str]]) -> list[list[Element]]:
    return [[{"type": "raw_text", "text": cell or "–"} for cell in row] for row in rows]


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback_id: str,
    metadata: str = "",
    submit: str = "",
    close: str,
) -> View:
    """A modal; without `submit` it is only read."""
    made: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": {"type": "plain_text", "text": shorten(title, limits.VIEW_TITLE)},
        "close": {"type": "plain_text", "text": shorten(close, limits.VIEW_TITLE)},
        "blocks": list(blocks[: limits.VIEW_BLOCKS]),
    }
    if submit:
        made["submit"] = {"type": "plain_text", "text": shorten(submit, limits.VIEW_TITLE)}
    if metadata:
        made["private_metadata"] = metadata
    return made


def home(blocks: Sequence[Block]) -> View:
    """A Home tab."""
    return {"type": "home", "blocks": list(blocks[: limits.VIEW_BLOCKS])}
