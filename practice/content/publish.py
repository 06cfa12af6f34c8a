"""Loading a bank: check a file, keep what it would change as a draft, publish it as revisions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from items.check import Checked, check
from items.diff import BankDiff, compare
from items.model import Bank, Item
from items.serial import bank_from_json, bank_to_json, item_hash
from practice.content import reports
from practice.ports import Ports
from store import banks, deliveries, framework, people, reviews
from store.banks import ItemStanding
from store.ids import new_id
from store.models import (
    BankRevisionRow,
    BankRow,
    DraftRow,
    DraftSubject,
)
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class Drafted:
    """A checked file: its faults, or a draft with what it would change."""

    checked: Checked
    draft_id: str | None = None
    diff: BankDiff | None = None
    reached: int = 0


@dataclass(frozen=True, slots=True)
class Published:
    """A bank's new revision and what it changed."""

    bank: str
    revision: int
    new: int
    changed: int
    retired: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody published since the draft was compared: compare again."""

    draft: Drafted


def draft(ports: Ports, file: str, content: bytes, by: str) -> Drafted:
    """Check a bank file and keep it as a draft where it has no faults."""
    now = ports.clock.now()
    with ports.sessions.read() as unit:
        known = framework.framework(unit, now.date())
    checked = check(content, file, framework=known, today=now.date())
    if checked.bank is None:
        return Drafted(checked)
    with ports.sessions.begin() as unit:
        return _keep(unit, checked, checked.bank, by, now)


def _keep(unit: Unit, checked: Checked, bank: Bank, by: str, now: datetime) -> Drafted:
    row = DraftRow(
        workspace_id=unit.workspace,
        draft_id=new_id(),
        person_id=by,
        subject=DraftSubject.BANK,
        base=_base(unit, bank.id),
        content=bank_to_json(bank),
        made_at=now,
    )
    unit.session.add(row)
    return _compared(unit, checked, bank, row.draft_id, now)


def _compared(unit: Unit, checked: Checked, bank: Bank, draft_id: str, now: datetime) -> Drafted:
    diff = compare(banks.bank(unit, bank.id), bank)
    touched = {i.id for i in diff.new} | {c.item_id for c in diff.changed}
    skills = {s for i in bank.items if i.id in touched for s in i.skills}
    return Drafted(checked, draft_id, diff, _reached(unit, skills, now))


def reopen(ports: Ports, draft_id: str, by: str) -> Drafted | None:
    """Compare a draft with the bank as it is now; None where it is gone or not this person's."""
    with ports.sessions.begin() as unit:
        row = reviews.open_draft(unit, draft_id, by, DraftSubject.BANK, lock=True)
        if row is None:
            return None
        bank = bank_from_json(row.content)
        row.base = _base(unit, bank.id)
        checked = Checked(bank, (), ())
        now = unit.now
        return _compared(unit, checked, bank, draft_id, now)


def _reached(unit: Unit, skills: set[str], now: datetime) -> int:
    """Count the people whose roles expect one of the skills."""
    roles = framework.roles(unit, now.date())
    wanting = {r.id for r in roles.values() if any(e.skill in skills for e in r.expects)}
    rows = people.assignments(unit)
    return len({a.person_id for a in rows if a.role_id in wanting and a.end is None})


def _base(unit: Unit, bank_id: str) -> str:
    row = banks.bank_row(unit, bank_id)
    return str(row.revision if row else 0)


def look(ports: Ports, draft_id: str, by: str) -> tuple[str, BankDiff] | None:
    """Return a draft's bank and what it would change now; None where it is not this person's."""
    with ports.sessions.read() as unit:
        row = reviews.open_draft(unit, draft_id, by, DraftSubject.BANK)
        if row is None:
            return None
        bank = bank_from_json(row.content)
        return bank.id, compare(banks.bank(unit, bank.id), bank)


def publish(
    ports: Ports, draft_id: str, by: str, afresh: Collection[str] = ()
) -> Published | Moved | None:
    """Publish a draft; items named in `afresh` have a new meaning and start without evidence.

    Returns None where there is no such draft of this person or it was published already.
    """
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        row = reviews.open_draft(unit, draft_id, by, DraftSubject.BANK, lock=True)
        if row is None:
            return None
        bank = bank_from_json(row.content)
        if row.base != _base(unit, bank.id):
            fresh = _keep(unit, Checked(bank, (), ()), bank, by, now)
            return Moved(fresh)
        row.published_at = now
        return write(unit, bank, by, afresh)


def write(
    unit: Unit,
    bank: Bank,
    by: str | None,
    afresh: Collection[str] = (),
) -> Published:
    """Write a bank as its next revision; unchanged items keep theirs."""
    diff = compare(banks.bank(unit, bank.id), bank)
    row = banks.bank_row(unit, bank.id)
    if row is not None and diff.empty:
        return Published(bank.id, row.revision, 0, 0, 0, len(diff.unchanged))
    row = _write_bank(unit, row, bank)
    before = banks.standings(unit, bank.id)
    after = {item.id: _standing(bank.id, item, before.get(item.id), afresh) for item in bank.items}
    after |= {name: replace(before[name], retired=True) for name in diff.retired}
    banks.write_items(unit, bank.id, before, after, {item.id: item for item in bank.items})
    deliveries.show_unanswered_again(unit, bank.id, diff.retired)
    touched = (*(change.item_id for change in diff.changed), *diff.retired)
    reports.settle(unit, {before[name].item_ref for name in touched})
    published = Published(
        bank.id,
        row.revision,
        len(diff.new),
        len(diff.changed),
        len(diff.retired),
        len(diff.unchanged),
    )
    unit.session.add(
        BankRevisionRow(
            workspace_id=unit.workspace,
            bank_id=bank.id,
            revision=row.revision,
            published_at=unit.now,
            published_by=by,
            summary=asdict(published),
        )
    )
    return published


def _write_bank(unit: Unit, row: BankRow | None, bank: Bank) -> BankRow:
    """Write what a bank says outside its items, and count its revision up."""
    if row is None:
        row = BankRow(workspace_id=unit.workspace, bank_id=bank.id, revision=0)
        unit.session.add(row)
    row.language, row.author = bank.language, bank.author
    row.misconceptions = [asdict(m) for m in bank.misconceptions]
    row.revision += 1
    unit.session.flush()
    return row


def _standing(
    bank_id: str, item: Item, was: ItemStanding | None, afresh: Collection[str]
) -> ItemStanding:
    """Return where an item stands once it is published: unchanged, it keeps its revision."""
    digest = item_hash(item)
    if was is None:
        return ItemStanding(1, f"{bank_id}/{item.id}", digest)
    if was.content_hash == digest:
        return replace(was, retired=False)
    anew = item.id in afresh and not was.retired
    ref = next_meaning(was.item_ref) if anew else was.item_ref
    return ItemStanding(was.revision + 1, ref, digest)


def next_meaning(item_ref: str) -> str:
    """Name the evidence of an item that starts afresh: `bank/item#2`, then `#3`."""
    name, _, number = item_ref.partition("#")
    return f"{name}#{int(number or 1) + 1}"
