"""The kinds of message, a value each: the one table that the outbox is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from practice.asking import sent as question_sent
from practice.judging.review_calls import plan_review_calls
from practice.people import welcome as greeting
from practice.ports import MessageKind, Ports, Prepared
from practice.screens import digest, notice, question, welcome
from practice.teams.weekly import plan_digests
from store.models import DeliveryKind, DeliveryRow
from store.unit import Unit
from views.message import MessageView


def _plainly(
    show: Callable[[Unit, Ports, DeliveryRow], MessageView | None],
) -> Callable[[Unit, Ports, DeliveryRow], Prepared | None]:
    """Prepare a message of which nothing is to be kept."""

    def prepare(unit: Unit, ports: Ports, delivery: DeliveryRow) -> Prepared | None:
        view = show(unit, ports, delivery)
        return Prepared(view) if view is not None else None

    return prepare


def _each(
    show: Callable[[Unit, Ports, DeliveryRow], MessageView | None],
) -> Callable[[Unit, Ports, Sequence[DeliveryRow]], Mapping[str, MessageView]]:
    """Look at messages of which there are few, one by one."""

    def now(
        unit: Unit, ports: Ports, deliveries: Sequence[DeliveryRow]
    ) -> Mapping[str, MessageView]:
        views = {each.delivery_id: show(unit, ports, each) for each in deliveries}
        return {delivery: view for delivery, view in views.items() if view is not None}

    return now


KINDS: Mapping[DeliveryKind, MessageKind] = {
    DeliveryKind.QUESTION: MessageKind(
        prepare=_plainly(question.first),
        now=question.now,
        sent=question_sent.sent,
        dropped=question_sent.dropped,
        waits_for_quiet=True,
        is_news=True,
    ),
    DeliveryKind.WELCOME: MessageKind(
        prepare=_plainly(welcome.first),
        now=_each(welcome.now),
        sent=greeting.start,
        lost=greeting.start,
    ),
    DeliveryKind.DIGEST: MessageKind(
        prepare=digest.prepare,
        now=_each(digest.now),
        sent=digest.sent,
        plan_next=plan_digests,
        has_plainer=True,
    ),
    DeliveryKind.DIGEST_PART: MessageKind(prepare=_plainly(digest.part)),
    DeliveryKind.REVIEW_CALL: MessageKind(
        prepare=_plainly(notice.review_call),
        now=_each(notice.review_call_now),
        plan_next=plan_review_calls,
    ),
    DeliveryKind.REVIEWED: MessageKind(prepare=_plainly(notice.reviewed)),
    DeliveryKind.ANSWERED_IN_THREAD: MessageKind(prepare=_plainly(notice.answered_in_thread)),
    DeliveryKind.REPORT_SETTLED: MessageKind(prepare=_plainly(notice.report_settled)),
    DeliveryKind.WELCOME_BACK: MessageKind(prepare=_plainly(notice.welcome_back)),
    DeliveryKind.ROLE_CHANGED: MessageKind(prepare=_plainly(notice.role_changed)),
    DeliveryKind.NAMING_CHANGED: MessageKind(prepare=_plainly(notice.naming_changed)),
    DeliveryKind.TO_AUTHOR: MessageKind(prepare=_plainly(notice.to_author)),
}
