"""assistant.threads.*: what an app says of itself while it works on an answer."""

from __future__ import annotations

from workspace.shapes import Json
from workspace.webapi.method import Call, method


@method("assistant.threads.setStatus", "chat:write", "assistant:write", tier=3)
def set_status(call: Call) -> Json:
    """Show a line such as "is reading your answer" until the next message; none where empty."""
    channel = call.channel("channel_id")
    event = {
        "type": "status", "channel": channel.id, "thread_ts": call.text("thread_ts"),
        "text": call.text("status"),
    }  # fmt: skip
    for person in call.world.stream.watchers(channel.members):
        call.world.stream.tell(person, event)
    return {}
