"""Asking for another look at a grade, and reporting a question."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from items.model import Kind
from practice.answering.receive import Refused, find
from practice.judging.grade import add_task
from practice.outbox.queue import queue_word
from practice.ports import Ports
from practice.who.access import is_admin
from store import banks, evidence, people, reviews, slots
from store.contents import ToAuthorContent
from store.ids import new_id
from store.models import DeliveryKind, ReportRow, TaskReason
from store.unit import Unit

LONGEST_NOTE = 2000


class Asked(StrEnum):
    """What became of a request for another look."""

    QUEUED = "queued"
    ALREADY = "already"
    NOTHING_YET = "nothing_yet"


def appeal(
    ports: Ports, user: str, delivery_id: str, criteria: Sequence[str], note: str
) -> Asked | Refused:
    """Put a graded reply before a reviewer, with the learner's reason."""
    with ports.sessions.begin() as unit:
        asked = find(unit, user, delivery_id)
        if isinstance(asked, Refused):
            return asked
        attempt = evidence.attempt_on(unit, delivery_id)
        if attempt is None or attempt.graded_at is None:
            return Asked.NOTHING_YET
        waiting = [t for t in reviews.tasks_on(unit, attempt.attempt_id) if not t.done_at]
        if any(task.why == TaskReason.APPEAL for task in waiting):
            return Asked.ALREADY
        known = {c.id for c in asked.item.rubric}
        named = [c for c in criteria if c in known]
        for task in waiting:  # one reviewer reads it once, with the reason before them
            task.done_at = unit.now
            named = list(dict.fromkeys([*named, *task.criteria]))
        now = unit.now
        add_task(unit, attempt.attempt_id, TaskReason.APPEAL, named, now, note[:LONGEST_NOTE])
        unit.show_again(asked.delivery)
    return Asked.QUEUED


def criteria_open_to_appeal(ports: Ports, user: str, delivery_id: str) -> list[tuple[str, str]]:
    """Return (id, text) of the criteria that may be named; none for a choice."""
    with ports.sessions.read() as unit:
        asked = find(unit, user, delivery_id)
    if isinstance(asked, Refused) or asked.item.kind is not Kind.TEXT:
        return []
    return [(c.id, c.criterion) for c in asked.item.rubric]


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
            note=note[:LONGEST_NOTE],
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
    for person in [found] if found else [p for p in everyone if is_admin(ports, p)]:
        if person.slack_user is not None:
            slot = slots.to_author(row.report_id)
            content = ToAuthorContent(report=row.report_id)
            queue_word(unit, person, slot, DeliveryKind.TO_AUTHOR, content)
