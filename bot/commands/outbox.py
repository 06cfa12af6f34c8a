"""`holdfast outbox`: messages that stand still, and what to do about each."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from bot.commands.offline import database, ports
from bot.terminal import console, refuse
from practice.outbox import stuck
from practice.outbox.stuck import Retried
from store.models import DeliveryState

outbox = typer.Typer(help="Messages that stand still: list, retry, drop.", no_args_is_help=True)

Workspace = Annotated[str | None, typer.Option(help="The Slack team id, where there are several.")]
Delivery = Annotated[str, typer.Argument(metavar="ID", help="A message, as `list` shows it.")]

TO_DO = {
    DeliveryState.UNKNOWN: "ask the person whether it arrived; then retry or drop",
    DeliveryState.FAILED: "mend what the problem says, then retry; or drop",
    DeliveryState.PLANNED: "it is tried again by itself; retry tries at once",
    DeliveryState.SENDING: "nothing: it is being sent",
    DeliveryState.UNSURE: "nothing: it is being looked up",
}


@outbox.command("list")
def list_stuck(
    workspace: Workspace = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what is unknown, failed, or an hour late: ids and reasons, and nothing of its text."""
    with database(workspace) as base, base.sessions.read() as unit:
        found = stuck.stuck(unit)
    if as_json:
        rows = [asdict(row) | {"since": row.since.isoformat()} for row in found]
        typer.echo(json.dumps([r | {"to_do": TO_DO[r["state"]]} for r in rows]))
        return
    if not found:
        console.print("Nothing is stuck.")
        return
    for row in found:
        lines = [
            f"{row.delivery_id}  {row.kind}, {row.state}, since {row.since:%Y-%m-%d %H:%M} UTC",
            f"  person: {row.person_id}",
            f"  problem: {row.problem or 'none is known'}",
            f"  to do: {TO_DO[row.state]}",
        ]
        console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)


@outbox.command("retry")
def retry(
    delivery: Delivery,
    workspace: Workspace = None,
    did_not_arrive: Annotated[
        bool, typer.Option("--did-not-arrive", help="You know that it never arrived.")
    ] = False,
) -> None:
    """Look once more whether a message arrived; where it did not, let it go out after all."""
    with database(workspace) as base:
        outcome = stuck.retry(ports(base), delivery, did_not_arrive=did_not_arrive)
    match outcome:
        case Retried.WAS_SENT:
            console.print("It had arrived after all, and is noted as sent.")
        case Retried.PLANNED:
            console.print("It goes out in the person's next working hours.")
        case Retried.NOT_KNOWN:
            refuse(
                "Its conversation cannot be read, so nobody knows whether it arrived. Ask the "
                "person; if it did not, run this again with --did-not-arrive."
            )
        case Retried.NOT_STUCK:
            refuse("It is not stuck: it was sent or dropped, or is being sent or looked up now.")
        case Retried.NOBODY:
            refuse(f"No message {delivery} is in the database.")


@outbox.command("drop")
def drop(
    delivery: Delivery,
    workspace: Workspace = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before dropping.")] = False,
) -> None:
    """Never send a message; a question's person is planned for anew."""
    with database(workspace) as base:
        if not yes and not typer.confirm("Drop this message? It is never sent then."):
            console.print("Nothing has changed.")
            return
        if not stuck.drop(ports(base), delivery):
            refuse("It cannot be dropped: it was sent or dropped, or is on its way.")
    console.print("Dropped.")
