"""Views as plain text: a question, what became of its answer, and all else in a few lines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from items.model import Kind, Misconception, Outcome
from messages import choice_feedback, text_feedback
from messages.answer import sureness_words
from messages.choice_feedback import ended, mix_up_words, option_label
from messages.draw import draw
from messages.fitting import sentences
from messages.mrkdwn import unescape
from messages.question import lettered
from messages.words import Words
from views.choice_feedback import ChoiceFeedbackView
from views.letters import example
from views.message import MessageView
from views.question import QuestionState, QuestionView
from views.text_feedback import MarkedView

MARKS = (Outcome.MET, Outcome.PARTLY, Outcome.NOT_MET)


def text_of(view: MessageView) -> str:
    """Return a view as plain text, its paragraphs apart."""
    match view:
        case QuestionView(state=QuestionState.ASKED):
            return _question(view)
        case ChoiceFeedbackView():
            return _choice(view)
        case MarkedView():
            return _marked(view)
        case _:
            return unescape(draw(view).text)


def mark_example(_: Words) -> str:
    """Return how one's own marks are written: mark met, partly, missed."""
    return f"{_('mark')} {', '.join(text_feedback.mark_word(mark, _).lower() for mark in MARKS)}"


def _question(view: QuestionView) -> str:
    _ = Words(view.reader)
    options = "\n".join(f"  {name}  {text}" for name, __, text in lettered(view.item, view.shown))
    about = " · ".join(part for part in (view.skill, view.role) if part)
    return _apart([about, view.item.scenario, view.item.prompt, options, _how(view, _)])


def _how(view: QuestionView, _: Words) -> str:
    """Say how a question of its kind is answered here."""
    known = list(sureness_words(view.reader))
    sure, certain = _.either(known), known[-1]
    shown = example(view.item.kind, len(view.shown))
    match view.item.kind:
        case Kind.SINGLE:
            said = _("A letter, and {sure}: {example}", sure=sure, example=f"{shown}, {certain}")
        case Kind.MULTIPLE:
            several = f"{shown}, {certain}"
            said = _("All letters that apply, and {sure}: {example}", sure=sure, example=several)
        case Kind.ORDER:
            said = _("The letters in order: {example}", example=shown)
        case Kind.TEXT:
            said = _("Two to five sentences, as you would say it, on one line.")
    return sentences(ended(said), _("Or: {words}.", words=_("not now")))


def _choice(view: ChoiceFeedbackView) -> str:
    _ = Words(view.reader)
    results = {result.index: result for result in view.result.options}
    options = []
    for name, index, text in choice_feedback.in_order(view):
        label = option_label(view.item.kind, results[index], _)
        marked = f"{label}: {text}" if label else text
        options.append(_beneath(f"  {name}  {marked}", results[index].feedback))
    return _apart(
        [
            sentences(*choice_feedback.said_first(view, _)),
            "\n".join(options),
            *_mix_ups(view.mix_ups, _),
            _comes_back(view.skill, view.back, _),
        ]
    )


def _marked(view: MarkedView) -> str:
    _ = Words(view.reader)
    marks = [
        _beneath(
            f"  {text_feedback.standing_mark(c, _)}: {c.criterion}", text_feedback.shown_by(c, _)
        )
        for c in view.criteria
    ]
    model, tip = view.item.model_answer, "" if view.open else text_feedback.next_try(view)
    own = _("One mark for each open point: {example}", example=mark_example(_))
    return _apart(
        [
            sentences(*text_feedback.said_first(view, _)),
            "\n".join(marks),
            *_mix_ups(view.mix_ups, _),
            sentences(_("Model answer:"), model) if model else "",
            sentences(_("Next time:"), ended(tip)) if tip else "",
            _comes_back(view.skill, view.back, _),
            ended(own) if view.open else "",
        ]
    )


def _mix_ups(found: Iterable[Misconception], _: Words) -> list[str]:
    return [mix_up_words(mix, _) for mix in found]


def _comes_back(skill: str, back: datetime | None, _: Words) -> str:
    if back is None:
        return ""
    day = _.long_day(back)
    return ended(_("{skill} comes back around {day}, with another scenario", skill=skill, day=day))


def _beneath(line: str, more: str) -> str:
    return f"{line}\n     {' '.join(more.split())}" if more else line


def _apart(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(text.strip("\n") for text in paragraphs if text.strip())
