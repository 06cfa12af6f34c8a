"""What a manager does with a digest's action: done, not useful, wrong, or taken back."""

from __future__ import annotations

from practice.content.reports import tell_author
from practice.ports import Ports
from practice.teams.facts import from_json
from store import banks, deliveries, digests, people
from store.ids import new_id
from store.models import DigestRow, ReportRow
from store.unit import Unit
from views.digest import Response
from views.lengths import CONTENT_NOTE


def respond(
    ports: Ports, user: str, delivery_id: str, response: Response | None, note: str = ""
) -> bool:
    """Note what a manager did with a digest's action; None takes it back. False if not theirs."""
    note = note[:CONTENT_NOTE]
    with ports.sessions.begin() as unit:
        row = _own_digest(unit, user, delivery_id)
        if row is None:
            return False
        row.response = response
        row.done_at = unit.now if response is not None else None
        row.note = note or None
        if response is Response.WRONG:
            _report(unit, ports, row, note)
        delivery = deliveries.delivery(unit, delivery_id)
        if delivery is not None:
            unit.show_again(delivery)
    return True


def may_respond(ports: Ports, user: str, delivery_id: str) -> bool:
    """Whether a digest is this person's own."""
    with ports.sessions.read() as unit:
        return _own_digest(unit, user, delivery_id) is not None


def _own_digest(unit: Unit, user: str, delivery_id: str) -> DigestRow | None:
    row = digests.sent_on(unit, delivery_id)
    person = people.by_slack(unit, user)
    if row is None or person is None or row.manager_id != person.person_id:
        return None
    return row


def _report(unit: Unit, ports: Ports, row: DigestRow, note: str) -> None:
    """Pass on to the author what a manager says is wrong, without names."""
    facts = from_json(row.facts)
    report = ReportRow(
        workspace_id=unit.workspace,
        report_id=new_id(),
        person_id=row.manager_id,
        delivery_id=row.delivery_id,
        item_ref=None,
        subject=facts.mix_up.says if facts.mix_up is not None else facts.team.team.name,
        reason="",
        note=note,
        reported_at=unit.now,
    )
    unit.session.add(report)
    known = [bank.bank_id for bank in banks.banks(unit)]
    if facts.mix_up is not None:
        about = facts.mix_up.name.bank if facts.mix_up.name is not None else None
        known = [bank_id for bank_id in known if bank_id == about]
    if known:
        tell_author(unit, ports, report, known[0], None)
