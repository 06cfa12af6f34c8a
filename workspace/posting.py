"""Messages come, change and go: kept, shown on open pages, told to apps."""

from __future__ import annotations

from collections.abc import Iterable

from workspace import events
from workspace.api_objects import message_object
from workspace.page_objects import channel_for_page, message_for_page
from workspace.shapes import Json
from workspace.state import Channel, Message
from workspace.world import World


def post(world: World, message: Message) -> Message:
    """Add a message to its conversation."""
    channel = world.state.channels[message.channel]
    channel.add(message)
    if message.ephemeral_to is not None:
        _show(world, channel, "ephemeral", message)
        return message
    channel.last_read[message.user] = message.ts
    _show(world, channel, "message", message)
    for person in world.stream.watchers(channel.members):
        _show_unread(world, channel, person)
    parent = channel.messages.get(message.thread_ts or "")
    if parent and parent is not message:
        _show(world, channel, "message_changed", parent)
    events.message_posted(world, channel, message)
    return message


def change(
    world: World,
    message: Message,
    *,
    text: str | None,
    blocks: list[Json] | None,
    attachments: list[Json] | None = None,
    metadata: Json | None = None,
    as_edit: bool = True,
) -> Message:
    """Let a message read otherwise; what is None of text, attachments and metadata stays."""
    channel = world.state.channels[message.channel]
    before = message_object(world.state, message, world.base_url)
    if text is not None:
        message.text = text
    message.blocks = blocks
    if attachments is not None:
        message.attachments = attachments
    if metadata is not None:
        message.metadata = metadata
    if as_edit:
        message.edited = world.clock.stamp()
    _show(world, channel, "message_changed", message)
    if message.ephemeral_to is None:
        events.message_changed(world, channel, before, message)
    return message


def delete(world: World, message: Message) -> None:
    """Take a message away; where it has replies, a line stays that says so."""
    channel = world.state.channels[message.channel]
    before = message_object(world.state, message, world.base_url)
    if message.replies:
        message.text, message.blocks, message.attachments = "This message was deleted.", None, None
        message.subtype, message.files, message.metadata = "tombstone", [], None
        _show(world, channel, "message_changed", message)
    else:
        channel.remove(message)
        _show(world, channel, "message_deleted", message)
    if message.ephemeral_to is None:
        events.message_deleted(world, channel, before)


def react(world: World, message: Message, name: str, person: str, *, remove: bool) -> bool:
    """Add or take away a reaction; False where that changes nothing."""
    users = message.reactions.setdefault(name, [])
    if (person in users) is not remove:
        return False
    if remove:
        users.remove(person)
        if not users:
            del message.reactions[name]
    else:
        users.append(person)
    channel = world.state.channels[message.channel]
    _show(world, channel, "message_changed", message)
    event: Json = {
        "type": "reaction_removed" if remove else "reaction_added", "user": person,
        "reaction": name, "item_user": message.user, "event_ts": world.clock.stamp(),
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
    }  # fmt: skip
    for app in events.members(world, channel):
        events.tell(world, app, event)
    return True


def open_direct(world: World, people: Iterable[str]) -> Channel:
    """Return the direct message of some people, made where there was none."""
    members = dict.fromkeys(people)
    found = world.state.direct(members)
    if found:
        return found
    kind = "im" if len(members) <= 2 else "mpim"
    name = "" if kind == "im" else "mpdm-" + "--".join(
        world.state.people[each].name for each in members
    ) + "-1"  # fmt: skip
    made = Channel(
        world.ids.new("D" if kind == "im" else "G"),
        "im" if kind == "im" else "mpim",
        name,
        members,
        private=True,
        created=world.clock.seconds(),
    )
    world.state.add_direct(made)
    for person in world.stream.watchers(made.members):
        world.stream.tell(
            person, {"type": "channel", "channel": channel_for_page(world, made, person)}
        )
    return made


def read(world: World, channel: Channel, person: str, ts: str) -> None:
    """Mark a conversation read up to a message."""
    if ts > channel.last_read.get(person, ""):
        channel.last_read[person] = ts
        _show_unread(world, channel, person)


def _show(world: World, channel: Channel, kind: str, message: Message) -> None:
    people = channel.members if message.ephemeral_to is None else (message.ephemeral_to,)
    watchers = world.stream.watchers(people)
    if not watchers:
        return
    event = {"type": kind, "channel": channel.id, "message": message_for_page(world, message)}
    for person in watchers:
        world.stream.tell(person, event)


def _show_unread(world: World, channel: Channel, person: str) -> None:
    event = {"type": "unread", "channel": channel.id, "unread": channel.unread(person)}
    world.stream.tell(person, event)
