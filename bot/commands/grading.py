"""`holdfast grading report`: how grading holds, by item, criterion and grader over time."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from bot.commands.offline import database
from bot.terminal import console
from practice.judging import drift

grading = typer.Typer(help="How grading holds over time.", no_args_is_help=True)


@grading.command("report")
def report(
    workspace: Annotated[str | None, typer.Option(help="The Slack team id.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show realised accuracy, overrules, appeals and reviewers' agreement."""
    with database(workspace) as base, base.sessions.read() as unit:
        rows = drift.drift(unit)
        agreed = drift.agreement(unit)
    if as_json:
        found = {"criteria": [asdict(row) for row in rows], "agreement": asdict(agreed)}
        typer.echo(json.dumps(found))
        return
    table = Table(
        "Month", "Item", "Criterion", "Grader", "Marks", "Alone", "Reviewed",
        "Right alone", "Overruled", "Appeals",
    )  # fmt: skip
    for row in rows:
        accuracy = "–"
        if row.accuracy is not None:
            accuracy = f"{row.accuracy:.2f} ({row.low:.2f} to {row.high:.2f})"
        table.add_row(
            row.month, row.item_ref, row.criterion, row.grader, str(row.marks), str(row.alone),
            str(row.reviewed), accuracy, str(row.overruled), str(row.appeals),
        )  # fmt: skip
    console.print(table)
    if not rows:
        console.print("No answers in people's own words yet.")
    kappa = "too few to say" if agreed.kappa is None else f"{agreed.kappa:.2f}"
    console.print(f"Two reviewers on {agreed.pairs} marks: quadratic weighted kappa {kappa}.")
