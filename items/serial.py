"""Items and banks as JSON, exactly and back, and the hashes that tell them apart.

Values at their defaults are left out, so that a field added later changes no item's hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from items.model import Bank, Item, Kind

_ITEM = TypeAdapter(Item)
_BANK = TypeAdapter(Bank)

_SAME_MEANING_ITEM = (
    "explanation",
    "sources",
    "review_by",
    "author",
    "translations",
)
_SAME_MEANING_OPTION = ("feedback", "misconception")
_SAME_MEANING_CRITERION = ("exemplars", "misconception", "why", "next_time")


def item_to_json(item: Item) -> dict[str, Any]:
    """Return an item as JSON values."""
    return dict(_ITEM.dump_python(item, mode="json", exclude_defaults=True))


def item_from_json(value: Mapping[str, Any]) -> Item:
    """Return the item that `item_to_json` wrote; raises pydantic.ValidationError otherwise."""
    return _ITEM.validate_python(dict(value))


def bank_to_json(bank: Bank) -> dict[str, Any]:
    """Return a bank as JSON values."""
    return dict(_BANK.dump_python(bank, mode="json", exclude_defaults=True))


def bank_from_json(value: Mapping[str, Any]) -> Bank:
    """Return the bank that `bank_to_json` wrote; raises pydantic.ValidationError otherwise."""
    return _BANK.validate_python(dict(value))


def item_hash(item: Item) -> str:
    """Return the SHA-256 of all that an item holds."""
    return _sha256(item_to_json(item))


def meaning_hash(item: Item) -> str:
    """Return the SHA-256 of what makes an item the same question to whoever answers it.

    Feedback, explanation, sources, dates, author, translations, exemplars, spacing and the order
    of a choice's options (they are shown shuffled) may change without touching it.
    """
    meaning = _collapsed(item_to_json(item))
    for key in _SAME_MEANING_ITEM:
        meaning.pop(key, None)
    for option in meaning.get("options", []):
        for key in _SAME_MEANING_OPTION:
            option.pop(key, None)
    for criterion in meaning.get("rubric", []):
        for key in _SAME_MEANING_CRITERION:
            criterion.pop(key, None)
    if item.kind in (Kind.SINGLE, Kind.MULTIPLE):
        meaning["options"] = sorted(meaning.get("options", []), key=_canonical)
    return _sha256(meaning)


def _collapsed(value: Any) -> Any:
    """Return JSON values with every run of spaces and line breaks as one space."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_collapsed(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _collapsed(entry) for key, entry in value.items()}
    return value


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha256(value: Any) -> str:
    return hashlib.sha256(_canonical(value).encode()).hexdigest()
