"""A fault in a file: where it is, what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

Path = tuple[str | int, ...]
"""A place in a document: keys of mappings and indexes of lists, from the top."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to fix in a file. `line` counts from 1; `what` and `todo` are sentences."""

    file: str
    line: int
    subject: str
    what: str
    todo: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}"
        name = f", {self.subject}" if self.subject else ""
        return f"{place}{name}. {self.what} {self.todo}".strip()


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault at a place in a document, before its line is known."""

    path: Path
    what: str
    todo: str


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like a misspelt one, if any does."""
    found = process.extractOne(
        word.lower(), sorted(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=70
    )
    return None if found is None else found[0]


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return "Did you mean `…`?" where a known word looks like this one, else the other advice."""
    meant = did_you_mean(word, known)
    return otherwise if meant is None else f"Did you mean `{meant}`?"


def one_of(words: Iterable[str]) -> str:
    """Return words as a choice in prose: "a, b or c"."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def clip(text: str, width: int = 60) -> str:
    """Return the beginning of a text on one line, short enough to quote in a fault."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
