"""Every listener, registered with one bolt app."""

from __future__ import annotations

from slack_bolt import App

from handlers import bank, commands, home, menus, people, replies, review, settings, team
from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    """Make an app listen for everything."""
    replies.register(app, desk)
    menus.register(app, desk)
    home.register(app, desk)
    settings.register(app, desk)
    team.register(app, desk)
    bank.register(app, desk)
    review.register(app, desk)
    people.register(app, desk)
    commands.register(app, desk)
