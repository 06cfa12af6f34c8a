"""conversations.*: channels and direct messages, who is in them, what was said."""

from __future__ import annotations

from workspace import limits, posting
from workspace.api_objects import channel_object, message_object
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.state import Channel
from workspace.webapi.method import Call, method, next_page

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")


@method("conversations.open", "im:write", "mpim:write", "channels:manage", tier=3)
def open_conversation(call: Call) -> Json:
    """Return the direct message with one person or several, opened where it was not."""
    if call.text("channel"):
        return {"channel": _opened(call, call.channel(), already=True)}
    people = call.names("users")
    if not people:
        raise Refused("users_list_not_supplied")
    if len(people) > limits.GROUP_MESSAGE_PEOPLE:
        raise Refused("too_many_users")
    for each in people:
        person = call.world.state.people.get(each)
        if person is None:
            raise Refused("user_not_found")
        if person.deleted:
            raise Refused("user_disabled")
        if person.app_id:
            raise Refused("cannot_dm_bot")
    everyone = (call.app.bot_user, *people)
    already = call.world.state.direct(everyone) is not None
    channel = posting.open_direct(call.world, everyone)
    found: Json = {"channel": _opened(call, channel, already=already)}
    return {**found, "no_op": True, "already_open": True} if already else found


def _opened(call: Call, channel: Channel, *, already: bool) -> Json:
    if call.flag("return_im") or not already:
        return channel_object(channel, call.app.bot_user)
    return {"id": channel.id}


@method("conversations.info", *READ, tier=3)
def info(call: Call) -> Json:
    """Return one conversation."""
    channel = call.channel(member=False)
    return {"channel": channel_object(channel, call.app.bot_user)}


@method("conversations.list", *READ, tier=2)
def list_conversations(call: Call) -> Json:
    """Return the conversations that the bot can see, page by page."""
    wanted = call.names("types") or ["public_channel"]
    found = [each for each in call.world.state.channels.values() if _kind(each) in wanted]
    seen = [
        each for each in found
        if call.app.bot_user in each.members or _kind(each) == "public_channel"
    ]  # fmt: skip
    some, cursor = call.page(seen, 100)
    shown = [channel_object(channel, call.app.bot_user) for channel in some]
    return {"channels": shown, **next_page(cursor)}


def _kind(channel: Channel) -> str:
    if channel.kind == "channel":
        return "private_channel" if channel.private else "public_channel"
    return channel.kind


@method("conversations.members", *READ, tier=4)
def members(call: Call) -> Json:
    """Return who is in a conversation, page by page."""
    some, cursor = call.page(list(call.channel(member=False).members), 100)
    return {"members": list(some), **next_page(cursor)}


@method("conversations.join", "channels:join", tier=3)
def join(call: Call) -> Json:
    """Let the bot into a public channel."""
    channel = call.channel(member=False)
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    channel.members[call.app.bot_user] = None
    return {"channel": channel_object(channel, call.app.bot_user)}


@method("conversations.history", *HISTORY, tier=3)
def history(call: Call) -> Json:
    """Return what a conversation shows, newest first, page by page."""
    channel = call.channel()
    found = channel.between(
        call.text("oldest"), call.text("latest"), inclusive=call.flag("inclusive")
    )
    found = found[::-1]
    some, cursor = call.page(found, 100, limits.HISTORY_PAGE)
    return _messages(call, channel, list(some), cursor)


@method("conversations.replies", *HISTORY, tier=3)
def replies(call: Call) -> Json:
    """Return a thread, its first message first, page by page."""
    channel = call.channel()
    parent = channel.messages.get(call.need("ts"))
    if parent is None:
        raise Refused("thread_not_found")
    if parent.thread_ts and parent.thread_ts != parent.ts:
        parent = channel.messages[parent.thread_ts]
    found = channel.between(
        call.text("oldest"), call.text("latest"),
        inclusive=call.flag("inclusive"), among=parent.replies,
    )  # fmt: skip
    # The parent heads every page, and counts in none.
    some, cursor = call.page(found, limits.PAGE)
    return _messages(call, channel, [parent.ts, *some], cursor)


def _messages(call: Call, channel: Channel, stamps: list[str], cursor: str) -> Json:
    metadata = call.flag("include_all_metadata")
    world = call.world
    shown = [
        message_object(world.state, channel.messages[ts], world.base_url, metadata=metadata)
        for ts in stamps
    ]
    found: Json = {"messages": shown, "has_more": bool(cursor)}
    return {**found, **next_page(cursor)} if cursor else found
