"""Ids as Slack writes them: a letter for the kind, then digits; the same in every run."""

from __future__ import annotations

import itertools
import random
import secrets
import string
from collections import defaultdict
from collections.abc import Iterator

LETTERS = string.ascii_letters + string.digits


class Ids:
    """Counts what is made, kind by kind."""

    def __init__(self) -> None:
        self._counters: dict[str, Iterator[int]] = defaultdict(lambda: itertools.count(1))

    def new(self, prefix: str) -> str:
        """Return the next id of a kind: C channel, D direct message, F file, V view, Ev event."""
        return f"{prefix}{next(self._counters[prefix]):010X}"


def short() -> str:
    """Return five letters and digits, as Slack names a block that its app did not name."""
    return "".join(random.choices(LETTERS, k=5))


def secret() -> str:
    """Return something nobody guesses: part of a trigger, a response address, a ticket."""
    return secrets.token_hex(12)
