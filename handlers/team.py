"""The digest's buttons, and the digest that a manager asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from handlers import payloads
from handlers.desk import Desk
from handlers.listening import on_form, on_tap
from handlers.payloads import Form, Tap
from messages import commands, ids, refusals
from messages import responses as forms
from practice.teams import on_demand, responses
from views.digest import Response


def register(app: App, desk: Desk) -> None:
    """Listen for everything that a manager does with a digest."""
    app.action(ids.THIS_WEEK)(on_tap(desk, this_week))
    app.action(ids.DIGEST_DONE)(on_tap(desk, done))
    app.action(ids.DIGEST_UNDO)(on_tap(desk, undo))
    app.action(ids.DIGEST_NOT_USEFUL)(on_tap(desk, not_useful))
    app.action(ids.DIGEST_WRONG)(on_tap(desk, wrong))
    app.view(ids.NOT_USEFUL_FORM)(on_form(desk, send_not_useful))
    app.view(ids.CONTENT_WRONG_FORM)(on_form(desk, send_wrong))


def this_week(desk: Desk, tap: Tap) -> None:
    """Send a team's digest now."""
    sent = on_demand.ask(desk.ports, tap.user, tap.value)
    reader = desk.reader(tap.user)
    said = commands.digest_coming(reader) if sent else commands.team_refused(reader)
    desk.whisper(tap.channel, tap.user, said)


def done(desk: Desk, tap: Tap) -> None:
    """Note that the talk was held."""
    _respond(desk, tap, Response.DONE)


def undo(desk: Desk, tap: Tap) -> None:
    """Take back what was said of the talk."""
    _respond(desk, tap, None)


def _respond(desk: Desk, tap: Tap, response: Response | None) -> None:
    if not responses.respond(desk.ports, tap.user, tap.value, response):
        desk.whisper(tap.channel, tap.user, refusals.someone_elses(desk.reader(tap.user)))


def not_useful(desk: Desk, tap: Tap) -> None:
    """Ask why the suggestion was not useful."""
    _form(desk, tap, forms.not_useful(desk.reader(tap.user), tap.value))


def wrong(desk: Desk, tap: Tap) -> None:
    """Ask what is wrong in the suggestion."""
    _form(desk, tap, forms.content_wrong(desk.reader(tap.user), tap.value))


def _form(desk: Desk, tap: Tap, view: Mapping[str, Any]) -> None:
    if responses.may_respond(desk.ports, tap.user, tap.value):
        desk.show(tap.trigger, view)
    else:
        desk.whisper(tap.channel, tap.user, refusals.someone_elses(desk.reader(tap.user)))


def send_not_useful(desk: Desk, form: Form) -> Mapping[str, Any] | None:
    """Note why the suggestion was not useful."""
    reason = payloads.chosen(form.state, ids.REASON)
    if reason is not None:
        responses.respond(desk.ports, form.user, form.refs.get("digest", ""), Response(reason))
    return None


def send_wrong(desk: Desk, form: Form) -> Mapping[str, Any] | None:
    """Tell the author what is wrong in the suggestion."""
    note = payloads.text(form.state, ids.NOTE)
    responses.respond(desk.ports, form.user, form.refs.get("digest", ""), Response.WRONG, note)
    return None
