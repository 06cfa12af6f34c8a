"""reactions.*: small answers to a message."""

from __future__ import annotations

from workspace import posting
from workspace.api_objects import message_object, reactions_object
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.state import Message
from workspace.webapi.method import Call, method


def _message(call: Call) -> Message:
    found = call.channel().messages.get(call.need("timestamp"))
    if found is None:
        raise Refused("message_not_found")
    return found


@method("reactions.add", "reactions:write", tier=3)
def add(call: Call) -> Json:
    """React as the bot."""
    message, name = _message(call), call.need("name").strip(":")
    if not posting.react(call.world, message, name, call.app.bot_user, remove=False):
        raise Refused("already_reacted")
    return {}


@method("reactions.remove", "reactions:write", tier=2)
def remove(call: Call) -> Json:
    """Take the bot's reaction back."""
    message, name = _message(call), call.need("name").strip(":")
    if not posting.react(call.world, message, name, call.app.bot_user, remove=True):
        raise Refused("no_reaction")
    return {}


@method("reactions.get", "reactions:read", tier=3)
def get(call: Call) -> Json:
    """Return a message with its reactions."""
    message = _message(call)
    shown = message_object(call.world.state, message, call.world.base_url)
    return {
        "type": "message", "channel": message.channel,
        "message": {**shown, "reactions": reactions_object(message)},
    }  # fmt: skip
