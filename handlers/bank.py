"""Banks: looked after, handed in as a file, checked, compared, then published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import App

from handlers import payloads
from handlers.administrators import (
    allowed,
    put_into_force,
    reading,
    say_faults,
    show,
    under_way,
)
from handlers.context import Context
from handlers.listening import (
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


def register(app: App, context: Context) -> None:
    """Listen for loading and looking after banks."""
    app.action(ids.LOAD_QUESTIONS)(on_tap(context, open_load))
    app.action(ids.SEE_QUESTIONS)(on_look(context, see_questions))
    app.action(ids.SEE_BANK)(on_look(context, see_bank))
    app.action(ids.RETIRE)(on_tap(context, retire))
    app.action(ids.MEANING)(only_acknowledge)
    app.action(ids.PUBLISH_AS)(only_acknowledge)
    app.view(ids.LOAD_FORM)(on_form(context, check))
    app.view(ids.CHANGES_FORM)(on_form(context, confirm))
    app.view(ids.PUBLISH_FORM)(on_form(context, publish_now))


def open_load(context: Context, tap: Tap) -> None:
    """Ask for a file of questions."""
    if allowed(context, tap.user, tap.channel, "load"):
        show(context, tap, load.load_form(context.reader(tap.user)))


def see_questions(context: Context, tap: Tap) -> None:
    """Show the banks."""
    if allowed(context, tap.user, tap.channel, "bank"):
        show(
            context,
            tap,
            bank_views.banks(context.reader(tap.user), catalogue.bank_lines(context.ports)),
        )


def see_bank(context: Context, tap: Tap) -> None:
    """Show the questions of a bank."""
    if allowed(context, tap.user, tap.channel, "bank"):
        show(context, tap, _bank(context, tap.user, tap.value))


def _bank(context: Context, user: str, bank_id: str) -> View:
    lines = catalogue.item_lines(context.ports, bank_id)
    return bank_views.bank_items(context.reader(user), bank_id, lines)


def retire(context: Context, tap: Tap) -> None:
    """Withdraw a question, and show the bank without it."""
    if not allowed(context, tap.user, tap.channel, "bank"):
        return
    bank_id, _, item_id = tap.value.partition("/")
    catalogue.retire(context.ports, bank_id, item_id)
    context.later(lambda: context.refresh_view(tap.view_id, _bank(context, tap.user, bank_id)))


def check(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Begin reading a bank; the form says so at once."""
    if not access.rights(context.ports, form.user).admin:
        return closed()
    reader = context.reader(form.user)
    files, pasted = payloads.files(form.state, ids.FILE), payloads.text(form.state, ids.PASTED)
    if not files and not pasted:
        return errors(load.load_errors(reader))
    reading(context, form, ids.LOAD_QUESTIONS, lambda: _check(context, form, files, pasted))
    return instead(load.reading_file(reader, PASTED_NAME if not files else "…"))


def _check(context: Context, form: Form, files: tuple[str, ...], pasted: str) -> None:
    name, content = context.screens.download(files[0]) if files else (PASTED_NAME, pasted.encode())
    drafted = publish.draft(context.ports, name, content, form.user)
    if isinstance(drafted, Faulty):
        say_faults(context, form, name, drafted.faults, ids.LOAD_QUESTIONS)
        return
    context.screens.update_view(form.view_id, _changes(context, form.user, drafted))
    log.info("bank_checked", draft=drafted.draft_id)


def reopen(context: Context, user: str, draft_id: str) -> View | Faulty | None:
    """Draw again what a kept bank would change."""
    drafted = publish.reopen(context.ports, draft_id, user)
    return _changes(context, user, drafted) if isinstance(drafted, drafts.Draft) else drafted


def _changes(context: Context, user: str, drafted: BankDraft) -> View:
    view = ChangesView(
        reader=context.reader(user),
        draft=drafted.draft_id,
        bank=drafted.new.bank.id,
        diff=drafted.changes.diff,
        reached=drafted.changes.reached,
        warnings=drafted.new.warnings,
    )
    return load.changes(view)


def confirm(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Ask once more before publishing, or keep the draft."""
    draft, bank = form.refs.get("draft", ""), form.refs.get("name", "")
    if drafts.subject_of(context.ports.sessions, draft, form.user) is not DraftSubject.BANK:
        return closed()
    reader = context.reader(form.user)
    if payloads.chosen(form.state, ids.PUBLISH_AS) == load.DRAFT:
        context.later(
            lambda: context.say(form.user, load.kept_as_draft(reader, bank, draft), draft)
        )
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


def publish_now(context: Context, form: Form) -> Mapping[str, Any] | None:
    """Publish a draft after the form was answered."""
    if not access.rights(context.ports, form.user).admin:
        return closed()
    draft, ports = form.refs.get("draft", ""), context.ports
    afresh, kept = _items(form, "afresh"), _items(form, "kept")
    if form.beneath:  # the changes lie under the question, and would be offered once more
        context.later(lambda: context.refresh_view(form.beneath, under_way(context, form)))
    return put_into_force(
        context,
        form,
        lambda: publish.publish(ports, draft, form.user, afresh, kept),
        lambda done: _published(context, form.user, done),
    )


def _items(form: Form, name: str) -> list[str]:
    return [item for item in form.refs.get(name, "").split(",") if item]


def _published(context: Context, user: str, done: Published) -> Message:
    view = PublishedView(
        reader=context.reader(user),
        bank=done.bank,
        revision=done.revision,
        new=done.new,
        changed=done.changed,
        retired=done.retired,
    )
    return load.published(view)
