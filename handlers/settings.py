"""Pausing, resuming, one's own settings, and an administrator's setup."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from slack_bolt import App

from handlers import payloads
from handlers.context import Context
from handlers.listening import closed, errors, on_form, on_tap
from handlers.payloads import Form, Tap
from messages import commands, ids
from messages import pause as pause_words
from messages import settings as forms
from practice.people import pauses, settings, welcome
from practice.screens import home
from practice.who import access
from practice.who.preferences import Preferences, Setup
from scheduling.calendar import BEGINS, ENDS
from views.settings import NamedTo


def register(app: App, context: Context) -> None:
    """Listen for pausing, resuming and settings."""
    for action in (ids.PAUSE, ids.WELCOME_PAUSE):
        app.action(action)(on_tap(context, open_pause))
    for action in (ids.SETTINGS, ids.WELCOME_HOURS):
        app.action(action)(on_tap(context, open_settings))
    app.action(ids.RESUME)(on_tap(context, resume))
    app.action(ids.OPEN_SETUP)(on_tap(context, open_setup))
    app.view(ids.PAUSE_FORM)(on_form(context, send_pause))
    app.view(ids.SETTINGS_FORM)(on_form(context, send_settings))
    app.view(ids.SETUP_FORM)(on_form(context, send_setup))


def open_pause(context: Context, tap: Tap) -> None:
    """Ask for how long to pause."""
    context.show(tap.trigger, pause_words.pause_form(context.reader(tap.user)))
    if tap.action == ids.WELCOME_PAUSE:
        welcome.used(context.ports, tap.user, tap.value)


def send_pause(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Pause, and say until when."""
    choice = payloads.chosen(form.state, ids.PAUSE_FOR) or pause_words.TODAY
    chosen = payloads.day(form.state, ids.PAUSE_UNTIL)
    until = date.fromisoformat(chosen) if chosen else None
    today = pauses.today(context.ports, form.user)
    if today is None:
        return closed()
    reader = context.reader(form.user)
    if wrong := pause_words.pause_errors(reader, choice, until, today):
        return errors(wrong)
    day = {
        pause_words.TODAY: today + timedelta(days=1),
        pause_words.THIS_WEEK: today + timedelta(days=7 - today.weekday()),
        pause_words.UNTIL_DATE: until,
    }.get(choice)
    pauses.pause(context.ports, form.user, day)
    context.later(lambda: _paused(context, form.user, day))
    return None


def _paused(context: Context, user: str, until: date | None) -> None:
    context.say(user, pause_words.paused(context.reader(user), until), "")
    context.refresh_home(user)


def resume(context: Context, tap: Tap) -> None:
    """End a pause."""
    was = pauses.resume(context.ports, tap.user)
    reader = context.reader(tap.user)
    said = pause_words.resumed(reader) if was else pause_words.was_not_paused(reader)
    context.whisper(tap.channel, tap.user, said)
    context.refresh_home(tap.user)


def open_settings(context: Context, tap: Tap) -> None:
    """Show one's own settings."""
    view = settings.settings_view(context.ports, tap.user)
    if view is not None:
        context.show(tap.trigger, forms.settings_form(view))
    if tap.action == ids.WELCOME_HOURS:
        welcome.used(context.ports, tap.user, tap.value)


def send_settings(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Save one's own settings, and a leave where one was given."""
    days, hours = _days(form), _hours(form)
    first, last = _day(form, ids.LEAVE_FROM), _day(form, ids.LEAVE_TO)
    reader = context.reader(form.user)
    if wrong := forms.settings_errors(reader, days, hours, (first, last)):
        return errors(wrong)
    preferences = Preferences(
        per_week=_number(form, ids.PER_WEEK),
        per_day=_number(form, ids.PER_DAY),
        timezone=payloads.chosen(form.state, ids.ZONE),
        language=payloads.chosen(form.state, ids.LANGUAGE),
        days=days,
        start=hours[0],
        end=hours[1],
        wait_for_quiet=bool(payloads.all_chosen(form.state, ids.QUIET)),
    )
    if not pauses.prefer(context.ports, form.user, preferences):
        return closed()
    if first is not None and last is not None:
        pauses.take_leave(context.ports, form.user, first, last)
    context.later(lambda: _saved(context, form.user))
    return None


def _saved(context: Context, user: str) -> None:
    context.say(user, forms.saved(context.reader(user)), "")
    context.refresh_home(user)


def open_setup(context: Context, tap: Tap) -> None:
    """Show the workspace's setup to an administrator."""
    if access.rights(context.ports, tap.user).admin:
        context.show(tap.trigger, forms.setup_form(settings.setup_view(context.ports, tap.user)))
    else:
        said = commands.administrators_only(
            context.reader(tap.user), "setup", home.ask_whom(context.ports)
        )
        context.whisper(tap.channel, tap.user, said)


def send_setup(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Save the workspace's setup."""
    if not access.rights(context.ports, form.user).admin:
        return closed()
    days, hours = _days(form), _hours(form)
    by_name = payloads.chosen(form.state, ids.NAMING) == NamedTo.MANAGERS
    naming = NamedTo.MANAGERS if by_name else NamedTo.NOBODY
    why = payloads.text(form.state, ids.NAMING_WHY)
    reader = context.reader(form.user)
    if wrong := forms.setup_errors(reader, days, hours, naming, why):
        return errors(wrong)
    country = payloads.chosen(form.state, ids.COUNTRY)
    setup = Setup(
        per_week=_number(form, ids.PER_WEEK),
        per_day=_number(form, ids.PER_DAY),
        days=days,
        start=hours[0],
        end=hours[1],
        country=None if country == forms.NO_COUNTRY else country,
        digest_hour=_number(form, ids.DIGEST_HOUR),
        naming=naming,
        naming_why=why,
    )
    settings.set_up(context.ports, setup, payloads.people(form.state, ids.REVIEWERS))
    context.later(lambda: _saved(context, form.user))
    return None


def _days(form: Form) -> tuple[int, ...]:
    return tuple(sorted(int(d) for d in payloads.all_chosen(form.state, ids.DAYS) if d.isdigit()))


def _hours(form: Form) -> tuple[time, time]:
    start = payloads.clock_time(form.state, ids.START)
    end = payloads.clock_time(form.state, ids.END)
    return (
        time.fromisoformat(start) if start else BEGINS,
        time.fromisoformat(end) if end else ENDS,
    )


def _day(form: Form, block: str) -> date | None:
    value = payloads.day(form.state, block)
    return date.fromisoformat(value) if value else None


def _number(form: Form, block: str) -> int:
    return int(payloads.chosen(form.state, block) or 0)
