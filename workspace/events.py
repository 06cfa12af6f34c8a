"""Events: which app hears of what happened, in the envelope of Slack's Events API."""

from __future__ import annotations

from workspace.api_objects import channel_type, message_object
from workspace.mrkdwn import mentions
from workspace.shapes import Json
from workspace.state import App, Channel, Message
from workspace.world import World

MESSAGE_EVENTS = {
    "im": "message.im", "mpim": "message.mpim",
    "channel": "message.channels", "group": "message.groups",
}  # fmt: skip


def tell(world: World, app: App, event: Json, subscription: str | None = None) -> None:
    """Send an event to an app that is installed and asked for it."""
    wanted = subscription or str(event["type"])
    if not app.bot_token or (app.events is not None and wanted not in app.events):
        return
    if not world.limits.event(app.id):
        _say_limited(world, app)
        return
    state = world.state
    authorization = {
        "enterprise_id": None, "team_id": state.team.id, "user_id": app.bot_user,
        "is_bot": True, "is_enterprise_install": False,
    }  # fmt: skip
    payload: Json = {
        "token": "unused", "team_id": state.team.id, "api_app_id": app.id, "event": event,
        "type": "event_callback", "event_id": world.ids.new("Ev"),
        "event_time": world.clock.seconds(), "authorizations": [authorization],
        "is_ext_shared_channel": False, "event_context": "4-local",
    }  # fmt: skip
    world.delivery.event(app, wanted, payload)


def _say_limited(world: World, app: App) -> None:
    """Say, once a minute, that events are being left out."""
    minute = world.clock.seconds() // 60 * 60
    if world.limited_minutes.get(app.id) == minute:
        return
    world.limited_minutes[app.id] = minute
    payload: Json = {
        "token": "unused", "type": "app_rate_limited", "team_id": world.state.team.id,
        "minute_rate_limited": minute, "api_app_id": app.id,
    }  # fmt: skip
    world.delivery.event(app, "app_rate_limited", payload)


def tell_all(world: World, event: Json) -> None:
    """Send an event about the whole workspace to every app."""
    for app in world.state.apps.values():
        tell(world, app, event)


def members(world: World, channel: Channel) -> list[App]:
    """Return the apps whose bot is in a conversation."""
    return [app for app in world.state.apps.values() if app.bot_user in channel.members]


def message_posted(world: World, channel: Channel, message: Message) -> None:
    """Tell apps of a new message, and the mentioned ones of the mention."""
    for app in members(world, channel):
        event = _message_event(world, channel, message)
        tell(world, app, event, MESSAGE_EVENTS[channel_type(channel)])
        if (
            channel.kind == "channel"
            and message.user != app.bot_user
            and mentions(message.text, app.bot_user)
        ):
            mention = {key: event[key] for key in event if key != "channel_type"}
            tell(world, app, {**mention, "type": "app_mention"})


def message_changed(world: World, channel: Channel, before: Json, message: Message) -> None:
    """Tell apps that a message reads otherwise now."""
    after = message_object(world.state, message, world.base_url)
    change = {"subtype": "message_changed", "message": after, "previous_message": before}
    _hidden(world, channel, change)


def message_deleted(world: World, channel: Channel, before: Json) -> None:
    """Tell apps that a message is gone."""
    gone = {"subtype": "message_deleted", "deleted_ts": before["ts"], "previous_message": before}
    _hidden(world, channel, gone)


def _hidden(world: World, channel: Channel, change: Json) -> None:
    stamp = world.clock.stamp()
    for app in members(world, channel):
        event: Json = {
            "type": "message", **change, "channel": channel.id, "hidden": True, "ts": stamp,
            "event_ts": stamp, "channel_type": channel_type(channel),
        }  # fmt: skip
        tell(world, app, event, MESSAGE_EVENTS[channel_type(channel)])


def _message_event(world: World, channel: Channel, message: Message) -> Json:
    event = message_object(world.state, message, world.base_url)
    return {
        **event, "channel": channel.id, "event_ts": message.ts,
        "channel_type": channel_type(channel),
    }  # fmt: skip
