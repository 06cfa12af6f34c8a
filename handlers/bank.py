"""Banks: looked after, handed in as a file, checked, compared, then published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import App

from handlers import payloads
from handlers.administrators import allowed, put_into_force, say_faults, show, under_way
from handlers.desk import Desk
from handlers.listening import (
    afterwards,
    closed,
    errors,
    instead,
    on_form,
    on_look,
    on_tap,
    only_acknowledge,
    over,
)
from handlers.payloads import Form, Tap
from messages import bank as bank_views
from messages import ids, load
from messages.message import Message, View
from practice import drafts
from practice.content import catalogue, publish
from practice.content.publish import BankDraft, Published
from practice.drafts import Faulty
from practice.who import access
from store.models import DraftSubject
from views.load import ChangesView, PublishedView, PublishView

log = structlog.get_logger(__name__)

PASTED_NAME = "pasted.yaml"


def register(app: App, desk: Desk) -> None:
    """Listen for loading and looking after banks."""
    app.action(ids.LOAD_QUESTIONS)(on_tap(desk, open_load))
    app.action(ids.SEE_QUESTIONS)(on_look(desk, see_questions))
    app.action(ids.SEE_BANK)(on_look(desk, see_bank))
    app.action(ids.RETIRE)(on_tap(desk, retire))
    app.action(ids.MEANING)(only_acknowledge)
    app.action(ids.PUBLISH_AS)(only_acknowledge)
    app.view(ids.LOAD_FORM)(on_form(desk, check))
    app.view(ids.CHANGES_FORM)(on_form(desk, confirm))
    app.view(ids.PUBLISH_FORM)(on_form(desk, publish_now))


def open_load(desk: Desk, tap: Tap) -> None:
    """Ask for a file of questions."""
    if allowed(desk, tap.user, tap.channel, "load"):
        show(desk, tap, load.load_form(desk.reader(tap.user)))


def see_questions(desk: Desk, tap: Tap) -> None:
    """Show the banks."""
    if allowed(desk, tap.user, tap.channel, "bank"):
        show(desk, tap, bank_views.banks(desk.reader(tap.user), catalogue.bank_lines(desk.ports)))


def see_bank(desk: Desk, tap: Tap) -> None:
    """Show the questions of a bank."""
    if allowed(desk, tap.user, tap.channel, "bank"):
        show(desk, tap, _bank(desk, tap.user, tap.value))


def _bank(desk: Desk, user: str, bank_id: str) -> View:
    lines = catalogue.item_lines(desk.ports, bank_id)
    return bank_views.bank_items(desk.reader(user), bank_id, lines)


def retire(desk: Desk, tap: Tap) -> None:
    """Withdraw a question, and show the bank without it."""
    if not allowed(desk, tap.user, tap.channel, "bank"):
        return
    bank_id, _, item_id = tap.value.partition("/")
    catalogue.retire(desk.ports, bank_id, item_id)
    desk.later(lambda: desk.refresh_view(tap.view_id, _bank(desk, tap.user, bank_id)))


def check(desk: Desk, form: Form) -> Mapping[str, Any] | None:
    """Begin reading a bank; the form says so at once."""
    if not access.rights(desk.ports, form.user).admin:
        return closed()
    reader = desk.reader(form.user)
    files, pasted = payloads.files(form.state, ids.FILE), payloads.text(form.state, ids.PASTED)
    if not files and not pasted:
        return errors(load.load_errors(reader))
    afterwards(desk, "", form.user, lambda: _check(desk, form, files, pasted))
    return instead(load.reading_file(reader, PASTED_NAME if not files else "…"))


def _check(desk: Desk, form: Form, files: tuple[str, ...], pasted: str) -> None:
    name, content = desk.screens.download(files[0]) if files else (PASTED_NAME, pasted.encode())
    drafted = publish.draft(desk.ports, name, content, form.user)
    if isinstance(drafted, Faulty):
        say_faults(desk, form, name, drafted.faults, ids.LOAD_QUESTIONS)
        return
    desk.screens.update_view(form.view_id, _changes(desk, form.user, drafted))
    log.info("bank_checked", draft=drafted.draft_id)


def reopen(desk: Desk, user: str, draft_id: str) -> View | Faulty | None:
    """Draw again what a kept bank would change."""
    drafted = publish.reopen(desk.ports, draft_id, user)
    return _changes(desk, user, drafted) if isinstance(drafted, drafts.Draft) else drafted


def _changes(desk: Desk, user: str, drafted: BankDraft) -> View:
    view = ChangesView(
        reader=desk.reader(user),
        draft=drafted.draft_id,
        bank=drafted.new.bank.id,
        diff=drafted.changes.diff,
        reached=drafted.changes.reached,
        warnings=drafted.new.warnings,
    )
    return load.changes(view)


def confirm(desk: Desk, form: Form) -> Mapping[str, Any] | None:
    """Ask once more before publishing, or keep the draft."""
    draft, bank = form.refs.get("draft", ""), form.refs.get("name", "")
    if drafts.subject_of(desk.ports.sessions, draft, form.user) is not DraftSubject.BANK:
        return closed()
    reader = desk.reader(form.user)
    if payloads.chosen(form.state, ids.PUBLISH_AS) == load.DRAFT:
        desk.later(lambda: desk.say(form.user, load.kept_as_draft(reader, bank, draft), draft))
        return closed()
    meanings = list(payloads.each(form.state, ids.MEANING))
    view = PublishView(
        reader=reader,
        draft=draft,
        bank=bank,
        changes=_number(form, "changes"),
        retired=_number(form, "retired"),
        afresh=tuple(item for item, meaning in meanings if meaning == load.AFRESH),
        kept=tuple(item for item, meaning in meanings if meaning == load.KEEP),
    )
    return over(load.publish_form(view))


def _number(form: Form, name: str) -> int:
    said = form.refs.get(name, "")
    return int(said) if said.isdigit() else 0


def publish_now(desk: Desk, form: Form) -> Mapping[str, Any] | None:
    """Publish a draft after the form was answered."""
    if not access.rights(desk.ports, form.user).admin:
        return closed()
    draft, ports = form.refs.get("draft", ""), desk.ports
    afresh, kept = _items(form, "afresh"), _items(form, "kept")
    if form.beneath:  # the changes lie under the question, and would be offered once more
        desk.later(lambda: desk.refresh_view(form.beneath, under_way(desk, form)))
    return put_into_force(
        desk,
        form,
        lambda: publish.publish(ports, draft, form.user, afresh, kept),
        lambda done: _published(desk, form.user, done),
    )


def _items(form: Form, name: str) -> list[str]:
    return [item for item in form.refs.get(name, "").split(",") if item]


def _published(desk: Desk, user: str, done: Published) -> Message:
    view = PublishedView(
        reader=desk.reader(user),
        bank=done.bank,
        revision=done.revision,
        new=done.new,
        changed=done.changed,
        retired=done.retired,
    )
    return load.published(view)
