"""What goes to Slack: a message, with the text that stands for it, or a view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from messages.fitting import fit

Block: TypeAlias = dict[str, Any]
View: TypeAlias = dict[str, Any]
"""A modal or a Home tab, as `views.open`, `views.update` and `views.publish` take it."""

TEXT_LIMIT = 1500
"""Characters of `text`: what phones and screen readers get."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its blocks, and a `text` that holds everything in order and stands alone.

    `thread` continues it: messages to post, in order, as replies in its thread.
    """

    text: str
    blocks: list[Block] = field(default_factory=list)
    thread: tuple[Message, ...] = ()


def compose(
    said: Sequence[str],
    blocks: Sequence[Block] = (),
    *,
    limit: int = TEXT_LIMIT,
    thread: Sequence[Message] = (),
) -> Message:
    """Make a message; `said` are the plain paragraphs of its `text`, escaped and fitted here."""
    return Message(fit(said, limit), list(blocks), tuple(thread))


def note(*said: str) -> Message:
    """Make a message of a sentence or two, without blocks."""
    return compose([" ".join(part for part in said if part)])
