"""Reviewing: what waits, and one answer at a time, without a name."""

from __future__ import annotations

from collections.abc import Sequence

from grading.marks import CriterionMark
from items.limits import REPLY
from items.model import Criterion, Kind, Outcome
from messages import ids
from messages.blocks import (
    actions,
    button,
    checkboxes,
    context,
    field,
    line,
    modal,
    option,
    quote,
    radio,
    rich,
    said,
    section,
    text_input,
)
from messages.excerpts import CRITERION, EVIDENCE
from messages.fitting import one_line, sentences, shorten
from messages.message import Block, Message, View, compose
from messages.mrkdwn import Mrkdwn, bold, escape, join
from messages.text_feedback import mark_word
from messages.words import Words
from views.lengths import NOTE, REASON
from views.reader import Reader
from views.review import ANSWER, ReviewView, WaitingView

LEVEL_ROOM = 260
"""What a level of a criterion means, shortened."""

QUOTES = 3
"""Up to so many places that a mark rests on."""


def waiting(view: WaitingView) -> Message:
    """Say once a working day what waits."""
    _ = Words(view.reader)
    if not view.waiting:
        nothing = _("Nothing waits any more.")
        return compose([nothing], [section(escape(nothing))])
    text = _.count("{n} answer waits", "{n} answers wait", view.waiting)
    if view.appeals:
        asked = _("{n} asked for another look", n=view.appeals)
        text = f"{text}, {asked}"
    minutes = _.count("About {n} minute.", "About {n} minutes.", view.minutes)
    text = f"{text}. {minutes}"
    start = button(
        _("Start"),
        ids.START_REVIEW,
        view.delivery,
        label=_("Start reviewing the answers that wait"),
        primary=True,
    )
    return compose([text], [section(escape(text)), actions(start)])


def review_form(view: ReviewView) -> View:
    """Show an answer and ask for its marks; nothing is preselected."""
    _ = Words(view.reader)
    blocks: list[Block] = []
    if view.appeal is not None:
        title = line(said(_("They ask for another look:"), bold=True))
        blocks.append(rich(title, quote(shorten(view.appeal, NOTE))))
    blocks += [
        section(escape(view.item.scenario)),
        section(bold(view.item.prompt)),
        rich(line(said(_("Name hidden"), bold=True)), quote(shorten(view.reply, REPLY))),
    ]
    if view.item.kind is Kind.TEXT:
        wanted = set(view.criteria) or {c.id for c in view.item.rubric}
        for criterion in view.item.rubric:
            if criterion.id in wanted:
                blocks += _criterion(criterion, view, _)
        example = option(_("Use as an example"), "yes", _("Later answers are compared with it"))
        blocks.append(
            field(
                _("This answer"),
                checkboxes(ids.USE_AS_EXAMPLE, [example]),
                ids.USE_AS_EXAMPLE,
                optional=True,
            )
        )
    else:
        blocks += _choice(view, _)
    if view.hidden:
        blocks.append(context(escape(_("The grader's marks are hidden here on purpose."))))
    blocks.append(actions(_skip(view.task, _)))
    return modal(
        _("Review {n} of {total}", n=view.position, total=view.waiting),
        blocks,
        callback_id=ids.REVIEW_FORM,
        metadata=ids.pack(task=view.task, done=view.position - 1),
        submit=_("Save and next"),
        close=_("Stop here"),
    )


def _skip(task: str, _: Words) -> dict[str, object]:
    return button(
        _("Skip: I know the author"),
        ids.REVIEW_SKIP,
        task,
        label=_("Skip this answer, because I know who wrote it"),
    )


def _criterion(criterion: Criterion, view: ReviewView, _: Words) -> list[Block]:
    levels = [
        (Outcome.MET, criterion.met),
        (Outcome.PARTLY, criterion.partly),
        (Outcome.NOT_MET, criterion.not_met),
    ]
    lines: list[Mrkdwn] = [bold(criterion.criterion)]
    for outcome, descriptors in levels:
        if descriptors:
            text = shorten(" / ".join(descriptors), LEVEL_ROOM)
            lines.append(Mrkdwn(f"_{escape(mark_word(outcome, _))}:_ {escape(text)}"))
    blocks: list[Block] = [section(join(lines, "\n"))]
    mark = view.marks.get(criterion.id)
    if mark is not None and not view.hidden:
        blocks.append(rich(_graders(mark, view.reply, _)))
    outcomes = [outcome for outcome, __ in levels]
    options = [option(mark_word(outcome, _), outcome) for outcome in outcomes]
    options.append(option(_("Cannot tell"), Outcome.UNSURE))
    blocks += [
        field(
            _("Your mark: {criterion}", criterion=one_line(criterion.criterion, CRITERION)),
            radio(ids.REVIEW_MARK, options),
            ids.block_for(ids.REVIEW_MARK, criterion.id),
        ),
        _why(criterion.id, _),
    ]
    return blocks


def _why(ref: str, _: Words) -> Block:
    return field(
        _("Why?"),
        text_input(ids.REVIEW_WHY, longest=REASON, multiline=False),
        ids.block_for(ids.REVIEW_WHY, ref),
        hint=_("Where your mark differs from the one before. The learner reads it."),
        optional=True,
    )


def _graders(mark: CriterionMark, reply: str, _: Words) -> dict[str, object]:
    shown = _("The grader's mark: {mark}", mark=mark_word(mark.outcome, _))
    quotes = " … ".join(
        f"“{one_line(reply[span.start : span.end], EVIDENCE)}”" for span in mark.evidence[:QUOTES]
    )
    return line(said(shown, bold=True), said(f" {quotes}" if quotes else ""))


def _choice(view: ReviewView, _: Words) -> list[Block]:
    """A choice is exact: what can be right is that the learner's options are as good."""
    options = [
        option(_("They are right: accept it"), Outcome.MET),
        option(_("The outcome stands"), Outcome.NOT_MET),
        option(_("Cannot tell"), Outcome.UNSURE),
    ]
    block_id = ids.block_for(ids.REVIEW_MARK, ANSWER)
    best = max((o.score for o in view.item.options), default=0.0)
    lines = []
    for o in view.item.options:
        pieces = [said(f"• {o.text}")]
        if o.score > 0 and view.item.kind is not Kind.ORDER:
            right = o.score == best or view.item.kind is Kind.MULTIPLE
            shown = _("Best answer") if right else _("Partly")
            pieces.insert(0, said(f"{shown}  ", bold=True))
        lines.append(line(*pieces))
    return [
        rich(*lines),
        field(_("Your word"), radio(ids.REVIEW_MARK, options), block_id),
        _why(ANSWER, _),
    ]


def review_errors(reader: Reader, without_why: Sequence[str]) -> dict[str, str]:
    """Return what is said where a mark differs and no reason is given, by block."""
    _ = Words(reader)
    said_ = _("Say why, in a sentence: your mark differs.")
    return {ids.block_for(ids.REVIEW_WHY, criterion): said_ for criterion in without_why}


def review_done(reader: Reader, done: int) -> View:
    """Return what the form becomes when nothing more waits."""
    _ = Words(reader)
    text = _("Nothing waits for you.")
    if done:
        read = _.count("{n} answer read.", "{n} answers read.", done)
        text = sentences(read, _("Nothing more waits. Thank you."))
    return modal(
        _("Review"), [section(escape(text))], callback_id=ids.REVIEW_FORM, close=_("Close")
    )
