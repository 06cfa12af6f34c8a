"""A modal is handed in: checked as Slack's client does, sent, and the app's answer obeyed."""

from __future__ import annotations

from workspace import modals
from workspace.api_objects import file_object
from workspace.errors import Refused
from workspace.inputs import elements, faults, filled
from workspace.interact import TIMED_OUT, submission
from workspace.shapes import Json
from workspace.state import Person, View
from workspace.webapi.views import checked_view
from workspace.world import World


async def submit(world: World, person: Person, view: View, values: Json) -> Json:
    """Hand a modal in; returns what the page shows: done, errors by block, or an error."""
    blocks = view.body["blocks"]
    view.state = filled(blocks, _with_files(world, values))
    wrong = faults(blocks, view.state)
    if wrong:
        return {"ok": False, "errors": wrong}
    app = world.app(view.app)
    payload = submission(world, person, view)
    answer = await world.delivery.ask(app, "interactive", "view_submission", payload)
    if answer is None:
        return TIMED_OUT
    try:
        return _obey(world, person, view, answer)
    except Refused as refused:
        return {"ok": False, "error": refused.code, **refused.fields}


def _with_files(world: World, values: Json) -> Json:
    """Return values in which files are as the workspace knows them, whatever the caller says."""
    return {
        block: {
            action: {**held, "files": _known(world, held["files"])} if "files" in held else held
            for action, held in actions.items()
        }
        for block, actions in values.items()
    }


def _known(world: World, given: list[Json] | None) -> list[Json]:
    found = (world.state.files.get(str(each.get("id"))) for each in given or [])
    return [file_object(file, world.base_url) for file in found if file]


def _obey(world: World, person: Person, view: View, answer: Json) -> Json:
    action = answer.get("response_action")
    if not modals.is_open(world, view) and action != "clear":
        return {"ok": True}
    match action:
        case None:
            modals.remove(world, view)
        case "clear":
            modals.clear(world, person.id)
        case "update":
            modals.update(world, view, checked_view(world, answer.get("view"), "modal"))
        case "push":
            body = checked_view(world, answer.get("view"), "modal")
            modals.push(world, world.app(view.app), person.id, body)
        case "errors":
            return _errors(view, answer.get("errors"))
        case _:
            return {"ok": False, "error": "invalid_response_action"}
    return {"ok": True}


def _errors(view: View, errors: object) -> Json:
    inputs = {
        placed.block_id
        for placed in elements(view.body["blocks"])
        if placed.block["type"] == "input"
    }
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        # Slack shows its own "trouble connecting" where an error names no input block.
        return {"ok": False, "error": "invalid_errors"}
    return {"ok": False, "errors": errors}
