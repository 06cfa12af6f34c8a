"""apps.*, blocks.* and api.*: connections for Socket Mode, block checks, and an echo."""

from __future__ import annotations

from workspace.blocks.check import message_faults, view_faults
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.webapi.method import Call, invalid_arguments, method


@method("apps.connections.open", tier=0, caller="app")
def connections_open(call: Call) -> Json:
    """Return the address of a new Socket Mode connection; it opens once."""
    ticket = call.world.sockets.ticket(call.app.id)
    host = call.world.base_url.removeprefix("http")
    return {"url": f"ws{host}/link/?ticket={ticket}&app_id={call.app.id}"}


@method("blocks.validate", tier=3)
def blocks_validate(call: Call) -> Json:
    """Say whether blocks, a message or a view would be taken: exactly one of them."""
    given = [kind for kind in ("blocks", "view", "message") if call.args.get(kind)]
    if len(given) != 1:
        raise invalid_arguments("must provide exactly one of `blocks`, `view`, or `message`")
    (kind,) = given
    content = call.data(kind)
    if kind == "view":
        found = view_faults(content, str(content.get("type")))
    else:
        found = message_faults(content if kind == "blocks" else content.get("blocks", []))
    root = {"blocks": "/blocks", "view": "/view", "message": ""}[kind]
    errors = [_constraint(fault, root) for fault in found]
    if errors:
        raise Refused(f"invalid_{kind}", errors=errors)
    return {}


def _constraint(fault: str, root: str) -> Json:
    """Return a fault as this method tells it; pointers begin at what was given."""
    message, _, pointer = fault.removesuffix("]").partition(" [json-pointer:")
    return {
        "code": "failed_constraint",
        "message": message,
        "pointer": pointer.removeprefix(root),
    }


@method("api.test", tier=4, caller="none")
def api_test(call: Call) -> Json:
    """Say the arguments back, or the error that is asked for."""
    if call.text("error"):
        raise Refused(call.text("error"), args=call.args)
    return {"args": call.args}


@method("apps.uninstall", tier=1)
def uninstall(call: Call) -> Json:
    """Take the app out of the workspace."""
    if (call.text("client_id"), call.text("client_secret")) != (
        call.app.client_id,
        call.app.client_secret,
    ):
        raise invalid_arguments("bad client_id or client_secret")
    call.world.tokens.revoke(call.app.bot_token)
    return {}
