"""An item in the language of whoever answers it."""

from __future__ import annotations

from dataclasses import replace

from items.model import Item


def in_language(item: Item, language: str) -> Item:
    """Return an item in a language where it has a translation (`pt-BR` also in `pt`).

    What the translation leaves empty stays as in the original; an unknown language changes
    nothing. The result's `language` says which one it is in.
    """
    for tag in (language, language.split("-")[0]):
        if tag == item.language:
            return item
        if tag in item.translations:
            found = item.translations[tag]
            return replace(
                item,
                language=tag,
                scenario=found.scenario,
                prompt=found.prompt,
                options=found.options or item.options,
                rubric=found.rubric or item.rubric,
                model_answer=found.model_answer or item.model_answer,
                explanation=found.explanation or item.explanation,
            )
    return item
