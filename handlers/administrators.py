"""What administrators' files have in common: who may, what is wrong, and what came of a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import structlog

from files.faults import Fault
from handlers.desk import Desk
from handlers.listening import instead
from handlers.payloads import Form, Tap
from messages import commands, ids, load
from messages import drafts as words
from messages.message import Message, View
from practice import drafts
from practice.drafts import Faulty, Moved
from practice.screens import home
from practice.who import access
from store.models import DraftSubject

log = structlog.get_logger(__name__)

Done = TypeVar("Done")
Reopen = Callable[[Desk, str, str], View | Faulty | None]
"""Given a user and a draft, compares it again and draws what it would change."""


def allowed(desk: Desk, user: str, channel: str, command: str) -> bool:
    """Whether somebody administers; who does not is told whom to ask."""
    if access.rights(desk.ports, user).admin:
        return True
    reader, ask = desk.reader(user), home.ask_whom(desk.ports)
    said = (
        commands.load_refused(reader, ask)
        if command == "load"
        else commands.administrators_only(reader, command, ask)
    )
    desk.whisper(channel, user, said)
    return False


def show(desk: Desk, tap: Tap, view: View) -> str:
    """Open a modal, or lay it over the one from which the tap came."""
    return desk.show(tap.trigger, view, over=tap.view_type == "modal")


def opener(reopening: Mapping[DraftSubject, Reopen]) -> Callable[[Desk, Tap], None]:
    """Return what opens a kept draft again, whatever it is about."""

    def open_draft(desk: Desk, tap: Tap) -> None:
        if not allowed(desk, tap.user, tap.channel, "load"):
            return
        subject = drafts.subject_of(desk.ports.sessions, tap.value, tap.user)
        if subject is None:
            desk.whisper(tap.channel, tap.user, words.gone(desk.reader(tap.user)))
            return
        opened = show(desk, tap, words.opening(desk.reader(tap.user)))  # while Slack lets it
        _reopened(desk, tap, opened, reopening[subject])

    return open_draft


def _reopened(desk: Desk, tap: Tap, view_id: str, reopen: Reopen) -> None:
    found = reopen(desk, tap.user, tap.value)
    reader = desk.reader(tap.user)
    if found is None:
        desk.whisper(tap.channel, tap.user, words.gone(reader))
    elif isinstance(found, Faulty):
        desk.screens.update_view(view_id, load.faults(reader, found.faults, ids.LOAD_PEOPLE))
    else:
        desk.screens.update_view(view_id, found)


def say_faults(desk: Desk, form: Form, name: str, found: tuple[Fault, ...], again: str) -> None:
    """Say what is to be fixed, in the form and in a message; a long list comes as a file."""
    desk.refresh_view(form.view_id, load.faults(desk.reader(form.user), found, again))
    _tell_faults(desk, form.user, name, found)


def _tell_faults(desk: Desk, user: str, name: str, found: tuple[Fault, ...]) -> None:
    desk.say(user, load.faults_message(desk.reader(user), name, found), "")
    if len(found) > load.FAULTS:
        channel = desk.screens.open_channel(user)
        desk.screens.upload(channel, f"{name}-faults.txt", load.faults_file(found), name)


def put_into_force(
    desk: Desk,
    form: Form,
    publish: Callable[[], Done | Moved[Any, Any] | Faulty | None],
    told: Callable[[Done], Message],
) -> Mapping[str, Any]:
    """Answer a form at once; put its draft into force afterwards, and say what came of it."""
    desk.later(lambda: _publish(desk, form, publish, told))
    return instead(under_way(desk, form))


def under_way(desk: Desk, form: Form) -> View:
    """Draw that what a form is about is being put into force."""
    return words.under_way(desk.reader(form.user), form.refs.get("name", ""))


def _publish(
    desk: Desk,
    form: Form,
    publish: Callable[[], Done | Moved[Any, Any] | Faulty | None],
    told: Callable[[Done], Message],
) -> None:
    reader, draft = desk.reader(form.user), form.refs.get("draft", "")
    name = form.refs.get("name", "")
    try:
        outcome = publish()
    except Exception:
        log.exception("publishing_broke", draft=draft)
        desk.say(form.user, words.broken_off(reader, name, draft), draft)
        return
    if isinstance(outcome, Faulty):
        _tell_faults(desk, form.user, name, outcome.faults)
    elif isinstance(outcome, Moved):
        desk.say(form.user, words.moved(reader, name, draft), draft)
    elif outcome is None:
        desk.say(form.user, words.gone(reader), draft)
    else:
        desk.say(form.user, told(outcome), draft)
