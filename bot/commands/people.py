"""`holdfast people`: rosters and frameworks, checked, compared, loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.clocks import SystemClock
from bot.commands.offline import Base, database, ports
from bot.terminal import CANNOT, complaints, console, read_file, refuse
from org.diff import RosterDiff
from org.framework import check as check_framework
from org.model import Framework, Roster
from org.roster import check as check_roster
from practice.people import accounts, enrol, erase, frameworks
from practice.people.register import read_register
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
    """Show what loading a roster would change."""
    with database(workspace) as base:
        roster = read_roster(file, _known(base))
        with base.sessions.read() as unit:
            today = SystemClock().now().date()
            diff = read_register(unit).difference(roster, today)
        print_diff(console, diff)


@people.command("load")
def load_people(
    file: File,
    workspace: Workspace = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before loading.")] = False,
) -> None:
    """Put a framework or a roster into force; its changes are shown first."""
    with database(workspace) as base:
        if _is_framework(file):
            _load_framework(base, file, yes)
            return
        roster = read_roster(file, _known(base))
        connected = ports(base)
        unknown = accounts.unknown_to_slack(roster, accounts.directory(connected))
        with base.sessions.read() as unit:
            today = SystemClock().now().date()
            print_diff(console, read_register(unit).difference(roster, today))
        if unknown:
            console.print(f"Slack does not know: {', '.join(unknown)}", markup=False)
        if not yes and not typer.confirm("Load this roster?"):
            console.print("Nothing has changed.")
            return
        enrol.load_roster(connected, roster)
        console.print("Loaded.")


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


def _load_framework(base: Base, file: Path, yes: bool) -> None:
    new = read_framework(file)
    console.print(f"{len(new.skills)} skills, {len(new.roles)} roles")
    if not yes and not typer.confirm("Put this framework into force today?"):
        console.print("Nothing has changed.")
        return
    with base.sessions.begin() as unit:
        frameworks.write_framework(unit, new)
    console.print("Loaded.")


def _known(base: Base) -> Framework:
    with base.sessions.read() as unit:
        return framework.framework(unit, SystemClock().now().date())


def read_framework(file: Path) -> Framework:
    """Read a framework, or print its faults and end with code 2."""
    found = check_framework(read_file(file), file.name)
    for fault in found.faults:
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


def print_diff(to: Console, diff: RosterDiff) -> None:
    """Print what a roster would change."""
    if diff.empty:
        to.print("Nothing would change.")
    for title, names in (
        ("Joining", [p.email for p in diff.joined]),
        ("Returning", [p.email for p in diff.returned]),
        ("Leaving", [p.email for p in diff.left]),
        ("Opening", [f"{a.email}: {a.role}, {a.team}" for a in diff.opened]),
        ("Closing", [f"{a.email}: {a.role}, {a.team}, {a.end}" for a in diff.closed]),
        ("Changing", [f"{c.email}: {c.field} {c.was!r} -> {c.now!r}" for c in diff.changed]),
        ("Writing", [f"{team.was!r} -> {team.now!r}" for team in diff.respelt]),
    ):
        for name in names:
            to.print(f"{title:<10} {name}", markup=False)
