"""The page's channels and messages: listed, read, sent, reacted to."""

from __future__ import annotations

from workspace import interact, posting, uploads
from workspace.client.asked import Asked
from workspace.errors import BadRequest
from workspace.page_objects import channel_for_page, message_for_page, person_for_page
from workspace.shapes import Json
from workspace.state import Channel, Message


async def boot(asked: Asked) -> Json:
    """Return what a page needs first; without a person, who there is to act as."""
    world, state = asked.world, asked.world.state
    found: Json = {
        "workspace": {
            "id": state.team.id, "name": state.team.name, "domain": state.team.domain,
        },
        "people": [person_for_page(person) for person in state.people.values()],
        "clock": {"now": world.clock.now().isoformat(), "running": world.clock.running},
    }  # fmt: skip
    if not asked.args.get("as"):
        return found
    person = asked.person
    return {
        **found,
        "me": person.id,
        "apps": [
            {"id": app.id, "name": app.name, "bot_user_id": app.bot_user, "home": app.home_tab}
            for app in state.apps.values()
        ],
        "commands": [
            {**command.model_dump(), "app_id": app.id}
            for app in state.apps.values()
            for command in app.commands or ()
        ],
        "channels": [
            channel_for_page(world, channel, person.id) for channel in state.channels_of(person.id)
        ],
    }


async def messages(asked: Asked) -> Json:
    """Return a page of what a channel shows this person, oldest first."""
    channel, person = asked.channel, asked.person.id
    limit, before = asked.number("limit", 50), str(asked.args.get("before") or "")
    line = channel.between("", before)
    some = [channel.messages[ts] for ts in line[-limit:]]
    more = len(line) > limit
    since = some[0].ts if some and more else ""
    own = [
        each for each in channel.ephemerals.get(person, {}).values()
        if each.thread_ts is None and since <= each.ts and (not before or each.ts < before)
    ]  # fmt: skip
    shown = sorted([*some, *own], key=lambda each: each.ts)
    return {"messages": _drawn(asked, shown), "has_more": more}


async def thread(asked: Asked) -> Json:
    """Return a thread, its first message first."""
    channel, ts = asked.channel, asked.path["ts"]
    parent = channel.messages.get(ts)
    if parent is None:
        raise BadRequest.missing("message", ts)
    own = channel.ephemerals.get(asked.person.id, {}).values()
    replies = [channel.messages[each] for each in parent.replies]
    replies += [each for each in own if each.thread_ts == ts]
    return {"messages": _drawn(asked, [parent, *sorted(replies, key=lambda each: each.ts)])}


def _drawn(asked: Asked, shown: list[Message]) -> list[Json]:
    return [message_for_page(asked.world, message) for message in shown]


async def send(asked: Asked) -> Json:
    """Post what somebody typed, with files or without."""
    channel, person, world = asked.channel, asked.person, asked.world
    text, thread_ts = str(asked.args.get("text") or ""), asked.args.get("thread_ts")
    ids = asked.args.get("files") or []
    if not text.strip() and not ids:
        raise BadRequest("no_text", "Write something, or add a file.")
    if not ids:
        return {"ts": interact.send(world, person, channel, text, thread_ts).ts}
    files = []
    for each in ids:
        if each not in world.state.files:
            raise BadRequest.missing("file", each)
        files.append(world.state.files[each])
    message = uploads.share(world, channel, files, person=person.id, text=text, thread_ts=thread_ts)
    return {"ts": message.ts}


async def read(asked: Asked) -> Json:
    """Mark a conversation read up to a message."""
    posting.read(asked.world, asked.channel, asked.person.id, asked.need("ts"))
    return {}


async def react(asked: Asked) -> Json:
    """Add or take away a reaction."""
    channel: Channel = asked.channel
    message = channel.messages.get(asked.need("ts"))
    if message is None:
        raise BadRequest.missing("message", asked.need("ts"))
    posting.react(
        asked.world, message, asked.need("name"), asked.person.id,
        remove=bool(asked.args.get("remove")),
    )  # fmt: skip
    return {}


async def open_direct(asked: Asked) -> Json:
    """Open the direct message with somebody."""
    other = asked.world.person(asked.need("user"))
    channel = posting.open_direct(asked.world, (asked.person.id, other.id))
    return {"channel": channel_for_page(asked.world, channel, asked.person.id)}
