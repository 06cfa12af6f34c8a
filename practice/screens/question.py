"""A question's message in each of its lives: asked, put off, being read, explained, closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from grading.choice import grade_choice
from grading.marks import CriterionMark
from grading.verdict import Rating, Sureness
from items.localise import in_language
from items.model import Item, Kind, Misconception, Outcome
from practice.judging.grade import all_exemplars, as_mark
from practice.ports import Ports
from practice.screens.reason import why_view
from practice.who.hours import local_day, working_time
from practice.who.preferences import setup_of
from practice.who.readers import reader_of
from scheduling.calendar import is_open
from store import banks, deliveries, evidence, framework, people
from store.contents import QuestionContent
from store.models import (
    AttemptRow,
    DeliveryRow,
    GradeRow,
    MarkRow,
    PersonRow,
    QuestionRow,
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
    """A question with all that showing it needs, and the reply if there is one."""

    delivery: DeliveryRow
    found: deliveries.Asked
    item: Item
    skill: str
    role: str
    withdrawn: bool

    @property
    def question(self) -> QuestionRow:
        """What is asked."""
        return self.found.question

    @property
    def person(self) -> PersonRow:
        """Who is asked."""
        return self.found.person

    @property
    def attempt(self) -> AttemptRow | None:
        """The reply, if there is one."""
        return self.found.attempt


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer in words came to: the marks and the grade that stand."""

    marks: Mapping[str, MarkRow]
    grade: GradeRow | None


def load(unit: Unit, delivery: DeliveryRow) -> Asked | None:
    """Read a question with its item in the language that was asked."""
    return load_all(unit, [delivery]).get(delivery.delivery_id)


def load_all(unit: Unit, sent: Iterable[DeliveryRow]) -> dict[str, Asked]:
    """Read questions, by delivery, each with its item in the language that was asked."""
    named = {delivery.delivery_id: delivery for delivery in sent}
    skills = framework.skills(unit)
    found = {}
    for name, each in deliveries.asked(unit, named, ANSWER).items():
        row = each.question
        published = banks.revision(unit, row.bank_id, row.item_id, row.revision)
        if published is None:
            continue
        roles = framework.roles(unit, local_day(each.person, unit.now))
        found[name] = Asked(
            delivery=named[name],
            found=each,
            item=in_language(published.item, row.language),
            skill=skills[row.skill_id].name if row.skill_id in skills else row.skill_id,
            role=roles[row.role_id].name if row.role_id in roles else "",
            withdrawn=not banks.is_asked(unit, row.bank_id, row.item_id),
        )
    return found


def judged(unit: Unit, attempts: Iterable[AttemptRow]) -> dict[str, Judged]:
    """Read what some answers in words came to, by attempt."""
    ids = [attempt.attempt_id for attempt in attempts]
    if not ids:
        return {}
    marks = evidence.standing_marks_on(unit, ids)
    grades = evidence.standing_grades_on(unit, ids)
    return {each: Judged(marks.get(each, {}), grades.get(each)) for each in ids}


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


def now(unit: Unit, _ports: Ports, sent: Sequence[DeliveryRow]) -> dict[str, MessageView]:
    """Return what questions' messages are to show now, by delivery."""
    asked = load_all(unit, sent)
    in_words = (each.attempt for each in asked.values() if each.item.kind is Kind.TEXT)
    found = judged(unit, [attempt for attempt in in_words if attempt is not None])
    return {name: _now(unit, each, found) for name, each in asked.items()}


def _now(unit: Unit, asked: Asked, found: Mapping[str, Judged]) -> MessageView:
    attempt = asked.attempt
    if attempt is None:
        return replace(view(asked), state=_state(asked))
    if asked.item.kind is not Kind.TEXT:
        return _choice_view(unit, asked, attempt)
    if attempt.graded_at is None:
        reader = reader_of(asked.person)
        words = str(attempt.reply.get("text", ""))
        slow = QuestionContent.of(asked.delivery).slow
        return ReadingView(reader, asked.skill, words, slow=slow)
    return _marked_view(unit, asked, attempt, found[attempt.attempt_id])


def _state(asked: Asked) -> QuestionState:
    if asked.withdrawn:
        return QuestionState.RETIRED
    if asked.question.closed_at is not None:
        return QuestionState.CLOSED
    if asked.question.put_off_at is not None:
        return QuestionState.PUT_OFF
    return QuestionState.ASKED


def _choice_view(unit: Unit, asked: Asked, attempt: AttemptRow) -> ChoiceFeedbackView:
    """Return a choice's outcome, with every option's."""
    result = grade_choice(asked.item.kind, asked.item.options, attempt.reply["chosen"])
    return ChoiceFeedbackView(
        reader=reader_of(asked.person),
        delivery=asked.delivery.delivery_id,
        item=asked.item,
        shown=tuple(asked.question.letters),
        skill=asked.skill,
        result=result,
        sureness=Sureness(attempt.sureness) if attempt.sureness else None,
        mix_ups=_mix_ups(unit, asked, result.misconceptions),
        back=asked.found.back,
        looked_for=asked.found.looked_for,
        word=asked.found.word or "",
        withdrawn=asked.withdrawn,
    )


def marked_view(unit: Unit, asked: Asked, attempt: AttemptRow) -> MarkedView:
    """Return an answer in words, with the marks that stand."""
    return _marked_view(unit, asked, attempt, judged(unit, [attempt])[attempt.attempt_id])


def _marked_view(unit: Unit, asked: Asked, attempt: AttemptRow, found: Judged) -> MarkedView:
    reply = str(attempt.reply.get("text", ""))
    exemplars = all_exemplars(unit, asked.item, asked.question.item_ref)
    return MarkedView(
        reader=reader_of(asked.person),
        delivery=asked.delivery.delivery_id,
        item=asked.item,
        skill=asked.skill,
        reply=reply,
        criteria=_criteria(asked.item, found.marks, reply),
        mix_ups=_mix_ups(unit, asked, _shown_misconceptions(found)),
        compared=max((len(known) for known in exemplars.values()), default=0),
        back=asked.found.back,
        looked_for=asked.found.looked_for,
        withdrawn=asked.withdrawn,
    )


def _criteria(item: Item, rows: Mapping[str, MarkRow], reply: str) -> tuple[CriterionView, ...]:
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


def _shown_misconceptions(found: Judged) -> tuple[str, ...]:
    settled = [r.misconception for r in found.marks.values() if r.settled and r.misconception]
    return tuple(dict.fromkeys([*settled, *(found.grade.misconceptions if found.grade else ())]))


def _mix_ups(unit: Unit, asked: Asked, names: Sequence[str]) -> tuple[Misconception, ...]:
    known = banks.misconceptions(unit)
    bank = asked.question.bank_id
    return tuple(known[bank, name] for name in names if (bank, name) in known)


def whole(unit: Unit, asked: Asked, attempt: AttemptRow) -> ChoiceFeedbackView | MarkedView:
    """Return everything about an answered question."""
    if asked.item.kind is Kind.TEXT:
        return marked_view(unit, asked, attempt)
    return _choice_view(unit, asked, attempt)


def why_date(unit: Unit, asked: Asked, attempt: AttemptRow) -> WhyDateView:
    """Say why a question comes back when it does."""
    grade = evidence.standing_grade(unit, attempt.attempt_id)
    return WhyDateView(
        reader=reader_of(asked.person),
        skill=asked.skill,
        back=None if grade is None else grade.back,
        right=None if grade is None else grade.rating != Rating.AGAIN,
        guessed=attempt.sureness == Sureness.GUESSING,
    )


def why_now(asked: Asked) -> WhyView:
    """Say why a question was asked when it was."""
    reader, on_demand = reader_of(asked.person), asked.question.on_demand
    return why_view(reader, asked.question.why, asked.skill, asked.role, on_demand)
