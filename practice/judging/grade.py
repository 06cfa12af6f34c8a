"""Reading replies: marks, a verdict where all is settled, a reviewer's task where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import structlog

from capability.belief import Belief, Key
from capability.estimate import update
from grading.choice import grade_choice
from grading.marks import CriterionMark, Question, Span
from grading.thresholds import is_audited
from grading.verdict import (
    Sureness,
    Verdict,
    is_decided,
    verdict_of_choice,
    verdict_of_marks,
)
from items.localise import in_language
from items.model import Exemplar, Item, Kind, Outcome
from practice.judging import thresholds
from practice.judging.case import Case, Known, back, read_case, read_known
from practice.judging.learn import as_reply, card_to_json, moved, replay
from practice.outbox.leases import BATCH, LEASE
from practice.ports import Ports
from store import banks, deliveries, evidence, judging, people
from store.evidence import Graded
from store.ids import new_id
from store.models import GradeSource, MarkRow, MarkSource, ReviewTaskRow, TaskReason
from store.unit import Unit

log = structlog.get_logger(__name__)

TRIES = 5


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
    with ports.sessions.begin(durable=False) as unit:
        return judging.lease(unit, technical, technical + LEASE, BATCH)


def grade(ports: Ports, attempt_id: str) -> None:
    """Grade one reply: a choice at once; no transaction is open while a grader reads words."""
    with ports.sessions.begin(durable=False) as unit:
        case = _to_grade(unit, attempt_id)
        if case is None:
            return
        if case.item.kind is not Kind.TEXT:
            verdict = choice_verdict(case.item, case.replied.reply, case.sureness)
            _record(unit, ports, case, (), verdict)
            return
        exemplars = all_exemplars(unit, case.item, case.replied.item_ref)
        settled_from = thresholds.of_item(
            unit, case.replied.item_ref, [c.id for c in case.item.rubric]
        )
    marks = ports.grader.grade(
        question_of(case.item, case.replied.language),
        str(case.replied.reply["text"]),
        exemplars,
        settled_from,
    )
    verdict = verdict_of_marks(case.item.rubric, marks, case.item.skills, case.sureness)
    with ports.sessions.begin(durable=False) as unit:
        case = _to_grade(unit, attempt_id)
        if case is not None:
            _record(unit, ports, case, marks, verdict)


def _to_grade(unit: Unit, attempt_id: str) -> Case | None:
    """Read a reply that is to be graded; None where another worker was quicker."""
    case = read_case(unit, attempt_id)
    return case if case is not None and case.replied.graded_at is None else None


def choice_verdict(item: Item, reply: Mapping[str, object], sureness: Sureness | None) -> Verdict:
    """Grade a choice exactly."""
    chosen: list[int] = list(reply["chosen"])  # type: ignore[call-overload]
    result = grade_choice(item.kind, item.options, chosen)
    return verdict_of_choice(result.score, item.skills, sureness, result.misconceptions)


def question_of(item: Item, language: str) -> Question:
    """Return what a grader needs of an item, in the language that was asked."""
    local = in_language(item, language)
    return Question(local.scenario, local.prompt, local.rubric, local.model_answer, local.language)


def all_exemplars(unit: Unit, item: Item, item_ref: str) -> dict[str, list[Exemplar]]:
    """Return each criterion's exemplars: the bank's, then those that reviewers added."""
    added = banks.exemplars(unit, item_ref)
    return {c.id: [*c.exemplars, *added.get(c.id, [])] for c in item.rubric}


def _record(
    unit: Unit, ports: Ports, case: Case, marks: Sequence[CriterionMark], verdict: Verdict
) -> None:
    """Write what a reply came to, and let it teach."""
    replied, known = case.replied, read_known(unit, ports.priors, case)
    judging.note_graded(unit, replied.attempt_id, known.pinned)
    if marks:
        add_marks(unit, replied.attempt_id, marks, replied.revision, MarkSource.GRADER)
    if verdict.score is not None:
        source = GradeSource.GRADER if case.item.kind is Kind.TEXT else GradeSource.EXACT
        _add_grade(unit, ports, case, known, verdict, source, counts=True)
        _audit(unit, case, marks)
    else:
        undecided = [m.criterion for m in marks if not is_decided(m)]
        add_task(unit, replied.attempt_id, TaskReason.UNSURE, undecided, unit.now)
    deliveries.show_again(unit, replied.delivery_id)
    people.replan(unit, replied.person_id)


def add_marks(
    unit: Unit,
    attempt_id: str,
    marks: Iterable[CriterionMark],
    item_revision: int,
    source: MarkSource,
    by: str | None = None,
    reasons: Mapping[str, str] | None = None,
) -> None:
    """Append marks; each supersedes the criterion's standing one."""
    earlier = evidence.marks_of(unit, attempt_id)
    standing = {mark.criterion: mark.mark_id for mark in earlier}
    unit.session.add_all(
        MarkRow(
            workspace_id=unit.workspace,
            mark_id=new_id(),
            attempt_id=attempt_id,
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
            recorded_at=unit.now,
        )
        for position, mark in enumerate(marks, start=len(earlier))
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
    unit: Unit, ports: Ports, attempt_id: str, verdict: Verdict, source: GradeSource, counts: bool
) -> None:
    """Append a grade and let it teach; it supersedes the attempt's standing one."""
    case = read_case(unit, attempt_id)
    if case is None:
        raise LookupError(f"there is no attempt {attempt_id}")
    _add_grade(
        unit, ports, case, read_known(unit, ports.priors, case), verdict, source, counts=counts
    )


def _add_grade(
    unit: Unit,
    ports: Ports,
    case: Case,
    known: Known,
    verdict: Verdict,
    source: GradeSource,
    *,
    counts: bool,
) -> None:
    """Append a grade, move the card and the beliefs by it, and note when the skill comes back.

    A grade that supersedes another, or that comes to a reply older than one already counted,
    changes what followed from it: then all of the person's evidence is replayed.
    """
    if verdict.score is None or verdict.rating is None:
        raise ValueError("an undecided verdict is no grade")
    replied = case.replied
    made = Graded(
        attempt_id=replied.attempt_id,
        grade_id=new_id(),
        person_id=replied.person_id,
        item_ref=replied.item_ref,
        score=verdict.score,
        skill_scores=dict(verdict.skills),
        rating=verdict.rating.value,
        source=source,
        counts=counts,
        misconceptions=list(verdict.misconceptions),
        replied_at=replied.received_at,
    )
    later = judging.overtaken(unit, made.person_id, made.attempt_id, made.replied_at)
    if later:
        same = [grade for grade in later if grade.attempt_id == made.attempt_id]
        superseded = max(same, key=lambda grade: grade.position, default=None)
        judging.append_grade(unit, made, superseded, None)
        beliefs = replay(unit, ports.priors, made.person_id)
        judging.note_back(
            unit, made.grade_id, back(ports, case, known, beliefs, verdict.rating, unit.now)
        )
        return
    before = known.basis.beliefs
    changed: Mapping[Key, Belief] = {}
    if counts:
        changed, _ = update(ports.priors, before, as_reply(made, replied.skill_id, known.pinned))
    again = back(ports, case, known, {**before, **changed}, verdict.rating, unit.now)
    judging.append_grade(unit, made, None, again)
    card = card_to_json(moved(case.card, made, case.weights))
    judging.keep_cards(unit, made.person_id, {made.item_ref: card})
    judging.keep_beliefs(unit, made.person_id, changed)


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


def _audit(unit: Unit, case: Case, marks: Sequence[CriterionMark]) -> None:
    """Let a person check a share of what was marked without one."""
    replied = case.replied
    named = f"{case.person.email}:{replied.item_ref}:{replied.received_at.isoformat()}"
    if marks and is_audited(named):
        criteria = [m.criterion for m in marks]
        add_task(unit, replied.attempt_id, TaskReason.AUDIT, criteria, unit.now)


def _hand_over(ports: Ports, attempt_id: str) -> None:
    """Give a reply that broke the grader to a person, after a few tries."""
    with ports.sessions.begin(durable=False) as unit:
        attempt = evidence.attempt(unit, attempt_id)
        if attempt is None or attempt.graded_at is not None or attempt.tries < TRIES:
            return
        case = read_case(unit, attempt_id)
        if case is None:
            return
        judging.note_graded(unit, attempt_id, read_known(unit, ports.priors, case).pinned)
        add_task(unit, attempt_id, TaskReason.UNSURE, [], unit.now, "The grader broke.")
        deliveries.show_again(unit, attempt.delivery_id)
