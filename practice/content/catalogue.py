"""Looking after the content: what is in a bank, and retiring an item."""

from __future__ import annotations

from practice.ports import Ports
from store import banks, deliveries, evidence
from views.bank import BankLine, ItemLine


def bank_lines(ports: Ports) -> list[BankLine]:
    """Return every bank at a glance."""
    today = ports.clock.now().date()
    with ports.sessions.read() as unit:
        lines = []
        for row in banks.banks(unit):
            items = [p.item for p in banks.current(unit, row.bank_id)]
            lines.append(
                BankLine(
                    bank=row.bank_id,
                    revision=row.revision,
                    items=len(items),
                    skills=len({s for item in items for s in item.skills}),
                    author=row.author or "",
                    past_review=sum(
                        item.review_by is not None and item.review_by < today for item in items
                    ),
                )
            )
        return lines


def item_lines(ports: Ports, bank_id: str) -> list[ItemLine]:
    """Return every item of a bank at a glance."""
    today = ports.clock.now().date()
    with ports.sessions.read() as unit:
        answered = evidence.answers_by_item(unit, bank_id)
        return [
            ItemLine(
                item=p.item.id,
                kind=p.item.kind.value,
                skills=p.item.skills,
                revision=p.revision,
                answers=answered.get(p.item_ref, 0),
                review_by=p.item.review_by,
                past_review=p.item.review_by is not None and p.item.review_by < today,
            )
            for p in banks.current(unit, bank_id)
        ]


def retire(ports: Ports, bank_id: str, item_id: str) -> bool:
    """Withdraw an item: it is not asked again, and open questions of it say so."""
    with ports.sessions.begin() as unit:
        row = banks.item_row(unit, bank_id, item_id)
        if row is None or row.retired_at is not None:
            return False
        row.retired_at = unit.now
        deliveries.show_unanswered_again(unit, bank_id, [item_id])
    return True
