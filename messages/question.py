"""A question: single choice, multiple choice, order or free text, as it is asked."""

from __future__ import annotations

from items.model import Item, Kind
from messages import ids
from messages.blocks import (
    Element,
    actions,
    button,
    checkboxes,
    context,
    field,
    line,
    menu,
    option,
    radio,
    rich,
    said,
    section,
)
from messages.fitting import Long, one_line, sentences
from messages.message import Block, Message, compose
from messages.mrkdwn import Mrkdwn, bold, escape
from messages.words import Words
from views.letters import example
from views.question import QuestionView
from workspace import limits

_LETTERED = limits.OPTION_TEXT - len("A  ")
"""Longer options do not fit beside their letter in Slack's controls, so they stand above."""


def letter(position: int) -> str:
    """Return the letter of an option by where it is shown: 0 is A."""
    return chr(ord("A") + position)


def lettered(item: Item, shown: tuple[int, ...]) -> list[tuple[str, int, str]]:
    """Return (letter, index in the item, text) of the options in the order shown."""
    return [(letter(i), index, item.options[index].text) for i, index in enumerate(shown)]


def choices(item: Item, shown: tuple[int, ...]) -> list[Element]:
    """Return the options as entries of a control; an entry's value is the option's index."""
    return [
        option(f"{name}  {one_line(text, _LETTERED)}", str(index))
        for name, index, text in lettered(item, shown)
    ]


def in_full(item: Item, shown: tuple[int, ...]) -> Block:
    """Return the options as rich text, lettered, none of them shortened."""
    lines = (
        line(said(f"{name}  ", bold=True), said(text)) for name, _, text in lettered(item, shown)
    )
    return rich(*lines)


def question(view: QuestionView) -> Message:
    """Ask a question."""
    _ = Words(view.reader)
    if view.item.kind is Kind.TEXT:
        return _free_text(view, _)
    if view.item.kind is Kind.ORDER:
        return _order(view, _)
    return _choice(view, _)


def _choice(view: QuestionView, _: Words) -> Message:
    single = view.item.kind is Kind.SINGLE
    example = _("B, certain") if single else _("B D, certain")
    hint = _("Then tap how sure you are. That sends it.")
    if not single:
        hint = sentences(_("Choose all that apply."), hint)
    options, label = choices(view.item, view.shown), view.item.prompt
    blocks = [section(escape(view.item.scenario))]
    if any(len(o.text) > _LETTERED or "\n" in o.text for o in view.item.options):
        blocks += [section(bold(view.item.prompt)), in_full(view.item, view.shown)]
        label = _("Your answer")
        # Their words stand just above: half of them again beside each letter is only noise.
        options = [option(name, str(i)) for name, i, _text in lettered(view.item, view.shown)]
    control = radio(ids.CHOICE, options) if single else checkboxes(ids.CHOICE, options)
    blocks += [
        field(label, control, ids.CHOICE, hint=hint),
        actions(*sureness_buttons(view.delivery, _)),
        _small_print(view, _("Or reply in the thread: {example}", example=example), _),
        actions(*_put_off_and_menu(view, _)),
    ]
    closing = (
        _("Reply in the thread with a letter.")
        if single
        else _("Reply in the thread with all the letters that apply.")
    )
    return compose(_spoken(view, closing), blocks)


def _order(view: QuestionView, _: Words) -> Message:
    written = example(Kind.ORDER, len(view.shown))
    blocks = [
        section(escape(view.item.scenario)),
        section(bold(view.item.prompt)),
        in_full(view.item, view.shown),
        actions(
            button(
                _("Put in order"),
                ids.OPEN_ORDER,
                view.delivery,
                label=_("Put the steps about {skill} in order", skill=view.skill),
                primary=True,
            ),
            *_put_off_and_menu(view, _),
        ),
        _small_print(view, _("Or reply in the thread: {example}", example=written), _),
    ]
    closing = _(
        "Reply in the thread with the letters in order, for example {example}.", example=written
    )
    return compose(_spoken(view, closing), blocks)


def _free_text(view: QuestionView, _: Words) -> Message:
    blocks = [
        section(escape(view.item.scenario)),
        section(bold(view.item.prompt)),
        _small_print(view, _("Or reply in the thread in your own words"), _),
        actions(
            button(
                _("Write my answer"),
                ids.OPEN_REPLY,
                view.delivery,
                label=_("Write my answer about {skill}", skill=view.skill),
                primary=True,
            ),
            *_put_off_and_menu(view, _),
        ),
    ]
    return compose(_spoken(view, _("Reply in the thread in your own words.")), blocks)


def _spoken(view: QuestionView, closing: str) -> list[str]:
    """Return the question in order, as it is read out."""
    options = [Long(f"{name}: {text}") for name, __, text in lettered(view.item, view.shown)]
    return [view.item.scenario.strip(), view.item.prompt.strip(), *options, closing]


def sureness_buttons(delivery: str, _: Words) -> list[Element]:
    """Return the three buttons that say how sure somebody is, and send the answer."""
    return [
        button(said_, action, delivery, label=_("Send my answer: {sure}", sure=said_))
        for action, said_ in (
            (ids.ANSWER_GUESSING, _("Guessing")),
            (ids.ANSWER_FAIRLY_SURE, _("Fairly sure")),
            (ids.ANSWER_CERTAIN, _("Certain")),
        )
    ]


def _small_print(view: QuestionView, how: str, _: Words) -> Block:
    minutes = _.count("{n} minute", "{n} minutes", view.minutes)
    about = " · ".join(part for part in (view.skill, view.role, minutes) if part)
    return context(Mrkdwn(f"{escape(about)}. {escape(how)}"))


def _put_off_and_menu(view: QuestionView, _: Words) -> list[Element]:
    return [
        button(
            _("Not now"),
            ids.NOT_NOW,
            view.delivery,
            label=_("Put off this question about {skill}", skill=view.skill),
        ),
        menu(
            ids.QUESTION_MENU,
            [
                option(_("Why this now?"), ids.menu_value(ids.WHY_NOW, view.delivery)),
                option(_("Report this question"), ids.menu_value(ids.REPORT, view.delivery)),
                option(_("Pause questions"), ids.menu_value(ids.PAUSE_QUESTIONS, view.delivery)),
            ],
        ),
    ]


def put_off(view: QuestionView) -> Message:
    """Show a question that was put off, with the way back to it."""
    _ = Words(view.reader)
    text = _("Put off; it comes back.")
    again = button(
        _("Answer after all"),
        ids.ANSWER_AFTER_ALL,
        view.delivery,
        label=_("Answer the question about {skill} after all", skill=view.skill),
    )
    about = escape(" · ".join(part for part in (view.skill, view.role) if part))
    return compose([text], [section(escape(text)), context(about), actions(again)])


def retired(view: QuestionView) -> Message:
    """Show that the author has withdrawn a question that was not answered."""
    _ = Words(view.reader)
    text = _("The author has withdrawn this question. It does not count.")
    return compose([text], [section(escape(text)), actions(one_now(view.delivery, _))])


def closed(view: QuestionView) -> Message:
    """Show that a question was not answered in time, which does no harm."""
    _ = Words(view.reader)
    text = _("This has closed. No harm done; it comes back.")
    about = escape(" · ".join(part for part in (view.skill, view.role) if part))
    blocks = [section(escape(text)), context(about), actions(one_now(view.delivery, _))]
    return compose([text], blocks)


def one_now(delivery: str, _: Words) -> Element:
    """Return the button that asks for a question at once."""
    return button(_("One now"), ids.ONE_NOW, delivery, label=_("Ask me a question now"))
