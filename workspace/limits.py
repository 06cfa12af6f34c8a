"""Slack's limits: one number each, as Slack's public pages state them (read in November 2026).

Lengths are characters and counts are entries, where nothing else is said. Numbers alone: what is
refused, and with which words, is the business of whoever checks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Messages: https://docs.slack.dev/reference/methods/chat.postMessage
MESSAGE_TEXT: Final = 40_000
MESSAGE_BLOCKS: Final = 50
MESSAGE_BLOCK_TEXT: Final = 13_200
"""All text of a message's blocks together. Slack states none; about here it says
`msg_blocks_too_long`."""
MESSAGE_METADATA: Final = 16_000

# Modals and Home tabs: https://docs.slack.dev/surfaces/modals,
# https://docs.slack.dev/reference/views
VIEW_BLOCKS: Final = 100
VIEW_BYTES: Final = 250_000
VIEW_TITLE: Final = 24
"""A modal's title, and the words of its two buttons."""
PRIVATE_METADATA: Final = 3_000
VIEWS_STACKED: Final = 3

# Names that an app gives: https://docs.slack.dev/reference/block-kit/blocks
ID: Final = 255
"""A block_id, an action_id, a callback_id, an external_id, and an id of Slack's own."""
URL: Final = 3_000
ALT_TEXT: Final = 2_000

# Blocks: https://docs.slack.dev/reference/block-kit/blocks
SECTION_TEXT: Final = 3_000
SECTION_FIELDS: Final = 10
SECTION_FIELD: Final = 2_000
HEADER: Final = 150
CONTEXT_ELEMENTS: Final = 10
CONTEXT_TEXT: Final = 3_000
ACTIONS_ELEMENTS: Final = 25
CONTEXT_ACTIONS: Final = 5
IMAGE_TITLE: Final = 2_000
INPUT_LABEL: Final = 2_000
"""An input's label, and its hint."""
MARKDOWN: Final = 12_000
"""All markdown blocks of a message together."""
ALERT: Final = 200
VIDEO_TITLE: Final = 199
"""A video's title, and its description."""
VIDEO_AUTHOR: Final = 49
"""A video's author, and its provider."""
CARD_TITLE: Final = 150
"""A card's title, and its subtitle."""
CARD_BODY: Final = 200
CARD_ACTIONS: Final = 5
CAROUSEL_CARDS: Final = 10
CONTAINER_TITLE: Final = 150
"""A container's title, and its subtitle."""
CONTAINER_BLOCKS: Final = 10
LIST_INDENT: Final = 8

# Tables: https://docs.slack.dev/reference/block-kit/blocks/table-block,
# https://docs.slack.dev/reference/block-kit/blocks/data-table-block
TABLES: Final = 1
"""Tables a message."""
TABLE_ROWS: Final = 100
TABLE_COLUMNS: Final = 20
DATA_TABLE_ROWS: Final = 101
"""With the first row, which names the columns."""
DATA_TABLE_PAGE: Final = 100

# Charts: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
CHARTS: Final = 2
"""Charts a message."""
CHART_TITLE: Final = 50
"""A chart's title, and the labels of its axes."""
CHART_LABEL: Final = 20
"""The names of series, categories, points and segments."""
CHART_SERIES: Final = 6
CHART_POINTS: Final = 20
CHART_SEGMENTS: Final = 12

# Text objects, options and confirmations:
# https://docs.slack.dev/reference/block-kit/composition-objects
OPTION_TEXT: Final = 75
"""An option's text, and its description."""
OPTION_VALUE: Final = 150
GROUP_LABEL: Final = 75
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30

# Elements: https://docs.slack.dev/reference/block-kit/block-elements
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2_000
AGENT_PROMPT: Final = 4_000
AGENT_PROMPT_DISPLAY: Final = 75
ACCESSIBILITY_LABEL: Final = 75
PLACEHOLDER: Final = 150
SELECT_OPTIONS: Final = 100
"""Options of a select, options of a group, and groups."""
RADIO_OPTIONS: Final = 10
CHECKBOX_OPTIONS: Final = 10
OVERFLOW_OPTIONS: Final = 5
INPUT_TEXT: Final = 3_000
"""What a field for words may hold, and what `max_length` may ask for."""
RICH_INPUT_LINES: Final = 100
FILE_INPUT_FILES: Final = 10
FILE_INPUT_BYTES: Final = 10_000_000

# Rates: https://docs.slack.dev/apis/web-api/rate-limits, https://docs.slack.dev/apis/events-api
TIERS: Final[Mapping[int, int]] = MappingProxyType({1: 1, 2: 20, 3: 50, 4: 100})
"""Calls a minute, an app and a method; Slack allows "more than" these, and so never less."""
CHANNEL_SECONDS: Final = 1.0
"""Between two messages in a channel."""
POSTS_A_MINUTE: Final = 600
"""All channels together: Slack says "several hundred"; this is the generous reading."""
EVENTS_AN_HOUR: Final = 30_000
ACKNOWLEDGEMENT_SECONDS: Final = 3.0
RETRY_SECONDS: Final = (0.0, 60.0, 300.0)
"""Waits before each repeat of an event that was not acknowledged."""
SOCKET_CONNECTIONS: Final = 10
"""https://docs.slack.dev/apis/events-api/using-socket-mode"""

# Interactions: https://docs.slack.dev/interactivity/handling-user-interaction
TRIGGER_SECONDS: Final = 3.0
RESPONSE_SECONDS: Final = 30 * 60
RESPONSE_USES: Final = 5

# Methods, each on its page under https://docs.slack.dev/reference/methods
DND_USERS: Final = 50
"""People asked about in one dnd.teamInfo."""
GROUP_MESSAGE_PEOPLE: Final = 8
"""People in a group message (conversations.open)."""
PAGE: Final = 1_000
"""Entries on a page of a list."""
HISTORY_PAGE: Final = 999
"""Messages on a page of conversations.history."""
