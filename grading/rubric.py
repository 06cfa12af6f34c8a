"""The offline grader: each criterion of a rubric by its descriptors and its graded replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from grading.judge import Judge, Known
from grading.marks import CriterionMark, Question, Span
from grading.similarity import denies
from grading.suspicion import is_blank, suspicions
from grading.thresholds import DEFAULT
from grading.weights import shipped_judge
from grading.words import clauses, words
from items.model import Criterion, Exemplar, Outcome

ENOUGH_EXEMPLARS = 10
"""Graded replies, of both outcomes, from which on a criterion may be marked without a person."""

_SHOWS = 55.0
"""How alike (0..100) a clause and a known text have to be for the clause to count as evidence."""

_RED_FLAG = 85.0
"""How alike (0..100) a clause and a red flag have to be for the flag to be raised."""


@dataclass(frozen=True, slots=True)
class RubricMatcher:
    """Compares a reply with a criterion's descriptors, red flags and graded replies; no model."""

    judge: Judge | None = None
    """By default the one whose weights come with the package, read when first asked."""
    name: str = "rubric"

    @property
    def revision(self) -> str:
        """The revision of the weights in use."""
        return self._judge.revision

    @property
    def _judge(self) -> Judge:
        return self.judge or shipped_judge()

    def grade(
        self,
        question: Question,
        reply: str,
        exemplars: Mapping[str, Sequence[Exemplar]],
        thresholds: Mapping[str, float] | None = None,
    ) -> tuple[CriterionMark, ...]:
        """Mark every criterion; a blank reply misses them all, a suspicious one settles none."""
        if is_blank(reply):
            return tuple(
                CriterionMark(c.id, Outcome.NOT_MET, 1.0, grader=self.name, revision=self.revision)
                for c in question.rubric
            )
        if suspicions(question, reply):
            return unsure(question, self.name, self.revision)
        return tuple(
            self._mark(
                question,
                criterion,
                reply,
                exemplars.get(criterion.id, criterion.exemplars),
                (thresholds or {}).get(criterion.id, DEFAULT),
            )
            for criterion in question.rubric
        )

    def _mark(
        self,
        question: Question,
        criterion: Criterion,
        reply: str,
        exemplars: Sequence[Exemplar],
        threshold: float,
    ) -> CriterionMark:
        chances = self._chances(question, criterion, reply, exemplars)
        outcome = max(chances, key=lambda o: chances[o])
        confidence = chances[outcome]
        flag = _closest(reply, criterion.red_flags, _RED_FLAG)
        shown = _evidence(criterion, exemplars, reply, outcome)
        gainsaid = outcome is not Outcome.NOT_MET and (
            flag is not None or _is_denied(question, reply, shown)
        )
        return CriterionMark(
            criterion=criterion.id,
            outcome=Outcome.UNSURE if gainsaid else outcome,
            confidence=min(confidence, 0.5) if gainsaid else confidence,
            evidence=tuple(match.span for match in (flag or shown,) if match),
            grader=self.name,
            revision=self.revision,
            settled=has_enough(exemplars) and confidence >= threshold and not gainsaid,
            misconception=criterion.misconception if flag and not gainsaid else None,
        )

    def _chances(
        self,
        question: Question,
        criterion: Criterion,
        reply: str,
        exemplars: Sequence[Exemplar],
    ) -> dict[Outcome, float]:
        """Return the probability of each outcome.

        The judge knows right and wrong alone. Where partly met replies are known it is asked
        twice: met against the rest, and at least partly met against not met.
        """
        met = self._probability(question, criterion, reply, exemplars, {Outcome.MET})
        partly_known = bool(criterion.partly) or any(e.mark is Outcome.PARTLY for e in exemplars)
        if not partly_known:
            return {Outcome.MET: met, Outcome.NOT_MET: 1 - met}
        some = self._probability(
            question, criterion, reply, exemplars, {Outcome.MET, Outcome.PARTLY}
        )
        some = max(some, met)
        return {Outcome.MET: met, Outcome.PARTLY: some - met, Outcome.NOT_MET: 1 - some}

    def _probability(
        self,
        question: Question,
        criterion: Criterion,
        reply: str,
        exemplars: Sequence[Exemplar],
        good: set[Outcome],
    ) -> float:
        partly = criterion.partly
        known = Known(
            question=f"{question.scenario}\n{question.prompt}",
            right=criterion.met + (partly if Outcome.PARTLY in good else ()),
            wrong=criterion.not_met
            + criterion.red_flags
            + (() if Outcome.PARTLY in good else partly),
            graded=tuple(
                (e.reply, e.mark in good) for e in exemplars if e.mark is not Outcome.UNSURE
            ),
            language=question.language,
        )
        return self._judge.probability(known, reply)


def has_enough(exemplars: Sequence[Exemplar]) -> bool:
    """The ten-exemplar rule: enough graded replies, among them met and not met ones.

    Replies that differ in nothing but space and case count once.
    """
    marks = {
        " ".join(e.reply.casefold().split()): e.mark
        for e in exemplars
        if e.mark is not Outcome.UNSURE
    }
    outcomes = set(marks.values())
    return len(marks) >= ENOUGH_EXEMPLARS and {Outcome.MET, Outcome.NOT_MET} <= outcomes


def unsure(question: Question, grader: str, revision: str) -> tuple[CriterionMark, ...]:
    """Return marks that leave every criterion to a person."""
    return tuple(
        CriterionMark(c.id, Outcome.UNSURE, 0.0, (), grader, revision, settled=False)
        for c in question.rubric
    )


@dataclass(frozen=True, slots=True)
class _Match:
    """A clause of a reply and the known text that it is most like."""

    span: Span
    text: str


def _is_denied(question: Question, reply: str, match: _Match | None) -> bool:
    """Say whether a clause denies what the known text says: likeness alone cannot tell."""
    if match is None:
        return False
    said = reply[match.span.start : match.span.end]
    return denies(words(said, question.language), words(match.text, question.language))


def _evidence(
    criterion: Criterion, exemplars: Sequence[Exemplar], reply: str, outcome: Outcome
) -> _Match | None:
    """Return the clause that comes closest to what shows the outcome; none for what is missing."""
    if outcome is Outcome.NOT_MET:
        texts: tuple[str, ...] = criterion.not_met
    else:
        texts = criterion.met if outcome is Outcome.MET else criterion.partly + criterion.met
        texts += tuple(e.reply for e in exemplars if e.mark is outcome)
    return _closest(reply, texts, _SHOWS)


def _closest(reply: str, texts: Sequence[str], at_least: float) -> _Match | None:
    """Return the shortest of the clauses that are most like one of `texts`, or None."""
    best: tuple[float, int, _Match] | None = None
    known = [(" ".join(words(text).tokens), text) for text in texts]
    for span in clauses(reply):
        said = " ".join(words(reply[span.start : span.end]).tokens)
        scores = [(fuzz.token_sort_ratio(said, plain), text) for plain, text in known]
        score, text = max(scores, default=(0.0, ""))
        found = (score, span.start - span.end, _Match(span, text))
        if said and score >= at_least and (best is None or found[:2] > best[:2]):
            best = found
    return best[2] if best else None
