"""A question's message in each of its lives: asked, put off, being read, explained, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from grading.choice import grade_choice
from grading.marks import CriterionMark
from grading.verdict import Sureness
from items.localise import in_language
from items.model import Item, Kind, Misconception, Outcome
from practice.judging.grade import all_exemplars, as_mark
from practice.ports import Ports
from practice.screens.reason import why_view
from practice.who.hours import local_day, working_time
from practice.who.preferences import setup_of
from practice.who.readers import reader_of
from scheduling.calendar import is_open
from store import banks, deliveries, evidence, framework, people, reviews
from store.contents import QuestionContent
from store.models import (
    AttemptRow,
    DeliveryRow,
    GradeRow,
    MarkRow,
    PersonRow,
    QuestionRow,
    TaskReason,
)
from store.unit import Unit
from views.choice_feedback import ChoiceFeedbackView
from views.message import MessageView
from views.question import QuestionState, QuestionView
from views.review import ANSWER
from views.text_feedback import CriterionView, MarkedBy, MarkedView, ReadingView
from views.why import WhyDateView, WhyView

LATE = timedelta(hours=2)
"""How long after its planned minute a question may still go out the same day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that showing it needs."""

    delivery: DeliveryRow
    question: QuestionRow
    person: PersonRow
    item: Item
    skill: str
    role: str
    withdrawn: bool


def load(unit: Unit, delivery: DeliveryRow) -> Asked | None:
    """Read a question with its item in the language that was asked."""
    found = deliveries.with_person(unit, delivery.delivery_id)
    if found is None:
        return None
    _, row, person = found
    published = banks.revision(unit, row.bank_id, row.item_id, row.revision)
    if published is None:
        return None
    skills = framework.skills(unit)
    roles = framework.roles(unit, local_day(person, unit.now))
    return Asked(
        delivery=delivery,
        question=row,
        person=person,
        item=in_language(published.item, row.language),
        skill=skills[row.skill_id].name if row.skill_id in skills else row.skill_id,
        role=roles[row.role_id].name if row.role_id in roles else "",
        withdrawn=not banks.is_asked(unit, row.bank_id, row.item_id),
    )


def first(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> QuestionView | None:
    """Ask the question, unless the person or the moment is not what it was planned for."""
    asked = load(unit, delivery)
    if asked is None:
        return None
    if not _still_wanted(unit, asked):
        return None
    return view(asked)


def _still_wanted(unit: Unit, asked: Asked) -> bool:
    person = asked.person
    if asked.withdrawn or not person.on_roster or not person.reachable:
        return False
    if asked.question.closed_at is not None:
        return False
    if asked.question.on_demand:
        return True
    if unit.now - asked.delivery.due_at > LATE:
        return False
    absences = tuple(people.pauses(unit, person.person_id))
    working = working_time(person, setup_of(unit), absences)
    return is_open(working, unit.now)


def view(asked: Asked) -> QuestionView:
    """Return the question as it is asked."""
    return QuestionView(
        reader=reader_of(asked.person),
        delivery=asked.delivery.delivery_id,
        item=asked.item,
        skill=asked.skill,
        role=asked.role,
        shown=tuple(asked.question.letters),
        minutes=2 if asked.item.kind is Kind.TEXT else 1,
    )


def now(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> MessageView | None:
    """Return what the question's message is to show now."""
    asked = load(unit, delivery)
    if asked is None:
        return None
    attempt = evidence.attempt_on(unit, delivery.delivery_id)
    if attempt is None:
        return replace(view(asked), state=_state(asked))
    if asked.item.kind is not Kind.TEXT:
        return choice_view(unit, asked, attempt)
    if attempt.graded_at is None:
        reader = reader_of(asked.person)
        words = str(attempt.reply.get("text", ""))
        return ReadingView(reader, asked.skill, words, slow=QuestionContent.of(delivery).slow)
    return marked_view(unit, asked, attempt)


def _state(asked: Asked) -> QuestionState:
    if asked.withdrawn:
        return QuestionState.RETIRED
    if asked.question.closed_at is not None:
        return QuestionState.CLOSED
    if asked.question.put_off_at is not None:
        return QuestionState.PUT_OFF
    return QuestionState.ASKED


def choice_view(unit: Unit, asked: Asked, attempt: AttemptRow) -> ChoiceFeedbackView:
    """Return a choice's outcome, with every option's."""
    result = grade_choice(asked.item.kind, asked.item.options, attempt.reply["chosen"])
    marks = evidence.standing_marks(unit, attempt.attempt_id)
    word = marks.get(ANSWER)
    return ChoiceFeedbackView(
        reader=reader_of(asked.person),
        delivery=asked.delivery.delivery_id,
        item=asked.item,
        shown=tuple(asked.question.letters),
        skill=asked.skill,
        result=result,
        sureness=Sureness(attempt.sureness) if attempt.sureness else None,
        mix_ups=_mix_ups(unit, asked, result.misconceptions),
        back=comes_back(unit, attempt),
        looked_for=_looked_for(unit, attempt),
        word=(word.reason or "") if word is not None else "",
        withdrawn=asked.withdrawn,
    )


def marked_view(unit: Unit, asked: Asked, attempt: AttemptRow) -> MarkedView:
    """Return an answer in words, with the marks that stand."""
    rows = evidence.standing_marks(unit, attempt.attempt_id)
    reply = str(attempt.reply.get("text", ""))
    exemplars = all_exemplars(unit, asked.item, asked.question.item_ref)
    grade = evidence.standing_grade(unit, attempt.attempt_id)
    return MarkedView(
        reader=reader_of(asked.person),
        delivery=asked.delivery.delivery_id,
        item=asked.item,
        skill=asked.skill,
        reply=reply,
        criteria=_criteria(asked.item, rows, reply),
        mix_ups=_mix_ups(unit, asked, _shown_misconceptions(rows, grade)),
        compared=max((len(known) for known in exemplars.values()), default=0),
        back=comes_back(unit, attempt),
        looked_for=_looked_for(unit, attempt),
        withdrawn=asked.withdrawn,
    )


def _criteria(item: Item, rows: dict[str, MarkRow], reply: str) -> tuple[CriterionView, ...]:
    views = []
    for criterion in item.rubric:
        row = rows.get(criterion.id)
        mark = as_mark(row) if row is not None else None
        views.append(
            CriterionView(
                id=criterion.id,
                criterion=criterion.criterion,
                outcome=shown_outcome(mark),
                by=MarkedBy(row.source) if row is not None else MarkedBy.GRADER,
                quotes=_quotes(mark, reply),
                why=criterion.why or next(iter(criterion.not_met), ""),
                reason=(row.reason or "") if row is not None else "",
            )
        )
    return tuple(views)


def shown_outcome(mark: CriterionMark | None) -> Outcome:
    """Return the outcome that may be shown: a mark that is not settled is open."""
    return mark.outcome if mark is not None and mark.settled else Outcome.UNSURE


def _quotes(mark: CriterionMark | None, reply: str) -> tuple[str, ...]:
    if mark is None:
        return ()
    return tuple(reply[span.start : span.end] for span in mark.evidence)


def _shown_misconceptions(rows: dict[str, MarkRow], grade: GradeRow | None) -> tuple[str, ...]:
    settled = [r.misconception for r in rows.values() if r.settled and r.misconception]
    return tuple(dict.fromkeys([*settled, *(grade.misconceptions if grade else ())]))


def _mix_ups(unit: Unit, asked: Asked, names: Sequence[str]) -> tuple[Misconception, ...]:
    known = banks.misconceptions(unit)
    bank = asked.question.bank_id
    return tuple(known[bank, name] for name in names if (bank, name) in known)


def comes_back(unit: Unit, attempt: AttemptRow) -> datetime | None:
    """Return about when the answered skill comes back, None while nothing is settled."""
    grade = evidence.standing_grade(unit, attempt.attempt_id)
    return grade.back if grade is not None else None


def _looked_for(unit: Unit, attempt: AttemptRow) -> datetime | None:
    """Return when another look was asked for that nobody has taken yet."""
    tasks = reviews.tasks_on(unit, attempt.attempt_id)
    return next(
        (t.created_at for t in tasks if t.why == TaskReason.APPEAL and t.done_at is None), None
    )


def whole(unit: Unit, asked: Asked, attempt: AttemptRow) -> ChoiceFeedbackView | MarkedView:
    """Return everything about an answered question."""
    if asked.item.kind is Kind.TEXT:
        return marked_view(unit, asked, attempt)
    return choice_view(unit, asked, attempt)


def why_date(unit: Unit, asked: Asked, attempt: AttemptRow) -> WhyDateView:
    """Say why a question comes back when it does."""
    grade = evidence.standing_grade(unit, attempt.attempt_id)
    back = comes_back(unit, attempt)
    return WhyDateView(
        reader=reader_of(asked.person),
        skill=asked.skill,
        back=back,
        right=None if grade is None else grade.rating != "again",
        guessed=attempt.sureness == Sureness.GUESSING,
    )


def why_now(asked: Asked) -> WhyView:
    """Say why a question was asked when it was."""
    reader, on_demand = reader_of(asked.person), asked.question.on_demand
    return why_view(reader, asked.question.why, asked.skill, asked.role, on_demand)
