"""Making bolt listeners of plain handlers: store first, then acknowledge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack

from handlers import payloads
from handlers.desk import Desk
from handlers.payloads import Body, Form, Tap

Listener = Callable[..., None]


def on_tap(desk: Desk, handle: Callable[[Desk, Tap], object]) -> Listener:
    """Listen for a tap on a button, a menu or another element."""

    def listen(ack: Ack, body: Body) -> None:
        handle(desk, payloads.tap(body))
        ack()

    return listen


def on_form(desk: Desk, handle: Callable[[Desk, Form], Mapping[str, Any] | None]) -> Listener:
    """Listen for a form; what the handler returns says what becomes of the modal."""

    def listen(ack: Ack, body: Body) -> None:
        outcome = handle(desk, payloads.form(body))
        ack(**(outcome or {}))

    return listen


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
