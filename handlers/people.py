"""People: rosters and frameworks as files, and what Slack says of people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from handlers import payloads, slack_accounts
from handlers.administrators import allowed, put_into_force, reading, say_faults, show
from handlers.context import Context
from handlers.listening import closed, errors, instead, on_form, on_look, on_tap
from handlers.payloads import Body, Form, Tap
from handlers.slack_accounts import Newest
from messages import framework, ids, load, roster
from messages.message import View
from practice.drafts import Draft, Faulty
from practice.people import accounts, frameworks, rosters
from practice.people.frameworks import FrameworkDraft
from practice.people.rosters import RosterDraft
from practice.screens import roster as roster_view
from practice.who import access


def register(app: App, context: Context) -> None:
    """Listen for loading people and for changes of them."""
    app.action(ids.SEE_PEOPLE)(on_look(context, see_people))
    app.action(ids.LOAD_PEOPLE)(on_tap(context, open_roster))
    app.view(ids.ROSTER_FORM)(on_form(context, check))
    app.view(ids.ROSTER_CHANGES_FORM)(on_form(context, apply_roster))
    app.view(ids.FRAMEWORK_CHANGES_FORM)(on_form(context, apply_framework))
    newest = Newest()
    app.event("user_change")(_changed(context, newest))
    app.event("team_join")(_changed(context, newest))


def see_people(context: Context, tap: Tap) -> None:
    """Show who holds which role."""
    if allowed(context, tap.user, tap.channel, "people"):
        lines = roster_view.people_lines(context.ports)
        show(context, tap, roster.people(context.reader(tap.user), lines))


def open_roster(context: Context, tap: Tap) -> None:
    """Ask for a file of people or roles."""
    if allowed(context, tap.user, tap.channel, "people"):
        show(context, tap, roster.roster_form(context.reader(tap.user)))


def check(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Begin reading a roster or a framework; the form says so at once."""
    if not access.rights(context.ports, form.user).admin:
        return closed()
    files = payloads.files(form.state, ids.FILE)
    if not files:
        return errors(load.load_errors(context.reader(form.user)))
    reading(context, form, ids.LOAD_PEOPLE, lambda: _check(context, form, files[0]))
    return instead(load.reading_file(context.reader(form.user), "…", ids.ROSTER_FORM))


def _check(context: Context, form: Form, file: str) -> None:
    name, content = context.screens.download(file)
    is_framework = name.lower().endswith((".yaml", ".yml"))
    found = (_framework if is_framework else _roster)(context, form.user, name, content)
    if isinstance(found, Faulty):
        say_faults(context, form, name, found.faults, ids.LOAD_PEOPLE)
    else:
        context.screens.update_view(form.view_id, found)


def _roster(context: Context, user: str, name: str, content: bytes) -> View | Faulty:
    drafted = rosters.draft(context.ports, name, content, user)
    return drafted if isinstance(drafted, Faulty) else _roster_changes(context, user, drafted)


def _framework(context: Context, user: str, name: str, content: bytes) -> View | Faulty:
    drafted = frameworks.draft(context.ports, name, content, user)
    return drafted if isinstance(drafted, Faulty) else _framework_changes(context, user, drafted)


def _roster_changes(context: Context, user: str, drafted: RosterDraft) -> View:
    return roster.roster_changes(roster_view.changes(context.ports, user, drafted))


def _framework_changes(context: Context, user: str, drafted: FrameworkDraft) -> View:
    return framework.framework_changes(roster_view.framework_changes(context.ports, user, drafted))


def reopen_roster(context: Context, user: str, draft_id: str) -> View | Faulty | None:
    """Draw again what a kept roster would change."""
    drafted = rosters.reopen(context.ports, draft_id, user)
    return _roster_changes(context, user, drafted) if isinstance(drafted, Draft) else drafted


def reopen_framework(context: Context, user: str, draft_id: str) -> View | Faulty | None:
    """Draw again what a kept framework would change."""
    drafted = frameworks.reopen(context.ports, draft_id, user)
    return _framework_changes(context, user, drafted) if isinstance(drafted, Draft) else drafted


def apply_roster(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Load a drafted roster after the form was answered."""
    if not access.rights(context.ports, form.user).admin:
        return closed()
    draft, ports = form.refs.get("draft", ""), context.ports
    return put_into_force(
        context,
        form,
        lambda: rosters.publish(ports, draft, form.user),
        lambda done: roster.roster_applied(roster_view.changed(ports, form.user, done)),
    )


def apply_framework(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Put a drafted framework into force after the form was answered."""
    if not access.rights(context.ports, form.user).admin:
        return closed()
    draft, ports = form.refs.get("draft", ""), context.ports
    return put_into_force(
        context,
        form,
        lambda: frameworks.publish(ports, draft, form.user),
        lambda done: framework.framework_applied(
            roster_view.framework_changes(ports, form.user, done)
        ),
    )


def _changed(context: Context, newest: Newest) -> Any:
    """Take note of what an event itself tells of somebody, before it is acknowledged.

    One comes with every status and huddle of anybody. None is looked up, and nothing is written
    where it says nothing new.
    """

    def listen(ack: Ack, event: Body) -> None:
        user: Any = event["user"]
        if not newest.is_older(user):
            accounts.identify_one(context.ports, slack_accounts.account(user))
            newest.note(user)
        ack()

    return listen
