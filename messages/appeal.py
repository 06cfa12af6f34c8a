"""Another look at a mark, and the report of a question."""

from __future__ import annotations

from collections.abc import Sequence

from messages import ids
from messages.blocks import (
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
from messages.fitting import one_line, shorten
from messages.message import Block, Message, View, compose, note
from messages.mrkdwn import escape
from messages.words import Words
from views.lengths import NOTE
from views.reader import Reader
from views.report import ReportedView, ReportReason
from workspace import limits


def appeal_form(reader: Reader, delivery: str, criteria: Sequence[tuple[str, str]]) -> View:
    """Ask what to look at again; `criteria` are (id, text), none for a choice."""
    _ = Words(reader)
    blocks: list[Block] = []
    if criteria:
        options = [
            option(one_line(text, limits.OPTION_TEXT), ref)
            for ref, text in criteria[: limits.CHECKBOX_OPTIONS]
        ]
        blocks.append(
            field(
                _("Which points?"),
                checkboxes(ids.CRITERIA, options),
                ids.CRITERIA,
                optional=True,
            )
        )
    blocks += [
        field(_("What did we miss?"), text_input(ids.NOTE, longest=NOTE), ids.NOTE),
        context(escape(_("A reviewer reads your answer and this, without your name."))),
    ]
    return modal(
        _("I see it differently"),
        blocks,
        callback_id=ids.APPEAL_FORM,
        metadata=ids.pack(delivery=delivery),
        submit=_("Send"),
        close=_("Cancel"),
    )


def reason_words(reason: ReportReason, _: Words) -> str:
    """Name a reason."""
    return {
        ReportReason.INCORRECT: _("Incorrect"),
        ReportReason.UNCLEAR: _("Unclear"),
        ReportReason.OUT_OF_DATE: _("Out of date"),
        ReportReason.NOT_MY_JOB: _("Not my job"),
        ReportReason.OTHER: _("Other"),
    }[reason]


def report_form(reader: Reader, delivery: str) -> View:
    """Ask what is wrong with a question."""
    _ = Words(reader)
    options = [option(reason_words(reason, _), reason) for reason in ReportReason]
    return modal(
        _("Report this question"),
        [
            field(_("What is it?"), radio(ids.REASON, options), ids.REASON),
            field(_("A note"), text_input(ids.NOTE, longest=NOTE), ids.NOTE, optional=True),
            context(escape(_("The author sees this, not your name or answer."))),
        ],
        callback_id=ids.REPORT_FORM,
        metadata=ids.pack(delivery=delivery),
        submit=_("Send"),
        close=_("Cancel"),
    )


def reported(reader: Reader) -> Message:
    """Thank for a report."""
    _ = Words(reader)
    return note(_("Thank you. The author sees this, not your name or answer."))


def report_outcome(reader: Reader, *, changed: bool) -> Message:
    """Tell, in the question's thread, what came of a report."""
    _ = Words(reader)
    if changed:
        return note(_("The author changed it. Thank you."))
    return note(_("The author has read your report and left it as it is. Thank you."))


def to_author(view: ReportedView) -> Message:
    """Tell an author what somebody says of their content, without a name."""
    _ = Words(view.reader)
    if view.reason is None:
        said_ = _("A manager says that the content about {item} is wrong.", item=view.item)
    else:
        said_ = _(
            "Somebody reported {item}: {reason}.",
            item=view.item,
            reason=reason_words(view.reason, _),
        )
    blocks: list[Block] = [section(escape(said_))]
    if view.words:
        blocks.append(rich(quote(shorten(view.words, NOTE))))
    if view.figures:
        blocks.append(rich(line(said(view.figures))))
    return compose([said_, view.figures], blocks)
