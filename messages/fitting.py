"""Making text fit: what is too long is shortened at a word, the longest first, and says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from messages.mrkdwn import Mrkdwn, escape, join, unescape

ELLIPSIS = "…"
LEAST = 24
"""A part shortened to less says nothing; then the others give way too."""

WHOLE = 100_000
"""Room for anything: nothing is shortened."""


class Long(str):
    """A part that may be shortened before the others are."""

    __slots__ = ()


def shorten(text: str, limit: int) -> str:
    """Shorten a plain text to at most `limit` characters, at a word where one ends near."""
    if len(text) <= limit:
        return text
    return _ended(text[: limit - len(ELLIPSIS)]) if limit > 0 else ""


def _ended(cut: str) -> str:
    """Let a text that was cut end at a word where one ends near, and say that it goes on."""
    space = max(cut.rfind(" "), cut.rfind("\n"))
    if space > len(cut) * 2 // 3:
        cut = cut[:space]
    return cut.rstrip(" \n,;:–-") + ELLIPSIS


def one_line(text: str, limit: int) -> str:
    """Put a plain text on one line of at most `limit` characters."""
    return shorten(" ".join(text.split()), limit)


def sentences(*said: str) -> str:
    """Join the sentences that there are."""
    return " ".join(s.strip() for s in said if s.strip())


def caps(lengths: Sequence[int], room: int) -> int:
    """Return the largest cap under which parts of these lengths take no more than `room`."""
    left, rest = room, sorted(lengths)
    for done, length in enumerate(rest):
        share = left // (len(rest) - done)
        if length > share:
            return max(0, share)
        left -= length
    return max(rest, default=0)


def clip(text: str, limit: int) -> Mrkdwn:
    """Escape a plain text and shorten it to `limit` characters of what Slack gets."""
    escaped = escape(text)
    if len(escaped) <= limit:
        return escaped
    room, kept = limit - len(ELLIPSIS), 0
    for character in text:
        room -= len(escape(character))
        if room < 0:
            break
        kept += 1
    return escape(_ended(text[:kept])) if limit > 0 else escape("")


def fit(parts: Iterable[str], limit: int, between: str = "\n") -> Mrkdwn:
    """Join plain parts and escape them, within `limit` characters of what Slack gets.

    Nothing is left out: the `Long` parts are shortened first, then all, and the longest most.
    """
    kept = [part for part in parts if part]
    sizes = [len(escape(part)) for part in kept]
    room = limit - len(between) * (len(kept) - 1)
    long = [size for part, size in zip(kept, sizes, strict=True) if isinstance(part, Long)]
    rest = room - (sum(sizes) - sum(long))
    spared = bool(long) and rest >= LEAST * len(long)
    cap = caps(long, rest) if spared else caps(sizes, room)
    shown = [part if spared and not isinstance(part, Long) else clip(part, cap) for part in kept]
    return join(shown, between)


_UNSEEN = frozenset({"confirm", "accessibility_label", "block_id", "action_id", "value", "url"})


def visible(block: Any) -> int:
    """Count the characters that a block shows; a menu's entries show only when it is opened."""
    if isinstance(block, list):
        return sum(visible(part) for part in block)
    if not isinstance(block, dict):
        return 0
    if block.get("type") == "overflow":
        return 0
    total = 0
    for key, part in block.items():
        if key in _UNSEEN:
            continue
        if isinstance(part, str):
            shown = unescape(part) if block.get("type") == "mrkdwn" else part
            total += len(shown) if key in {"text", "title", "caption", "name", "label"} else 0
        else:
            total += visible(part)
    return total
