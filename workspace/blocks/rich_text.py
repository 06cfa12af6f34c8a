"""The rich_text block and what it is made of.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from workspace import limits
from workspace.blocks.rules import (
    Rule,
    array,
    boolean,
    integer,
    number,
    one_of,
    string,
    thing,
    typed,
)

STYLES = (
    "bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink",
)  # fmt: skip
STYLE = thing({}, dict.fromkeys(STYLES, boolean))
STYLED: dict[str, Rule] = {"style": STYLE}
TEXT = thing({"text": string(least=1)}, STYLED)
LINK = thing({"url": string(least=1)}, {**STYLED, "text": string(), "unsafe": boolean})

INLINE: dict[str, Rule] = {
    "text": TEXT,
    "link": LINK,
    "user": thing({"user_id": string(least=1)}, STYLED),
    "usergroup": thing({"usergroup_id": string(least=1)}, STYLED),
    "team": thing({"team_id": string(least=1)}, STYLED),
    "channel": thing({"channel_id": string(least=1)}, STYLED),
    "emoji": thing(
        {"name": string(least=1)},
        {**STYLED, "unicode": string(), "url": string(), "skin_tone": integer()},
    ),
    "date": thing(
        {"timestamp": number, "format": string(least=1)},
        {**STYLED, "url": string(), "fallback": string()},
    ),
    "broadcast": thing({"range": one_of("here", "channel", "everyone")}, STYLED),
    "color": thing({"value": string(least=1)}, STYLED),
}
BORDER = one_of(0, 1)
SECTION = thing({"elements": array(typed(INLINE))})
PARTS: dict[str, Rule] = {
    "rich_text_section": SECTION,
    "rich_text_list": thing(
        {
            "style": one_of("bullet", "ordered"),
            "elements": array(typed({"rich_text_section": SECTION}), 1),
        },
        {"indent": integer(0, limits.LIST_INDENT), "offset": integer(0), "border": BORDER},
    ),
    "rich_text_quote": thing({"elements": array(typed(INLINE))}, {"border": BORDER}),
    "rich_text_preformatted": thing(
        {"elements": array(typed({"text": TEXT, "link": LINK}))},
        {"border": BORDER, "language": string()},
    ),
}
RICH_TEXT = typed(
    {"rich_text": thing({"elements": array(typed(PARTS), 1)}, {"block_id": string(limits.ID)})}
)
