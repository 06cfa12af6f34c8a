"""`holdfast bank`: check a file, compare it, load it, export what is published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.clocks import SystemClock
from bot.commands.drafts import show_and_load
from bot.commands.offline import Base, database
from bot.commands.people import read_framework
from bot.terminal import CANNOT, complaints, console, read_file
from items.check import Checked, check
from items.diff import BankDiff, compare
from items.formats.yaml import write as write_yaml
from items.model import Bank
from org.model import Framework
from practice.content.publish import BANK, BankFile, revise
from store import banks, framework

bank = typer.Typer(help="Item banks: check, diff, load, export.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A bank as YAML.")]
Workspace = Annotated[str | None, typer.Option(help="The Slack team id, where there are several.")]
Roles = Annotated[Path | None, typer.Option("--framework", help="Check against this framework.")]


@bank.command("check")
def check_bank(file: File, framework_file: Roles = None) -> None:
    """Say everything that is wrong in a bank file; nothing is changed."""
    known = read_framework(framework_file) if framework_file is not None else None
    found = _checked(file, known)
    if found.bank is not None:
        console.print(f"{file.name}: {len(found.bank.items)} items, nothing to fix.")


@bank.command("diff")
def diff_bank(file: File, workspace: Workspace = None) -> None:
    """Show what loading a bank would change."""
    with database(workspace) as base:
        new, old = _both(base, file)
        print_diff(console, compare(old, new))


@bank.command("load")
def load_bank(
    file: File,
    workspace: Workspace = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before publishing.")] = False,
    afresh: Annotated[
        list[str] | None, typer.Option(help="An item whose meaning is new; may be given often.")
    ] = None,
) -> None:
    """Publish a bank: new and changed items get a revision, missing ones are retired."""
    with database(workspace) as base:
        new, old = _both(base, file)
        if (same := compare(old, new)).empty:
            print_diff(console, same)
            return
        done = show_and_load(
            base.sessions,
            BANK,
            BankFile(new),
            lambda draft: print_diff(console, draft.changes.diff),
            "" if yes else "Publish these changes?",
            lambda unit, draft: revise(unit, new, draft.changes.diff, "command line", afresh or ()),
        )
        if done is not None:
            console.print(
                f"Published {done.bank}, revision {done.revision}: "
                f"{done.new} new, {done.changed} changed, {done.retired} retired."
            )


@bank.command("export")
def export_bank(
    name: Annotated[str, typer.Argument(help="The bank's id.")],
    to: Annotated[Path | None, typer.Option("--to", help="The file to write.")] = None,
    workspace: Workspace = None,
) -> None:
    """Write a published bank as YAML that loads back equal."""
    with database(workspace) as base, base.sessions.read() as unit:
        found = banks.bank(unit, name)
        known = [row.bank_id for row in banks.banks(unit)]
    if found is None:
        complaints.print(f"No bank {name!r}. There is: {', '.join(known) or 'none yet'}.")
        raise typer.Exit(CANNOT)
    text = write_yaml(found)
    if to is None:
        typer.echo(text, nl=False)
    else:
        to.write_text(text, encoding="utf-8")
        console.print(f"{to}: {len(found.items)} items.")


def _both(base: Base, file: Path) -> tuple[Bank, Bank | None]:
    with base.sessions.read() as unit:
        known = framework.framework(unit, SystemClock().now().date())
    new = _checked(file, known).bank
    if new is None:
        raise typer.Exit(CANNOT)
    with base.sessions.read() as unit:
        return new, banks.bank(unit, new.id)


def _checked(file: Path, known: Framework | None) -> Checked:
    found = check(read_file(file), file.name, known, SystemClock().now().date())
    for fault in (*found.faults, *found.warnings):
        complaints.print(str(fault), markup=False, highlight=False, soft_wrap=True)
    if found.bank is None:
        things = "thing" if len(found.faults) == 1 else "things"
        complaints.print(f"{len(found.faults)} {things} to fix. Nothing has changed.")
        raise typer.Exit(CANNOT)
    return found


def print_diff(to: Console, diff: BankDiff) -> None:
    """Print what a bank would change: counts, then each change with was and now."""
    counts = Table(show_header=False, box=None, padding=(0, 2))
    for name, number in (
        ("New", len(diff.new)),
        ("Changed", len(diff.changed)),
        ("Unchanged", len(diff.unchanged)),
        ("Retired", len(diff.retired)),
        ("Look-alikes", len(diff.lookalikes)),
    ):
        counts.add_row(name, str(number))
    to.print(counts)
    for item in diff.new:
        to.print(f"+ {item.id}", markup=False)
    for change in diff.changed:
        meaning = "wording" if change.same_meaning else "meaning"
        to.print(f"~ {change.item_id} ({meaning})", markup=False)
        for field in change.fields:
            to.print(f"    {field.path}: {field.was!r} -> {field.now!r}", markup=False)
    for item_id in diff.retired:
        to.print(f"- {item_id}", markup=False)
    for pair in diff.lookalikes:
        to.print(f"? {pair.a} looks like {pair.b}", markup=False)
