"""The layers as one grader: where they disagree, a person decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from grading.marks import CriterionMark, Grader, Question
from grading.memory import ExemplarMemory
from grading.rubric import RubricMatcher
from grading.suspicion import suspicions
from items.model import Exemplar, Outcome

LEANS = 0.6
"""The confidence from which on the matcher's other opinion holds a language model's mark back."""


@dataclass(frozen=True, slots=True)
class Layers:
    """Exemplar memory, rubric matcher and, where one is set, a language model.

    A reply already graded by a person, word for word, keeps that person's mark. A language
    model needs no exemplars, but another layer that leans the other way holds its mark back.
    """

    matcher: Grader = field(default_factory=RubricMatcher)
    memory: Grader = field(default_factory=ExemplarMemory)
    model: Grader | None = None
    name: str = "layers"

    @property
    def revision(self) -> str:
        """The revisions of all layers, in order."""
        layers = [self.memory, self.matcher, *([self.model] if self.model else [])]
        return "+".join(f"{layer.name}:{layer.revision}" for layer in layers)

    def grade(
        self,
        question: Question,
        reply: str,
        exemplars: Mapping[str, Sequence[Exemplar]],
        thresholds: Mapping[str, float] | None = None,
    ) -> tuple[CriterionMark, ...]:
        """Mark every criterion by the layers together."""
        matched = self.matcher.grade(question, reply, exemplars, thresholds)
        if suspicions(question, reply):
            return matched
        remembered = self.memory.grade(question, reply, exemplars, thresholds)
        modelled: Sequence[CriterionMark | None] = [None] * len(matched)
        if self.model is not None:
            modelled = self.model.grade(question, reply, exemplars, thresholds)
        return tuple(map(_together, remembered, modelled, matched))


def _together(
    memory: CriterionMark, model: CriterionMark | None, match: CriterionMark
) -> CriterionMark:
    """Join the layers' marks of one criterion: the first that is settled, if none gainsays it."""
    said = [m for m in (memory, model, match) if m and m.outcome is not Outcome.UNSURE]
    settled = [mark for mark in said if mark.settled]
    if not settled:
        return max(said, key=lambda mark: mark.confidence, default=match)
    first = settled[0]
    agreed = len({mark.outcome for mark in settled}) == 1
    doubted = first is model and _doubts(match, first)
    return first if agreed and not doubted else replace(first, settled=False)


def _doubts(match: CriterionMark, model: CriterionMark) -> bool:
    """Say whether the matcher, settled or not, leans against what a language model says."""
    if match.outcome is Outcome.UNSURE:
        return True
    return match.outcome is not model.outcome and match.confidence >= LEANS
