"""What administrators' files have in common: who may, what is wrong, and what came of a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import structlog

from files.faults import Fault
from handlers.context import Context
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
from views.reader import Reader

log = structlog.get_logger(__name__)

Done = TypeVar("Done")
Reopen = Callable[[Context, str, str], View | Faulty | None]
"""Given a user and a draft, compares it again and draws what it would change."""


def allowed(context: Context, user: str, channel: str, command: str) -> bool:
    """Whether somebody administers; who does not is told whom to ask."""
    if access.rights(context.ports, user).admin:
        return True
    reader, ask = context.reader(user), home.ask_whom(context.ports)
    said = (
        commands.load_refused(reader, ask)
        if command == "load"
        else commands.administrators_only(reader, command, ask)
    )
    context.whisper(channel, user, said)
    return False


def show(context: Context, tap: Tap, view: View) -> str:
    """Open a modal, or lay it over the one from which the tap came."""
    return context.show(tap.trigger, view, over=tap.view_type == "modal")


def opener(reopening: Mapping[DraftSubject, Reopen]) -> Callable[[Context, Tap], None]:
    """Return what opens a kept draft again, whatever it is about."""

    def open_draft(context: Context, tap: Tap) -> None:
        if not allowed(context, tap.user, tap.channel, "load"):
            return
        subject = drafts.subject_of(context.ports.sessions, tap.value, tap.user)
        if subject is None:
            context.whisper(tap.channel, tap.user, words.gone(context.reader(tap.user)))
            return
        opened = show(context, tap, words.opening(context.reader(tap.user)))  # while Slack lets it
        _reopened(context, tap, opened, reopening[subject])

    return open_draft


def _reopened(context: Context, tap: Tap, view_id: str, reopen: Reopen) -> None:
    found = reopen(context, tap.user, tap.value)
    reader = context.reader(tap.user)
    if found is None:
        context.whisper(tap.channel, tap.user, words.gone(reader))
    elif isinstance(found, Faulty):
        context.screens.update_view(view_id, load.faults(reader, found.faults, ids.LOAD_PEOPLE))
    else:
        context.screens.update_view(view_id, found)


def reading(context: Context, form: Form, again: str, read: Callable[[], None]) -> None:
    """Read a file after the acknowledgement; where that fails, "Reading …" ends with a word."""

    def work() -> None:
        try:
            read()
        except Exception:
            log.exception("file_not_read")
            reader = context.reader(form.user)
            context.refresh_view(form.view_id, load.not_read(reader, again))
            context.say(form.user, load.not_read_message(reader), "")

    context.later(work)


def say_faults(
    context: Context, form: Form, name: str, found: tuple[Fault, ...], again: str
) -> None:
    """Say what is to be fixed, in the form and in a message; a long list comes as a file."""
    context.refresh_view(form.view_id, load.faults(context.reader(form.user), found, again))
    _tell_faults(context, form.user, name, found)


def _tell_faults(context: Context, user: str, name: str, found: tuple[Fault, ...]) -> None:
    context.say(user, load.faults_message(context.reader(user), name, found), "")
    if len(found) > load.FAULTS:
        channel = context.screens.open_channel(user)
        context.screens.upload(channel, f"{name}-faults.txt", load.faults_file(found), name)


def put_into_force(
    context: Context,
    form: Form,
    publish: Callable[[], Done | Moved[Any, Any] | Faulty | None],
    told: Callable[[Done], Message],
) -> Mapping[str, Any]:
    """Answer a form at once; put its draft into force afterwards, and say what came of it."""
    context.later(lambda: _publish(context, form, publish, told))
    return instead(under_way(context, form))


def under_way(context: Context, form: Form) -> View:
    """Draw that what a form is about is being put into force."""
    return words.under_way(context.reader(form.user), form.refs.get("name", ""))


def _publish(
    context: Context,
    form: Form,
    publish: Callable[[], Done | Moved[Any, Any] | Faulty | None],
    told: Callable[[Done], Message],
) -> None:
    reader, draft = context.reader(form.user), form.refs.get("draft", "")
    name = form.refs.get("name", "")
    try:
        outcome = publish()
    except Exception:
        log.exception("publishing_broke", draft=draft)
        context.say(form.user, words.broken_off(reader, name, draft), draft)
        return
    if isinstance(outcome, Faulty):
        _tell_faults(context, form.user, name, outcome.faults)
    elif isinstance(outcome, Moved):
        context.say(form.user, words.moved(reader, name, draft), draft)
    elif outcome is None:
        context.say(form.user, words.gone(reader), draft)
    else:
        context.say(form.user, _drawn(outcome, told, reader, name), draft)


def _drawn(outcome: Done, told: Callable[[Done], Message], reader: Reader, name: str) -> Message:
    """Draw what came of it; where that breaks, what is in force is said all the same."""
    try:
        return told(outcome)
    except Exception:
        log.exception("telling_broke")
        return words.in_force(reader, name)
