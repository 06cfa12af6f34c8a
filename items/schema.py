"""The form of a bank file: its keys, their types, and how they become a bank."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from files.faults import Path
from files.shape import Day, Shape
from items.model import (
    Bank,
    Criterion,
    Exemplar,
    Item,
    Kind,
    Misconception,
    Option,
    Outcome,
    Translation,
)


class MisconceptionShape(Shape):
    """One entry of `misconceptions`."""

    id: str = ""
    says: str = ""
    correction: str = ""
    source: str | None = None


class OptionShape(Shape):
    """One entry of `options`; a score left out is 0, or the original's in a translation."""

    text: str = ""
    score: float | None = None
    feedback: str = ""
    misconception: str | None = None


class ExemplarShape(Shape):
    """One entry of a criterion's `exemplars`."""

    reply: str = ""
    mark: Literal["met", "partly", "not_met"] | None = None


class CriterionShape(Shape):
    """One entry of `rubric`; a weight left out is 1, or the original's in a translation."""

    id: str = ""
    criterion: str = ""
    skill: str | None = None
    weight: float | None = None
    met: list[str] = Field(default_factory=list)
    partly: list[str] = Field(default_factory=list)
    not_met: list[str] = Field(default_factory=list)
    red_flags: list[str] = Field(default_factory=list)
    exemplars: list[ExemplarShape] = Field(default_factory=list)
    misconception: str | None = None
    why: str = ""
    next_time: str = ""


class TranslationShape(Shape):
    """One entry of `translations`."""

    scenario: str = ""
    prompt: str = ""
    options: list[OptionShape] = Field(default_factory=list)
    rubric: list[CriterionShape] = Field(default_factory=list)
    model_answer: str = ""
    explanation: str = ""


class ItemShape(Shape):
    """One entry of `items`."""

    id: str = ""
    kind: Literal["single", "multiple", "order", "text"] | None = None
    skills: list[str] = Field(default_factory=list)
    roles: list[str] = Field(default_factory=list)
    scenario: str = ""
    prompt: str = ""
    options: list[OptionShape] = Field(default_factory=list)
    rubric: list[CriterionShape] = Field(default_factory=list)
    model_answer: str = ""
    explanation: str = ""
    sources: list[str] = Field(default_factory=list)
    review_by: Day | None = None
    author: str | None = None
    language: str | None = None
    translations: dict[str, TranslationShape] = Field(default_factory=dict)


class BankShape(Shape):
    """The whole file."""

    bank: str = ""
    language: str = ""
    author: str | None = None
    misconceptions: list[MisconceptionShape] = Field(default_factory=list)
    items: list[ItemShape] = Field(default_factory=list)


_WORDED: Final = frozenset(
    (
        *("says", "correction", "scenario", "prompt", "text", "feedback", "criterion", "why"),
        *("met", "partly", "not_met", "red_flags", "reply", "next_time", "model_answer"),
        "explanation",
    )
)


def is_worded(path: Path) -> bool:
    """Whether people read what stands at a place of the form as a sentence."""
    return any(step in _WORDED for step in path)


def to_bank(shape: BankShape) -> Bank:
    """Make the bank that a shape without faults describes."""
    return Bank(
        id=shape.bank,
        language=shape.language,
        author=shape.author or None,
        misconceptions=tuple(
            Misconception(m.id, m.says, m.correction, m.source or None)
            for m in shape.misconceptions
        ),
        items=tuple(_item(item, shape.language) for item in shape.items),
    )


def _item(shape: ItemShape, language: str) -> Item:
    options = tuple(_option(option) for option in shape.options)
    rubric = tuple(_criterion(criterion) for criterion in shape.rubric)
    return Item(
        id=shape.id,
        kind=Kind(str(shape.kind)),
        skills=tuple(shape.skills),
        roles=tuple(shape.roles),
        scenario=shape.scenario,
        prompt=shape.prompt,
        language=shape.language or language,
        options=options,
        rubric=rubric,
        model_answer=shape.model_answer,
        explanation=shape.explanation,
        sources=tuple(shape.sources),
        review_by=shape.review_by,
        author=shape.author or None,
        translations={
            tag: _translation(translated, options, rubric)
            for tag, translated in shape.translations.items()
        },
    )


def _option(shape: OptionShape, original: Option | None = None) -> Option:
    """Make an option; what a translation leaves out is as in the original."""
    original = original or Option(text="")
    return Option(
        text=shape.text,
        score=original.score if shape.score is None else shape.score,
        feedback=shape.feedback,
        misconception=shape.misconception or original.misconception,
    )


def _criterion(shape: CriterionShape, original: Criterion | None = None) -> Criterion:
    """Make a criterion; what a translation leaves out is as in the original."""
    original = original or Criterion(id="", criterion="", met=())
    return Criterion(
        id=shape.id or original.id,
        criterion=shape.criterion,
        met=tuple(shape.met),
        partly=tuple(shape.partly),
        not_met=tuple(shape.not_met),
        red_flags=tuple(shape.red_flags),
        exemplars=tuple(Exemplar(e.reply, Outcome(str(e.mark))) for e in shape.exemplars),
        skill=shape.skill or original.skill,
        weight=original.weight if shape.weight is None else shape.weight,
        misconception=shape.misconception or original.misconception,
        why=shape.why,
        next_time=shape.next_time,
    )


def _translation(
    shape: TranslationShape, options: tuple[Option, ...], rubric: tuple[Criterion, ...]
) -> Translation:
    return Translation(
        scenario=shape.scenario,
        prompt=shape.prompt,
        options=tuple(_option(o, was) for o, was in zip(shape.options, options, strict=True)),
        # A translation may leave the rubric out; the original's then holds.
        rubric=tuple(_criterion(c, was) for c, was in zip(shape.rubric, rubric, strict=False)),
        model_answer=shape.model_answer,
        explanation=shape.explanation,
    )
