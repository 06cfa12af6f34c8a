"""views.*: modals and Home tabs."""

from __future__ import annotations

from workspace import modals
from workspace.api_objects import view_object
from workspace.blocks.check import too_large, view_faults
from workspace.blocks.completed import completed
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.state import View
from workspace.webapi.method import Call, invalid_arguments, method
from workspace.world import World


@method("views.open", tier=4)
def open_view(call: Call) -> Json:
    """Open a modal in answer to what somebody just did."""
    body = _body(call, "modal")
    person = call.world.triggers.take(call.need("trigger_id"), call.app.id)
    return _shown(call, modals.open_modal(call.world, call.app, person, body))


@method("views.push", tier=4)
def push_view(call: Call) -> Json:
    """Lay a modal over the open ones."""
    body = _body(call, "modal")
    person = call.world.triggers.take(call.need("trigger_id"), call.app.id)
    return _shown(call, modals.push(call.world, call.app, person, body))


@method("views.update", tier=4)
def update_view(call: Call) -> Json:
    """Show another content in an open modal."""
    view = _existing(call)
    body = _body(call, view.kind)
    return _shown(call, modals.update(call.world, view, body, call.text("hash") or None))


@method("views.publish", tier=4)
def publish_view(call: Call) -> Json:
    """Show a Home tab to one person."""
    person = call.world.state.people.get(call.need("user_id"))
    body = _body(call, "home")
    if person is None:
        raise invalid_arguments("invalid `user_id`")
    if not call.app.home_tab:
        raise Refused("not_enabled")
    view = modals.publish(call.world, call.app, person.id, body, call.text("hash") or None)
    return _shown(call, view)


def checked_view(world: World, body: object, kind: str) -> Json:
    """Return a view with the ids of its blocks; refuses what Slack would."""
    if not isinstance(body, dict):
        raise invalid_arguments("must be an object [json-pointer:/view]")
    faults = view_faults(body, kind)
    if faults:
        raise invalid_arguments(*faults)
    if too_large(body):
        raise Refused("view_too_large")
    world.capture(kind, body)
    return {**body, "blocks": completed(body["blocks"])}


def _body(call: Call, kind: str) -> Json:
    return checked_view(call.world, call.data("view"), kind)


def _existing(call: Call) -> View:
    views = call.world.state.views
    given, external = call.text("view_id"), call.text("external_id")
    if not (given or external):
        raise invalid_arguments("either `view_id` or `external_id` is required")
    found = views.get(given or call.world.state.external_ids.get((call.app.id, external), ""))
    if found is None or found.app != call.app.id:
        raise Refused("not_found")
    if found.kind == "modal" and not modals.is_open(call.world, found):
        raise Refused("not_found")
    return found


def _shown(call: Call, view: View) -> Json:
    return {"view": view_object(call.world.state, view)}
