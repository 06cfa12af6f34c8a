"""What commands use that work on the database without answering Slack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.clocks import SystemClock
from bot.errors import MissingToken
from bot.messenger import SlackMessenger
from bot.program import priors_of
from bot.settings import Settings
from bot.terminal import clear_errors, read_settings, refuse
from capability.priors import shipped
from grading.layers import Layers
from practice.kinds import KINDS
from practice.ports import Ports
from store import people
from store.engine import Database, open_database
from store.unit import Sessions
from store.upgrade import require_current


@dataclass(frozen=True, slots=True)
class Base:
    """An open database and the workspace that a command is about."""

    settings: Settings
    sessions: Sessions


@contextmanager
def database(workspace: str | None) -> Iterator[Base]:
    """Open the database for one workspace, with clear errors for what is not as it should be."""
    settings = read_settings()
    with clear_errors():
        opened = open_database(settings.database_url)
        try:
            require_current(opened)
            named = _workspace(opened, workspace)
            yield Base(settings, Sessions(opened, named, SystemClock().now))
        finally:
            opened.close()


def _workspace(opened: Database, named: str | None) -> str:
    """Return the workspace that was named, or the only one there is."""
    with opened.read() as session:
        known = people.workspaces(session)
    if named is not None and named in known:
        return named
    if named is not None:
        refuse(f"No workspace {named} is in the database. There is: {', '.join(known) or 'none'}.")
    if not known:
        refuse("No workspace is in the database yet. Connect the bot once with: holdfast run")
    if len(known) > 1:
        refuse(f"Several workspaces are in the database; name one with --workspace: {known}.")
    return known[0]


def ports(base: Base) -> Ports:
    """Return ports to Slack as well; raises MissingToken where there is no token."""
    if base.settings.bot_token is None:
        raise MissingToken(
            "SLACK_BOT_TOKEN is not set. It is needed to find people in Slack; it starts with "
            "xoxb-, under OAuth & Permissions of your Slack app."
        )
    clock = SystemClock()
    token = base.settings.bot_token.get_secret_value()
    with base.sessions.read() as unit:
        own = priors_of(unit)
    return Ports(
        sessions=base.sessions,
        clock=clock,
        messenger=SlackMessenger(token, base.settings.api_url, clock, None),
        grader=Layers(),
        priors=own or shipped(),
        kinds=KINDS,
        admins=base.settings.admin_emails,
    )
