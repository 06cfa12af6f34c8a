"""Every listener, registered with one bolt app."""

from __future__ import annotations

from slack_bolt import App

from handlers import (
    administrators,
    bank,
    commands,
    home,
    menus,
    people,
    replies,
    review,
    settings,
    team,
)
from handlers.desk import Desk
from handlers.listening import on_look
from messages import ids
from store.models import DraftSubject

REOPENING = {
    DraftSubject.BANK: bank.reopen,
    DraftSubject.ROSTER: people.reopen_roster,
    DraftSubject.FRAMEWORK: people.reopen_framework,
}


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
    app.action(ids.OPEN_DRAFT)(on_look(desk, administrators.opener(REOPENING)))
    commands.register(app, desk)
