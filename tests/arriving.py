"""What arrives from Slack, as the handlers get it, and what they listen to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from slack_bolt import App

from handlers.context import Context
from handlers.registry import register
from messages import ids


class Listeners:
    """A bolt app that only notes what listens to what."""

    def __init__(self) -> None:
        self.actions: dict[str, Callable[..., None]] = {}
        self.views: dict[str, Callable[..., None]] = {}
        self.events: dict[str, Callable[..., None]] = {}
        self.commands: dict[str, Callable[..., None]] = {}

    def action(self, name: str) -> Callable[[Any], None]:
        return lambda listener: self.actions.update({name: listener})

    def view(self, name: str) -> Callable[[Any], None]:
        return lambda listener: self.views.update({name: listener})

    def event(self, name: str) -> Callable[[Any], None]:
        return lambda listener: self.events.update({name: listener})

    def command(self, name: str) -> Callable[[Any], None]:
        return lambda listener: self.commands.update({name: listener})


def listening(context: Context | None = None) -> Listeners:
    """Return what the handlers listen to; only what is called needs the context."""
    app = Listeners()
    register(cast(App, app), cast(Context, context))
    return app


class Acked:
    """Takes the acknowledgement."""

    def __init__(self) -> None:
        self.answers: list[dict[str, Any]] = []

    def __call__(self, **answer: Any) -> None:
        self.answers.append(answer)


def tap(user: str, action: str, value: str, view_type: str = "") -> dict[str, Any]:
    """Return what arrives when somebody taps something."""
    element: dict[str, Any] = {"action_id": action, "value": value, "action_ts": "1.0"}
    if action in (ids.QUESTION_MENU, ids.FEEDBACK_MENU):
        element = {"action_id": action, "selected_option": {"value": f"{ids.WHY_NOW}:{value}"},
                   "action_ts": "1.0"}  # fmt: skip
    state = {ids.CHOICE: {ids.CHOICE: {"selected_option": {"value": "0"}}}}
    body: dict[str, Any] = {
        "actions": [element],
        "user": {"id": user},
        "container": {"channel_id": "DUANA", "message_ts": "1.0"},
        "trigger_id": "t",
        "state": {"values": state},
    }
    if view_type:
        body["view"] = {"id": "V1", "type": view_type}
    return body


def form(user: str, callback: str, metadata: str) -> dict[str, Any]:
    """Return what arrives when somebody sends a form."""
    chosen = {"selected_option": {"value": "met"}, "value": "words", "selected_date": "2026-12-01"}
    blocks = [ids.REPLY, ids.NOTE, "mark:declares", "review_mark:declares"]
    reason = "no_time" if callback == ids.NOT_USEFUL_FORM else "unclear"
    why = {ids.REASON: {"x": {"selected_option": {"value": reason}}}}
    return {
        "user": {"id": user},
        "trigger_id": "t",
        "view": {
            "id": "V1",
            "callback_id": callback,
            "private_metadata": metadata,
            "state": {"values": {block: {"x": chosen} for block in blocks} | why},
        },
    }
