"""What Slack says of people: a zone moved, an account came or went."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from handlers.desk import Desk
from handlers.payloads import Body
from practice.people import accounts


def register(app: App, desk: Desk) -> None:
    """Listen for changes of people."""

    def changed(ack: Ack, event: Body) -> None:
        user: Any = event["user"]
        desk.later(lambda: _look_again(desk, str(user["id"])))
        ack()

    app.event("user_change")(changed)
    app.event("team_join")(changed)


def _look_again(desk: Desk, user: str) -> None:
    found = desk.ports.messenger.account(user)
    if found is not None:
        accounts.identify_one(desk.ports, found)
