"""Loading a bank: check a file, keep what it would change as a draft, publish it as revisions."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace

from files.faults import Fault
from items.check import check
from items.diff import BankDiff, compare
from items.model import Bank, Item
from items.serial import bank_from_json, bank_to_json, item_hash
from practice import drafts
from practice.content import reports
from practice.drafts import Draft, Faulty, Moved, Subject
from practice.ports import Ports
from store import banks, deliveries, framework, people
from store.banks import ItemStanding
from store.models import BankRevisionRow, BankRow, DraftSubject
from store.unit import Unit


@dataclass(frozen=True, slots=True)
class BankFile:
    """A bank as it was handed in."""

    bank: Bank
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class BankChanges:
    """What a bank would change, and how many people are to be asked something of that."""

    diff: BankDiff
    reached: int


BankDraft = Draft[BankFile, BankChanges]


@dataclass(frozen=True, slots=True)
class Published:
    """A bank's new revision and what it changed."""

    bank: str
    revision: int
    new: int
    changed: int
    retired: int
    unchanged: int


def draft(ports: Ports, file: str, content: bytes, by: str) -> BankDraft | Faulty:
    """Check a bank file and keep it as a draft where it has no faults."""
    with ports.sessions.read() as unit:
        today = unit.now.date()
        checked = check(content, file, framework=framework.framework(unit, today), today=today)
    if checked.bank is None:
        return Faulty(checked.faults)
    handed_in = BankFile(checked.bank, checked.warnings)
    return drafts.keep(ports.sessions, BANK, handed_in, by)


def reopen(ports: Ports, draft_id: str, by: str) -> BankDraft | Faulty | None:
    """Compare a draft with the bank as it is now; None where it is gone or not this person's."""
    return drafts.reopen(ports.sessions, BANK, draft_id, by)


def publish(
    ports: Ports,
    draft_id: str,
    by: str,
    afresh: Collection[str] = (),
    kept: Collection[str] = (),
) -> Published | Moved[BankFile, BankChanges] | Faulty | None:
    """Publish a draft as it was shown; None as in `reopen`.

    Items named in `afresh` have a new meaning and start without evidence, those in `kept` have
    not; of the others that change, the comparison decides.
    """

    def write(unit: Unit, found: BankDraft) -> Published:
        diff = found.changes.diff
        others = {c.item_id for c in diff.changed if not c.same_meaning} - {*kept}
        return revise(unit, found.new.bank, diff, by, {*afresh, *others})

    return drafts.publish(ports.sessions, BANK, draft_id, by, write)


def write(unit: Unit, bank: Bank, by: str | None, afresh: Collection[str] = ()) -> Published:
    """Write a bank as its next revision, whatever there is now."""
    return revise(unit, bank, compare(banks.bank(unit, bank.id), bank), by, afresh)


def revise(
    unit: Unit, bank: Bank, diff: BankDiff, by: str | None, afresh: Collection[str] = ()
) -> Published:
    """Write what a bank changes as its next revision; unchanged items keep theirs."""
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


def _compare(unit: Unit, new: BankFile) -> BankChanges:
    diff = compare(banks.bank(unit, new.bank.id), new.bank)
    touched = {i.id for i in diff.new} | {c.item_id for c in diff.changed}
    skills = {s for i in new.bank.items if i.id in touched for s in i.skills}
    return BankChanges(diff, _reached(unit, skills))


def _reached(unit: Unit, skills: set[str]) -> int:
    """Count the people whose roles expect one of the skills."""
    roles = framework.roles(unit, unit.now.date())
    wanting = {r.id for r in roles.values() if any(e.skill in skills for e in r.expects)}
    rows = people.assignments(unit)
    return len({a.person_id for a in rows if a.role_id in wanting and a.end is None})


def _mark(changes: BankChanges) -> str:
    diff = changes.diff
    said = (
        [item.id for item in diff.new],
        [(c.item_id, [repr(field) for field in c.fields]) for c in diff.changed],
        diff.retired,
        [repr(field) for field in diff.bank_fields],
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()


BANK: Subject[BankFile, BankChanges] = Subject(
    DraftSubject.BANK,
    lambda new: bank_to_json(new.bank),
    lambda _, kept: BankFile(bank_from_json(kept)),
    _compare,
    _mark,
)
