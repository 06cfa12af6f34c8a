"""Words of a text: tokens, stems, clauses and their places, by the text's language."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from grading.marks import Span

_NOT = re.compile(r"(?<=\w)n't\b|(?<=\bcan)not\b")
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_COMMAS = re.compile(r",\s+|\s+[–—-]\s+|\s+(?=(?:and|but|then|und|aber|dann)\s)", re.IGNORECASE)
_LONG_CLAUSE = 12
"""Words from which on a sentence is also cut at its commas and conjunctions."""

_STEMMERS = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "nl": "dutch",
    "sv": "swedish",
    "da": "danish",
    "no": "norwegian",
    "fi": "finnish",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A text's tokens in lower case, and their stems, in order."""

    text: str
    tokens: tuple[str, ...]
    stems: tuple[str, ...]


@lru_cache(maxsize=4096)
def words(text: str, language: str = "en") -> Words:
    """Cut a text into tokens and stem them; an unknown language is not stemmed."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    tokens = tuple(_TOKEN.findall(_NOT.sub(" not", plain)))
    stem = _stemmer(language[:2].lower())
    return Words(plain, tokens, tuple(stem(token) for token in tokens))


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Callable[[str], str]:
    """Return a cached stemmer that threads may share (Snowball's own keeps state)."""
    name = _STEMMERS.get(language)
    if name is None:
        return str
    import snowballstemmer

    snowball = snowballstemmer.stemmer(name)
    lock = threading.Lock()

    @lru_cache(maxsize=20_000)
    def stem(token: str) -> str:
        with lock:
            return str(snowball.stemWord(token.split("'")[0] or token))

    return stem


def clauses(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text, and the parts of long ones, as spans without edges of space.

    A long sentence yields itself and its parts, so that evidence may be as short as it can.
    """
    found: list[Span] = []
    start = 0
    for cut in [*(m.span() for m in _SENTENCE_END.finditer(text)), (len(text), len(text))]:
        _add(found, text, start, cut[0])
        if len(text[start : cut[0]].split()) >= _LONG_CLAUSE:
            _add_parts(found, text, start, cut[0])
        start = cut[1]
    return tuple(dict.fromkeys(found))


def _add_parts(found: list[Span], text: str, start: int, end: int) -> None:
    for cut in _COMMAS.finditer(text, start, end):
        _add(found, text, start, cut.start())
        start = cut.end()
    _add(found, text, start, end)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if end > start:
        found.append(Span(start, end))
