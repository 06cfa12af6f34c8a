"""What loading a bank would change: new, changed, unchanged and retired items, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from items.lookalikes import LookAlike, look_alikes
from items.model import Bank, Item
from items.serial import bank_to_json, item_hash, item_to_json, meaning_hash


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that changed. `path` counts entries from 1 (`options.2.text`), or names them
    by id (`rubric.declares.weight`); an empty `was` or `now` means that it was not there.
    """

    path: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that is already published, and changes.

    `same_meaning`: whoever could answer the old one can answer the new one, as far as its
    content tells; evidence may be kept.
    """

    item_id: str
    fields: tuple[FieldChange, ...]
    same_meaning: bool


@dataclass(frozen=True, slots=True)
class BankDiff:
    """The difference between a published bank and a new one; ids by the new bank's order."""

    new: tuple[Item, ...] = ()
    changed: tuple[ItemChange, ...] = ()
    unchanged: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    lookalikes: tuple[LookAlike, ...] = ()
    bank_fields: tuple[FieldChange, ...] = ()
    """Changes outside the items: language, author, misconceptions."""

    @property
    def count(self) -> int:
        """How many things publishing would change."""
        parts = (self.new, self.changed, self.retired, self.bank_fields)
        return sum(map(len, parts))

    @property
    def empty(self) -> bool:
        """Whether publishing would change nothing."""
        return self.count == 0


def compare(old: Bank | None, new: Bank) -> BankDiff:
    """Compare a new bank with the published one, if there is any."""
    before = {item.id: item for item in old.items} if old else {}
    added: list[Item] = []
    changed: list[ItemChange] = []
    unchanged: list[str] = []
    for item in new.items:
        was = before.pop(item.id, None)
        if was is None:
            added.append(item)
        elif item_hash(was) == item_hash(item):
            unchanged.append(item.id)
        else:
            changed.append(_change(was, item))
    touched = {item.id for item in added} | {change.item_id for change in changed}
    return BankDiff(
        new=tuple(added),
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        retired=tuple(before),
        lookalikes=look_alikes(new.items, touched),
        bank_fields=_bank_fields(old, new),
    )


def _change(was: Item, now: Item) -> ItemChange:
    fields = tuple(_changes("", item_to_json(was), item_to_json(now)))
    return ItemChange(now.id, fields, meaning_hash(was) == meaning_hash(now))


def _bank_fields(old: Bank | None, new: Bank) -> tuple[FieldChange, ...]:
    if old is None:
        return ()
    return tuple(_changes("", _without_items(old), _without_items(new)))


def _without_items(bank: Bank) -> dict[str, Any]:
    return bank_to_json(replace(bank, items=()))


def _changes(path: str, was: Any, now: Any) -> Iterator[FieldChange]:
    """Yield the leaves in which two JSON values differ; None stands for nothing there."""
    if was == now:
        return
    kind = type(now if was is None else was)
    if kind is dict:
        was, now = was or {}, now or {}
        for key in dict.fromkeys([*was, *now]):
            yield from _changes(_joined(path, key), was.get(key), now.get(key))
    elif kind is list:
        yield from _list_changes(path, was or [], now or [])
    else:
        yield FieldChange(path, _text(was), _text(now))


def _list_changes(path: str, was: Sequence[Any], now: Sequence[Any]) -> Iterator[FieldChange]:
    pairs = _pairs(was, now)
    for before, after in pairs:
        number = after if after is not None else before
        entry = now[after] if after is not None else was[before] if before is not None else None
        name = entry["id"] if isinstance(entry, dict) and "id" in entry else (number or 0) + 1
        yield from _changes(
            _joined(path, name),
            None if before is None else was[before],
            None if after is None else now[after],
        )
    kept = [before for before, after in pairs if before is not None and after is not None]
    if kept != sorted(kept):
        yield FieldChange(path, _listed(was), _listed(now))


def _pairs(was: Sequence[Any], now: Sequence[Any]) -> list[tuple[int | None, int | None]]:
    """Match the entries of two lists: by name, then in order; (index before, index after)."""
    free = list(range(len(was)))
    match: dict[int, int] = {}
    for after, entry in enumerate(now):
        before = next((n for n in free if _name(was[n]) == _name(entry)), None)
        if before is not None:
            match[after] = before
            free.remove(before)
    for after, entry in enumerate(now):
        if after not in match and free and not _has_id(entry):
            match[after] = free.pop(0)
    added: list[tuple[int | None, int | None]] = [(match.get(n), n) for n in range(len(now))]
    return added + [(before, None) for before in free]


def _has_id(entry: Any) -> bool:
    return isinstance(entry, dict) and "id" in entry


def _name(entry: Any) -> str:
    """Return what tells an entry from its neighbours: its id, its words, or itself."""
    if isinstance(entry, dict):
        for key in ("id", "text", "reply"):
            if key in entry:
                return str(entry[key])
    return _text(entry)


def _joined(path: str, step: str | int) -> str:
    return f"{path}.{step}" if path else str(step)


def _listed(entries: Sequence[Any]) -> str:
    return ", ".join(_name(entry) for entry in entries)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)
