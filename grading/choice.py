"""Choice items, graded exactly: single, multiple and order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from grading.errors import WrongAnswer
from items.model import Kind, Option


@dataclass(frozen=True, slots=True)
class OptionResult:
    """What became of one option, in the item's own order.

    `right`: for single and multiple, whether the option belongs to the best answer; for order,
    whether the step stands at its place. `place` is the learner's place of a step, from 0.
    `misconception` is named only where the answer shows it.
    """

    index: int
    text: str
    chosen: bool
    right: bool
    feedback: str
    misconception: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceResult:
    """The exact score in [0, 1] of a choice, and a result for each option."""

    score: float
    options: tuple[OptionResult, ...]

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The misconceptions that the answer shows, each once."""
        return tuple(dict.fromkeys(o.misconception for o in self.options if o.misconception))


def grade_choice(kind: Kind, options: Sequence[Option], answer: Sequence[int]) -> ChoiceResult:
    """Grade the chosen options, given by their places in the item (not as they were shown).

    For an order item `answer` lists every option, in the learner's order. Raises `WrongAnswer`
    where the answer does not fit the item: the edges offer no such answer.
    """
    _check(kind, len(options), answer)
    if kind is Kind.SINGLE:
        return _single(options, answer[0])
    if kind is Kind.MULTIPLE:
        return _multiple(options, frozenset(answer))
    return _order(options, answer)


def _check(kind: Kind, size: int, answer: Sequence[int]) -> None:
    if len(set(answer)) != len(answer) or any(not 0 <= i < size for i in answer):
        raise WrongAnswer(f"{list(answer)} repeats an option or names one of none of the {size}")
    if kind is Kind.SINGLE and len(answer) != 1:
        raise WrongAnswer(f"a single choice takes one option, not {len(answer)}")
    if kind is Kind.ORDER and len(answer) != size:
        raise WrongAnswer(f"an order takes all {size} steps, not {len(answer)}")
    if kind is Kind.TEXT:
        raise WrongAnswer("a free text is no choice")


def _single(options: Sequence[Option], chosen: int) -> ChoiceResult:
    best = max(option.score for option in options)
    results = tuple(
        _result(i, option, chosen=i == chosen, right=option.score == best)
        for i, option in enumerate(options)
    )
    return ChoiceResult(options[chosen].score, results)


def _multiple(options: Sequence[Option], chosen: frozenset[int]) -> ChoiceResult:
    """Score max(0, share of the right score chosen − share of the wrong options chosen)."""
    right = {i: option.score for i, option in enumerate(options) if option.score > 0}
    wrong = len(options) - len(right)
    hit = sum(score for i, score in right.items() if i in chosen) / (sum(right.values()) or 1.0)
    slips = sum(1 for i in chosen if i not in right) / (wrong or 1)
    results = tuple(
        _result(i, option, chosen=i in chosen, right=i in right) for i, option in enumerate(options)
    )
    return ChoiceResult(max(0.0, hit - slips), results)


def _order(options: Sequence[Option], answer: Sequence[int]) -> ChoiceResult:
    """Score max(0, 1 − 2·discordant pairs/all pairs); the item's own order is the right one."""
    pairs = list(combinations(answer, 2))
    discordant = sum(1 for first, second in pairs if first > second)
    score = max(0.0, 1.0 - 2.0 * discordant / len(pairs)) if pairs else 1.0
    places = {option: place for place, option in enumerate(answer)}
    results = tuple(
        _result(i, option, chosen=True, right=places[i] == i, place=places[i])
        for i, option in enumerate(options)
    )
    return ChoiceResult(score, results)


def _result(
    index: int, option: Option, *, chosen: bool, right: bool, place: int | None = None
) -> OptionResult:
    shown = option.misconception if chosen and not right else None
    return OptionResult(index, option.text, chosen, right, option.feedback, shown, place)
