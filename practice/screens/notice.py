"""Short messages: a reviewer's word, the call to review, what was published, what was mended."""

from __future__ import annotations

from collections.abc import Sequence

from items.model import Outcome
from practice.judging.grade import as_mark
from practice.judging.review import MINUTES_A_REVIEW
from practice.ports import Ports
from practice.screens.question import load, shown_outcome
from practice.screens.welcome import naming_of
from practice.who.access import may_review
from practice.who.preferences import setup_of
from practice.who.readers import reader_of
from store import deliveries, evidence, framework, people, reviews
from store.contents import (
    ReportSettledContent,
    ReviewedContent,
    RoleChangedContent,
    ToAuthorContent,
)
from store.models import (
    AttemptRow,
    DeliveryRow,
    MarkRow,
    MarkSource,
    PersonRow,
    ReviewTaskRow,
    TaskReason,
)
from store.unit import Unit
from views.notices import AlreadyAnsweredView, NamingChangedView, RoleChangedView, WelcomeBackView
from views.report import ReportedView, ReportReason, ReportSettledView
from views.review import ANSWER, WaitingView
from views.text_feedback import MarkedBy, ReviewerWord, ReviewerWordView


def reviewed(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> ReviewerWordView | None:
    """Tell the learner, in the thread, what a reviewer said."""
    attempt = evidence.attempt(unit, ReviewedContent.of(delivery).attempt)
    about = deliveries.delivery(unit, attempt.delivery_id) if attempt else None
    asked = load(unit, about) if about is not None else None
    if attempt is None or asked is None:
        return None
    words = _words(unit, attempt, {c.id: c.criterion for c in asked.item.rubric})
    choice = evidence.standing_marks(unit, attempt.attempt_id).get(ANSWER)
    return ReviewerWordView(
        reader=reader_of(asked.person),
        skill=asked.skill,
        words=words,
        choice=(choice.reason or "") if choice is not None else "",
    )


def _words(unit: Unit, attempt: AttemptRow, criteria: dict[str, str]) -> tuple[ReviewerWord, ...]:
    words = []
    history = [
        m for m in evidence.marks_of(unit, attempt.attempt_id) if m.source != MarkSource.DOUBLE
    ]
    for criterion, text in criteria.items():
        marks = [m for m in history if m.criterion == criterion]
        if not marks or marks[-1].source != MarkSource.REVIEWER:
            continue
        before = marks[-2] if len(marks) > 1 else None
        words.append(
            ReviewerWord(
                criterion=text,
                outcome=Outcome(marks[-1].outcome),
                before=_shown(before),
                before_by=MarkedBy(before.source) if before else MarkedBy.GRADER,
                reason=marks[-1].reason or "",
            )
        )
    return tuple(words)


def _shown(row: MarkRow | None) -> Outcome | None:
    return None if row is None else shown_outcome(as_mark(row))


def answered_in_thread(
    unit: Unit, _ports: Ports, delivery: DeliveryRow
) -> AlreadyAnsweredView | None:
    """Say that a question was answered already."""
    person = people.person(unit, delivery.person_id)
    return AlreadyAnsweredView(reader_of(person)) if person is not None else None


def report_settled(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> ReportSettledView | None:
    """Tell whoever reported a question what came of it."""
    person = people.person(unit, delivery.person_id)
    if person is None:
        return None
    return ReportSettledView(reader_of(person), changed=ReportSettledContent.of(delivery).changed)


def review_call(unit: Unit, ports: Ports, delivery: DeliveryRow) -> WaitingView | None:
    """Call a reviewer to what waits; None on a day on which nothing does."""
    reviewer = people.person(unit, delivery.person_id)
    if reviewer is None or not reviewer.on_roster or not may_review(unit, ports, reviewer):
        return None
    tasks = reviews.open_for(unit, reviewer.person_id)
    return _call(delivery, reviewer, tasks) if tasks else None


def review_call_now(unit: Unit, ports: Ports, delivery: DeliveryRow) -> WaitingView | None:
    """Say in an earlier call what waits by now."""
    reviewer = people.person(unit, delivery.person_id)
    if reviewer is None or not may_review(unit, ports, reviewer):
        return None
    return _call(delivery, reviewer, reviews.open_for(unit, reviewer.person_id))


def _call(
    delivery: DeliveryRow, reviewer: PersonRow, tasks: Sequence[ReviewTaskRow]
) -> WaitingView:
    return WaitingView(
        reader=reader_of(reviewer),
        delivery=delivery.delivery_id,
        waiting=len(tasks),
        appeals=sum(task.why == TaskReason.APPEAL for task in tasks),
        minutes=max(1, round(MINUTES_A_REVIEW * len(tasks))),
    )


def welcome_back(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> WelcomeBackView | None:
    """Greet somebody who returns."""
    person = people.person(unit, delivery.person_id)
    if person is None or not person.on_roster:
        return None
    return WelcomeBackView(reader_of(person), person.name.split(" ")[0])


def role_changed(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> RoleChangedView | None:
    """Tell somebody that their role changed."""
    content = RoleChangedContent.of(delivery)
    person = people.person(unit, delivery.person_id)
    role = framework.roles(unit, unit.now.date()).get(content.role)
    if person is None or not person.on_roster or role is None:
        return None
    return RoleChangedView(reader_of(person), role.name, content.since)


def naming_changed(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> NamingChangedView | None:
    """Tell somebody what their manager may see of them from now on."""
    person = people.person(unit, delivery.person_id)
    if person is None or not person.on_roster:
        return None
    naming = naming_of(setup_of(unit))
    return NamingChangedView(reader_of(person), naming)


def to_author(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> ReportedView | None:
    """Tell an author what somebody says of their content, without a name."""
    author = people.person(unit, delivery.person_id)
    report = reviews.report(unit, ToAuthorContent.of(delivery).report)
    if author is None or report is None:
        return None
    known = {reason.value for reason in ReportReason}
    return ReportedView(
        reader=reader_of(author),
        item=report.item_ref or report.subject,
        reason=ReportReason(report.reason) if report.reason in known else None,
        words=report.note,
    )
