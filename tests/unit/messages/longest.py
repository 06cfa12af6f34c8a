"""The longest questions that a bank may hold, in words that end and in one that does not."""

from __future__ import annotations

from dataclasses import replace

from grading.choice import grade_choice
from items import limits
from items.model import Criterion, Item, Kind, Misconception, Option, Outcome
from tests.unit.messages.screens import BACK, READER
from views.choice_feedback import ChoiceFeedbackView
from views.question import QuestionView
from views.text_feedback import CriterionView, MarkedView

WORDS = "errors rise & customers <wait> while nobody declares anything at all, "


def filled(size: int, *, words: bool) -> str:
    """Return a text of exactly `size` characters; without words every one needs escaping."""
    text = WORDS * (size // len(WORDS) + 1) if words else "&" * size
    return text[:size].rstrip() + "." * (size - len(text[:size].rstrip()))


def mix_up(*, words: bool) -> Misconception:
    return Misconception(
        "m",
        filled(limits.MISCONCEPTION, words=words),
        filled(limits.CORRECTION, words=words),
        "https://example.com/" + "a" * (limits.SOURCE - 20),
    )


def choice(kind: Kind, *, words: bool) -> Item:
    size = limits.STEPS if kind is Kind.ORDER else limits.OPTIONS
    return Item(
        id="i" * 80,
        kind=kind,
        skills=("s",),
        scenario=filled(limits.SCENARIO, words=words),
        prompt=filled(limits.PROMPT, words=words),
        options=tuple(
            Option(
                filled(limits.OPTION, words=words),
                1.0 if n == 4 else 0.0,
                filled(limits.FEEDBACK, words=words),
                None if n == 4 else "m",
            )
            for n in range(size)
        ),
        explanation=filled(limits.EXPLANATION, words=words),
        sources=tuple(
            f"https://example.com/{n}" + "a" * (limits.SOURCE - 21) for n in range(limits.SOURCES)
        ),
    )


def text(*, words: bool) -> Item:
    return replace(
        choice(Kind.SINGLE, words=words),
        kind=Kind.TEXT,
        options=(),
        rubric=tuple(
            Criterion(
                f"criterion-{n}",
                filled(limits.CRITERION, words=words),
                met=(filled(limits.DESCRIPTOR, words=words),) * 4,
                partly=(filled(limits.DESCRIPTOR, words=words),) * 4,
                not_met=(filled(limits.DESCRIPTOR, words=words),) * 4,
                why=filled(limits.DESCRIPTOR, words=words),
            )
            for n in range(limits.CRITERIA)
        ),
        model_answer=filled(limits.MODEL_ANSWER, words=words),
    )


def asked(kind: Kind, *, words: bool) -> QuestionView:
    item = text(words=words) if kind is Kind.TEXT else choice(kind, words=words)
    return QuestionView(
        READER,
        "d" * 32,
        item,
        filled(60, words=words),
        filled(60, words=words),
        tuple(reversed(range(len(item.options)))),
    )


def answered(kind: Kind, *, words: bool) -> ChoiceFeedbackView:
    item = choice(kind, words=words)
    every = list(reversed(range(len(item.options))))
    chosen = {Kind.SINGLE: [2], Kind.MULTIPLE: [1, 2, 4], Kind.ORDER: every}[kind]
    return ChoiceFeedbackView(
        reader=READER,
        delivery="d" * 32,
        item=item,
        shown=tuple(every),
        skill=filled(60, words=words),
        result=grade_choice(kind, item.options, chosen),
        mix_ups=(mix_up(words=words),) * 3,
        back=BACK,
        looked_for=BACK,
        withdrawn=True,
    )


def marked(outcomes: tuple[Outcome, ...], *, words: bool) -> MarkedView:
    item = text(words=words)
    reply = filled(limits.REPLY, words=words)
    return MarkedView(
        reader=READER,
        delivery="d" * 32,
        item=item,
        skill=filled(60, words=words),
        reply=reply,
        criteria=tuple(
            CriterionView(
                c.id, c.criterion, outcomes[n % len(outcomes)], quotes=(reply,), why=c.why
            )
            for n, c in enumerate(item.rubric)
        ),
        mix_ups=(mix_up(words=words),) * 3,
        compared=14,
        back=BACK,
        looked_for=BACK,
        withdrawn=True,
    )
