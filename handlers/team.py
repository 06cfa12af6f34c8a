"""The digest's buttons, and the digest that a manager asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from handlers import payloads
from handlers.context import Context
from handlers.listening import on_form, on_tap
from handlers.payloads import Form, Tap
from messages import commands, ids, refusals
from messages import responses as forms
from practice.teams import on_demand, responses
from views.digest import Response


def register(app: App, context: Context) -> None:
    """Listen for everything that a manager does with a digest."""
    app.action(ids.THIS_WEEK)(on_tap(context, this_week))
    app.action(ids.DIGEST_DONE)(on_tap(context, done))
    app.action(ids.DIGEST_UNDO)(on_tap(context, undo))
    app.action(ids.DIGEST_NOT_USEFUL)(on_tap(context, not_useful))
    app.action(ids.DIGEST_WRONG)(on_tap(context, wrong))
    app.view(ids.NOT_USEFUL_FORM)(on_form(context, send_not_useful))
    app.view(ids.CONTENT_WRONG_FORM)(on_form(context, send_wrong))


def this_week(context: Context, tap: Tap) -> None:
    """Send a team's digest now."""
    sent = on_demand.ask(context.ports, tap.user, tap.value)
    reader = context.reader(tap.user)
    said = commands.digest_coming(reader) if sent else commands.team_refused(reader)
    context.whisper(tap.channel, tap.user, said)


def done(context: Context, tap: Tap) -> None:
    """Note that the talk was held."""
    _respond(context, tap, Response.DONE)


def undo(context: Context, tap: Tap) -> None:
    """Take back what was said of the talk."""
    _respond(context, tap, None)


def _respond(context: Context, tap: Tap, response: Response | None) -> None:
    if not responses.respond(context.ports, tap.user, tap.value, response):
        context.whisper(tap.channel, tap.user, refusals.someone_elses(context.reader(tap.user)))


def not_useful(context: Context, tap: Tap) -> None:
    """Ask why the suggestion was not useful."""
    _form(context, tap, forms.not_useful(context.reader(tap.user), tap.value))


def wrong(context: Context, tap: Tap) -> None:
    """Ask what is wrong in the suggestion."""
    _form(context, tap, forms.content_wrong(context.reader(tap.user), tap.value))


def _form(context: Context, tap: Tap, view: Mapping[str, Any]) -> None:
    if responses.may_respond(context.ports, tap.user, tap.value):
        context.show(tap.trigger, view)
    else:
        context.whisper(tap.channel, tap.user, refusals.someone_elses(context.reader(tap.user)))


def send_not_useful(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Note why the suggestion was not useful."""
    reason = payloads.chosen(form.state, ids.REASON)
    if reason is not None:
        responses.respond(context.ports, form.user, form.refs.get("digest", ""), Response(reason))
    return None


def send_wrong(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Tell the author what is wrong in the suggestion."""
    note = payloads.text(form.state, ids.NOTE)
    responses.respond(context.ports, form.user, form.refs.get("digest", ""), Response.WRONG, note)
    return None
