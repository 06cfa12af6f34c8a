"""What the languages lend to grading: their commonest small words, and their negations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def small_words() -> Mapping[str, frozenset[str]]:
    """Return the commonest small words by language: they tell languages, and prose from lists."""
    return {code: frozenset(kinds["small"].split()) for code, kinds in _languages().items()}


@lru_cache(maxsize=1)
def negations() -> frozenset[str]:
    """Return the words that deny, of all languages together."""
    return frozenset(word for kinds in _languages().values() for word in kinds["negations"].split())


@lru_cache(maxsize=1)
def _languages() -> dict[str, dict[str, str]]:
    text = files("grading").joinpath("data/languages.json").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded
