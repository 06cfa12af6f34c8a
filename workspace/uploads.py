"""Files come: a place is kept, bytes arrive, and a message shares them."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence

from workspace import mrkdwn, posting
from workspace.errors import BadRequest
from workspace.ids import secret
from workspace.shapes import Json
from workspace.state import Channel, File, Message
from workspace.world import World

MOST_BYTES = 50_000_000


def reserve(world: World, name: str, person: str) -> File:
    """Keep a place for a file whose bytes come next."""
    made = File(
        id=world.ids.new("F"),
        name=name.replace("/", "_"),
        title=name,
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        person=person,
        created=world.clock.seconds(),
        secret=secret(),
    )
    world.state.files[made.id] = made
    return made


def receive(world: World, given: str, content: bytes) -> File:
    """Take the bytes of a file, at the address that was given out for it."""
    for file in world.state.files.values():
        if file.secret == given and not file.complete:
            file.content = content
            return file
    raise BadRequest.missing("upload", given)


def add(world: World, person: str, name: str, content: bytes) -> File:
    """Take a whole file from a person, to be sent or handed in next."""
    if len(content) > MOST_BYTES:
        raise BadRequest("file_too_large", "A file may have at most 50 MB.")
    made = reserve(world, name, person)
    made.content, made.complete = content, True
    return made


def share(
    world: World,
    channel: Channel,
    files: Sequence[File],
    *,
    person: str,
    text: str,
    app: str | None = None,
    thread_ts: str | None = None,
    blocks: list[Json] | None = None,
) -> Message:
    """Post a message that carries files."""
    for file in files:
        file.channels.append(channel.id)
    words = mrkdwn.from_app(text) if app else mrkdwn.from_person(text)
    return posting.post(
        world,
        Message(
            ts=world.clock.stamp(),
            channel=channel.id,
            user=person,
            text=words,
            app=app,
            blocks=blocks,
            thread_ts=thread_ts,
            files=[file.id for file in files],
            subtype=None if app else "file_share",
        ),
    )
