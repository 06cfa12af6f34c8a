"""The letters that options are shown with, and how several of them are written."""

from __future__ import annotations

from items.model import Kind


def letter(position: int) -> str:
    """Return the letter of an option by where it is shown: 0 is A."""
    return chr(ord("A") + position)


def example(kind: Kind, count: int) -> str:
    """Return how a reply to a kind of question is written: `B`, `B D`, `C A B D`."""
    if kind is Kind.SINGLE:
        return "B"
    if kind is Kind.MULTIPLE:
        return "B D" if count > 3 else "A C" if count == 3 else "A B"
    first = [2, 0, 1] if count > 2 else [1, 0]
    return " ".join(letter(place) for place in (*first, *range(len(first), count)))
