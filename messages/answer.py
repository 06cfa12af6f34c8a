"""The forms in which a reply is written: steps put in order, and words of one's own."""

from __future__ import annotations

from collections.abc import Mapping

from grading.verdict import Sureness
from items.limits import REPLY
from messages import ids
from messages.blocks import field, line, modal, radio, rich, said, section, select, text_input
from messages.blocks import option as entry
from messages.message import Block, View
from messages.mrkdwn import bold, escape
from messages.question import choices, in_full
from messages.words import Words
from views.question import QuestionView
from views.reader import Reader


def order_form(view: QuestionView) -> View:
    """Return the form that puts the steps in order, a select for each place."""
    _ = Words(view.reader)
    options = choices(view.item, view.shown)
    places = [
        field(
            _place(i, _),
            select(ids.STEP, options, placeholder=_("Choose a step")),
            ids.block_for(ids.STEP, i),
        )
        for i in range(len(options))
    ]
    blocks = [
        section(escape(view.item.scenario)),
        section(bold(view.item.prompt)),
        in_full(view.item, view.shown),
        *places,
        _how_sure(_),
    ]
    return modal(
        _("Put in order"),
        blocks,
        callback_id=ids.ORDER_FORM,
        metadata=ids.pack(delivery=view.delivery),
        submit=_("Send"),
        close=_("Cancel"),
    )


def order_errors(reader: Reader, steps: Mapping[int, int]) -> dict[str, str]:
    """Return what is wrong with an order, by block; `steps` maps a place to the step chosen."""
    _ = Words(reader)
    taken: dict[int, int] = {}
    errors = {}
    for place, step in sorted(steps.items()):
        if step in taken:
            already = _("Already used for {place}.", place=_place(taken[step], _))
            errors[ids.block_for(ids.STEP, place)] = already
        else:
            taken[step] = place
    return errors


def _place(position: int, _: Words) -> str:
    places = (_("First"), _("Second"), _("Third"), _("Fourth"), _("Fifth"), _("Sixth"))
    if position < len(places):
        return places[position]
    return _("Step {n}", n=position + 1)


def reply_form(view: QuestionView, words: str = "") -> View:
    """Return the form for an answer in one's own words; `words` are what was written before."""
    _ = Words(view.reader)
    writing = text_input(ids.REPLY, longest=REPLY, value=words)
    blocks = [
        section(escape(view.item.scenario)),
        field(
            view.item.prompt,
            writing,
            ids.REPLY,
            hint=_("Two to five sentences, as you would say it."),
        ),
        _how_sure(_),
    ]
    return modal(
        _("Your answer"),
        blocks,
        callback_id=ids.REPLY_FORM,
        metadata=ids.pack(delivery=view.delivery),
        submit=_("Send"),
        close=_("Cancel"),
    )


def reply_errors(reader: Reader) -> dict[str, str]:
    """Return what is said of a reply without words."""
    _ = Words(reader)
    return {ids.REPLY: _("A sentence or two, please.")}


def too_late(reader: Reader, words: str) -> View:
    """Return what a form becomes when it comes too late: it keeps what was written."""
    _ = Words(reader)
    blocks = [
        section(escape(_("This had closed. Your words are here to copy."))),
        rich(line(said(words))),
    ]
    return modal(_("Your answer"), blocks, callback_id=ids.REPLY_FORM, close=_("Close"))


def sureness_words(reader: Reader) -> dict[str, Sureness]:
    """Return what a reply in the thread may say of how sure somebody is, in lower case."""
    _ = Words(reader)
    return {
        _("Guessing").lower(): Sureness.GUESSING,
        _("Fairly sure").lower(): Sureness.FAIRLY_SURE,
        _("Certain").lower(): Sureness.CERTAIN,
    }


ALSO_SAID: Mapping[str, Sureness] = {
    **dict.fromkeys(
        ("guess", "a guess", "i guess", "just a guess", "just guessing", "wild guess", "not sure",
         "unsure", "not certain", "no idea", "geraten", "rate", "nur geraten", "ich rate",
         "unsicher", "nicht sicher", "keine ahnung"),
        Sureness.GUESSING,
    ),
    **dict.fromkeys(
        ("pretty sure", "quite sure", "rather sure", "reasonably sure", "fairly certain",
         "pretty certain", "probably", "i think", "ziemlich sicher", "recht sicher",
         "relativ sicher", "wahrscheinlich", "glaube ich", "denke ich"),
        Sureness.FAIRLY_SURE,
    ),
    **dict.fromkeys(
        ("sure", "very sure", "for sure", "totally sure", "absolutely sure", "100 %", "100 % sure",
         "definitely", "no doubt", "sicher", "ganz sicher", "sehr sicher", "definitiv",
         "auf jeden fall"),
        Sureness.CERTAIN,
    ),
}  # fmt: skip
"""What people say of how sure they are besides the words on the buttons, in lower case."""


def understood_sureness(reader: Reader) -> dict[str, Sureness]:
    """Return the words that are understood of a reader: their language's, and the English ones."""
    return {**ALSO_SAID, **sureness_words(reader), **sureness_words(Reader())}


def _how_sure(_: Words) -> Block:
    options = [
        entry(_("Guessing"), Sureness.GUESSING),
        entry(_("Fairly sure"), Sureness.FAIRLY_SURE),
        entry(_("Certain"), Sureness.CERTAIN),
    ]
    return field(_("How sure are you?"), radio(ids.SURENESS, options), ids.SURENESS)
