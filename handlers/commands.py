"""The slash command: a word, and what it does for whoever may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from handlers import bank, home, people, review, settings
from handlers.context import Context
from handlers.listening import afterwards, or_sorry
from handlers.payloads import Body, Tap
from messages import commands, ids
from messages import home as home_screens
from practice.screens import home as homes
from practice.teams import on_demand
from practice.who import access
from views.commands import MayDo


def register(app: App, context: Context) -> None:
    """Listen for the command."""

    def listen(ack: Ack, body: Body) -> None:
        tap = _tap(body)
        or_sorry(context, tap.channel, tap.user, lambda: run(context, tap))
        ack()

    app.command(ids.COMMAND)(listen)


def _tap(body: Body) -> Tap:
    """Read a command as a tap: its word is the action, the rest its value."""
    word, _, rest = str(body.get("text", "")).strip().partition(" ")
    return Tap(
        user=str(body["user_id"]),
        action=word.lower() or "help",
        value=rest.strip(),
        event="",
        trigger=str(body.get("trigger_id", "")),
        channel=str(body.get("channel_id", "")),
    )


def run(context: Context, tap: Tap) -> None:
    """Do what a word says; an unknown one gets help, and a long look comes afterwards."""
    handle = WORDS.get(tap.action)
    if handle is None:
        _help(context, tap, unknown=tap.action)
    elif tap.action in LOOKS:
        afterwards(context, tap.channel, tap.user, lambda: handle(context, tap))
    else:
        handle(context, tap)


def _help(context: Context, tap: Tap, unknown: str = "") -> None:
    rights = access.rights(context.ports, tap.user)
    may = MayDo(
        on_roster=rights.on_roster,
        manages=bool(rights.teams),
        reviews=rights.reviewer,
        administers=rights.admin,
    )
    context.whisper(tap.channel, tap.user, commands.help_(context.reader(tap.user), may, unknown))


def _next(context: Context, tap: Tap) -> None:
    if _known(context, tap):
        home.one_more(context, tap)


def _me(context: Context, tap: Tap) -> None:
    if _known(context, tap):
        context.show(tap.trigger, home_screens.me(homes.home(context.ports, tap.user)))


def _pause(context: Context, tap: Tap) -> None:
    if _known(context, tap):
        settings.open_pause(context, tap)


def _resume(context: Context, tap: Tap) -> None:
    if _known(context, tap):
        settings.resume(context, tap)


def _settings(context: Context, tap: Tap) -> None:
    if _known(context, tap):
        settings.open_settings(context, tap)


def _team(context: Context, tap: Tap) -> None:
    if not _known(context, tap):
        return
    reader = context.reader(tap.user)
    sent = on_demand.ask(context.ports, tap.user)
    said = commands.digest_coming(reader) if sent else commands.team_refused(reader)
    context.whisper(tap.channel, tap.user, said)


def _review(context: Context, tap: Tap) -> None:
    review.open_queue(context, tap.user, tap.channel, tap.trigger)


def _known(context: Context, tap: Tap) -> bool:
    """Whether somebody is on the roster; who is not is told whom to ask."""
    if access.rights(context.ports, tap.user).on_roster:
        return True
    said = commands.absent(context.reader(tap.user), homes.ask_whom(context.ports))
    context.whisper(tap.channel, tap.user, said)
    return False


LOOKS = frozenset({"me", "bank", "people"})
"""Words after which much is read and shown, and nothing else."""

WORDS: Mapping[str, Callable[[Context, Tap], Any]] = {
    "help": _help,
    "next": _next,
    "me": _me,
    "pause": _pause,
    "resume": _resume,
    "settings": _settings,
    "team": _team,
    "review": _review,
    "load": bank.open_load,
    "bank": bank.see_questions,
    "people": people.see_people,
    "setup": settings.open_setup,
}
"""What `/holdfast` understands."""
