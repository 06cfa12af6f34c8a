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
from handlers.context import Context
from handlers.listening import on_look
from messages import ids
from store.models import DraftSubject

REOPENING = {
    DraftSubject.BANK: bank.reopen,
    DraftSubject.ROSTER: people.reopen_roster,
    DraftSubject.FRAMEWORK: people.reopen_framework,
}


def register(app: App, context: Context) -> None:
    """Make an app listen for everything."""
    replies.register(app, context)
    menus.register(app, context)
    home.register(app, context)
    settings.register(app, context)
    team.register(app, context)
    bank.register(app, context)
    review.register(app, context)
    people.register(app, context)
    app.action(ids.OPEN_DRAFT)(on_look(context, administrators.opener(REOPENING)))
    commands.register(app, context)
