"""Feedback on an answer in one's own words: a mark a criterion, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence

from items.limits import CRITERION, MODEL_ANSWER
from items.model import Outcome
from messages import excerpts, ids
from messages.blocks import (
    Element,
    actions,
    button,
    context,
    field,
    line,
    modal,
    quote,
    radio,
    rich,
    said,
    section,
)
from messages.blocks import option as entry
from messages.choice_feedback import (
    after_buttons,
    ended,
    lead,
    mix_up,
    mix_up_words,
    small_print,
    source_link,
)
from messages.fitting import LEAST, WHOLE, Long, caps, one_line, sentences, shorten, visible
from messages.message import Block, Message, View, compose
from messages.mrkdwn import bold, escape, join
from messages.words import Words
from views.lengths import REASON
from views.reader import Reader
from views.text_feedback import CriterionView, MarkedBy, MarkedView, ReviewerWord, ReviewerWordView

ROOM = 2400
"""Characters of the whole message; the marks take what the rest leaves of them."""

MODEL_ROOM = 700
MODEL_START = 160
"""A longer model answer stands behind a button; the message shows how it starts."""

POINTS = 2
"""Up to so many points that a headline names."""

LABELS_ROOM = 500
IN_THE_MESSAGE = 5
"""Up to so many open criteria are marked in the message itself, more in a form."""


def mark_word(outcome: Outcome, _: Words) -> str:
    """Name a mark."""
    return {
        Outcome.MET: _("Met"),
        Outcome.PARTLY: _("Partly"),
        Outcome.NOT_MET: _("Missed"),
        Outcome.UNSURE: _("Open"),
    }[outcome]


def reading(reader: Reader, skill: str, reply: str, *, slow: bool = False) -> Message:
    """Show that an answer is being read; `slow` from half a minute on."""
    _ = Words(reader)
    text = _("Thank you. Reading it now.")
    if slow:
        text = sentences(text, _("Slower than usual; it will come."))
    return compose(
        [text],
        [
            section(escape(text)),
            rich(quote(shorten(reply, excerpts.REPLY_BEING_READ))),
            context(escape(skill)),
        ],
    )


def marked(view: MarkedView) -> Message:
    """Show the marks of an answer, in place of the question."""
    _ = Words(view.reader)
    headline, why = said_first(view, _)
    above: list[Block] = [
        section(join([bold(headline), escape(why)])),
        rich(quote(one_line(view.item.scenario, excerpts.QUOTED_SCENARIO))),
    ]
    below: list[Block] = [*_learn(view, _), *_own_marks(view, _), *_footer(view, _)]
    last = actions(*after_buttons(view.delivery, view.skill, _, whole=True))
    settled = [c for c in view.criteria if c.outcome is not Outcome.UNSURE]
    lines, cut = _criteria_lines(settled, _, ROOM - visible([*above, *below, last]))
    if not cut and len(view.item.model_answer) <= MODEL_ROOM:
        last = actions(*after_buttons(view.delivery, view.skill, _))
    marks = [rich(*lines)] if lines else []
    return compose(_spoken(view, headline, why, _), [*above, *marks, *below, last])


def whole_answer(view: MarkedView) -> View:
    """Return everything about an answer: the question, all marks in full, the model answer."""
    _ = Words(view.reader)
    blocks: list[Block] = [
        section(escape(view.item.scenario)),
        section(bold(view.item.prompt)),
        rich(line(said(_("Your answer:"), bold=True)), quote(view.reply)),
        rich(*_criteria_lines(view.criteria, _, WHOLE)[0]),
        *(mix_up(m, _) for m in view.mix_ups),
    ]
    if view.item.model_answer:
        title = line(said(_("Model answer:"), bold=True))
        blocks.append(rich(title, quote(view.item.model_answer)))
    blocks += [rich(line(source_link(source))) for source in view.item.sources]
    return modal(_("The whole answer"), blocks, callback_id=ids.WHOLE_ANSWER, close=_("Close"))


def marks_form(view: MarkedView) -> View:
    """Return the form in which many open criteria are marked by oneself."""
    _ = Words(view.reader)
    blocks: list[Block] = [
        rich(line(said(_("Your answer:"), bold=True)), quote(view.reply)),
        *_model_answer(view, _, MODEL_ANSWER),
        *(_own_mark(c, _) for c in view.open),
    ]
    return modal(
        _("Mark it yourself"),
        blocks,
        callback_id=ids.MARKS_FORM,
        metadata=ids.pack(delivery=view.delivery),
        submit=_("Save my marks"),
        close=_("Cancel"),
    )


def said_first(view: MarkedView, _: Words) -> tuple[str, str]:
    if view.open:
        return _("A person will read this one."), sentences(
            _close_call(len(view.open), _),
            _("Compare with the model answer and mark it yourself."),
        )
    if any(c.by is MarkedBy.SELF for c in view.criteria):
        return _("Your marks are saved."), _("A reviewer has the last word, here.")
    total = len(view.criteria)
    met = sum(c.outcome is Outcome.MET for c in view.criteria)
    if met == total:
        m = _.number(total)
        return _.count("The point is there.", "All {m} points are there.", total, m=m), ""
    if met == 0:
        title = _("Not this time: the points are still missing.")
        if any(c.outcome is Outcome.PARTLY for c in view.criteria):
            title = _("Partly there.")
    else:
        n, of = _.number(met), _.number(total)
        title = _.count(
            "{m} of {of} points is there.", "{m} of {of} points are there.", met, m=n, of=of
        )
        title = title[0].upper() + title[1:]
    missing = [
        one_line(c.criterion, excerpts.POINT) for c in view.criteria if c.outcome is Outcome.NOT_MET
    ]
    partly = [
        one_line(c.criterion, excerpts.POINT) for c in view.criteria if c.outcome is Outcome.PARTLY
    ]
    why = [_("Missing: {points}.", points="; ".join(missing[:POINTS]))] if missing else []
    if partly and not missing:
        why.append(_("In part: {points}.", points="; ".join(partly[:POINTS])))
    return title, " ".join(why)


def _close_call(n: int, _: Words) -> str:
    said_ = _.count(
        "{m} point is too close to call.",
        "{m} points are too close to call.",
        n,
        m=_.number(n),
    )
    return said_[0].upper() + said_[1:]


def _criteria_lines(
    criteria: Sequence[CriterionView], _: Words, room: int
) -> tuple[list[Element], bool]:
    """Return a line a criterion within `room` characters, and whether any was shortened.

    A line has the mark, then their words or why it matters; the criteria keep theirs longest.
    """
    details = [shown_by(c, _) for c in criteria]
    room -= sum(len(standing_mark(c, _)) + 3 for c in criteria)
    titles = caps([len(c.criterion) for c in criteria], max(room, 0) * 2 // 3)
    room -= sum(min(len(c.criterion), titles) for c in criteria)
    cap = caps([len(d) for d in details], max(room, 0))
    lines = []
    for c, detail in zip(criteria, details, strict=True):
        pieces = [said(f"{standing_mark(c, _)}  ", bold=True), said(shorten(c.criterion, titles))]
        if detail and cap >= min(LEAST, len(detail)):
            pieces.append(said(f"\n{shorten(detail, cap)}"))
        lines.append(line(*pieces))
    longest = max((len(c.criterion) for c in criteria), default=0)
    return lines, longest > titles or any(len(detail) > cap for detail in details)


def standing_mark(criterion: CriterionView, _: Words) -> str:
    word = mark_word(criterion.outcome, _)
    if criterion.outcome is Outcome.UNSURE or criterion.by is MarkedBy.GRADER:
        return word
    if criterion.by is MarkedBy.SELF:
        return _("{mark}, marked by you", mark=word)
    return _("{mark}, by a reviewer", mark=word)


def shown_by(criterion: CriterionView, _: Words) -> str:
    if criterion.by is MarkedBy.REVIEWER and criterion.reason:
        return criterion.reason
    if criterion.outcome is Outcome.UNSURE:
        return ""
    quotes = " … ".join(f"“{' '.join(q.split())}”" for q in criterion.quotes)
    if criterion.outcome is Outcome.MET:
        return quotes
    return sentences(quotes, criterion.why)


def _learn(view: MarkedView, _: Words) -> list[Block]:
    """Return the mix-up, the model answer and one thing to try."""
    blocks = [mix_up(m, _, short=True) for m in view.mix_ups[:1]]
    if view.item.model_answer:
        long = len(view.item.model_answer) > MODEL_ROOM
        blocks += _model_answer(view, _, MODEL_START if long else MODEL_ROOM)
    if view.item.sources and not any(m.source for m in view.mix_ups[:1]):
        link = source_link(view.item.sources[0])
        blocks.append(rich(line(said(_("Source:"), bold=True), said(" "), link)))
    if (next_time := next_try(view)) and not view.open:
        title = _("Next time:")
        blocks.append(
            section(join([bold(title), escape(ended(shorten(next_time, excerpts.NEXT_TIME)))]))
        )
    return blocks


def _model_answer(view: MarkedView, _: Words, room: int) -> list[Block]:
    if not view.item.model_answer:
        return []
    title = line(said(_("Model answer:"), bold=True))
    return [rich(title, quote(shorten(view.item.model_answer, room)))]


def next_try(view: MarkedView) -> str:
    """Return what to try about the weightiest point that is not met."""
    missed = {c.id for c in view.criteria if c.outcome in (Outcome.NOT_MET, Outcome.PARTLY)}
    by_weight = sorted(view.item.rubric, key=lambda c: -c.weight)
    tries = (c.next_time or next(iter(c.met), "") for c in by_weight if c.id in missed)
    return next(tries, "")


def _own_marks(view: MarkedView, _: Words) -> list[Block]:
    if not view.open:
        return []
    if len(view.open) > IN_THE_MESSAGE:
        return [
            actions(
                button(
                    _("Mark it myself"),
                    ids.OPEN_MARKS,
                    view.delivery,
                    label=_("Mark my answer about {skill} myself", skill=view.skill),
                    primary=True,
                )
            )
        ]
    save = button(
        _("Save my marks"),
        ids.SAVE_MARKS,
        view.delivery,
        label=_("Save my marks of my answer about {skill}", skill=view.skill),
        primary=True,
    )
    longest = LABELS_ROOM // len(view.open)
    return [*(_own_mark(c, _, longest) for c in view.open), actions(save)]


def _own_mark(criterion: CriterionView, _: Words, longest: int = CRITERION) -> Block:
    options = [
        entry(mark_word(outcome, _), outcome)
        for outcome in (Outcome.MET, Outcome.PARTLY, Outcome.NOT_MET)
    ]
    block_id = ids.block_for(ids.MARK, criterion.id)
    return field(shorten(criterion.criterion, longest), radio(ids.MARK, options), block_id)


def _footer(view: MarkedView, _: Words) -> list[Block]:
    made: list[Block] = []
    graded = any(c.by is MarkedBy.GRADER for c in view.criteria)
    if view.compared and graded and not view.open:
        compared = _.count(
            "Compared with {n} reviewed answer.",
            "Compared with {n} reviewed answers.",
            view.compared,
        )
        made.append(context(escape(compared)))
    return made + small_print(view.skill, view.back, view.looked_for, "", view.withdrawn, _)


def _spoken(view: MarkedView, headline: str, why: str, _: Words) -> list[str]:
    """Return all of it in order, without the reply: that is never put into `text`."""
    said_ = [*lead(view.skill, view.item, _), sentences(headline, why)]
    said_ += [Long(f"{standing_mark(c, _)}: {c.criterion}") for c in view.criteria]
    said_ += [Long(mix_up_words(mix, _)) for mix in view.mix_ups[:1]]
    if view.item.model_answer:
        said_.append(Long(sentences(_("Model answer:"), view.item.model_answer)))
    if (next_time := next_try(view)) and not view.open:
        said_.append(Long(sentences(_("Next time:"), ended(next_time))))
    if view.back is not None:
        said_.append(
            _(
                "{skill} comes back around {day}, with another scenario",
                skill=view.skill,
                day=_.long_day(view.back),
            )
        )
    return said_


def reviewer_word(view: ReviewerWordView) -> Message:
    """Tell the learner, in the thread, what a reviewer said."""
    _ = Words(view.reader)
    opening = _(
        "A reviewer has read your answer about {skill}.", skill=one_line(view.skill, excerpts.NAME)
    )
    lines = [line(said(opening))]
    spoken = [opening, _("Here is their mark of each point they looked at, with the reason.")]
    if view.choice:
        lines.append(line(said(view.choice)))
        spoken.append(Long(view.choice))
    for word in view.words:
        verdict = _verdict(word, _)
        lines.append(
            line(
                said(one_line(word.criterion, excerpts.CRITERION), bold=True), said(f"\n{verdict}")
            )
        )
        spoken.append(Long(f"{word.criterion}: {verdict}"))
    return compose(spoken, [rich(*lines)])


def _verdict(word: ReviewerWord, _: Words) -> str:
    mark = mark_word(word.outcome, _)
    if word.before is None or word.before is Outcome.UNSURE:
        verdict = _("Their mark: {mark}.", mark=mark)
    elif word.before_by is MarkedBy.SELF:
        before = mark_word(word.before, _)
        verdict = _("Their mark: {mark} (yours: {before}).", mark=mark, before=before)
    else:
        before = mark_word(word.before, _)
        verdict = _("Their mark: {mark} (before: {before}).", mark=mark, before=before)
    reason = _("Why: {reason}", reason=shorten(word.reason, REASON)) if word.reason else ""
    return sentences(verdict, reason)
