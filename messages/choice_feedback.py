"""Feedback on a choice or an order: the outcome of every option, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from grading.choice import OptionResult
from grading.verdict import RIGHT, Sureness
from items.model import Item, Kind, Misconception
from messages import excerpts, ids
from messages.blocks import (
    Element,
    actions,
    address,
    button,
    context,
    emoji,
    line,
    menu,
    modal,
    option,
    quote,
    rich,
    said,
    section,
)
from messages.fitting import WHOLE, Long, caps, one_line, sentences, shorten, visible
from messages.message import Block, Message, View, compose
from messages.mrkdwn import Mrkdwn, bold, escape, join
from messages.question import lettered
from messages.words import Words
from views.choice_feedback import ChoiceFeedbackView

ROOM = 1800
"""Characters of the whole message; the options take what the rest leaves of them."""

SOURCES = 2
"""Up to so many sources under an answer."""

HEADLINE = 60
"""Characters of an option that stand in a headline; a longer one goes by its letter there."""

STANDS_ALONE = 100
"""Characters of `text` that a lock screen shows: they judge nobody."""


def feedback(view: ChoiceFeedbackView) -> Message:
    """Show what became of a choice, in place of the question."""
    _ = Words(view.reader)
    headline, why = said_first(view, _)
    above: list[Block] = [
        section(join([bold(headline), escape(shorten(why, excerpts.OUTCOME))])),
        rich(quote(one_line(view.item.scenario, excerpts.QUOTED_SCENARIO))),
    ]
    below: list[Block] = [
        *(mix_up(m, _, short=True) for m in view.mix_ups[:1]),
        *_sources(_other_sources(view), _),
        *small_print(view.skill, view.back, view.looked_for, view.word, view.withdrawn, _),
    ]
    whole = actions(*after_buttons(view.delivery, view.skill, _, whole=True))
    outcomes, cut = _outcomes(view, _, ROOM - visible([*above, *below, whole]))
    shown = rich(*(element for outcome in outcomes for element in outcome))
    if not cut:
        whole = actions(*after_buttons(view.delivery, view.skill, _))
    return compose(_spoken(view, headline, why, _), [*above, shown, *below, whole])


def whole_feedback(view: ChoiceFeedbackView) -> View:
    """Return everything about a choice, for where the message had to be shortened."""
    _ = Words(view.reader)
    outcomes, __ = _outcomes(view, _, WHOLE)
    blocks: list[Block] = [
        section(escape(view.item.scenario)),
        section(bold(view.item.prompt)),
        *(rich(*outcome) for outcome in outcomes),
        *(mix_up(m, _) for m in view.mix_ups),
        *_sources(view.item.sources, _),
    ]
    if view.item.explanation:
        blocks.append(rich(line(said(view.item.explanation))))
    return modal(_("The whole answer"), blocks, callback_id=ids.WHOLE_ANSWER, close=_("Close"))


def said_first(view: ChoiceFeedbackView, _: Words) -> tuple[str, str]:
    """Return the outcome in a few words, and the reason in a sentence or two."""
    if view.item.kind is Kind.SINGLE:
        return _single_headline(view, _)
    results = view.result.options
    if view.item.kind is Kind.ORDER:
        fit, total = sum(r.right for r in results), len(results)
        why = next((r.feedback for r in results if not r.right and r.feedback), "")
    else:
        fit = sum(r.right and r.chosen for r in results)
        total = sum(r.right for r in results)
        why = next((r.feedback for r in results if r.chosen is not r.right and r.feedback), "")
    why = why or view.item.explanation
    if view.result.score >= RIGHT:
        return _("Yes: all of it."), _guess(view, _) or view.item.explanation
    said_ = {"n": _.number(fit), "total": _.number(total)}
    if view.result.score <= 0:
        return _("Not this time."), _surely(view, why, _)
    if fit == total:
        return _("Partly: all of it, and more than fits."), why
    return _("Partly: {n} of {total}.", **said_), why


def _single_headline(view: ChoiceFeedbackView, _: Words) -> tuple[str, str]:
    names = {index: name for name, index, __ in lettered(view.item, view.shown)}
    best = next(r for r in view.result.options if r.right)
    yours = next(r for r in view.result.options if r.chosen)
    title = _titled(names[best.index], best.text)
    if yours.right:
        title = _titled(names[yours.index], yours.text)
        return _("Yes: {option}.", option=title), sentences(
            view.item.explanation or yours.feedback, _guess(view, _)
        )
    if view.result.score > 0:
        better = best.feedback or view.item.explanation or yours.feedback
        return _("Partly: {option} is better.", option=names[best.index]), better
    why = yours.feedback or best.feedback or view.item.explanation
    return _("Not this time: {option}.", option=title), _surely(view, why, _)


def _titled(name: str, text: str) -> str:
    """Return an option's letter, with its words where they are short enough for a headline."""
    words = " ".join(text.split()).rstrip(".!")
    return f"{name}, {words}" if len(words) <= HEADLINE else name


def _guess(view: ChoiceFeedbackView, _: Words) -> str:
    guessed = view.sureness is Sureness.GUESSING
    return _("You guessed; now you have the reason.") if guessed else ""


def _surely(view: ChoiceFeedbackView, why: str, _: Words) -> str:
    certain = view.sureness is Sureness.CERTAIN
    return sentences(why, _("You were certain, so worth a minute.") if certain else "")


def ended(sentence: str) -> str:
    """End a text with a full stop where it has no end of its own."""
    kept = sentence.strip()
    return kept if not kept or kept[-1] in ".!?…" else f"{kept}."


def _outcomes(view: ChoiceFeedbackView, _: Words, room: int) -> tuple[list[list[Element]], bool]:
    """Return each option's lines within `room` characters, and whether any was shortened.

    The best answer and one's own keep their words longest.
    """
    entries = [
        (name, result)
        for name, index, __ in in_order(view)
        for result in view.result.options
        if result.index == index
    ]
    labels = [option_label(view.item.kind, result, _) for __, result in entries]
    first = [bool(label) for label in labels]
    texts = [t for __, r in entries for t in (r.text, r.feedback)]
    weigh = [f for f in first for __ in range(2)]
    room -= sum(len(label) + 12 for label in labels)
    mine = caps([len(t) for t, m in zip(texts, weigh, strict=True) if m], room * 2 // 3)
    room -= sum(min(len(t), mine) for t, m in zip(texts, weigh, strict=True) if m)
    rest = caps([len(t) for t, m in zip(texts, weigh, strict=True) if not m], room)
    shown = [shorten(t, mine if m else rest) for t, m in zip(texts, weigh, strict=True)]
    made = [
        _outcome(name, labels[i], result, shown[2 * i], shown[2 * i + 1])
        for i, (name, result) in enumerate(entries)
    ]
    return made, shown != texts


def in_order(view: ChoiceFeedbackView) -> list[tuple[str, int, str]]:
    """Return the options as shown; the steps of an order as they should be."""
    entries = lettered(view.item, view.shown)
    if view.item.kind is Kind.ORDER:
        return sorted(entries, key=lambda entry: entry[1])
    return entries


def option_label(kind: Kind, result: OptionResult, _: Words) -> str:
    if kind is Kind.ORDER:
        if result.right or result.place is None:
            return ""
        return _("You had it as number {n}", n=result.place + 1)
    if result.right and result.chosen:
        return _("Best answer, and yours")
    if result.right:
        return _("Best answer")
    return _("Your answer") if result.chosen else ""


def _outcome(name: str, label: str, result: OptionResult, text: str, why: str) -> list[Element]:
    why = f"\n{why}" if why else ""
    if result.place is not None:
        step = said(f"{result.index + 1}. {name}  ", bold=True)
        return [line(step, said(f"{text} ({label}){why}" if label else f"{text}{why}"))]
    title = said(f"{label} {name}  ".lstrip(), bold=True)
    if result.right:
        return [line(emoji("white_check_mark"), said(" "), title, said(f"{text}{why}"))]
    return [line(title, said(f"{text}{why}"))]


def mix_up(of: Misconception, _: Words, *, short: bool = False) -> Block:
    """Return a common mix-up, its correction and its source."""
    says, correction = of.says, of.correction
    if short:
        says, correction = shorten(says, excerpts.MIX_UP), shorten(correction, excerpts.CORRECTION)
    pieces = [said(_("A common mix-up:"), bold=True), said(f" {says} {correction}")]
    if of.source:
        pieces += [said(" "), source_link(of.source)]
    return rich(line(*pieces))


def mix_up_words(of: Misconception, _: Words) -> str:
    """Say a common mix-up and its correction."""
    return sentences(_("A common mix-up:"), of.says, of.correction)


def source_link(source: str) -> Element:
    """Return a source as a link that shows where it leads."""
    host, *path = source.split("://", 1)[-1].rstrip("/").split("/")
    name = host.removeprefix("www.")
    if path:
        name = "/".join([name, *["…"][: len(path) - 1], path[-1]])
    return address(source, shorten(name, excerpts.NAME))


def _other_sources(view: ChoiceFeedbackView) -> list[str]:
    """Return up to two sources that the mix-up shown does not name already."""
    named = {m.source for m in view.mix_ups[:1]}
    return [source for source in view.item.sources if source not in named][:SOURCES]


def _sources(sources: Sequence[str], _: Words) -> list[Block]:
    if not sources:
        return []
    pieces = [said(_("Source:") if len(sources) == 1 else _("Sources:"), bold=True)]
    for i, source in enumerate(sources):
        pieces += [said(", " if i else " "), source_link(source)]
    return [rich(line(*pieces))]


def small_print(
    skill: str,
    back: datetime | None,
    looked_for: datetime | None,
    word: str,
    withdrawn: bool,
    _: Words,
) -> list[Block]:
    """Return when it comes back, and what became of another look."""
    lines: list[Mrkdwn] = []
    if back is not None:
        lines.append(
            _.mrkdwn(
                "{skill} comes back around {day}, with another scenario",
                skill=skill,
                day=_.long_day(back),
            )
        )
    if looked_for is not None and not word:
        lines.append(_.mrkdwn("Asked for another look, {day}.", day=_.day(looked_for)))
    if withdrawn:
        lines.append(_.mrkdwn("The author has since withdrawn this question. It does not count."))
    blocks: list[Block] = [context(text) for text in lines]
    if word:
        pieces = (
            said(_("A reviewer's word:"), bold=True),
            said(f" {shorten(word, excerpts.REVIEWER_WORD)}"),
        )
        blocks.insert(0, rich(line(*pieces)))
    return blocks


def after_buttons(delivery: str, skill: str, _: Words, *, whole: bool = False) -> list[Element]:
    """Return what may be done after an answer."""
    made = [
        button(_("One more"), ids.ONE_MORE, delivery, label=_("Ask me one more question")),
        button(
            _("I see it differently"),
            ids.SEE_DIFFERENTLY,
            delivery,
            label=_("Ask for another look at my answer about {skill}", skill=skill),
        ),
    ]
    if whole:
        made.append(
            button(
                _("Whole answer"),
                ids.WHOLE_ANSWER,
                delivery,
                label=_("Read the whole answer about {skill}", skill=skill),
            )
        )
    entries = [
        option(_("Report this question"), ids.menu_value(ids.REPORT, delivery)),
        option(_("Why this date?"), ids.menu_value(ids.WHY_DATE, delivery)),
    ]
    return [*made, menu(ids.FEEDBACK_MENU, entries)]


def lead(skill: str, item: Item, _: Words) -> list[str]:
    """Return the first lines of an answer's `text`: what it is about, and no judgement."""
    said_ = [
        _("Your answer on {skill}, explained.", skill=one_line(skill, excerpts.NAME)),
        one_line(item.scenario, excerpts.SCENARIO),
    ]
    if sum(map(len, said_)) < STANDS_ALONE:
        said_.append(one_line(item.prompt, excerpts.PROMPT))
    if sum(map(len, said_)) < STANDS_ALONE:
        said_.append(
            _("What follows is the outcome of every part, the reason, and when it comes back.")
        )
    return said_


def _spoken(view: ChoiceFeedbackView, headline: str, why: str, _: Words) -> list[str]:
    said_ = [*lead(view.skill, view.item, _), headline, Long(why)]
    for name, index, __ in in_order(view):
        result = view.result.options[index]
        label = option_label(view.item.kind, result, _)
        title = f"{label}, {name}" if label else name
        said_.append(Long(f"{title}: {ended(result.text)} {result.feedback}".rstrip()))
    said_ += [Long(mix_up_words(mix, _)) for mix in view.mix_ups[:1]]
    if view.back is not None:
        said_.append(
            _(
                "{skill} comes back around {day}, with another scenario",
                skill=view.skill,
                day=_.long_day(view.back),
            )
        )
    return said_
