"""Pairs of items whose scenario and prompt are nearly the same text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from items.model import Item

SIMILAR: Final = 0.85
"""From this share of equal text on, two items are shown as look-alikes."""

_WORDS: Final = 4
_COMMON: Final = 40
"""A run of words that more items share is a set phrase and makes no pair by itself."""


@dataclass(frozen=True, slots=True, order=True)
class LookAlike:
    """Two items' ids, in order, and their similarity in [0, 1]."""

    a: str
    b: str
    similarity: float


def look_alikes(
    items: Sequence[Item], touched: Collection[str] | None = None
) -> tuple[LookAlike, ...]:
    """Return the pairs of similar items, the most similar first.

    With `touched`, only pairs with at least one of those ids. Only items that share a run of
    four words are compared, so that thousands of items take a second or so.
    """
    texts = {item.id: _bare(f"{item.scenario} {item.prompt}") for item in items}
    found = []
    for a, b in _sharing_words(texts.items()):
        if touched is not None and a not in touched and b not in touched:
            continue
        similarity = fuzz.ratio(texts[a], texts[b], score_cutoff=SIMILAR * 100) / 100
        if similarity:
            found.append(LookAlike(a, b, similarity))
    return tuple(sorted(found, key=lambda pair: (-pair.similarity, pair)))


def _sharing_words(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    holders: dict[str, list[str]] = defaultdict(list)
    for name, text in texts:
        for run in _runs(text.split()):
            holders[run].append(name)
    pairs: set[tuple[str, str]] = set()
    for names in holders.values():
        if len(names) <= _COMMON:
            pairs.update(combinations(sorted(names), 2))
    yield from sorted(pairs)


def _runs(words: Sequence[str]) -> set[str]:
    count = max(1, len(words) - _WORDS + 1)
    return {" ".join(words[start : start + _WORDS]) for start in range(count)}


def _bare(text: str) -> str:
    """Return a text's words alone: small letters, one space between, no punctuation."""
    return " ".join(default_process(text).split())
