"""Modals and Home tabs: opened, pushed, updated, closed, published; shown on open pages."""

from __future__ import annotations

from workspace import limits
from workspace.api_objects import view_object
from workspace.errors import Refused
from workspace.ids import secret
from workspace.inputs import filled
from workspace.shapes import Json
from workspace.state import App, View
from workspace.world import World


def open_modal(world: World, app: App, person: str, body: Json) -> View:
    """Show a modal, over nothing: what was open before is gone."""
    view = _made(world, app, person, body)
    world.state.modals[person] = [view.id]
    show_stack(world, person)
    return view


def push(world: World, app: App, person: str, body: Json) -> View:
    """Lay a modal over the open ones."""
    stack = world.state.modals.get(person, [])
    if not stack:
        raise Refused("not_found")
    if len(stack) >= limits.VIEWS_STACKED:
        raise Refused("push_limit_reached")
    view = _made(world, app, person, body)
    view.previous = stack[-1]
    view.root = world.state.views[stack[0]].id
    stack.append(view.id)
    show_stack(world, person)
    return view


def update(world: World, view: View, body: Json, expected_hash: str | None = None) -> View:
    """Show another content in a view; what is filled in stays where the input stays."""
    if expected_hash and expected_hash != view.hash:
        raise Refused("hash_conflict")
    _claim_external_id(world, view.app, body, view)
    view.body = body
    _keep(world, view)
    view.state = filled(body["blocks"], view.state)
    view.hash = _hash(world)
    _show(world, view)
    return view


def publish(world: World, app: App, person: str, body: Json, expected_hash: str | None) -> View:
    """Show a Home tab to one person."""
    current = world.state.homes.get((person, app.id))
    if current:
        return update(world, world.state.views[current], body, expected_hash)
    view = _made(world, app, person, body)
    world.state.homes[person, app.id] = view.id
    _show(world, view)
    return view


def remove(world: World, view: View) -> None:
    """Take a modal off; and every one under it, where it clears on close."""
    stack = world.state.modals.get(view.person, [])
    gone = list(stack) if view.body.get("clear_on_close") else stack[stack.index(view.id) :]
    _forget(world, view.person, gone)


def clear(world: World, person: str) -> list[View]:
    """Take every modal off; return them, the top one first."""
    stack = list(world.state.modals.get(person, []))
    views = [world.state.views[each] for each in reversed(stack)]
    _forget(world, person, stack)
    return views


def is_open(world: World, view: View) -> bool:
    """Tell whether a modal can still be seen."""
    return view.id in world.state.modals.get(view.person, [])


def show_stack(world: World, person: str) -> None:
    """Tell the person's pages which modals are open."""
    world.stream.tell(person, {"type": "view", "stack": stack_for_page(world, person)})


def stack_for_page(world: World, person: str) -> list[Json]:
    """Return a person's open modals, the top one last."""
    views = (world.state.views[each] for each in world.state.modals.get(person, []))
    return [view_object(world.state, view) for view in views]


def _forget(world: World, person: str, gone: list[str]) -> None:
    world.state.modals[person] = [
        each for each in world.state.modals.get(person, []) if each not in gone
    ]
    show_stack(world, person)


def _made(world: World, app: App, person: str, body: Json) -> View:
    _claim_external_id(world, app.id, body, None)
    view = View(
        id=world.ids.new("V"),
        app=app.id,
        person=person,
        body=body,
        hash=_hash(world),
        state=filled(body["blocks"], {}),
    )
    _keep(world, view)
    return view


def _keep(world: World, view: View) -> None:
    world.state.views[view.id] = view
    if view.body.get("external_id"):
        world.state.external_ids[view.app, view.body["external_id"]] = view.id


def _claim_external_id(world: World, app: str, body: Json, view: View | None) -> None:
    wanted = body.get("external_id")
    if not wanted:
        return
    holder = world.state.external_ids.get((app, wanted))
    if holder and (view is None or holder != view.id):
        raise Refused("duplicate_external_id")


def _hash(world: World) -> str:
    return f"{world.clock.seconds()}.{secret()[:8]}"


def _show(world: World, view: View) -> None:
    if view.kind == "home":
        shown = view_object(world.state, view)
        world.stream.tell(view.person, {"type": "home", "app_id": view.app, "view": shown})
    else:
        show_stack(world, view.person)
