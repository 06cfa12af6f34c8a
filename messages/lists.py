"""A list under its title: how many there are, and the first of them."""

from __future__ import annotations

from collections.abc import Sequence

from messages.excerpts import LISTED_NAME
from messages.fitting import one_line
from messages.mrkdwn import Mrkdwn, bold, escape, join
from messages.words import Words

NAMES = 20


def titled(title: str, lines: Sequence[str], _: Words, longest: int = LISTED_NAME) -> Mrkdwn:
    """Return a title with how many there are, and the first of them, a line each."""
    shown = [escape(f"• {one_line(line, longest)}") for line in lines[:NAMES]]
    if len(lines) > NAMES:
        shown.append(escape(_("and {n} more", n=len(lines) - NAMES)))
    return join([bold(f"{title} {len(lines)}"), *shown], "\n")
