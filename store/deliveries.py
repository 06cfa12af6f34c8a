"""Queries about deliveries: what is due, leasing it, and finding the message that somebody used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select, update

from store import bulk
from store.models import (
    AttemptRow,
    DeliveryRow,
    DeliveryState,
    GradeRow,
    MarkRow,
    MarkSource,
    PersonRow,
    QuestionRow,
    ReviewTaskRow,
    TaskReason,
    WorkspaceRow,
    table_of,
)
from store.people import keep_workspace
from store.types import Moment
from store.unit import Unit


class Asking(NamedTuple):
    """One asking of an item, for looking at: a person's may be hundreds, and are read often."""

    delivery_id: str
    state: str
    due_at: datetime
    sent_at: datetime | None
    item_ref: str
    skill_id: str
    on_demand: bool
    expires_at: datetime | None
    closed_at: datetime | None
    put_off_at: datetime | None
    slot: str
    answered: bool

    @property
    def at(self) -> datetime:
        """When it was sent, or is to be."""
        return self.sent_at or self.due_at

    @property
    def waits(self) -> bool:
        """Whether its answer is still looked for: not given, not closed, not put off."""
        return not self.answered and self.closed_at is None and self.put_off_at is None


class Asked(NamedTuple):
    """What a delivery asks, whom, the reply if there is one, and what stands of that.

    `back` is about when the skill comes back, `looked_for` when another look was asked for that
    nobody has taken yet, `word` what a reviewer said of a choice.
    """

    question: QuestionRow
    person: PersonRow
    attempt: AttemptRow | None
    back: datetime | None
    looked_for: datetime | None
    word: str | None


class Sent(NamedTuple):
    """A question, as it is looked at when somebody uses its message."""

    delivery: DeliveryRow
    question: QuestionRow
    person: PersonRow
    attempt: AttemptRow | None


_ASKED = (
    DeliveryRow.delivery_id,
    DeliveryRow.state,
    DeliveryRow.due_at,
    DeliveryRow.sent_at,
    QuestionRow.item_ref,
    QuestionRow.skill_id,
    QuestionRow.on_demand,
    QuestionRow.expires_at,
    QuestionRow.closed_at,
    QuestionRow.put_off_at,
    DeliveryRow.slot,
)
_D = table_of(DeliveryRow).c
_WS: BindParameter[str] = bindparam("ws")
_ID: BindParameter[str] = bindparam("delivery")
_PERSON: BindParameter[str] = bindparam("person")
_STATE: BindParameter[str] = bindparam("state")
_LIMIT: BindParameter[int] = bindparam("limit")
_TECHNICAL = bindparam("technical", type_=Moment())
# Built once: they are asked several times a reply, and building takes longer than asking.
_DELIVERY = select(DeliveryRow).where(
    DeliveryRow.workspace_id == _WS, DeliveryRow.delivery_id == _ID
)
_QUESTION = select(QuestionRow).where(
    QuestionRow.workspace_id == _WS, QuestionRow.delivery_id == _ID
)
_LOCKED = _DELIVERY.with_for_update().execution_options(populate_existing=True)
_COUNT = select(func.count()).where(
    DeliveryRow.workspace_id == _WS, DeliveryRow.state.in_(bindparam("states", expanding=True))
)
_ITS_QUESTION = and_(
    QuestionRow.workspace_id == DeliveryRow.workspace_id,
    QuestionRow.delivery_id == DeliveryRow.delivery_id,
)
_READY = or_(DeliveryRow.ready_at.is_(None), DeliveryRow.ready_at <= _TECHNICAL)
_DOUBTFUL = (
    select(DeliveryRow)
    .where(DeliveryRow.workspace_id == _WS, DeliveryRow.state == _STATE, _READY)
    .order_by(DeliveryRow.due_at, DeliveryRow.delivery_id)
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
)
_LOST = (
    select(DeliveryRow)
    .where(
        DeliveryRow.workspace_id == _WS,
        DeliveryRow.state == _STATE,
        DeliveryRow.leased_until < _TECHNICAL,
    )
    .with_for_update(skip_locked=True)
)
_ITS_ATTEMPT = and_(
    AttemptRow.workspace_id == DeliveryRow.workspace_id,
    AttemptRow.delivery_id == DeliveryRow.delivery_id,
)
_ASKINGS_OF = (
    select(*_ASKED, AttemptRow.attempt_id.is_not(None))
    .join(QuestionRow, _ITS_QUESTION)
    .outerjoin(AttemptRow, _ITS_ATTEMPT)
    .where(DeliveryRow.workspace_id == _WS, DeliveryRow.person_id == _PERSON)
    .order_by(DeliveryRow.due_at, DeliveryRow.slot)
)
_ANSWERED_BY = (
    select(QuestionRow, AttemptRow)
    .select_from(DeliveryRow)
    .join(QuestionRow, _ITS_QUESTION)
    .join(AttemptRow, _ITS_ATTEMPT)
    .where(DeliveryRow.workspace_id == _WS, DeliveryRow.person_id == _PERSON)
    .order_by(DeliveryRow.due_at, DeliveryRow.slot)
)
_UNREAD_SINCE = (
    select(DeliveryRow)
    .join(AttemptRow, _ITS_ATTEMPT)
    .where(
        AttemptRow.workspace_id == _WS,
        AttemptRow.graded_at.is_(None),
        AttemptRow.received_at <= bindparam("moment", type_=Moment()),
    )
)
_SHOW_AGAIN = (
    update(table_of(DeliveryRow))
    .where(_D.workspace_id == _WS, _D.delivery_id == bindparam("id"))
    .values(wanted=_D.wanted + 1, stale=True)
)
_IDS: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
_THESE = select(DeliveryRow).where(
    DeliveryRow.workspace_id == _WS, DeliveryRow.delivery_id.in_(_IDS)
)
_WHOM = and_(
    PersonRow.workspace_id == QuestionRow.workspace_id,
    PersonRow.person_id == QuestionRow.person_id,
)
_REPLY = and_(
    AttemptRow.workspace_id == QuestionRow.workspace_id,
    AttemptRow.delivery_id == QuestionRow.delivery_id,
)
_G, _M, _T = (table_of(model).c for model in (GradeRow, MarkRow, ReviewTaskRow))
_BACK = (
    select(_G.back)
    .where(_G.workspace_id == AttemptRow.workspace_id, _G.attempt_id == AttemptRow.attempt_id)
    .order_by(_G.position.desc())
    .limit(1)
    .scalar_subquery()
)
_LOOKED_FOR = (
    select(func.min(_T.created_at))
    .where(
        _T.workspace_id == AttemptRow.workspace_id,
        _T.attempt_id == AttemptRow.attempt_id,
        _T.why == TaskReason.APPEAL.value,
        _T.done_at.is_(None),
    )
    .scalar_subquery()
)
_WORD = (
    select(_M.reason)
    .where(
        _M.workspace_id == AttemptRow.workspace_id,
        _M.attempt_id == AttemptRow.attempt_id,
        _M.criterion == bindparam("criterion"),
        _M.source != MarkSource.DOUBLE.value,
    )
    .order_by(_M.position.desc())
    .limit(1)
    .scalar_subquery()
)
# The workspace's row comes along, as whoever reads these needs it next.
_ASKED_OF = (
    select(QuestionRow, PersonRow, AttemptRow, _BACK, _LOOKED_FOR, _WORD, WorkspaceRow)
    .join(PersonRow, _WHOM)
    .join(WorkspaceRow, WorkspaceRow.workspace_id == QuestionRow.workspace_id)
    .outerjoin(AttemptRow, _REPLY)
    .where(QuestionRow.workspace_id == _WS, QuestionRow.delivery_id.in_(_IDS))
)
_SENT = (
    select(DeliveryRow, QuestionRow, PersonRow, AttemptRow, WorkspaceRow)
    .join(QuestionRow, _ITS_QUESTION)
    .join(PersonRow, _WHOM)
    .join(WorkspaceRow, WorkspaceRow.workspace_id == QuestionRow.workspace_id)
    .outerjoin(AttemptRow, _REPLY)
    .where(DeliveryRow.workspace_id == _WS, DeliveryRow.delivery_id == _ID)
)


def show_again(unit: Unit, delivery_id: str) -> None:
    """Let a message be shown anew, without reading it."""
    unit.run(_SHOW_AGAIN, {"ws": unit.workspace, "id": delivery_id})
    unit.makes_work()


def delivery(unit: Unit, delivery_id: str, *, lock: bool = False) -> DeliveryRow | None:
    """Return one delivery; `lock` keeps every other writer waiting until this transaction ends."""
    query = _LOCKED if lock else _DELIVERY
    return unit.session.scalar(query, {"ws": unit.workspace, "delivery": delivery_id})


def asked(unit: Unit, ids: Iterable[str], criterion: str) -> dict[str, Asked]:
    """Return what some deliveries ask, by delivery; `criterion` names a word on a choice."""
    found: dict[str, Asked] = {}
    given = {"ws": unit.workspace, "ids": list(ids), "criterion": criterion}
    for *row, workspace in unit.session.execute(_ASKED_OF, given):
        keep_workspace(unit.session, workspace)
        each = Asked._make(row)
        found[each.question.delivery_id] = each
    return found


def question(unit: Unit, delivery_id: str) -> QuestionRow | None:
    """Return what a question delivery asks."""
    return unit.session.scalar(_QUESTION, {"ws": unit.workspace, "delivery": delivery_id})


def sent(unit: Unit, delivery_id: str) -> Sent | None:
    """Return a question with its delivery, whom it is for, and the reply if there is one."""
    row = unit.session.execute(_SENT, {"ws": unit.workspace, "delivery": delivery_id}).one_or_none()
    if row is None:
        return None
    *found, workspace = row
    keep_workspace(unit.session, workspace)
    return Sent._make(found)


def show_unanswered_again(unit: Unit, bank_id: str, item_ids: Iterable[str]) -> None:
    """Ask for every message of some items that is not answered yet to be shown anew."""
    asked = (
        select(QuestionRow.delivery_id)
        .outerjoin(
            AttemptRow,
            and_(
                AttemptRow.workspace_id == QuestionRow.workspace_id,
                AttemptRow.delivery_id == QuestionRow.delivery_id,
            ),
        )
        .where(
            QuestionRow.workspace_id == unit.workspace,
            QuestionRow.bank_id == bank_id,
            AttemptRow.attempt_id.is_(None),
        )
    )
    unit.makes_work()
    for some in bulk.batches(item_ids):
        unit.session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == unit.workspace,
                DeliveryRow.delivery_id.in_(asked.where(QuestionRow.item_id.in_(some))),
                DeliveryRow.ts.is_not(None),
            )
            .values(wanted=DeliveryRow.wanted + 1, stale=True)
            .execution_options(synchronize_session=False)
        )


def show_all_again(unit: Unit, ids: Iterable[str]) -> None:
    """Ask for many messages to be shown anew."""
    unit.makes_work()
    for some in bulk.batches(ids):
        unit.session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.workspace_id == unit.workspace, DeliveryRow.delivery_id.in_(some))
            .values(wanted=DeliveryRow.wanted + 1, stale=True)
            .execution_options(synchronize_session=False)
        )


def by_message(unit: Unit, channel: str, ts: str) -> DeliveryRow | None:
    """Return the delivery that a Slack message shows."""
    return unit.session.scalar(
        select(DeliveryRow).where(
            DeliveryRow.workspace_id == unit.workspace,
            DeliveryRow.channel == channel,
            DeliveryRow.ts == ts,
        )
    )


def in_slots(unit: Unit, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], DeliveryRow]:
    """Return the deliveries that hold the slots of many people, by person and slot."""
    found: dict[tuple[str, str], DeliveryRow] = {}
    for some in bulk.batches(wanted):
        rows = unit.session.scalars(
            select(DeliveryRow).where(
                DeliveryRow.workspace_id == unit.workspace,
                DeliveryRow.person_id.in_({person_id for person_id, _ in some}),
                DeliveryRow.slot.in_({slot for _, slot in some}),
            )
        )
        asked = set(some)
        found |= {(r.person_id, r.slot): r for r in rows if (r.person_id, r.slot) in asked}
    return found


def by_id(unit: Unit, ids: Iterable[str]) -> dict[str, DeliveryRow]:
    """Return some deliveries by their ids, however many."""
    rows = (
        row
        for some in bulk.batches(ids)
        for row in unit.session.scalars(_THESE, {"ws": unit.workspace, "ids": some})
    )
    return {row.delivery_id: row for row in rows}


def doubtful(unit: Unit, state: str, technical: datetime, limit: int) -> Sequence[DeliveryRow]:
    """Return up to `limit` rows of a state that are ready, due or not: they were due once."""
    given = {"ws": unit.workspace, "state": state, "technical": technical, "limit": limit}
    return unit.session.scalars(_DOUBTFUL, given).all()


def lost_leases(unit: Unit, state: str, technical: datetime) -> Sequence[DeliveryRow]:
    """Return rows whose lease ended without a word from whoever held it."""
    return unit.session.scalars(
        _LOST, {"ws": unit.workspace, "state": state, "technical": technical}
    ).all()


def sent_of_kind(unit: Unit, kind: str, since: datetime) -> Sequence[DeliveryRow]:
    """Return the messages of a kind that were due since a moment and are on Slack."""
    return unit.session.scalars(
        select(DeliveryRow).where(
            DeliveryRow.workspace_id == unit.workspace,
            DeliveryRow.kind == kind,
            DeliveryRow.due_at >= since,
            DeliveryRow.ts.is_not(None),
        )
    ).all()


def stuck(unit: Unit, late: datetime, recent: datetime) -> Sequence[DeliveryRow]:
    """Return what stands still: due before `late`, unknown, or failed since `recent`."""
    found = select(DeliveryRow).where(_stands_still(unit, late, recent))
    return unit.session.scalars(found.order_by(DeliveryRow.due_at, DeliveryRow.delivery_id)).all()


def count_stuck(unit: Unit, late: datetime, recent: datetime) -> int:
    """Count what stands still."""
    counted = select(func.count()).select_from(DeliveryRow)
    return unit.session.scalar(counted.where(_stands_still(unit, late, recent))) or 0


def _stands_still(unit: Unit, late: datetime, recent: datetime) -> ColumnElement[bool]:
    waits = (DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.UNSURE)
    return and_(
        DeliveryRow.workspace_id == unit.workspace,
        or_(
            DeliveryRow.state == DeliveryState.UNKNOWN,
            and_(DeliveryRow.state == DeliveryState.FAILED, DeliveryRow.due_at > recent),
            and_(DeliveryRow.state.in_(waits), DeliveryRow.due_at < late),
        ),
    )


def count(unit: Unit, states: Sequence[str]) -> int:
    """Count the deliveries in some states."""
    return unit.session.scalar(_COUNT, {"ws": unit.workspace, "states": list(states)}) or 0


def askings_of(unit: Unit, person_id: str) -> list[Asking]:
    """Return all that a person was or is to be asked, oldest first."""
    rows = unit.session.execute(_ASKINGS_OF, {"ws": unit.workspace, "person": person_id})
    return [Asking._make(row) for row in rows]


def answered_by(unit: Unit, person_id: str) -> list[tuple[QuestionRow, AttemptRow]]:
    """Return the questions that a person replied to, with their replies, oldest question first."""
    rows = unit.session.execute(_ANSWERED_BY, {"ws": unit.workspace, "person": person_id})
    return [(q, a) for q, a in rows]


def unread_since(unit: Unit, moment: datetime) -> Sequence[DeliveryRow]:
    """Return the questions whose replies came by a moment and were read by no grader yet."""
    return unit.session.scalars(_UNREAD_SINCE, {"ws": unit.workspace, "moment": moment}).all()
