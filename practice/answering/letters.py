"""Reading a choice from what somebody wrote: `B, certain`, `cabd`, `I'd go with A, pretty sure`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grading.verdict import Sureness
from items.model import Kind

STRUCK = re.compile(r"(?<![\w~])~[^~\n]+~(?![\w~])")
"""What is struck through in chat: taken back by whoever wrote it."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|100(?=\s*%)")

BETWEEN = frozenset(
    {"and", "then", "plus", "followed", "by", "first", "second", "third", "last", "lastly",
     "finally", "und", "dann", "danach", "zuerst", "erst", "zuletzt", "schließlich", "sowie"}
)  # fmt: skip
"""Words that join letters and say nothing by themselves."""

LEADING_IN = frozenset(
    {"i", "i'd", "i’d", "id", "i'll", "i’ll", "would", "will", "go", "going", "with", "for",
     "choose", "pick", "take", "say", "think", "believe", "it's", "it’s", "its", "it", "is",
     "are", "the", "my", "answer", "answers", "option", "options", "letter", "letters", "order",
     "ich", "würde", "nehme", "nehmen", "wähle", "sage", "sagen", "tippe", "auf", "denke",
     "glaube", "es", "ist", "sind", "die", "das", "der", "meine", "antwort", "antworten",
     "buchstabe", "reihenfolge"}
)  # fmt: skip
"""Words with which people lead in to a letter."""

EVERYDAY = frozenset(
    {"ab", "abed", "ace", "ach", "ad", "add", "age", "ah", "aha", "bad", "bade", "be", "bed", "cab",
     "cafe", "da", "dab", "deaf", "each", "egg", "eh", "fab", "face", "fad", "fade", "fed", "had",
     "he", "head", "beach", "bach", "dach", "fach", "ja"}
)  # fmt: skip
"""Words that are made of the first letters alone, and are hardly meant as letters."""


def read_letters(
    text: str, kind: Kind, letters: Sequence[int], sure: Mapping[str, Sureness]
) -> tuple[tuple[int, ...], Sureness | None] | None:
    """Read letters into option indexes and how sure; None where it cannot be read for certain.

    `letters` are the options' indexes in the order shown. `sure` maps the words that say how sure
    somebody is, in lower case, to what they mean. A word that is none of a letter, of how sure, or
    of those that join letters makes the whole unreadable: nothing is guessed.
    """
    words = WORD.findall(STRUCK.sub(" ", text))
    words, sureness = _take_sureness(words, sure)
    places: list[int] = []
    for number, word in enumerate(words):
        following = words[number + 1].lower() if number + 1 < len(words) else ""
        if word.lower() == "i" and following in LEADING_IN:
            continue
        found = _places(word, kind, len(letters), alone=len(words) == 1)
        if found is not None:
            places += found
        elif word.lower() not in BETWEEN | LEADING_IN:
            return None
    if not _fits(places, kind, len(letters)):
        return None
    return tuple(letters[p] for p in places), sureness


def _take_sureness(
    words: list[str], sure: Mapping[str, Sureness]
) -> tuple[list[str], Sureness | None]:
    """Return the words without those that say how sure, and what these say; the longest counts."""
    lower = [word.lower() for word in words]
    for phrase in sorted(sure, key=len, reverse=True):
        said = [w.lower() for w in WORD.findall(phrase)]
        for start in range(len(lower) - len(said) + 1):
            if said and lower[start : start + len(said)] == said:
                return words[:start] + words[start + len(said) :], sure[phrase]
    return words, None


def _places(word: str, kind: Kind, count: int, *, alone: bool) -> list[int] | None:
    """Return where the options of a word of letters are shown; None for any other word."""
    found = [ord(c) - ord("A") for c in word.upper()]
    if not word.isascii() or not all(0 <= place < count for place in found):
        return None
    if len(found) == 1:
        return found
    if kind is Kind.SINGLE or len(set(found)) != len(found):
        return None
    meant = word.isupper() or (kind is Kind.ORDER and len(found) == count)
    return found if meant or (alone and word.lower() not in EVERYDAY) else None


def _fits(places: Sequence[int], kind: Kind, count: int) -> bool:
    if not places or len(set(places)) != len(places):
        return False
    if kind is Kind.SINGLE:
        return len(places) == 1
    return kind is Kind.MULTIPLE or len(places) == count
