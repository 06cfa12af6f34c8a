"""Pausing and resuming: never a reproach, and the manager is not told."""

from __future__ import annotations

from datetime import date, datetime

from messages import ids
from messages.blocks import (
    actions,
    button,
    context,
    date_picker,
    field,
    modal,
    option,
    radio,
    section,
)
from messages.fitting import sentences
from messages.home import paused_words
from messages.message import Message, View, compose, note
from messages.mrkdwn import escape
from messages.words import Words
from views.reader import Reader

TODAY = "today"
THIS_WEEK = "this_week"
UNTIL_DATE = "until_date"
UNTIL_RESUMED = "until_resumed"


def pause_form(reader: Reader) -> View:
    """Ask for how long."""
    _ = Words(reader)
    options = [
        option(_("Today"), TODAY),
        option(_("This week"), THIS_WEEK),
        option(_("Until a date"), UNTIL_DATE),
        option(_("Until I resume"), UNTIL_RESUMED),
    ]
    return modal(
        _("Pause"),
        [
            field(_("For how long?"), radio(ids.PAUSE_FOR, options, options[0]), ids.PAUSE_FOR),
            field(
                _("The day to resume"),
                date_picker(ids.PAUSE_UNTIL),
                ids.PAUSE_UNTIL,
                hint=_("Only for “Until a date”."),
                optional=True,
            ),
            context(escape(_("Your manager is not told."))),
        ],
        callback_id=ids.PAUSE_FORM,
        submit=_("Pause"),
        close=_("Cancel"),
    )


def pause_errors(reader: Reader, choice: str, until: date | None, today: date) -> dict[str, str]:
    """Return what is wrong with a pause, by block."""
    _ = Words(reader)
    if choice != UNTIL_DATE:
        return {}
    if until is None:
        return {ids.PAUSE_UNTIL: _("Choose the day to resume.")}
    if until <= today:
        return {ids.PAUSE_UNTIL: _("Choose a day after today.")}
    return {}


def paused(reader: Reader, until: date | datetime | None) -> Message:
    """Confirm a pause."""
    _ = Words(reader)
    said = sentences(paused_words(until, _), _("What comes due is spread out."))
    resume = button(_("Resume now"), ids.RESUME, "message", label=_("Resume questions now"))
    return compose([said], [section(escape(said)), actions(resume)])


def resumed(reader: Reader) -> Message:
    """Confirm that questions come again."""
    _ = Words(reader)
    return note(_("Welcome back. What came due is spread out over the next weeks."))


def was_not_paused(reader: Reader) -> Message:
    """Say that there was nothing to resume."""
    _ = Words(reader)
    return note(_("You were not paused. Questions come as usual."))
