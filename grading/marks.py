"""What a grader says of one criterion, and the protocol that every grader follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from items.model import Criterion, Exemplar, Outcome


@dataclass(frozen=True, slots=True)
class Span:
    """The words of a reply that show a mark: `reply[start:end]`, offsets in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CriterionMark:
    """One criterion's outcome, the grader's probability that it is right, and what shows it.

    `confidence` is in [0, 1]. `settled` is false where a person has to decide: the outcome is
    then the grader's best guess, kept for the reviewer and never shown as final.
    """

    criterion: str
    outcome: Outcome
    confidence: float
    evidence: tuple[Span, ...] = ()
    grader: str = ""
    revision: str = ""
    settled: bool = True
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a grader needs to know of a free-text item, in the language that was asked."""

    scenario: str
    prompt: str
    rubric: tuple[Criterion, ...]
    model_answer: str
    language: str


class Grader(Protocol):
    """Marks a free-text reply criterion by criterion; never decides a score."""

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...

    def grade(
        self,
        question: Question,
        reply: str,
        exemplars: Mapping[str, Sequence[Exemplar]],
        thresholds: Mapping[str, float] | None = None,
    ) -> tuple[CriterionMark, ...]:
        """Mark every criterion of the rubric, in its order.

        `exemplars` maps a criterion's id to graded replies to it (the bank's and the
        organisation's own); `thresholds` to the confidence below which a person decides.
        """
        ...
