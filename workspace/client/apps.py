"""The page's side of apps: elements used, modals handed in, Home, commands."""

from __future__ import annotations

from workspace import handing_in, interact, modals
from workspace.api_objects import view_object
from workspace.client.asked import Asked
from workspace.errors import BadRequest
from workspace.shapes import Json


async def act(asked: Asked) -> Json:
    """Use an element of a message or a view."""
    return await interact.act(asked.world, asked.person, asked.args)


async def options(asked: Asked) -> Json:
    """Return the options of an external select."""
    return await interact.options(asked.world, asked.person, asked.args)


async def views(asked: Asked) -> Json:
    """Return the open modals, the top one last."""
    return {"stack": modals.stack_for_page(asked.world, asked.person.id)}


async def submit(asked: Asked) -> Json:
    """Hand a modal in."""
    view = asked.view
    if not modals.is_open(asked.world, view):
        raise BadRequest("view_closed", "This modal is not open any more.")
    values = (asked.args.get("state") or {}).get("values") or {}
    return await handing_in.submit(asked.world, asked.person, view, values)


async def close(asked: Asked) -> Json:
    """Close a modal, or all of them."""
    if modals.is_open(asked.world, asked.view):
        await interact.close(
            asked.world, asked.person, asked.view, everything=bool(asked.args.get("all"))
        )
    return {"ok": True}


async def open_home(asked: Asked) -> Json:
    """Look at an app's Home or Messages tab."""
    app = asked.world.app(asked.need("app_id"))
    tab = str(asked.args.get("tab") or "home")
    view = interact.open_home(asked.world, asked.person, app, tab)
    return {"view": view_object(asked.world.state, view) if view else None}


async def home(asked: Asked) -> Json:
    """Return what an app's Home shows this person."""
    state = asked.world.state
    view = state.views.get(state.homes.get((asked.person.id, asked.need("app_id")), ""))
    return {"view": view_object(state, view) if view else None}


async def command(asked: Asked) -> Json:
    """Send a slash command."""
    channel = asked.world.channel(asked.args.get("channel"), asked.person)
    name = asked.need("command")
    return await interact.command(
        asked.world, asked.person, channel, name, str(asked.args.get("text") or "")
    )
