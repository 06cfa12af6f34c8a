"""`holdfast people`: rosters and frameworks, checked, compared, loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.commands.drafts import show_and_load
from bot.commands.offline import Base, database, ports
from bot.terminal import CANNOT, complaints, console, read_file, refuse
from org.diff import Redated
from org.framework import check as check_framework
from org.framework_diff import ExpectationChange
from org.model import Framework, Roster
from org.roster import check as check_roster
from practice import drafts
from practice.people import accounts, erase, frameworks, rosters
from practice.people.frameworks import FRAMEWORK, FrameworkDraft, FrameworkFile
from practice.people.rosters import ROSTER, RosterDraft, RosterFile
from store import evidence, framework
from store import people as stored

people = typer.Typer(help="Who is expected to do what: check, diff, load.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A roster (CSV) or a framework (YAML).")]
Workspace = Annotated[str | None, typer.Option(help="The Slack team id, where there are several.")]
Roles = Annotated[Path | None, typer.Option("--framework", help="Check against this framework.")]


def _is_framework(file: Path) -> bool:
    return file.suffix.lower() in (".yaml", ".yml")


@people.command("check")
def check_people(file: File, framework_file: Roles = None) -> None:
    """Say everything that is wrong in a roster or framework; nothing is changed."""
    if _is_framework(file):
        found = read_framework(file)
        console.print(f"{file.name}: {len(found.roles)} roles, nothing to fix.")
        return
    known = read_framework(framework_file) if framework_file is not None else None
    roster = read_roster(file, known)
    console.print(f"{file.name}: {len(roster.people)} people, nothing to fix.")


@people.command("diff")
def diff_people(file: File, workspace: Workspace = None) -> None:
    """Show what loading a roster or a framework would change."""
    with database(workspace) as base:
        if _is_framework(file):
            handed_in = _framework_file(file)
            with base.sessions.read() as unit:
                print_framework(console, drafts.compare(unit, FRAMEWORK, handed_in))
            return
        new = _roster_file(base, file)
        with base.sessions.read() as unit:
            print_roster(console, drafts.compare(unit, ROSTER, new))


@people.command("load")
def load_people(
    file: File,
    workspace: Workspace = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before loading.")] = False,
) -> None:
    """Put a framework or a roster into force; its changes are shown first."""
    with database(workspace) as base:
        done = _load_framework(base, file, yes) if _is_framework(file) else _load(base, file, yes)
    if done is not None:
        console.print("Loaded.")


def _load(base: Base, file: Path, yes: bool) -> object:
    new, connected = _roster_file(base, file), ports(base)
    known = accounts.directory(connected)
    new = replace(new, unknown=accounts.unknown_to_slack(new.roster, known))
    return show_and_load(
        base.sessions,
        ROSTER,
        new,
        lambda draft: print_roster(console, draft),
        "" if yes else "Load this roster?",
        lambda unit, draft: rosters.enrol(unit, connected, draft, known),
    )


def _load_framework(base: Base, file: Path, yes: bool) -> object:
    return show_and_load(
        base.sessions,
        FRAMEWORK,
        _framework_file(file),
        lambda draft: print_framework(console, draft),
        "" if yes else "Put this framework into force today?",
        frameworks.enact,
    )


@people.command("erase")
def erase_person(
    address: Annotated[str, typer.Argument(metavar="EMAIL", help="Who has left the roster.")],
    workspace: Workspace = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before erasing.")] = False,
) -> None:
    """Erase everything about somebody who has left: answers, messages, digests, pauses."""
    with database(workspace) as base:
        with base.sessions.read() as unit:
            gone = stored.by_email(unit, address)
            if gone is None:
                refuse(f"Nobody with the address {address} is in the database.")
                return
            answers = len(evidence.attempts_of(unit, gone.person_id))
        if gone.on_roster:
            refuse(f"{gone.email} is on the roster. Load one without them first, then erase.")
        console.print(f"{gone.name}, {gone.email}: {answers} answers.", markup=False)
        if not yes and not typer.confirm("Erase everything about them? This cannot be undone."):
            console.print("Nothing has changed.")
            return
        with base.sessions.begin() as unit:
            erase.person(unit, gone.person_id)
        console.print("Erased. Old backups hold them still, and Slack its messages.")


def _framework_file(file: Path) -> FrameworkFile:
    return FrameworkFile(file.name, read_framework(file))


def _roster_file(base: Base, file: Path) -> RosterFile:
    with base.sessions.read() as unit:
        known = framework.framework(unit, unit.now.date())
    return RosterFile(file.name, "", read_roster(file, known))


def read_framework(file: Path) -> Framework:
    """Read a framework, or print its faults and end with code 2."""
    found = check_framework(read_file(file), file.name)
    for fault in (*found.faults, *found.warnings):
        complaints.print(str(fault), markup=False, highlight=False, soft_wrap=True)
    if found.framework is None:
        raise typer.Exit(CANNOT)
    return found.framework


def read_roster(file: Path, known: Framework | None) -> Roster:
    """Read a roster, or print its faults and end with code 2."""
    found = check_roster(read_file(file), file.name, known)
    for fault in (*found.faults, *found.warnings):
        complaints.print(str(fault), markup=False, highlight=False, soft_wrap=True)
    if found.roster is None:
        raise typer.Exit(CANNOT)
    return found.roster


def print_roster(to: Console, draft: RosterDraft) -> None:
    """Print what a roster would change, and whom Slack does not know."""
    diff = draft.changes.diff
    if diff.empty:
        to.print("Nothing would change.")
    for title, names in (
        ("Joining", [p.email for p in diff.joined]),
        ("Returning", [p.email for p in diff.returned]),
        ("Leaving", [p.email for p in diff.left]),
        ("Opening", [f"{a.email}: {a.role}, {a.team}" for a in diff.opened]),
        ("Closing", [f"{a.email}: {a.role}, {a.team}, {a.end}" for a in diff.closed]),
        ("Dating", [f"{d.was.email}: {d.was.role}, {_dates(d)}" for d in diff.redated]),
        ("Changing", [f"{c.email}: {c.field} {c.was!r} -> {c.now!r}" for c in diff.changed]),
        ("Writing", [f"{team.was!r} -> {team.now!r}" for team in diff.respelt]),
    ):
        _print_lines(to, title, names)
    if draft.new.unknown:
        to.print(f"Slack does not know: {', '.join(draft.new.unknown)}", markup=False)


def _dates(change: Redated) -> str:
    was, now = change.was, change.now
    return f"{was.start} to {was.end} -> {now.start} to {now.end}"


def print_framework(to: Console, draft: FrameworkDraft) -> None:
    """Print what a framework would change."""
    diff = draft.changes
    if diff.empty:
        to.print("Nothing would change.")
    entries = (*diff.changed_skills, *diff.changed_roles)
    for title, names in (
        ("New", [f"skill {s.id}" for s in diff.new_skills]),
        ("New", [f"role {r.id}: {len(r.expects)} skills" for r in diff.new_roles]),
        ("Changing", [f"{c.id}: {c.field} {c.was!r} -> {c.now!r}" for c in entries]),
        ("Retiring", [f"skill {r.id}: {_people(r.people)}" for r in diff.retired_skills]),
        ("Retiring", [f"role {r.id}: {_people(r.people)}" for r in diff.retired_roles]),
        ("Expecting", [_expectation(c) for c in diff.expectations]),
    ):
        _print_lines(to, title, names)


def _people(n: int) -> str:
    return f"{n} {'person' if n == 1 else 'people'} today"


def _expectation(change: ExpectationChange) -> str:
    was, now = (
        "nothing" if e is None else f"{e.target:g}, {e.criticality.value}"
        for e in (change.was, change.now)
    )
    since = change.now.since if change.now is not None else None
    return f"{change.role}, {change.skill}: {was} -> {now}{f', from {since}' if since else ''}"


def _print_lines(to: Console, title: str, lines: Iterable[str]) -> None:
    for line in lines:
        to.print(f"{title:<10} {line}", markup=False, highlight=False, soft_wrap=True)
