"""Reviewing: who may, what comes first, and what a reviewer's word changes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from grading.marks import CriterionMark
from grading.verdict import Sureness, is_decided, verdict_of_choice, verdict_of_marks
from items.model import OUTCOME_SCORE, Item, Kind, Outcome
from practice.judging.grade import add_grade, add_marks, add_task, as_mark, choice_verdict
from practice.outbox.queue import queue_notice
from practice.ports import Ports
from practice.who.access import may_review
from store import banks, deliveries, evidence, people, reviews, slots
from store.contents import ReviewedContent
from store.ids import new_id
from store.models import (
    AttemptRow,
    DeliveryKind,
    ExemplarRow,
    GradeSource,
    MarkRow,
    MarkSource,
    PersonRow,
    QuestionRow,
    ReviewTaskRow,
    TaskReason,
)
from store.unit import Unit
from views.lengths import REASON
from views.review import ANSWER

HIDDEN = frozenset({TaskReason.AUDIT, TaskReason.DOUBLE})
"""Why the grader's own marks are hidden from a reviewer: what is measured must not be led."""

DOUBLE_SHARE = 0.1
"""The share of reviews that a second reviewer does as well, to measure agreement."""

MINUTES_A_REVIEW = 0.8

CALLS_REFRESHED = timedelta(days=7)
"""How far back the calls to review are kept true."""


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """A reply before a reviewer. `marks` is empty where the grader's view is to be hidden."""

    task_id: str
    why: str
    note: str | None
    item: Item
    item_ref: str
    language: str
    reply: Mapping[str, object]
    criteria: tuple[str, ...]
    marks: Mapping[str, CriterionMark]
    position: int
    waiting: int

    @property
    def appeal(self) -> str | None:
        """Why the learner asks for another look, where that is why it is read."""
        return self.note if self.why == TaskReason.APPEAL else None

    @property
    def hidden(self) -> bool:
        """Whether the grader's own marks are kept from the reviewer."""
        return self.why in HIDDEN


@dataclass(frozen=True, slots=True)
class Word:
    """A reviewer's word on one criterion; `CANNOT_TELL` is `UNSURE`."""

    outcome: Outcome
    reason: str = ""


def reviewers(unit: Unit, ports: Ports) -> list[PersonRow]:
    """Return everybody who may review, by email."""
    return [
        p
        for p in people.everyone(unit)
        if p.slack_user and p.reachable and may_review(unit, ports, p)
    ]


def next_case(ports: Ports, user: str, done: int = 0) -> ReviewCase | None:
    """Return the next reply for a reviewer, or None where nothing waits for them."""
    with ports.sessions.read() as unit:
        reviewer = people.by_slack(unit, user)
        if reviewer is None or not may_review(unit, ports, reviewer):
            return None
        waiting = reviews.open_for(unit, reviewer.person_id)
        if not waiting:
            return None
        return _case(unit, waiting[0], done + 1, done + len(waiting))


def _case(unit: Unit, task: ReviewTaskRow, position: int, waiting: int) -> ReviewCase:
    attempt = unit.session.get_one(AttemptRow, (unit.workspace, task.attempt_id))
    question = evidence.question_of(unit, attempt)
    published = banks.revision(unit, question.bank_id, question.item_id, question.revision)
    if published is None:
        raise LookupError(f"no revision {question.revision} of {question.item_ref}")
    blind = task.why in HIDDEN
    standing = evidence.standing_marks(unit, attempt.attempt_id)
    return ReviewCase(
        task_id=task.task_id,
        why=task.why,
        note=task.note,
        item=published.item,
        item_ref=question.item_ref,
        language=question.language,
        reply=attempt.reply,
        criteria=tuple(c.id for c in published.item.rubric),
        marks={}
        if blind
        else {c: as_mark(m) for c, m in standing.items() if m.source == MarkSource.GRADER},
        position=position,
        waiting=waiting,
    )


def skip(ports: Ports, user: str, task_id: str) -> None:
    """Leave a reply to another reviewer: this one knows the author, or cannot tell."""
    with ports.sessions.begin() as unit:
        reviewer = people.by_slack(unit, user)
        task = reviews.task(unit, task_id)
        if reviewer is None or not may_review(unit, ports, reviewer):
            return
        if task is not None and task.done_at is None:
            task.skipped_by = [*task.skipped_by, reviewer.person_id]
            _refresh_calls(unit)


def _refresh_calls(unit: Unit) -> None:
    """Let the last days' calls to review say what still waits."""
    since = unit.now - CALLS_REFRESHED
    for call in deliveries.sent_of_kind(unit, DeliveryKind.REVIEW_CALL, since):
        unit.show_again(call)


def without_reason(ports: Ports, task_id: str, words: Mapping[str, Word]) -> list[str]:
    """Return the criteria whose mark differs from the grader's without a reason."""
    with ports.sessions.read() as unit:
        task = reviews.task(unit, task_id)
        if task is None or task.why in HIDDEN:
            return []
        standing = evidence.standing_marks(unit, task.attempt_id)
    return [
        criterion
        for criterion, word in words.items()
        if criterion in standing
        and standing[criterion].settled
        and standing[criterion].outcome != word.outcome.value
        and not word.reason
    ]


def decide(
    ports: Ports,
    user: str,
    task_id: str,
    words: Mapping[str, Word],
    exemplars: Sequence[str] = (),
) -> bool:
    """Write a reviewer's word; it supersedes every earlier mark. False where it came too late."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        reviewer = people.by_slack(unit, user)
        task = reviews.task(unit, task_id, lock=True)
        if reviewer is None or task is None or task.done_at is not None:
            return False
        if not may_review(unit, ports, reviewer) or task not in reviews.open_for(
            unit, reviewer.person_id
        ):
            return False
        attempt = unit.session.get_one(
            AttemptRow, (unit.workspace, task.attempt_id), with_for_update=True
        )
        people.person(unit, attempt.person_id, lock=True)
        question = evidence.question_of(unit, attempt)
        task.done_at, task.done_by = now, reviewer.person_id
        _refresh_calls(unit)
        if task.why == TaskReason.DOUBLE:
            _add_words(unit, attempt, question, words, MarkSource.DOUBLE, reviewer)
            return True
        before = evidence.standing_marks(unit, attempt.attempt_id)
        _add_words(unit, attempt, question, words, MarkSource.REVIEWER, reviewer)
        _add_exemplars(unit, attempt, question, words, exemplars, now, reviewer)
        _settle(unit, ports, task, attempt, question, before, words)
    return True


def _add_words(
    unit: Unit,
    attempt: AttemptRow,
    question: QuestionRow,
    words: Mapping[str, Word],
    source: MarkSource,
    reviewer: PersonRow,
) -> None:
    marks = [
        CriterionMark(
            criterion,
            word.outcome,
            confidence=1.0,
            grader="person",
            settled=word.outcome is not Outcome.UNSURE,
        )
        for criterion, word in words.items()
    ]
    reasons = {name: word.reason[:REASON] for name, word in words.items() if word.reason}
    add_marks(
        unit, attempt.attempt_id, marks, question.revision, source, reviewer.person_id, reasons
    )


def _add_exemplars(
    unit: Unit,
    attempt: AttemptRow,
    question: QuestionRow,
    words: Mapping[str, Word],
    chosen: Sequence[str],
    now: datetime,
    reviewer: PersonRow,
) -> None:
    for criterion in chosen:
        if criterion not in words or words[criterion].outcome is Outcome.UNSURE:
            continue
        unit.session.add(
            ExemplarRow(
                workspace_id=unit.workspace,
                exemplar_id=new_id(),
                item_ref=question.item_ref,
                criterion=criterion,
                language=question.language,
                reply=str(attempt.reply.get("text", "")),
                mark=words[criterion].outcome.value,
                attempt_id=attempt.attempt_id,
                added_by=reviewer.person_id,
                added_at=now,
            )
        )


def _settle(
    unit: Unit,
    ports: Ports,
    task: ReviewTaskRow,
    attempt: AttemptRow,
    question: QuestionRow,
    before: Mapping[str, MarkRow],
    words: Mapping[str, Word],
) -> None:
    """Turn the standing marks into a grade, tell the learner, and ask for more where needed."""
    published = banks.revision(unit, question.bank_id, question.item_id, question.revision)
    delivery = deliveries.delivery(unit, attempt.delivery_id)
    if published is None or delivery is None:
        return
    item = published.item
    sureness = Sureness(attempt.sureness) if attempt.sureness else None
    if item.kind is Kind.TEXT:
        standing = evidence.standing_marks(unit, attempt.attempt_id)
        # What the learner said of themselves never counts, beside a reviewer's word neither.
        marks = [as_mark(m) for m in standing.values() if m.source != MarkSource.SELF]
        open_ones = [m.criterion for m in marks if not is_decided(m)]
        if open_ones or len(marks) < len(item.rubric):
            # The reviewer cannot tell either: another one reads it.
            again = add_task(
                unit, attempt.attempt_id, TaskReason.UNSURE, open_ones, task.created_at
            )
            again.skipped_by = [*task.skipped_by, task.done_by]
            return
        verdict = verdict_of_marks(item.rubric, marks, item.skills, sureness)
    elif ANSWER in words:
        score = OUTCOME_SCORE.get(words[ANSWER].outcome, 0.0)
        verdict = verdict_of_choice(score, item.skills, sureness)
    else:
        verdict = choice_verdict(item, attempt.reply, sureness)
    add_grade(unit, ports, attempt.attempt_id, verdict, GradeSource.REVIEWER, counts=True)
    unit.show_again(delivery)
    changed = {
        criterion: word
        for criterion, word in words.items()
        if criterion not in before or before[criterion].outcome != word.outcome.value
    }
    if changed or task.why in (TaskReason.APPEAL, TaskReason.UNSURE):
        content = ReviewedContent(attempt=attempt.attempt_id, criteria=tuple(words))
        slot = slots.reviewed(task.task_id)
        queue_notice(unit, delivery, slot, DeliveryKind.REVIEWED, content)
    if task.why != TaskReason.AUDIT and item.kind is Kind.TEXT and _doubled(attempt, question):
        add_task(unit, attempt.attempt_id, TaskReason.DOUBLE, [], task.created_at)


def _doubled(attempt: AttemptRow, question: QuestionRow) -> bool:
    named = f"double:{question.item_ref}:{attempt.received_at.isoformat()}".encode()
    return hashlib.blake2b(named, digest_size=2).digest()[0] < DOUBLE_SHARE * 256
