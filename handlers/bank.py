"""Administrators' files: a bank, a roster or a framework, checked, compared, then published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import App

from files.faults import Fault
from handlers import payloads
from handlers.desk import Desk
from handlers.listening import closed, errors, instead, on_form, on_tap, only_acknowledge, over
from handlers.payloads import Form, Tap
from messages import bank as bank_views
from messages import commands, ids, load, roster
from messages.message import View
from practice.content import catalogue, publish
from practice.content.publish import Drafted, Moved
from practice.people import drafts, frameworks
from practice.screens import home
from practice.screens import roster as roster_view
from practice.who import access
from views.load import ChangesView, PublishedView, PublishView

log = structlog.get_logger(__name__)

PASTED_NAME = "pasted.yaml"


def register(app: App, desk: Desk) -> None:
    """Listen for loading and looking after content and people."""
    app.action(ids.LOAD_QUESTIONS)(on_tap(desk, open_load))
    app.action(ids.SEE_QUESTIONS)(on_tap(desk, see_questions))
    app.action(ids.SEE_BANK)(on_tap(desk, see_bank))
    app.action(ids.OPEN_DRAFT)(on_tap(desk, open_draft))
    app.action(ids.RETIRE)(on_tap(desk, retire))
    app.action(ids.SEE_PEOPLE)(on_tap(desk, see_people))
    app.action(ids.LOAD_PEOPLE)(on_tap(desk, open_roster))
    app.action(ids.MEANING)(only_acknowledge)
    app.action(ids.PUBLISH_AS)(only_acknowledge)
    app.view(ids.LOAD_FORM)(on_form(desk, check))
    app.view(ids.CHANGES_FORM)(on_form(desk, confirm))
    app.view(ids.PUBLISH_FORM)(on_form(desk, publish_now))
    app.view(ids.ROSTER_FORM)(on_form(desk, check_roster))
    app.view(ids.ROSTER_CHANGES_FORM)(on_form(desk, apply_roster))


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


def open_load(desk: Desk, tap: Tap) -> None:
    """Ask for a file of questions."""
    if allowed(desk, tap.user, tap.channel, "load"):
        _show(desk, tap, load.load_form(desk.reader(tap.user)))


def open_roster(desk: Desk, tap: Tap) -> None:
    """Ask for a file of people or roles."""
    if allowed(desk, tap.user, tap.channel, "people"):
        _show(desk, tap, roster.roster_form(desk.reader(tap.user)))


def see_questions(desk: Desk, tap: Tap) -> None:
    """Show the banks."""
    if allowed(desk, tap.user, tap.channel, "bank"):
        _show(desk, tap, bank_views.banks(desk.reader(tap.user), catalogue.bank_lines(desk.ports)))


def see_bank(desk: Desk, tap: Tap) -> None:
    """Show the questions of a bank."""
    if allowed(desk, tap.user, tap.channel, "bank"):
        _show(desk, tap, _bank(desk, tap.user, tap.value))


def _bank(desk: Desk, user: str, bank_id: str) -> View:
    lines = catalogue.item_lines(desk.ports, bank_id)
    return bank_views.bank_items(desk.reader(user), bank_id, lines)


def retire(desk: Desk, tap: Tap) -> None:
    """Withdraw a question."""
    if allowed(desk, tap.user, tap.channel, "bank"):
        bank_id, _, item_id = tap.value.partition("/")
        catalogue.retire(desk.ports, bank_id, item_id)
        desk.screens.update_view(tap.view_id, _bank(desk, tap.user, bank_id))


def see_people(desk: Desk, tap: Tap) -> None:
    """Show who holds which role."""
    if allowed(desk, tap.user, tap.channel, "people"):
        lines = roster_view.people_lines(desk.ports)
        _show(desk, tap, roster.people(desk.reader(tap.user), lines))


def _show(desk: Desk, tap: Tap, view: View) -> None:
    desk.show(tap.trigger, view, over=tap.view_type == "modal")


def check(desk: Desk, form: Form) -> Mapping[str, Any] | None:
    """Begin reading a bank; the form says so at once."""
    if not access.rights(desk.ports, form.user).admin:
        return closed()
    reader = desk.reader(form.user)
    files, pasted = payloads.files(form.state, ids.FILE), payloads.text(form.state, ids.PASTED)
    if not files and not pasted:
        return errors(load.load_errors(reader))
    desk.later(lambda: _check(desk, form, files, pasted))
    return instead(load.reading_file(reader, PASTED_NAME if not files else "…"))


def _check(desk: Desk, form: Form, files: tuple[str, ...], pasted: str) -> None:
    name, content = desk.screens.download(files[0]) if files else (PASTED_NAME, pasted.encode())
    drafted = publish.draft(desk.ports, name, content, form.user)
    reader = desk.reader(form.user)
    if drafted.draft_id is None:
        _say_faults(desk, form, name, drafted.checked.faults, ids.LOAD_QUESTIONS)
        return
    desk.screens.update_view(form.view_id, load.changes(_changes(desk, form.user, drafted)))
    log.info("bank_checked", reader=reader.language, draft=drafted.draft_id)


def open_draft(desk: Desk, tap: Tap) -> None:
    """Show again what a draft that was kept would change."""
    if not allowed(desk, tap.user, tap.channel, "load"):
        return
    drafted = publish.reopen(desk.ports, tap.value, tap.user)
    if drafted is None:
        desk.whisper(tap.channel, tap.user, load.draft_gone(desk.reader(tap.user)))
    else:
        _show(desk, tap, load.changes(_changes(desk, tap.user, drafted)))


def _say_faults(desk: Desk, form: Form, name: str, found: tuple[Fault, ...], again: str) -> None:
    reader = desk.reader(form.user)
    desk.screens.update_view(form.view_id, load.faults(reader, found, again))
    desk.say(form.user, load.faults_message(reader, name, found), "")
    if len(found) > load.FAULTS:
        channel = desk.screens.open_channel(form.user)
        desk.screens.upload(channel, f"{name}-faults.txt", load.faults_file(found), name)


def _changes(desk: Desk, user: str, drafted: Drafted, moved: bool = False) -> ChangesView:
    if drafted.diff is None or drafted.checked.bank is None or drafted.draft_id is None:
        raise ValueError("a draft without a bank has no changes to show")
    return ChangesView(
        reader=desk.reader(user),
        draft=drafted.draft_id,
        bank=drafted.checked.bank.id,
        diff=drafted.diff,
        reached=drafted.reached,
        moved=moved,
        warnings=drafted.checked.warnings,
    )


def confirm(desk: Desk, form: Form) -> Mapping[str, Any] | None:
    """Ask once more before publishing, or keep the draft."""
    draft = form.refs.get("draft", "")
    found = publish.look(desk.ports, draft, form.user)
    if found is None:
        return closed()
    reader = desk.reader(form.user)
    bank, diff = found
    if payloads.chosen(form.state, ids.PUBLISH_AS) == load.DRAFT:
        desk.later(lambda: desk.say(form.user, load.kept_as_draft(reader, bank, draft), draft))
        return closed()
    afresh = [item for item, m in payloads.each(form.state, ids.MEANING) if m == load.AFRESH]
    view = PublishView(
        reader=reader,
        draft=draft,
        bank=bank,
        changes=len(diff.new) + len(diff.changed) + len(diff.retired) + len(diff.bank_fields),
        retired=len(diff.retired),
        afresh=tuple(afresh),
    )
    return over(load.publish_form(view))


def publish_now(desk: Desk, form: Form) -> Mapping[str, Any] | None:
    """Publish a draft; where the bank moved meanwhile, show the changes again."""
    if not access.rights(desk.ports, form.user).admin:
        return closed()
    afresh = [item for item in form.refs.get("afresh", "").split(",") if item]
    outcome = publish.publish(desk.ports, form.refs.get("draft", ""), form.user, afresh)
    if outcome is None:
        return closed()
    if isinstance(outcome, Moved):
        return instead(load.changes(_changes(desk, form.user, outcome.draft, moved=True)))
    view = PublishedView(
        reader=desk.reader(form.user),
        bank=outcome.bank,
        revision=outcome.revision,
        new=outcome.new,
        changed=outcome.changed,
        retired=outcome.retired,
    )
    desk.later(lambda: desk.say(form.user, load.published(view), form.refs["draft"]))
    return closed()


def check_roster(desk: Desk, form: Form) -> Mapping[str, Any] | None:
    """Begin reading a roster or a framework."""
    if not access.rights(desk.ports, form.user).admin:
        return closed()
    files = payloads.files(form.state, ids.FILE)
    if not files:
        return errors(load.load_errors(desk.reader(form.user)))
    desk.later(lambda: _check_roster(desk, form, files[0]))
    return instead(load.reading_file(desk.reader(form.user), "…", ids.ROSTER_FORM))


def _check_roster(desk: Desk, form: Form, file: str) -> None:
    name, content = desk.screens.download(file)
    if name.lower().endswith((".yaml", ".yml")):
        _load_framework(desk, form, name, content)
        return
    drafted = drafts.draft(desk.ports, name, content, form.user)
    if drafted.draft_id is None:
        _say_faults(desk, form, name, drafted.checked.faults, ids.LOAD_PEOPLE)
        return
    view = roster_view.changes(desk.ports, form.user, name, drafted)
    desk.screens.update_view(form.view_id, roster.roster_changes(view))


def _load_framework(desk: Desk, form: Form, name: str, content: bytes) -> None:
    checked = frameworks.load_framework(desk.ports, name, content)
    if checked.framework is None:
        _say_faults(desk, form, name, checked.faults, ids.LOAD_PEOPLE)
        return
    said = load.framework_loaded(
        desk.reader(form.user), len(checked.framework.skills), len(checked.framework.roles)
    )
    desk.screens.update_view(form.view_id, load.done(desk.reader(form.user), said))


def apply_roster(desk: Desk, form: Form) -> Mapping[str, Any] | None:
    """Load a drafted roster, which takes longer than Slack waits, if it still does as was shown."""
    if not access.rights(desk.ports, form.user).admin:
        return closed()
    again = drafts.compare_again(desk.ports, form.refs.get("draft", ""), form.user)
    if again is not None and again.diff is None:
        faults = again.checked.faults
        return instead(load.faults(desk.reader(form.user), faults, ids.LOAD_PEOPLE))
    if again is not None:
        view = roster_view.changed_meanwhile(desk.ports, form.user, again)
        return instead(roster.roster_changes(view))
    desk.later(lambda: _apply(desk, form))
    return closed()


def _apply(desk: Desk, form: Form) -> None:
    draft = form.refs.get("draft", "")
    applied = roster_view.apply(desk.ports, form.user, draft)
    if applied is not None:
        desk.say(form.user, roster.roster_applied(applied), draft)
