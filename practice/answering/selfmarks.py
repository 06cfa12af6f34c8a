"""Marking oneself where the grader is unsure; it moves the card alone, until a reviewer's word."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from grading.marks import CriterionMark
from grading.verdict import Sureness, is_decided, verdict_of_marks
from items.model import Outcome
from practice.answering.receive import Refused, find
from practice.judging.grade import add_grade, add_marks, as_mark
from practice.ports import Ports
from store import evidence, people
from store.models import GradeSource, MarkSource


class SelfMarked(StrEnum):
    """What became of somebody's own marks."""

    SAVED = "saved"
    SETTLED = "settled"
    INCOMPLETE = "incomplete"


def mark(
    ports: Ports, user: str, delivery_id: str, outcomes: Mapping[str, Outcome]
) -> SelfMarked | Refused:
    """Save the learner's marks of the criteria that are open."""
    with ports.sessions.begin() as unit:
        asked = find(unit, user, delivery_id)
        if isinstance(asked, Refused):
            return asked
        attempt = evidence.attempt_on(unit, delivery_id, lock=True)
        if attempt is None or attempt.graded_at is None:
            return SelfMarked.INCOMPLETE
        standing = {
            c: as_mark(m) for c, m in evidence.standing_marks(unit, attempt.attempt_id).items()
        }
        open_ones = [c for c, m in standing.items() if not is_decided(m)]
        if not open_ones:
            return SelfMarked.SETTLED
        if any(c not in outcomes or outcomes[c] is Outcome.UNSURE for c in open_ones):
            return SelfMarked.INCOMPLETE
        own = [
            CriterionMark(c, outcomes[c], confidence=1.0, grader="self", settled=True)
            for c in open_ones
        ]
        people.person(unit, attempt.person_id, lock=True)
        add_marks(
            unit,
            attempt.attempt_id,
            own,
            asked.question.revision,
            MarkSource.SELF,
            by=asked.person.person_id,
        )
        marks = {**standing, **{m.criterion: m for m in own}}
        verdict = verdict_of_marks(
            asked.item.rubric,
            marks.values(),
            asked.item.skills,
            Sureness(attempt.sureness) if attempt.sureness else None,
        )
        add_grade(unit, ports, attempt.attempt_id, verdict, GradeSource.SELF, counts=False)
        unit.replan(asked.person)
        unit.show_again(asked.delivery)
    return SelfMarked.SAVED
