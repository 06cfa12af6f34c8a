"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

from typing import Any

from workspace import limits, mrkdwn, posting
from workspace.api_objects import message_object
from workspace.blocks.check import message_faults, text_length
from workspace.blocks.completed import completed
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.state import Channel, Message
from workspace.webapi.method import Call, method
from workspace.world import World


@method("chat.postMessage", "chat:write", tier=0)
def post_message(call: Call) -> Json:
    """Post a message to a conversation, or to a person's direct message."""
    channel = _destination(call)
    message = _composed(call, channel)
    call.world.limits.post(call.app.id, channel.id)
    posting.post(call.world, message)
    shown = message_object(call.world.state, message, call.world.base_url, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


@method("chat.postEphemeral", "chat:write", tier=4)
def post_ephemeral(call: Call) -> Json:
    """Show a message to one person only."""
    channel = _destination(call)
    person = call.need("user")
    if person not in channel.members:
        raise Refused("user_not_in_channel")
    message = _composed(call, channel)
    message.ephemeral_to = person
    posting.post(call.world, message)
    return {"message_ts": message.ts}


@method("chat.update", "chat:write", tier=3)
def update(call: Call) -> Json:
    """Let one of the app's own messages read otherwise."""
    channel, message = _own(call, "cant_update_message")
    content = content_of(call)
    if content == (None, None, None):
        raise Refused("no_text")
    text, blocks, attachments = content
    metadata = _metadata(call)
    posting.change(
        call.world,
        message,
        text=text,
        blocks=(blocks or None) if "blocks" in call.args else message.blocks,
        attachments=attachments,
        metadata=metadata,
    )
    shown = message_object(call.world.state, message, call.world.base_url, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", "chat:write", tier=3)
def delete(call: Call) -> Json:
    """Take one of the app's own messages away."""
    channel, message = _own(call, "cant_delete_message")
    posting.delete(call.world, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink", tier=0)
def get_permalink(call: Call) -> Json:
    """Return the address of a message."""
    channel = call.channel()
    message = channel.messages.get(call.need("message_ts"))
    if message is None:
        raise Refused("message_not_found")
    return {"channel": channel.id, "permalink": permalink(call.world, message)}


def permalink(world: World, message: Message) -> str:
    """Return the address that shows a message on the page."""
    return f"{world.base_url}/archives/{message.channel}/p{message.ts.replace('.', '')}"


def content_of(call: Call) -> tuple[str | None, list[Json] | None, list[Json] | None]:
    """Return text, blocks and attachments, checked; None for each that was not given."""
    text = call.text("text") if "text" in call.args else None
    if text is not None and len(text) > limits.MESSAGE_TEXT:
        raise Refused("msg_too_long")
    blocks = checked_blocks(call.world, call.data("blocks", "invalid_blocks_format"))
    attachments = call.data("attachments", "invalid_attachments")
    if attachments is not None and not isinstance(attachments, list):
        raise Refused("invalid_attachments")
    for attachment in attachments or ():
        if "blocks" in attachment:
            attachment["blocks"] = checked_blocks(call.world, attachment["blocks"])
    if text is not None:
        text = mrkdwn.from_app(text, link=call.text("parse") != "none")
    return text, blocks, attachments


def checked_blocks(world: World, blocks: Any) -> list[Json] | None:
    """Return a message's blocks with their ids; refuses what Slack would."""
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    faults = message_faults(blocks)
    if faults:
        raise Refused(
            "invalid_blocks",
            errors=faults,
            response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]},
        )
    if text_length(blocks) > limits.MESSAGE_BLOCK_TEXT:
        raise Refused("msg_blocks_too_long")
    world.capture("message", blocks)
    return completed(blocks)


def _composed(call: Call, channel: Channel) -> Message:
    text, blocks, attachments = content_of(call)
    if not (text or blocks or attachments):
        raise Refused("no_text")
    return Message(
        ts=call.world.clock.stamp(),
        channel=channel.id,
        user=call.app.bot_user,
        text=text or "",
        app=call.app.id,
        username=call.text("username") or None,
        blocks=blocks,
        attachments=attachments,
        metadata=_metadata(call),
        thread_ts=_thread(call, channel),
        broadcast=call.flag("reply_broadcast"),
    )


def _destination(call: Call) -> Channel:
    """Return where a message goes: a conversation by id or name, or a person."""
    given, state = call.need("channel"), call.world.state
    person = state.people.get(given)
    if person:
        if person.deleted:
            raise Refused("user_disabled")
        if person.app_id:
            raise Refused("channel_not_found")
        return posting.open_direct(call.world, (call.app.bot_user, person.id))
    channel = state.channels.get(given) or state.channel_named(given)
    if channel is None:
        raise Refused("channel_not_found")
    if call.app.bot_user not in channel.members:
        public = channel.kind == "channel" and not channel.private
        raise Refused("not_in_channel" if public else "channel_not_found")
    if channel.kind == "im" and state.people[channel.other(call.app.bot_user)].deleted:
        raise Refused("is_inactive")
    return channel


def _thread(call: Call, channel: Channel) -> str | None:
    given = call.text("thread_ts")
    if not given:
        return None
    parent = channel.messages.get(given)
    if parent is None:
        raise Refused("thread_not_found")
    return parent.thread_ts or parent.ts


def _metadata(call: Call) -> Json | None:
    given = call.data("metadata", "invalid_metadata_format")
    if given is None:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("event_type"), str):
        raise Refused("invalid_metadata_format")
    if not isinstance(given.get("event_payload"), dict):
        raise Refused("invalid_metadata_schema")
    if len(str(given)) > limits.MESSAGE_METADATA:
        raise Refused("metadata_too_large")
    return given


def _own(call: Call, refusal: str) -> tuple[Channel, Message]:
    channel = call.channel(member=False)
    message = channel.messages.get(call.need("ts"))
    if message is None:
        raise Refused("message_not_found")
    if message.app != call.app.id:
        raise Refused(refusal)
    return channel, message
