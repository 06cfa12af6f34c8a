"""Reviewing in Slack: one answer at a time, a mark a criterion, a reason where marks differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from handlers import payloads
from handlers.context import Context
from handlers.listening import errors, instead, on_form, on_tap, only_acknowledge
from handlers.payloads import Form, Tap
from items.localise import in_language
from items.model import Kind, Outcome
from messages import commands, ids
from messages import review as forms
from messages.message import View
from practice.judging import review
from practice.judging.review import ReviewCase, Word
from practice.who import access
from views.review import ReviewView


def register(app: App, context: Context) -> None:
    """Listen for reviewing."""
    app.action(ids.START_REVIEW)(on_tap(context, start))
    app.action(ids.REVIEW_SKIP)(on_tap(context, skip))
    app.action(ids.REVIEW_MARK)(only_acknowledge)
    app.action(ids.USE_AS_EXAMPLE)(only_acknowledge)
    app.view(ids.REVIEW_FORM)(on_form(context, save))


def start(context: Context, tap: Tap) -> None:
    """Open the first answer that waits."""
    open_queue(context, tap.user, tap.channel, tap.trigger)


def open_queue(context: Context, user: str, channel: str, trigger: str) -> None:
    """Open the queue for whoever may review."""
    if access.rights(context.ports, user).reviewer:
        context.show(trigger, _next(context, user, 0))
    else:
        context.whisper(channel, user, commands.review_refused(context.reader(user)))


def _next(context: Context, user: str, done: int) -> View:
    case = review.next_case(context.ports, user, done)
    if case is None:
        return forms.review_done(context.reader(user), done)
    return forms.review_form(_view(context, user, case))


def _view(context: Context, user: str, case: ReviewCase) -> ReviewView:
    item = in_language(case.item, case.language)
    reply = str(case.reply.get("text", ""))
    if item.kind is not Kind.TEXT:
        chosen: Any = case.reply.get("chosen", [])
        reply = "\n".join(item.options[index].text for index in chosen)
    return ReviewView(
        reader=context.reader(user),
        task=case.task_id,
        position=case.position,
        waiting=case.waiting,
        item=item,
        reply=reply,
        criteria=case.criteria,
        marks=case.marks,
        appeal=case.appeal,
        hidden=case.hidden,
    )


def skip(context: Context, tap: Tap) -> None:
    """Leave an answer to another reviewer."""
    review.skip(context.ports, tap.user, tap.value)
    context.screens.update_view(tap.view_id, _next(context, tap.user, _done(tap.refs)))


def save(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Write the marks and show the next answer."""
    task = form.refs.get("task", "")
    words = _words(form)
    if without := review.without_reason(context.ports, task, words):
        return errors(forms.review_errors(context.reader(form.user), without))
    examples = list(words) if payloads.all_chosen(form.state, ids.USE_AS_EXAMPLE) else []
    review.decide(context.ports, form.user, task, words, examples)
    return instead(_next(context, form.user, _done(form.refs) + 1))


def _done(refs: Mapping[str, str]) -> int:
    """Return how many answers were read since the queue was opened."""
    done = refs.get("done", "")
    return int(done) if done.isdigit() else 0


def _words(form: Form) -> dict[str, Word]:
    return {
        criterion: Word(
            Outcome(outcome),
            payloads.text(form.state, ids.block_for(ids.REVIEW_WHY, criterion)),
        )
        for criterion, outcome in payloads.each(form.state, ids.REVIEW_MARK)
    }
