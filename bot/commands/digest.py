"""`holdfast digest preview`: what a team's digest would say now, without sending it."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.offline import database, ports
from bot.terminal import console, refuse
from messages.digest import digest as draw
from org.names import same_name
from practice.screens.digest import view
from practice.teams.digest import compose
from practice.teams.groups import groups
from store import people

digest = typer.Typer(help="The weekly digest.", no_args_is_help=True)


@digest.command("preview")
def preview(
    name: Annotated[str, typer.Argument(metavar="TEAM", help="The team's name or id.")],
    workspace: Annotated[str | None, typer.Option(help="The Slack team id.")] = None,
) -> None:
    """Show the digest that a team's manager would get now."""
    with database(workspace) as base:
        connected = ports(base)
        with base.sessions.read() as unit:
            found = groups(unit)
            group = next(
                (g for g in found if same_name(name) in (g.team_id, same_name(g.name))), None
            )
            if group is None:
                names = ", ".join(sorted({g.name for g in found})) or "none with a manager"
                refuse(f"No team {name!r}. There is: {names}.")
                return
            manager = people.person(unit, group.manager_id)
            facts = compose(unit, connected, manager, group.team_id) if manager else None
            if facts is None:
                refuse(f"{group.name} has no manager on the roster.")
                return
        console.print(draw(view(facts, "preview")).text, markup=False, highlight=False)
