"""Banks as YAML: the form that people write, and that an export gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from files.faults import Fault
from files.yaml import Document, in_one_line, styled
from files.yaml import read as read_yaml
from files.yaml import write as write_yaml
from items.model import Bank, Kind
from items.serial import bank_to_json

SUFFIXES: Final = (".yaml", ".yml")

_ORDER: Final = (
    *("bank", "id", "kind", "skills", "roles", "language", "author", "misconceptions", "items"),
    *("says", "correction", "source"),
    *("scenario", "prompt", "options", "text", "score", "feedback", "rubric", "criterion"),
    *("skill", "weight", "met", "partly", "not_met", "red_flags", "exemplars", "reply", "mark"),
    *("misconception", "why", "next_time", "model_answer", "explanation", "sources", "review_by"),
    "translations",
)
"""The order in which the form's keys are written, at whatever depth they stand."""

_IN_ONE_LINE: Final = ("skills", "roles")


def read(content: bytes | str, file: str) -> Document | Fault:
    """Read a bank's values with their lines."""
    return read_yaml(content, file)


def write(bank: Bank) -> str:
    """Return a bank as YAML that reads back equal."""
    value = bank_to_json(bank)
    value["bank"] = value.pop("id")
    value["items"] = [_item(item, bank.language) for item in value["items"]]
    return write_yaml(_as_written("", value))


def _item(value: Mapping[str, Any], bank_language: str) -> dict[str, Any]:
    """Return an item without what the bank says for all, and with every score of a choice."""
    item = {"language": "en", **value}
    if item["language"] == bank_language:
        del item["language"]
    if item["kind"] in (Kind.SINGLE, Kind.MULTIPLE):
        item["options"] = [{"score": 0, **option} for option in item["options"]]
    for translation in item.get("translations", {}).values():
        _leave_out(translation.get("options", []), ("score", "misconception"))
        _leave_out(translation.get("rubric", []), ("skill", "weight", "misconception"))
    return item


def _leave_out(entries: list[dict[str, Any]], keys: Iterable[str]) -> None:
    """Leave out what a translation has from the item itself."""
    for entry in entries:
        for key in keys:
            entry.pop(key, None)


def _as_written(key: str, value: Any) -> Any:
    """Return a value in the style that its key is best read in."""
    match value:
        case dict():
            # Keys that are no part of the form are the languages of translations.
            keys = sorted(value, key=lambda k: _ORDER.index(k) if k in _ORDER else 0)
            return {name: _as_written(name, value[name]) for name in keys}
        case list():
            entries = [_as_written(key, entry) for entry in value]
            return in_one_line(entries) if key in _IN_ONE_LINE else entries
        case float() if value.is_integer():
            return int(value)
        case str() if key == "review_by":
            return date.fromisoformat(value)
        case str():
            return styled(value)
        case _:
            return value
