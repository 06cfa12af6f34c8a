"""What the page is told of a person, a channel and a message: less than apps, and in its shape."""

from __future__ import annotations

from workspace.api_objects import file_object, reactions_object
from workspace.shapes import Json
from workspace.state import SLACKBOT, Channel, Message, Person
from workspace.world import World


def person_for_page(person: Person) -> Json:
    """Return somebody to choose or to show."""
    return {
        "id": person.id, "name": person.name, "real_name": person.real_name,
        "email": person.email, "tz": person.tz, "admin": person.admin, "deleted": person.deleted,
        "bot": person.app_id is not None or person.id == SLACKBOT,
    }  # fmt: skip


def channel_for_page(world: World, channel: Channel, person: str) -> Json:
    """Return a conversation in somebody's list."""
    found: Json = {
        "id": channel.id, "kind": channel.kind, "name": channel.name,
        "unread": channel.unread(person), "private": channel.private,
        "last_ts": channel.timeline[-1] if channel.timeline else None,
        "members": len(channel.members),
    }  # fmt: skip
    if channel.kind == "im":
        other = world.state.people[channel.other(person)]
        found |= {"user": other.id, "name": other.real_name}
        if other.app_id:
            found["app_id"] = other.app_id
    return found


def message_for_page(world: World, message: Message) -> Json:
    """Return a message to draw."""
    state = world.state
    found: Json = {
        "ts": message.ts, "channel": message.channel, "user": message.user, "text": message.text,
        "bot": message.app is not None,
    }  # fmt: skip
    optional: Json = {
        "username": message.username, "app_id": message.app, "blocks": message.blocks,
        "attachments": message.attachments, "thread_ts": message.thread_ts,
        "subtype": message.subtype,
    }  # fmt: skip
    found |= {name: value for name, value in optional.items() if value is not None}
    if message.replies:
        replies = [state.channels[message.channel].messages[ts] for ts in message.replies]
        found |= {
            "reply_count": len(replies), "latest_reply": replies[-1].ts,
            "reply_users": list(dict.fromkeys(reply.user for reply in replies))[:5],
        }  # fmt: skip
    if message.edited:
        found["edited"] = True
    if message.ephemeral_to:
        found["ephemeral"] = True
    if message.files:
        found["files"] = [file_object(state.files[each], world.base_url) for each in message.files]
    if message.reactions:
        found["reactions"] = reactions_object(message)
    return found
