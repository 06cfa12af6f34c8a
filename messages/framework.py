"""Skills, roles and what roles expect: what a new framework would change."""

from __future__ import annotations

from collections.abc import Iterable

from messages import ids
from messages.blocks import context, modal, section
from messages.excerpts import CHANGE, LISTED_NAME, NAME
from messages.fitting import one_line, sentences
from messages.lists import titled
from messages.message import Block, Message, View, compose
from messages.mrkdwn import escape
from messages.numbers import tenths
from messages.words import Words
from org.framework_diff import EntryChange, ExpectationChange, Field, FrameworkDiff, Retired
from org.model import Criticality, Expectation, Role
from views.framework import FrameworkChangesView


def framework_changes(view: FrameworkChangesView) -> View:
    """Show what a framework would change, before it does."""
    _ = Words(view.reader)
    blocks: list[Block] = [
        section(titled(title, lines, _, CHANGE)) for title, lines in _changes(view, _) if lines
    ]
    if view.warnings:
        blocks.append(section(titled(_("Worth a look:"), view.warnings, _)))
    if view.diff.empty:
        blocks.append(section(escape(_("Nothing would change."))))
    kept = [_("No evidence is lost.")]
    if view.diff.retired_roles:
        kept.append(_("Who holds a retired role is asked nothing for it."))
    blocks.append(context(escape(sentences(*kept))))
    return modal(
        _("Review changes"),
        blocks,
        callback_id=ids.FRAMEWORK_CHANGES_FORM,
        metadata=ids.pack(draft=view.draft, name=one_line(view.file, LISTED_NAME)),
        submit="" if view.diff.empty else _("Apply"),
        close=_("Close") if view.diff.empty else _("Cancel"),
    )


def _changes(view: FrameworkChangesView, _: Words) -> Iterable[tuple[str, list[str]]]:
    """Return what changes under its title, a line each."""
    diff = view.diff
    return (
        (_("New skills:"), [skill.name for skill in diff.new_skills]),
        (_("Changed skills:"), [_entry(c, _) for c in diff.changed_skills]),
        (_("Retired skills:"), [_retired_skill(r, _) for r in diff.retired_skills]),
        (_("New roles:"), [_new_role(role, _) for role in diff.new_roles]),
        (_("Changed roles:"), [_entry(c, _) for c in diff.changed_roles]),
        (_("Retired roles:"), [_retired_role(r, _) for r in diff.retired_roles]),
        (_("Expected otherwise:"), [_expectation(c, view, _) for c in diff.expectations]),
    )


def _entry(change: EntryChange, _: Words) -> str:
    what = {Field.NAME: _("name"), Field.DESCRIPTION: _("description")}[change.field]
    return _(
        "{what} of {id}: {was} → {now}",
        what=what,
        id=change.id,
        was=one_line(change.was, NAME) or "–",
        now=one_line(change.now, NAME) or "–",
    )


def _retired_skill(skill: Retired, _: Words) -> str:
    return _.count(
        "{name}: expected of {n} person today",
        "{name}: expected of {n} people today",
        skill.people,
        name=one_line(skill.name, NAME),
    )


def _retired_role(role: Retired, _: Words) -> str:
    return _.count(
        "{name}: held by {n} person",
        "{name}: held by {n} people",
        role.people,
        name=one_line(role.name, NAME),
    )


def _new_role(role: Role, _: Words) -> str:
    return _.count(
        "{name}: expects {n} skill",
        "{name}: expects {n} skills",
        len(role.expects),
        name=one_line(role.name, NAME),
    )


def _expectation(change: ExpectationChange, view: FrameworkChangesView, _: Words) -> str:
    said = {
        "role": one_line(view.roles.get(change.role, change.role), NAME),
        "skill": one_line(view.skills.get(change.skill, change.skill), NAME),
        "was": _expected(change.was, _),
        "now": _expected(change.now, _),
    }
    if change.now is None or change.now.since is None:
        return _("{role}, {skill}: {was} → {now}", **said)
    day = _.dated(change.now.since)
    return _("{role}, {skill}: {was} → {now}, from {day}", **said, day=day)


def _expected(expectation: Expectation | None, _: Words) -> str:
    """Say what is expected on the scale of ten, and how much a role depends on it."""
    if expectation is None:
        return _("not expected")
    target = tenths(expectation.target, _)
    match expectation.criticality:
        case Criticality.HIGH:
            return _("{target} in 10, critical", target=target)
        case Criticality.LOW:
            return _("{target} in 10, less critical", target=target)
        case Criticality.NORMAL:
            return _("{target} in 10", target=target)


def framework_applied(view: FrameworkChangesView) -> Message:
    """Tell that a framework is in force."""
    _ = Words(view.reader)
    said = _(
        "{file} is applied: skills: {skills}; roles: {roles}; expected otherwise: {expected}.",
        file=one_line(view.file, LISTED_NAME),
        skills=_counted(view.diff, _, roles=False),
        roles=_counted(view.diff, _, roles=True),
        expected=len(view.diff.expectations),
    )
    return compose([said], [section(escape(said))])


def _counted(diff: FrameworkDiff, _: Words, *, roles: bool) -> str:
    new, changed, retired = (
        (diff.new_roles, diff.changed_roles, diff.retired_roles)
        if roles
        else (diff.new_skills, diff.changed_skills, diff.retired_skills)
    )
    return _(
        "{new} new, {changed} changed, {retired} retired",
        new=len(new),
        changed=len({change.id for change in changed}),
        retired=len(retired),
    )
