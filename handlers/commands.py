"""The slash command: a word, and what it does for whoever may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from handlers import bank, home, people, review, settings
from handlers.desk import Desk
from handlers.listening import afterwards, or_sorry
from handlers.payloads import Body, Tap
from messages import commands, ids
from messages import home as home_screens
from practice.screens import home as homes
from practice.teams import on_demand
from practice.who import access
from views.commands import MayDo


def register(app: App, desk: Desk) -> None:
    """Listen for the command."""

    def listen(ack: Ack, body: Body) -> None:
        tap = _tap(body)
        or_sorry(desk, tap.channel, tap.user, lambda: run(desk, tap))
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


def run(desk: Desk, tap: Tap) -> None:
    """Do what a word says; an unknown one gets help, and a long look comes afterwards."""
    handle = WORDS.get(tap.action)
    if handle is None:
        _help(desk, tap, unknown=tap.action)
    elif tap.action in LOOKS:
        afterwards(desk, tap.channel, tap.user, lambda: handle(desk, tap))
    else:
        handle(desk, tap)


def _help(desk: Desk, tap: Tap, unknown: str = "") -> None:
    rights = access.rights(desk.ports, tap.user)
    may = MayDo(
        on_roster=rights.on_roster,
        manages=bool(rights.teams),
        reviews=rights.reviewer,
        administers=rights.admin,
    )
    desk.whisper(tap.channel, tap.user, commands.help_(desk.reader(tap.user), may, unknown))


def _next(desk: Desk, tap: Tap) -> None:
    if _known(desk, tap):
        home.one_more(desk, tap)


def _me(desk: Desk, tap: Tap) -> None:
    if _known(desk, tap):
        desk.show(tap.trigger, home_screens.me(homes.home(desk.ports, tap.user)))


def _pause(desk: Desk, tap: Tap) -> None:
    if _known(desk, tap):
        settings.open_pause(desk, tap)


def _resume(desk: Desk, tap: Tap) -> None:
    if _known(desk, tap):
        settings.resume(desk, tap)


def _settings(desk: Desk, tap: Tap) -> None:
    if _known(desk, tap):
        settings.open_settings(desk, tap)


def _team(desk: Desk, tap: Tap) -> None:
    if not _known(desk, tap):
        return
    reader = desk.reader(tap.user)
    sent = on_demand.ask(desk.ports, tap.user)
    said = commands.digest_coming(reader) if sent else commands.team_refused(reader)
    desk.whisper(tap.channel, tap.user, said)


def _review(desk: Desk, tap: Tap) -> None:
    review.open_queue(desk, tap.user, tap.channel, tap.trigger)


def _known(desk: Desk, tap: Tap) -> bool:
    """Whether somebody is on the roster; who is not is told whom to ask."""
    if access.rights(desk.ports, tap.user).on_roster:
        return True
    said = commands.absent(desk.reader(tap.user), homes.ask_whom(desk.ports))
    desk.whisper(tap.channel, tap.user, said)
    return False


LOOKS = frozenset({"me", "bank", "people"})
"""Words after which much is read and shown, and nothing else."""

WORDS: Mapping[str, Callable[[Desk, Tap], Any]] = {
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
