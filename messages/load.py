"""Loading a bank: a file, its faults or its changes, a last question, and the news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from files.faults import Fault
from items.diff import BankDiff, ItemChange
from messages import excerpts, ids
from messages.blocks import (
    Element,
    actions,
    alert,
    button,
    context,
    field,
    file_input,
    modal,
    option,
    radio,
    section,
    text_input,
)
from messages.fitting import one_line, sentences, shorten
from messages.message import Block, Message, View, compose
from messages.mrkdwn import Mrkdwn, bold, escape, join
from messages.words import Words
from views.load import ChangesView, PublishedView, PublishView
from views.reader import Reader
from workspace import limits

FAULTS = 20
FIRST_FAULTS = 3
"""Faults shown in the form, and in the message about them."""

WARNINGS = 10
FIELDS = 4
"""Fields shown of a changed item."""

CHANGES = 30
"""Changes that get a field of their own; the others keep what the comparison suggests."""

NAMES = 12
KEEP = "keep"
AFRESH = "afresh"
NOW = "now"
DRAFT = "draft"


def load_form(reader: Reader) -> View:
    """Ask for a file, or for the questions themselves."""
    _ = Words(reader)
    pasted = text_input(ids.PASTED, longest=limits.INPUT_TEXT)
    return modal(
        _("Load questions"),
        [
            field(_("A file"), file_input(ids.FILE), ids.FILE, optional=True),
            field(_("Or paste YAML"), pasted, ids.PASTED, optional=True),
            context(_.mrkdwn("Nothing changes before you have seen what would.")),
        ],
        callback_id=ids.LOAD_FORM,
        submit=_("Check"),
        close=_("Cancel"),
    )


def load_errors(reader: Reader) -> dict[str, str]:
    """Return what is said where there is neither a file nor a text."""
    _ = Words(reader)
    return {ids.FILE: _("Choose a file, or paste the questions below.")}


def reading_file(reader: Reader, file: str, callback_id: str = ids.LOAD_FORM) -> View:
    """Show at once that a file is being read."""
    _ = Words(reader)
    said = _("Reading {file}. You may close this; the result also comes as a message.", file=file)
    return modal(
        _("Load questions") if callback_id == ids.LOAD_FORM else _("Load people"),
        [section(escape(said))],
        callback_id=callback_id,
        close=_("Close"),
    )


def not_read(reader: Reader, again: str = ids.LOAD_QUESTIONS) -> View:
    """Show that a file could not be read, for a reason that is not the file's."""
    _ = Words(reader)
    said = not_read_message(reader).text
    return modal(
        _("Load questions") if again == ids.LOAD_QUESTIONS else _("Load people"),
        [
            alert(said, "error"),
            actions(button(_("Load again"), again, "load", label=_("Load the file again"))),
        ],
        callback_id=ids.LOAD_FORM,
        close=_("Close"),
    )


def not_read_message(reader: Reader) -> Message:
    """Tell the same to somebody who has closed the form."""
    _ = Words(reader)
    said = _("Your file could not be read just now, and nothing has changed. Please try again.")
    return compose([said], [section(escape(said))])


def faults(reader: Reader, found: Sequence[Fault], again: str = ids.LOAD_QUESTIONS) -> View:
    """Show what is to be fixed; `again` is the action that opens the form anew."""
    _ = Words(reader)
    blocks: list[Block] = [alert(_("Nothing has changed."), "error")]
    blocks += [section(_fault(fault)) for fault in found[:FAULTS]]
    if len(found) > FAULTS:
        blocks.append(context(escape(_more(len(found) - FAULTS, _))))
    blocks.append(actions(button(_("Load again"), again, "load", label=_("Load the file again"))))
    title = _.count("{n} thing to fix", "{n} things to fix", len(found))
    return modal(title, blocks, callback_id=ids.LOAD_FORM, close=_("Close"))


def faults_message(reader: Reader, file: str, found: Sequence[Fault]) -> Message:
    """Say the same in a message, for whoever has closed the form; the list comes as a file."""
    _ = Words(reader)
    things = _.count("{n} thing to fix", "{n} things to fix", len(found))
    said = _("{file}: {things}. Nothing has changed.", file=file, things=things)
    blocks: list[Block] = [section(escape(said))]
    blocks += [section(_fault(fault)) for fault in found[:FIRST_FAULTS]]
    if len(found) > FIRST_FAULTS:
        blocks.append(context(escape(_more(len(found) - FIRST_FAULTS, _))))
    return compose([said, *(str(fault) for fault in found[:FIRST_FAULTS])], blocks)


def faults_file(found: Iterable[Fault]) -> str:
    """Return all faults as the content of a text file, a line each."""
    return "".join(f"{fault}\n" for fault in found)


def _more(n: int, _: Words) -> str:
    return _.count(
        "{n} more is in the file that comes as a message.",
        "{n} more are in the file that comes as a message.",
        n,
    )


def _fault(fault: Fault) -> Mrkdwn:
    place = f"{fault.file}, line {fault.line}" + (f", {fault.subject}" if fault.subject else "")
    return join(
        [
            bold(f"{place}."),
            shorten(fault.what, excerpts.FAULT),
            shorten(fault.todo, excerpts.FAULT),
        ]
    )


def changes(view: ChangesView) -> View:
    """Show what publishing would change, and ask what each change means."""
    _ = Words(view.reader)
    blocks: list[Block] = []
    if view.diff.empty:
        same = _("{bank} is published exactly so. Nothing would change.", bank=view.bank)
        blocks.append(section(escape(same)))
        return modal(_("Review changes"), blocks, callback_id=ids.CHANGES_FORM, close=_("Close"))
    blocks += [section(_counts(view.diff, _)), section(escape(_effect(view.reached, _)))]
    blocks += _names(view, _)
    for change in view.diff.changed[:CHANGES]:
        blocks += _change(change, _)
    rest = len(view.diff.changed) - CHANGES
    if rest > 0:
        said = _.count(
            "{n} more change is taken as the comparison suggests.",
            "{n} more changes are taken as the comparison suggests.",
            rest,
        )
        blocks.append(context(escape(said)))
    blocks += [section(_warning(w, _)) for w in view.warnings[:WARNINGS]]
    choices = [option(_("Publish now"), NOW), option(_("Publish as draft"), DRAFT)]
    blocks.append(
        field(_("What then?"), radio(ids.PUBLISH_AS, choices, choices[0]), ids.PUBLISH_AS)
    )
    return modal(
        _("Review changes"),
        blocks,
        callback_id=ids.CHANGES_FORM,
        metadata=ids.pack(
            draft=view.draft,
            name=view.bank,
            changes=view.diff.count,
            retired=len(view.diff.retired),
        ),
        submit=_("Continue"),
        close=_("Cancel"),
    )


def _counts(diff: BankDiff, _: Words) -> Mrkdwn:
    counts = (
        (_("New"), len(diff.new)),
        (_("Changed"), len(diff.changed)),
        (_("Unchanged"), len(diff.unchanged)),
        (_("Retired"), len(diff.retired)),
        (_("Look-alikes"), len(diff.lookalikes)),
    )
    return join([Mrkdwn(f"{bold(name)} {n}") for name, n in counts], ", ")


def _effect(reached: int, _: Words) -> str:
    people = _.count(
        "{n} person gets a new question within two weeks.",
        "{n} people get a new question within two weeks.",
        reached,
    )
    return sentences(people, _("No evidence is lost."))


def _names(view: ChangesView, _: Words) -> list[Block]:
    named = (
        (_("New:"), [item.id for item in view.diff.new]),
        (_("Retired:"), list(view.diff.retired)),
        (_("Look-alikes:"), [f"{pair.a} / {pair.b}" for pair in view.diff.lookalikes]),
    )
    return [
        section(
            join(
                [
                    bold(title),
                    _.some([one_line(name, excerpts.LISTED_ITEM) for name in names], NAMES),
                ]
            )
        )
        for title, names in named
        if names
    ]


def _change(change: ItemChange, _: Words) -> list[Block]:
    lines = [
        _.mrkdwn(
            "{path}: was “{was}”, now “{now}”",
            path=f.path,
            was=one_line(f.was, excerpts.CHANGED),
            now=one_line(f.now, excerpts.CHANGED),
        )
        for f in change.fields[:FIELDS]
    ]
    if len(change.fields) > FIELDS:
        lines.append(escape(_("and {n} more", n=len(change.fields) - FIELDS)))
    choices = [
        option(_("Wording only: keep evidence"), KEEP),
        option(_("New meaning: start afresh"), AFRESH),
    ]
    chosen = choices[0] if change.same_meaning else choices[1]
    label = _("What changed in {item}?", item=change.item_id)
    return [
        section(join([bold(change.item_id), *lines], "\n")),
        field(
            label, radio(ids.MEANING, choices, chosen), ids.block_for(ids.MEANING, change.item_id)
        ),
    ]


def _warning(warning: Fault, _: Words) -> Mrkdwn:
    return join([_.mrkdwn("*Worth a look:*"), shorten(str(warning), excerpts.FAULT)])


def publish_form(view: PublishView) -> View:
    """Ask once more."""
    _ = Words(view.reader)
    question = _.count("Publish {n} change?", "Publish {n} changes?", view.changes)
    lines = [_.mrkdwn("*{question}* Bank {bank}.", question=question, bank=view.bank)]
    if view.retired:
        retired = _.count(
            "{n} question is withdrawn and not asked again.",
            "{n} questions are withdrawn and not asked again.",
            view.retired,
        )
        lines.append(escape(retired))
    if view.afresh:
        lines.append(_.mrkdwn("Starting afresh: {names}.", names=_.some(view.afresh, NAMES)))
    return modal(
        _("Publish"),
        [section(text) for text in lines],
        callback_id=ids.PUBLISH_FORM,
        metadata=ids.pack(
            draft=view.draft,
            name=view.bank,
            afresh=",".join(view.afresh),
            kept=",".join(view.kept),
        ),
        submit=_("Publish"),
        close=_("Back"),
    )


def published(view: PublishedView) -> Message:
    """Tell that a bank was published."""
    _ = Words(view.reader)
    said = _(
        "Published {bank}, revision {revision}: {new} new, {changed} changed, {retired} retired.",
        bank=view.bank,
        revision=view.revision,
        new=view.new,
        changed=view.changed,
        retired=view.retired,
    )
    return compose([said], [section(escape(said)), actions(see_bank(view.bank, _))])


def kept_as_draft(reader: Reader, bank: str, draft: str) -> Message:
    """Tell that a bank was kept without publishing it, and how to go on with it."""
    _ = Words(reader)
    said = _("{bank} is kept as a draft. Nobody is asked from it yet.", bank=bank)
    review = button(
        _("Review changes"),
        ids.OPEN_DRAFT,
        draft,
        label=_("Review the changes of {bank}, and publish them", bank=bank),
        primary=True,
    )
    return compose([said], [section(escape(said)), actions(review, see_bank(bank, _))])


def see_bank(bank: str, _: Words) -> Element:
    """Return the button that shows a bank."""
    return button(_("See the bank"), ids.SEE_BANK, bank, label=_("See the bank {bank}", bank=bank))
