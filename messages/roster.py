"""The people: who holds which role, and what a new roster would change."""

from __future__ import annotations

from collections.abc import Sequence

from messages import ids
from messages.blocks import (
    LISTED,
    actions,
    button,
    context,
    field,
    file_input,
    modal,
    section,
)
from messages.excerpts import LISTED_NAME
from messages.fitting import one_line, sentences
from messages.lists import NAMES, titled
from messages.message import Block, Message, View, compose
from messages.mrkdwn import Mrkdwn, bold, escape
from messages.words import Words
from org.model import Assignment
from views.reader import Reader
from views.roster import PersonLine, RosterChangesView


def people(reader: Reader, found: Sequence[PersonLine]) -> View:
    """List the people."""
    _ = Words(reader)
    load = button(
        _("Load people"), ids.LOAD_PEOPLE, "load", label=_("Load a file of people or roles")
    )
    summary = _.count("{n} person", "{n} people", len(found))
    blocks: list[Block] = [section(bold(summary)), actions(load)]
    blocks += [section(_person(person, _)) for person in found[:LISTED]]
    if len(found) > LISTED:
        more = _.count("{n} more", "{n} more", len(found) - LISTED)
        blocks.append(context(escape(more)))
    return modal(_("People"), blocks, callback_id=ids.SEE_PEOPLE, close=_("Close"))


def _person(person: PersonLine, _: Words) -> Mrkdwn:
    parts = [*person.held]
    if person.leads:
        parts.append(_("leads {teams}", teams=_.listed(person.leads)))
    held = "; ".join(parts) or _("no role today")
    if person.left:
        held = _("has left; evidence kept")
    elif not person.has_account:
        unknown = _("Slack does not know this email")
        held = f"{held} ({unknown})"
    return Mrkdwn(f"{bold(person.name)}: {escape(held)}")


def roster_form(reader: Reader) -> View:
    """Ask for a roster or a framework."""
    _ = Words(reader)
    hint = _("A roster (CSV), or skills and roles (YAML).")
    return modal(
        _("Load people"),
        [
            field(_("A file"), file_input(ids.FILE), ids.FILE, hint=hint),
            context(_.mrkdwn("Nothing changes before you have seen what would.")),
        ],
        callback_id=ids.ROSTER_FORM,
        submit=_("Check"),
        close=_("Cancel"),
    )


def roster_changes(view: RosterChangesView) -> View:
    """Show what a roster would change, before it does."""
    _ = Words(view.reader)
    blocks: list[Block] = []
    named = (
        (_("Joining:"), view.joined),
        (_("Returning:"), view.returned),
        (_("Leaving:"), view.left),
        (_("Changing role or team:"), [_move(m, _) for m in view.moved]),
        (_("Ending:"), [_dates(a, _) for a in view.ended]),
        (_("Other dates:"), [_dates(a, _) for a in view.redated]),
        (_("Corrected:"), view.corrected),
        (_("Slack does not know:"), view.unknown),
        (_("Worth a look:"), view.warnings),
    )
    blocks += [section(titled(title, names, _)) for title, names in named if names]
    same = _.count("{n} person stays as is.", "{n} people stay as they are.", view.unchanged)
    blocks.append(context(escape(sentences(same, _("No evidence is lost.")))))
    if view.empty:
        blocks.insert(0, section(escape(_("Nothing would change."))))
    return modal(
        _("Review changes"),
        blocks,
        callback_id=ids.ROSTER_CHANGES_FORM,
        metadata=ids.pack(draft=view.draft, name=one_line(view.file, LISTED_NAME)),
        submit="" if view.empty else _("Apply"),
        close=_("Close") if view.empty else _("Cancel"),
    )


def _move(move: Assignment, _: Words) -> str:
    held = {"who": move.email, "role": move.role, "team": move.team}
    if move.start is None:
        return _("{who}: {role}, {team}", **held)
    return _("{who}: {role}, {team} from {day}", **held, day=_.dated(move.start))


def _dates(place: Assignment, _: Words) -> str:
    if place.end is None:
        return _move(place, _)
    return _(
        "{who}: {role}, {team} until {day}",
        who=place.email,
        role=place.role,
        team=place.team,
        day=_.dated(place.end),
    )


def roster_applied(view: RosterChangesView) -> Message:
    """Tell that a roster was applied."""
    _ = Words(view.reader)
    said = _(
        "{file} is applied: {joined} joined, {returned} returned, {left} left, {moved} moved.",
        file=view.file,
        joined=len(view.joined),
        returned=len(view.returned),
        left=len(view.left),
        moved=len(view.moved),
    )
    lines = [said]
    if view.unknown:
        lines.append(unknown_emails(view.unknown, _))
    return compose(lines, [section(escape(text)) for text in lines])


def unknown_emails(emails: Sequence[str], _: Words) -> str:
    """Say which emails Slack does not know, and what to do."""
    return _(
        "Slack does not know {emails}. Correct the roster, or invite them; "
        "they are asked nothing until then.",
        emails=_.some([one_line(email, LISTED_NAME) for email in emails], NAMES),
    )
