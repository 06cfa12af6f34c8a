"""Slack's markup in a message's text: what is escaped, what is a control sequence, what links.

An app's text keeps its control sequences (`<@U1>`, `<#C1|name>`, `<!here>`, `<https://…|label>`);
every other `&`, `<` and `>` is escaped, and bare addresses become links unless told otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from workspace.shapes import Json

CONTROL = re.compile(
    r"<(@[UW]\w+(?:\|[^<>]*)?"
    r"|#[CG]\w+(?:\|[^<>]*)?"
    r"|!(?:here|channel|everyone)(?:\|[^<>]*)?"
    r"|!subteam\^S\w+(?:\|[^<>]*)?"
    r"|!date\^\d+\^[^<>|]+(?:\|[^<>]*)?"
    r"|(?:https?://|mailto:|tel:)[^\s<>|]+(?:\|[^<>]*)?)>"
)
ADDRESS_CHARACTER = r"(?!&[lg]t;)[^\s<>|]"
ADDRESS = re.compile(rf"\bhttps?://(?:{ADDRESS_CHARACTER})*(?![.,;:!?)'\"]){ADDRESS_CHARACTER}")
BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
PERSON_CONTROL = re.compile(r"<(?:@[UW]\w+|#[CG]\w+|!(?:here|channel|everyone))>")


def from_app(text: str, *, link: bool = True) -> str:
    """Return an app's text as Slack keeps it."""
    return _outside(CONTROL, text, lambda plain: _linked(_escaped_once(plain)) if link
                    else _escaped_once(plain))  # fmt: skip


def from_person(text: str) -> str:
    """Return what somebody typed as Slack keeps it: mentions stay, all else is text."""
    return _outside(PERSON_CONTROL, text, lambda plain: _linked(escape(plain)))


def escape(text: str) -> str:
    """Escape the three characters that mean something."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_rich_text(text: str, block_id: str) -> Json:
    """Return the rich_text block that Slack adds to what somebody typed."""
    elements: list[Json] = []
    end = 0
    for found in CONTROL.finditer(text):
        if found.start() > end:
            elements.append({"type": "text", "text": unescape(text[end : found.start()])})
        elements.append(_element(found.group(1)))
        end = found.end()
    if text[end:]:
        elements.append({"type": "text", "text": unescape(text[end:])})
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def mentions(text: str, user: str) -> bool:
    """Tell whether a text mentions somebody."""
    return f"<@{user}>" in text or f"<@{user}|" in text


def _element(inside: str) -> Json:
    target, _, label = inside.partition("|")
    if target[0] == "@":
        return {"type": "user", "user_id": target[1:]}
    if target[0] == "#":
        return {"type": "channel", "channel_id": target[1:]}
    if target[0] == "!":
        return {"type": "broadcast", "range": target[1:]}
    link: Json = {"type": "link", "url": unescape(target)}
    return {**link, "text": unescape(label)} if label else link


def _outside(pattern: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    if not any(each in text for each in "&<>:"):
        return text
    parts: list[str] = []
    end = 0
    for found in pattern.finditer(text):
        parts += [change(text[end : found.start()]), found.group()]
        end = found.end()
    return "".join([*parts, change(text[end:])])


def _escaped_once(text: str) -> str:
    return BARE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _linked(text: str) -> str:
    return ADDRESS.sub(lambda found: f"<{found.group()}>", text)
