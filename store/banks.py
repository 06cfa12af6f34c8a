"""Queries about banks, item revisions and exemplars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from items.model import Bank, Exemplar, Item, Misconception, Outcome
from items.serial import item_from_json, item_to_json
from store import bulk
from store.catalogue import remembered, renew
from store.models import BankRow, ExemplarRow, ItemRevisionRow, ItemRow
from store.unit import Unit

MOST_READ = 20_000
_READ: dict[str, Item] = {}
"""Items by the hash of their content, which never changes: reading one anew takes a while."""


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """An item's revision with the name of its evidence."""

    bank_id: str
    revision: int
    item_ref: str
    item: Item


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """Where an item stands: the revision that is asked, the name of its evidence, its hash."""

    revision: int
    item_ref: str
    content_hash: str
    retired: bool = False


_ITS_REVISION = and_(
    ItemRow.workspace_id == ItemRevisionRow.workspace_id,
    ItemRow.bank_id == ItemRevisionRow.bank_id,
    ItemRow.item_id == ItemRevisionRow.item_id,
    ItemRow.revision == ItemRevisionRow.revision,
)


def banks(unit: Unit) -> Sequence[BankRow]:
    """Return all banks by id."""
    return unit.session.scalars(
        select(BankRow).where(BankRow.workspace_id == unit.workspace).order_by(BankRow.bank_id)
    ).all()


def bank_row(unit: Unit, bank_id: str) -> BankRow | None:
    """Return one bank's row."""
    return unit.session.get(BankRow, (unit.workspace, bank_id))


def bank(unit: Unit, bank_id: str) -> Bank | None:
    """Return a bank as it is asked now, without the retired items."""
    row = bank_row(unit, bank_id)
    if row is None:
        return None
    return Bank(
        id=bank_id,
        language=row.language,
        author=row.author,
        misconceptions=misconceptions_of(row),
        items=tuple(p.item for p in current(unit, bank_id)),
    )


def authors(unit: Unit) -> frozenset[str]:
    """Return the emails of all who wrote a bank."""
    return remembered(unit, "authors", lambda: _authors(unit))


def _authors(unit: Unit) -> frozenset[str]:
    return frozenset(row.author for row in banks(unit) if row.author)


def misconceptions_of(row: BankRow) -> tuple[Misconception, ...]:
    """Read a bank row's misconceptions."""
    return tuple(Misconception(**m) for m in row.misconceptions)


def misconceptions(unit: Unit) -> dict[tuple[str, str], Misconception]:
    """Return every misconception by (bank, id)."""
    return remembered(unit, "misconceptions", lambda: _misconceptions(unit))


def _misconceptions(unit: Unit) -> dict[tuple[str, str], Misconception]:
    return {(b.bank_id, m.id): m for b in banks(unit) for m in misconceptions_of(b)}


def current(unit: Unit, bank_id: str | None = None) -> list[PublishedItem]:
    """Return the items that may be asked now, by bank and item."""
    return remembered(unit, ("items", bank_id), lambda: _current(unit, bank_id))


def _current(unit: Unit, bank_id: str | None) -> list[PublishedItem]:
    query = (
        select(ItemRevisionRow)
        .join(ItemRow, _ITS_REVISION)
        .where(ItemRow.workspace_id == unit.workspace, ItemRow.retired_at.is_(None))
        .order_by(ItemRevisionRow.bank_id, ItemRevisionRow.item_id)
    )
    if bank_id is not None:
        query = query.where(ItemRow.bank_id == bank_id)
    return [_published(row) for row in unit.session.scalars(query)]


def revision(unit: Unit, bank_id: str, item_id: str, number: int) -> PublishedItem | None:
    """Return an item as one revision published it."""
    key = (bank_id, item_id, number)
    return remembered(unit, key, lambda: _revision(unit, *key))


def _revision(unit: Unit, bank_id: str, item_id: str, number: int) -> PublishedItem | None:
    row = unit.session.get(ItemRevisionRow, (unit.workspace, bank_id, item_id, number))
    return None if row is None else _published(row)


def _published(row: ItemRevisionRow) -> PublishedItem:
    item = _READ.get(row.content_hash)
    if item is None:
        if len(_READ) >= MOST_READ:
            _READ.clear()
        item = _READ[row.content_hash] = item_from_json(row.content)
    return PublishedItem(row.bank_id, row.revision, row.item_ref, item)


def is_asked(unit: Unit, bank_id: str, item_id: str) -> bool:
    """Return whether an item may be asked now: published once, and not retired."""
    asked = remembered(unit, "asked", lambda: _asked(unit))
    return (bank_id, item_id) in asked


def _asked(unit: Unit) -> frozenset[tuple[str, str]]:
    rows = unit.session.execute(
        select(ItemRow.bank_id, ItemRow.item_id).where(
            ItemRow.workspace_id == unit.workspace, ItemRow.retired_at.is_(None)
        )
    )
    return frozenset((bank_id, item_id) for bank_id, item_id in rows)


def item_row(unit: Unit, bank_id: str, item_id: str) -> ItemRow | None:
    """Return where an item stands."""
    return unit.session.get(ItemRow, (unit.workspace, bank_id, item_id))


def standings(unit: Unit, bank_id: str) -> dict[str, ItemStanding]:
    """Return where every item stands that a bank ever had, by its id."""
    rows = unit.session.execute(
        select(
            ItemRow.item_id,
            ItemRow.revision,
            ItemRevisionRow.item_ref,
            ItemRevisionRow.content_hash,
            ItemRow.retired_at.is_not(None),
        )
        .join(ItemRevisionRow, _ITS_REVISION)
        .where(ItemRow.workspace_id == unit.workspace, ItemRow.bank_id == bank_id)
    )
    return {
        name: ItemStanding(revision, ref, digest, retired)
        for name, revision, ref, digest, retired in rows
    }


def write_items(
    unit: Unit,
    bank_id: str,
    before: Mapping[str, ItemStanding],
    after: Mapping[str, ItemStanding],
    content: Mapping[str, Item],
) -> None:
    """Write where items stand that stood otherwise, and the content of each new revision."""
    key = {"workspace_id": unit.workspace, "bank_id": bank_id}
    moved = {name: now for name, now in after.items() if before.get(name) != now}
    rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for name, now in moved.items():
        retired_at = unit.now if now.retired else None
        values = {"item_id": name, "revision": now.revision, "retired_at": retired_at}
        rows[name in before].append(key | values)
    bulk.insert_all(unit, ItemRow, rows[False])
    bulk.update_all(unit, ItemRow, rows[True])
    bulk.insert_all(
        unit,
        ItemRevisionRow,
        (
            key
            | {
                "item_id": name,
                "revision": now.revision,
                "item_ref": now.item_ref,
                "content": item_to_json(content[name]),
                "content_hash": now.content_hash,
                "published_at": unit.now,
            }
            for name, now in moved.items()
            if name not in before or before[name].revision != now.revision
        ),
    )
    renew(unit)


def exemplars(unit: Unit, item_ref: str) -> dict[str, list[Exemplar]]:
    """Return the exemplars that reviewers added to an item, by criterion, oldest first."""
    rows = unit.session.scalars(
        select(ExemplarRow)
        .where(ExemplarRow.workspace_id == unit.workspace, ExemplarRow.item_ref == item_ref)
        .order_by(ExemplarRow.added_at, ExemplarRow.exemplar_id)
    )
    found: dict[str, list[Exemplar]] = {}
    for row in rows:
        found.setdefault(row.criterion, []).append(Exemplar(row.reply, Outcome(row.mark)))
    return found
