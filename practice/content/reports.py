"""What people report of a question: told to its author, settled when it changes, and answered."""

from __future__ import annotations

from collections.abc import Collection

from practice.answering.receive import Refused, find
from practice.outbox.queue import Notice, Word, queue_notices, queue_words
from practice.ports import Ports
from practice.who.access import is_admin
from store import banks, deliveries, people, reviews, slots
from store.contents import ReportSettledContent, ToAuthorContent
from store.ids import new_id
from store.models import DeliveryKind, ReportRow
from store.unit import Unit
from views.lengths import NOTE


def report(
    ports: Ports, user: str, delivery_id: str, reason: str, note: str
) -> ReportRow | Refused:
    """Tell the author of a question what is wrong with it, without a name or an answer."""
    with ports.sessions.begin() as unit:
        asked = find(unit, user, delivery_id)
        if isinstance(asked, Refused):
            return asked
        row = ReportRow(
            workspace_id=unit.workspace,
            report_id=new_id(),
            person_id=asked.person.person_id,
            delivery_id=delivery_id,
            item_ref=asked.question.item_ref,
            subject="item",
            reason=reason,
            note=note[:NOTE],
            reported_at=unit.now,
        )
        unit.session.add(row)
        tell_author(unit, ports, row, asked.question.bank_id, asked.item.author)
        return row


def tell_author(unit: Unit, ports: Ports, row: ReportRow, bank_id: str, author: str | None) -> None:
    """Pass a report on to the content's author, or to the administrators where none is known."""
    bank = banks.bank_row(unit, bank_id)
    written_by = author or (bank.author if bank is not None else None)
    found = people.by_email(unit, written_by or "")
    everyone = people.everyone(unit)
    told = [found] if found else [p for p in everyone if is_admin(ports, p)]
    slot, content = slots.to_author(row.report_id), ToAuthorContent(report=row.report_id)
    queue_words(
        unit,
        (
            Word(person, slot, DeliveryKind.TO_AUTHOR, content)
            for person in told
            if person.slack_user is not None
        ),
    )


def settle(unit: Unit, item_refs: Collection[str]) -> None:
    """Settle the reports about items that were changed, and tell whoever made them."""
    about = [row for row in reviews.open_reports(unit) if row.item_ref in item_refs]
    for row in about:
        row.settled_at, row.outcome = unit.now, "changed"
    found = deliveries.by_id(unit, {row.delivery_id for row in about if row.delivery_id})
    content = ReportSettledContent(changed=True)
    queue_notices(
        unit,
        (
            Notice(
                found[row.delivery_id],
                slots.report_settled(row.report_id),
                DeliveryKind.REPORT_SETTLED,
                content,
            )
            for row in about
            if row.delivery_id in found
        ),
    )
