"""Making bolt listeners of plain handlers: store first, then acknowledge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt import Ack

from handlers import payloads
from handlers.context import Context
from handlers.payloads import Body, Form, Tap
from messages import refusals

log = structlog.get_logger(__name__)

Listener = Callable[..., None]


def or_sorry(context: Context, channel: str, user: str, work: Callable[[], object]) -> None:
    """Do what somebody wants; where it breaks, it is logged and they are told to try again.

    Slack gets its acknowledgement either way: without one it would only repeat the request.
    """
    try:
        work()
    except Exception:
        log.exception("listener_broke")
        context.later(lambda: context.sorry(channel, user))


def afterwards(context: Context, channel: str, user: str, work: Callable[[], object]) -> None:
    """Do what may take a while after the acknowledgement, with the same word where it breaks."""
    context.later(lambda: or_sorry(context, channel, user, work))


def on_tap(context: Context, handle: Callable[[Context, Tap], object]) -> Listener:
    """Listen for a tap on a button, a menu or another element."""

    def listen(ack: Ack, body: Body) -> None:
        tap = payloads.tap(body)
        or_sorry(context, tap.channel, tap.user, lambda: handle(context, tap))
        ack()

    return listen


def on_look(context: Context, handle: Callable[[Context, Tap], object]) -> Listener:
    """Listen for a tap after which something is read and shown, or done that may take a while.

    It is acknowledged at once; a modal may be opened for three seconds after that.
    """

    def listen(ack: Ack, body: Body) -> None:
        tap = payloads.tap(body)
        afterwards(context, tap.channel, tap.user, lambda: handle(context, tap))
        ack()

    return listen


def on_form(
    context: Context, handle: Callable[[Context, Form], Mapping[str, Any] | None]
) -> Listener:
    """Listen for a form; what the handler returns says what becomes of the modal."""

    def listen(ack: Ack, body: Body) -> None:
        form = payloads.form(body)
        try:
            outcome = handle(context, form)
        except Exception:
            log.exception("form_broke", callback=form.callback)
            outcome = _kept_open(context, form, body)
        ack(**(outcome or {}))

    return listen


def _kept_open(context: Context, form: Form, body: Body) -> Mapping[str, Any] | None:
    """Say in the form itself that it broke, so that what was written in it is not lost."""
    inputs = [b for b in body["view"].get("blocks", ()) if b.get("type") == "input"]
    if inputs:
        return errors({inputs[0]["block_id"]: refusals.not_saved(context.reader(form.user)).text})
    context.later(lambda: context.sorry("", form.user))
    return None


def only_acknowledge(ack: Ack) -> None:
    """Take note of a choice that says nothing yet: a button will carry it."""
    ack()


def errors(found: Mapping[str, str]) -> dict[str, Any]:
    """Answer a form with what is wrong in it, by block."""
    return {"response_action": "errors", "errors": dict(found)}


def instead(view: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a form with another content in its place."""
    return {"response_action": "update", "view": dict(view)}


def over(view: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a form with another one laid over it."""
    return {"response_action": "push", "view": dict(view)}


def closed() -> dict[str, Any]:
    """Answer a form by closing all of them."""
    return {"response_action": "clear"}
