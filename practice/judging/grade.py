"""Reading replies: marks, a verdict where all is settled, a reviewer's task where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from grading.choice import grade_choice
from grading.marks import CriterionMark, Question, Span
from grading.thresholds import is_audited
from grading.verdict import (
    Rating,
    Sureness,
    Verdict,
    is_decided,
    verdict_of_choice,
    verdict_of_marks,
)
from items.localise import in_language
from items.model import Exemplar, Item, Kind, Outcome
from practice.judging import difficulty, thresholds
from practice.judging.estimates import comes_back
from practice.judging.learn import learn
from practice.ports import Ports
from practice.who.preferences import preferences_of, setup_of
from store import banks, deliveries, evidence, people
from store.ids import new_id
from store.models import (
    AttemptRow,
    GradeRow,
    GradeSource,
    MarkRow,
    MarkSource,
    ReviewTaskRow,
    TaskReason,
)
from store.unit import Unit

log = structlog.get_logger(__name__)

BATCH = 50
LEASE = timedelta(seconds=90)
TRIES = 5


@dataclass(frozen=True, slots=True)
class Work:
    """An attempt with everything that grading it needs; nothing here touches the database."""

    attempt_id: str
    kind: Kind
    item: Item
    reply: Mapping[str, object]
    sureness: Sureness | None
    language: str
    exemplars: Mapping[str, Sequence[Exemplar]]
    thresholds: Mapping[str, float]
    prediction: Mapping[str, Any]


def tick(ports: Ports) -> int:
    """Grade up to one batch of replies; return how many were taken up."""
    taken = _lease(ports)
    for attempt_id in taken:
        ports.give_way()
        try:
            grade(ports, attempt_id)
        except Exception:
            # One reply that cannot be read must not hold up the others; a person will read it.
            log.exception("grading_broke", attempt=attempt_id)
            _hand_over(ports, attempt_id)
    return len(taken)


def _lease(ports: Ports) -> list[str]:
    technical = ports.clock.technical()
    with ports.sessions.begin() as unit:
        rows = evidence.ungraded(unit, technical, BATCH)
        for row in rows:
            row.ready_at = technical + LEASE
            row.tries += 1
        return [row.attempt_id for row in rows]


def grade(ports: Ports, attempt_id: str) -> None:
    """Grade one reply; no transaction is open while a grader reads it."""
    with ports.sessions.read() as unit:
        work = _gather(unit, ports, attempt_id)
    if work.kind is Kind.TEXT:
        marks = ports.grader.grade(
            question_of(work.item, work.language),
            str(work.reply["text"]),
            work.exemplars,
            work.thresholds,
        )
        verdict = verdict_of_marks(work.item.rubric, marks, work.item.skills, work.sureness)
    else:
        marks = ()
        verdict = choice_verdict(work.item, work.reply, work.sureness)
    with ports.sessions.begin() as unit:
        _record(unit, ports, attempt_id, work, marks, verdict)


def choice_verdict(item: Item, reply: Mapping[str, object], sureness: Sureness | None) -> Verdict:
    """Grade a choice exactly."""
    chosen: list[int] = list(reply["chosen"])  # type: ignore[call-overload]
    result = grade_choice(item.kind, item.options, chosen)
    return verdict_of_choice(result.score, item.skills, sureness, result.misconceptions)


def question_of(item: Item, language: str) -> Question:
    """Return what a grader needs of an item, in the language that was asked."""
    local = in_language(item, language)
    return Question(local.scenario, local.prompt, local.rubric, local.model_answer, local.language)


def _gather(unit: Unit, ports: Ports, attempt_id: str) -> Work:
    attempt = unit.session.get_one(AttemptRow, (unit.workspace, attempt_id))
    question = evidence.question_of(unit, attempt)
    published = banks.revision(unit, question.bank_id, question.item_id, question.revision)
    if published is None:
        raise LookupError(f"no revision {question.revision} of {question.item_ref}")
    return Work(
        attempt_id=attempt_id,
        kind=published.item.kind,
        item=published.item,
        reply=attempt.reply,
        sureness=Sureness(attempt.sureness) if attempt.sureness else None,
        language=question.language,
        exemplars=all_exemplars(unit, published.item, question.item_ref),
        thresholds=thresholds.of_item(
            unit, question.item_ref, [c.id for c in published.item.rubric]
        ),
        prediction=difficulty.pin(unit, ports, attempt, published.item),
    )


def all_exemplars(unit: Unit, item: Item, item_ref: str) -> dict[str, list[Exemplar]]:
    """Return each criterion's exemplars: the bank's, then those that reviewers added."""
    added = banks.exemplars(unit, item_ref)
    return {c.id: [*c.exemplars, *added.get(c.id, [])] for c in item.rubric}


def _record(
    unit: Unit,
    ports: Ports,
    attempt_id: str,
    work: Work,
    marks: Sequence[CriterionMark],
    verdict: Verdict,
) -> None:
    attempt = evidence.attempt(unit, attempt_id, lock=True)
    if attempt is None or attempt.graded_at is not None:
        return
    now = unit.now
    person = people.person(unit, attempt.person_id, lock=True)
    question = evidence.question_of(unit, attempt)
    attempt.prediction = dict(work.prediction)
    attempt.graded_at = now
    add_marks(unit, attempt, marks, question.revision, now, MarkSource.GRADER)
    source = GradeSource.EXACT if work.kind is not Kind.TEXT else GradeSource.GRADER
    if verdict.score is not None:
        add_grade(unit, ports, attempt, verdict, source, counts=True)
        _audit(unit, attempt, marks, now)
    else:
        undecided = [m.criterion for m in marks if not is_decided(m)]
        add_task(unit, attempt_id, TaskReason.UNSURE, undecided, now)
    delivery = deliveries.delivery(unit, attempt.delivery_id)
    if delivery is not None:
        unit.show_again(delivery)
    if person is not None:
        unit.replan(person)


def add_marks(
    unit: Unit,
    attempt: AttemptRow,
    marks: Iterable[CriterionMark],
    item_revision: int,
    now: datetime,
    source: MarkSource,
    by: str | None = None,
    reasons: Mapping[str, str] | None = None,
) -> None:
    """Append marks; each supersedes the criterion's standing one."""
    earlier = evidence.marks_of(unit, attempt.attempt_id)
    standing = {mark.criterion: mark.mark_id for mark in earlier}
    for position, mark in enumerate(marks, start=len(earlier)):
        unit.session.add(
            MarkRow(
                workspace_id=unit.workspace,
                mark_id=new_id(),
                attempt_id=attempt.attempt_id,
                position=position,
                criterion=mark.criterion,
                outcome=mark.outcome.value,
                settled=mark.settled,
                source=source,
                confidence=mark.confidence,
                evidence=[[span.start, span.end] for span in mark.evidence],
                misconception=mark.misconception,
                grader=mark.grader,
                grader_revision=mark.revision,
                item_revision=item_revision,
                by_person=by,
                reason=(reasons or {}).get(mark.criterion),
                supersedes=standing.get(mark.criterion),
                recorded_at=now,
            )
        )
    unit.session.flush()


def as_mark(row: MarkRow) -> CriterionMark:
    """Read a stored mark."""
    return CriterionMark(
        criterion=row.criterion,
        outcome=Outcome(row.outcome),
        confidence=row.confidence or 0.0,
        evidence=tuple(Span(start, end) for start, end in row.evidence),
        grader=row.grader,
        revision=row.grader_revision,
        settled=row.settled,
        misconception=row.misconception,
    )


def add_grade(
    unit: Unit,
    ports: Ports,
    attempt: AttemptRow,
    verdict: Verdict,
    source: GradeSource,
    counts: bool,
) -> None:
    """Append a grade and let it teach; it supersedes the attempt's standing one."""
    if verdict.score is None or verdict.rating is None:
        raise ValueError("an undecided verdict is no grade")
    before = evidence.standing_grade(unit, attempt.attempt_id)
    row = GradeRow(
        workspace_id=unit.workspace,
        grade_id=new_id(),
        attempt_id=attempt.attempt_id,
        position=0 if before is None else before.position + 1,
        person_id=attempt.person_id,
        item_ref=attempt.item_ref,
        score=verdict.score,
        skill_scores=dict(verdict.skills),
        rating=verdict.rating.value,
        source=source,
        counts=counts,
        misconceptions=list(verdict.misconceptions),
        replied_at=attempt.received_at,
        recorded_at=unit.now,
        supersedes=None if before is None else before.grade_id,
    )
    unit.session.add(row)
    unit.session.flush()
    learn(unit, ports.priors, row)
    row.back = _back(unit, ports, row)


def _back(unit: Unit, ports: Ports, grade: GradeRow) -> datetime | None:
    """Return about when a graded skill comes back."""
    person = people.person(unit, grade.person_id)
    if person is None:
        return None
    attempt = unit.session.get_one(AttemptRow, (unit.workspace, grade.attempt_id))
    skill = evidence.question_of(unit, attempt).skill_id
    setup, own = setup_of(unit), preferences_of(person)
    missed = grade.rating == Rating.AGAIN
    return comes_back(unit, ports, person, skill, own.per_week or setup.per_week, missed)


def add_task(
    unit: Unit,
    attempt_id: str,
    why: TaskReason,
    criteria: Sequence[str],
    now: datetime,
    note: str | None = None,
) -> ReviewTaskRow:
    """Put a reply on the reviewers' queue."""
    task = ReviewTaskRow(
        workspace_id=unit.workspace,
        task_id=new_id(),
        attempt_id=attempt_id,
        why=why,
        criteria=list(criteria),
        note=note,
        created_at=now,
        skipped_by=[],
    )
    unit.session.add(task)
    return task


def _audit(unit: Unit, attempt: AttemptRow, marks: Sequence[CriterionMark], now: datetime) -> None:
    """Let a person check a share of what was marked without one."""
    person = people.person(unit, attempt.person_id)
    email = person.email if person else ""
    named = f"{email}:{attempt.item_ref}:{attempt.received_at.isoformat()}"
    if marks and is_audited(named):
        add_task(unit, attempt.attempt_id, TaskReason.AUDIT, [m.criterion for m in marks], now)


def _hand_over(ports: Ports, attempt_id: str) -> None:
    """Give a reply that broke the grader to a person, after a few tries."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        attempt = evidence.attempt(unit, attempt_id)
        if attempt is None or attempt.graded_at is not None or attempt.tries < TRIES:
            return
        attempt.graded_at = now
        attempt.prediction = dict(_gather(unit, ports, attempt_id).prediction)
        add_task(unit, attempt_id, TaskReason.UNSURE, [], now, "The grader broke.")
        delivery = deliveries.delivery(unit, attempt.delivery_id)
        if delivery is not None:
            unit.show_again(delivery)
