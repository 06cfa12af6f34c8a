"""How well the offline grader grades: fitted to some questions, tested on others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grading.similarity import Floats
from grading.thresholds import Reviewed, learn
from lab.grading import fit as fitting
from lab.grading.answers import GradedQuestion, read_answers
from lab.grading.calibration import Bools, calibration_error, excess_error
from lab.grading.coverage import draw
from lab.grading.errors import BadAnswers
from lab.grading.judged import Judged
from lab.grading.learners import Recipe


def run(
    fit: Sequence[Path],
    test: Sequence[Path],
    exemplars: int = 10,
    plot: Path | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> dict[str, Any]:
    """Fit to some files of graded answers, test on others; return the figures of each set.

    A test question's first `exemplars` graded replies may be used; each of its answers is
    judged by itself. Thresholds and scaling are learnt from the fitted questions, each judged
    by a fit that has not seen it. Raises `BadAnswers` where a file cannot be used.
    """
    if not 0 <= exemplars <= 10:
        raise BadAnswers(f"{exemplars} exemplars are not among 0 to 10")
    learnt, unknown = read_answers(fit), read_answers(test)
    for questions, name in ((learnt, "fit"), (unknown, "test")):
        if not questions:
            raise BadAnswers(f"the files to {name} hold no questions")
    judged = judge_unseen(learnt, unknown, exemplars, progress)
    if plot is not None:
        draw(judged, plot)
    return {"sets": {each.set: figures(each) for each in judged}}


def judge_unseen(
    learnt: Sequence[GradedQuestion],
    unknown: Sequence[GradedQuestion],
    exemplars: int,
    progress: Callable[[float], None] = lambda _: None,
) -> list[Judged]:
    """Judge the answers of questions that the fit has not seen."""
    fitted = fitting.fit(
        learnt, Recipe(exemplars=episode_sizes(exemplars)), lambda d: progress(0.9 * d)
    )
    prepared = fitting.prepare(unknown, fitted.weights.words)
    common = fitted.weights.platt
    judged = []
    for name in dict.fromkeys(q.set for q in unknown):
        platt = fitted.by_set.get(name, common)
        own = [i for i, q in enumerate(learnt) if q.set == name] or range(len(learnt))
        threshold = threshold_of(
            [learnt[i] for i in own], [platt.apply(fitted.unseen[i]) for i in own]
        )
        mine = [p for p in prepared if p.source.set == name]
        found = [fitting.judge_given(fitted, question, exemplars, platt) for question in mine]
        judged.append(collect(name, [p.source for p in mine], found, threshold))
    progress(1.0)
    return judged


def cross_validate(
    questions: Sequence[GradedQuestion],
    exemplars: int,
    progress: Callable[[float], None] = lambda _: None,
) -> list[Judged]:
    """Judge every question by fits, scalings and thresholds that have not seen it."""
    fitted = fitting.fit(questions, Recipe(exemplars=episode_sizes(exemplars)), progress)
    labels = [np.array(q.correct[q.exemplars :], dtype=bool) for q in questions]
    sets = [q.set for q in questions]
    parts: dict[tuple[str, int], Judged] = {}
    for fold in range(fitting.FOLDS):
        other = [i for i, f in enumerate(fitted.folds) if f != fold]
        _, by_set = fitting.scale(
            [fitted.unseen[i] for i in other], [labels[i] for i in other], [sets[i] for i in other]
        )
        for name, platt in by_set.items():
            known = [i for i in other if sets[i] == name]
            threshold = threshold_of(
                [questions[i] for i in known], [platt.apply(fitted.unseen[i]) for i in known]
            )
            own = [i for i, f in enumerate(fitted.folds) if f == fold and sets[i] == name]
            if own:
                found = [platt.apply(fitted.unseen[i]) for i in own]
                parts[name, fold] = collect(name, [questions[i] for i in own], found, threshold)
    return [
        _joined([part for (name, _), part in parts.items() if name == each])
        for each in dict.fromkeys(sets)
    ]


def threshold_of(questions: Sequence[GradedQuestion], found: Sequence[Floats]) -> float:
    """Return the confidence above which the judgements of some questions' answers keep 90 %."""
    return learn(
        Reviewed(max(p, 1 - p), (p > 0.5) == correct, item=f"{question.set} {question.id}")
        for question, probabilities in zip(questions, found, strict=True)
        for p, correct in zip(
            probabilities.tolist(), question.correct[question.exemplars :], strict=True
        )
    )


def episode_sizes(exemplars: int) -> tuple[int, ...]:
    """Return the numbers of exemplars to fit with: the one asked for, then fewer and more.

    Others beside it keep the fit from leaning on one number; cross-validation showed the gain.
    """
    if exemplars < 3:
        return (exemplars,)
    return exemplars, round(0.6 * exemplars), round(1.6 * exemplars)


def collect(
    name: str, questions: Sequence[GradedQuestion], found: Sequence[Floats], threshold: float
) -> Judged:
    """Put the judged answers of a set's questions together."""
    probabilities = np.concatenate(found)
    return Judged(
        set=name,
        questions=len(questions),
        probabilities=probabilities,
        correct=np.concatenate([np.array(q.correct[q.exemplars :], dtype=bool) for q in questions]),
        scores=np.concatenate([np.array(q.scores[q.exemplars :]) for q in questions]),
        alone=np.maximum(probabilities, 1 - probabilities) >= threshold,
    )


def figures(judged: Judged) -> dict[str, float | int | None]:
    """Return the figures of a set, rounded; None where there is nothing to measure.

    `ece_excess` is the calibration error less its mean over redraws of the outcomes from the
    predictions; `auto_share` the share judged with confidence over the threshold for 90 %.
    """
    p, correct, alone = judged.probabilities, judged.correct, judged.alone
    said = p > 0.5
    return {
        "questions": judged.questions,
        "answers": len(p),
        "accuracy": _rounded(float((said == correct).mean())),
        "macro_f1": _rounded(_macro_f1(said, correct)),
        "ece": _rounded(calibration_error(p, correct)),
        "ece_excess": _rounded(excess_error(p, correct)),
        "auto_share": _rounded(float(alone.mean())),
        "auto_accuracy": _rounded(float((said == correct)[alone].mean())) if alone.any() else None,
        "score_r": _correlation(p, judged.scores),
    }


def _joined(parts: Sequence[Judged]) -> Judged:
    """Join the folds of a set."""
    return Judged(
        set=parts[0].set,
        questions=sum(part.questions for part in parts),
        probabilities=np.concatenate([part.probabilities for part in parts]),
        correct=np.concatenate([part.correct for part in parts]),
        scores=np.concatenate([part.scores for part in parts]),
        alone=np.concatenate([part.alone for part in parts]),
    )


def _macro_f1(said: Bools, correct: Bools) -> float:
    """Return the mean of the F1 of right and of wrong; a class that never occurs counts 0."""
    scores = []
    for kind in (True, False):
        hits = int(((said == kind) & (correct == kind)).sum())
        both = int((said == kind).sum()) + int((correct == kind).sum())
        scores.append(2 * hits / both if both else 0.0)
    return sum(scores) / 2


def _correlation(left: Floats, right: Floats) -> float | None:
    if len(left) < 2 or not left.std() or not right.std():
        return None
    return _rounded(float(np.corrcoef(left, right)[0, 1]))


def _rounded(value: float) -> float:
    return round(value, 4)
