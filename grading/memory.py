"""Exemplar memory: a reply that people have graded before keeps their mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grading.marks import CriterionMark, Question, Span
from grading.rubric import has_enough
from grading.words import words
from items.model import Exemplar, Outcome


@dataclass(frozen=True, slots=True)
class ExemplarMemory:
    """Looks a reply up among a criterion's graded replies, word for word.

    What it finds is settled under the ten-exemplar rule, and only where people agreed.
    """

    name: str = "memory"
    revision: str = "1"

    def grade(
        self,
        question: Question,
        reply: str,
        exemplars: Mapping[str, Sequence[Exemplar]],
        thresholds: Mapping[str, float] | None = None,  # noqa: ARG002 - the Grader protocol
    ) -> tuple[CriterionMark, ...]:
        """Mark the criteria for which this very reply has been graded; the rest is unsure."""
        said = words(reply, question.language).tokens
        whole = (Span(0, len(reply)),)
        marks = []
        for criterion in question.rubric:
            graded = exemplars.get(criterion.id, criterion.exemplars)
            same = [e.mark for e in graded if words(e.reply, question.language).tokens == said]
            agreed = len(set(same)) == 1 and same[0] is not Outcome.UNSURE and bool(said)
            marks.append(
                CriterionMark(
                    criterion.id,
                    same[0] if agreed else Outcome.UNSURE,
                    0.99 if agreed else 0.0,
                    whole if agreed and same[0] is not Outcome.NOT_MET else (),
                    self.name,
                    self.revision,
                    settled=agreed and has_enough(graded),
                )
            )
        return tuple(marks)
