"""Slack's own JSON of a person, a channel, a message, a view and a file."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from workspace.shapes import Json
from workspace.state import SLACKBOT, App, Channel, File, Message, Person, State, Usergroup, View


def user_object(
    state: State, person: Person, now: datetime, *, locale: bool = False, email: bool = True
) -> Json:
    """Return a member of `users.info` and `users.list`."""
    offset = now.astimezone(ZoneInfo(person.tz)).utcoffset()
    is_bot = person.app_id is not None
    found: Json = {
        "id": person.id, "team_id": state.team.id, "name": person.name, "deleted": person.deleted,
        "color": "9f69e7", "real_name": person.real_name, "tz": person.tz,
        "tz_label": now.astimezone(ZoneInfo(person.tz)).tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile_object(state, person, email=email),
        "is_admin": person.admin, "is_owner": False, "is_primary_owner": False,
        "is_restricted": False, "is_ultra_restricted": False,
        "is_bot": is_bot, "is_app_user": False, "updated": person.updated,
        "is_email_confirmed": not is_bot and person.id != SLACKBOT,
    }  # fmt: skip
    if locale:
        found["locale"] = person.locale
    return found


def profile_object(state: State, person: Person, *, email: bool = True) -> Json:
    """Return a profile, with the custom fields that are filled in."""
    first, _, last = person.real_name.partition(" ")
    profile: Json = {
        "title": person.title, "phone": "", "skype": "",
        "real_name": person.real_name, "real_name_normalized": person.real_name,
        "display_name": person.name, "display_name_normalized": person.name,
        "first_name": first, "last_name": last, "status_text": "", "status_emoji": "",
        "status_expiration": 0, "avatar_hash": "", "team": state.team.id,
    }  # fmt: skip
    if person.app_id:
        profile |= {"api_app_id": person.app_id, "bot_id": state.apps[person.app_id].bot_id}
    elif email:
        profile["email"] = person.email
    return profile


def channel_object(channel: Channel, seen_by: str) -> Json:
    """Return a conversation as one member sees it."""
    common: Json = {"id": channel.id, "created": channel.created, "is_archived": False}
    common |= {"updated": channel.created * 1000, "is_org_shared": False}
    if channel.kind == "im":
        return {
            **common, "is_im": True, "user": channel.other(seen_by), "is_user_deleted": False,
            "priority": 0, "is_open": True,
        }  # fmt: skip
    return {
        **common, "name": channel.name, "name_normalized": channel.name,
        "is_channel": channel.kind == "channel" and not channel.private,
        "is_group": channel.kind == "channel" and channel.private,
        "is_im": False, "is_mpim": channel.kind == "mpim",
        "is_private": channel.private or channel.kind == "mpim", "is_general": False,
        "is_shared": False, "is_ext_shared": False, "is_member": seen_by in channel.members,
        "creator": next(iter(channel.members), ""),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }  # fmt: skip


def channel_type(channel: Channel) -> str:
    """Return the `channel_type` of events about a conversation."""
    if channel.kind == "channel":
        return "group" if channel.private else "channel"
    return channel.kind


def message_object(
    state: State, message: Message, base_url: str, *, metadata: bool = False
) -> Json:
    """Return a message as the Web API and events show it."""
    found: Json = {"user": message.user, "type": "message", "ts": message.ts, "text": message.text}
    found["team"] = state.team.id
    app = state.apps.get(message.app or "")
    if app:
        found |= {"bot_id": app.bot_id, "app_id": app.id, "bot_profile": bot_profile(state, app)}
    optional: Json = {
        "client_msg_id": message.client_msg_id, "username": message.username,
        "blocks": message.blocks, "attachments": message.attachments, "subtype": message.subtype,
        "thread_ts": message.thread_ts, "metadata": message.metadata if metadata else None,
    }  # fmt: skip
    found |= {name: value for name, value in optional.items() if value is not None}
    if message.thread_ts and message.thread_ts != message.ts:
        parent = state.channels[message.channel].messages.get(message.thread_ts)
        found["parent_user_id"] = parent.user if parent else ""
    if message.replies:
        found |= replies_summary(state.channels[message.channel], message)
    if message.edited:
        found["edited"] = {"user": message.user, "ts": message.edited}
    if message.files:
        found["files"] = [file_object(state.files[each], base_url) for each in message.files]
        found["upload"] = False
    if message.reactions:
        found["reactions"] = reactions_object(message)
    return found


def replies_summary(channel: Channel, message: Message) -> Json:
    """Return what a parent says of its thread."""
    replies = [channel.messages[ts] for ts in message.replies]
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "reply_count": len(replies), "reply_users_count": len(users), "reply_users": users[:5],
        "latest_reply": replies[-1].ts, "is_locked": False, "subscribed": False,
    }  # fmt: skip


def reactions_object(message: Message) -> list[Json]:
    """Return the reactions of a message."""
    return [
        {"name": name, "users": list(users), "count": len(users)}
        for name, users in message.reactions.items()
    ]


def bot_profile(state: State, app: App) -> Json:
    """Return how a message names the app that sent it."""
    return {
        "id": app.bot_id, "app_id": app.id, "user_id": app.bot_user, "name": app.name,
        "deleted": False, "updated": 0, "team_id": state.team.id,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
    }  # fmt: skip


def view_object(state: State, view: View, *, with_state: bool = True) -> Json:
    """Return a view as methods answer it and payloads carry it."""
    app = state.apps[view.app]
    body = view.body
    return {
        "id": view.id, "team_id": state.team.id, "type": view.kind, "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": view.state if with_state else {}}, "hash": view.hash,
        "title": body.get("title") or _view_text("View Title"),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"), "submit": body.get("submit"),
        "previous_view_id": view.previous, "root_view_id": view.root or view.id,
        "app_id": app.id, "external_id": body.get("external_id", ""),
        "app_installed_team_id": state.team.id, "bot_id": app.bot_id,
    }  # fmt: skip


def _view_text(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def file_object(file: File, base_url: str) -> Json:
    """Return a file; its bytes are at `url_private`, for who has a token."""
    extension = file.name.rpartition(".")[2].lower() if "." in file.name else "text"
    address = f"{base_url}/files-pri/{file.id}/{file.name}"
    return {
        "id": file.id, "created": file.created, "timestamp": file.created, "name": file.name,
        "title": file.title, "mimetype": file.mimetype, "filetype": extension,
        "pretty_type": extension.upper(), "user": file.person, "user_team": "",
        "editable": False, "size": len(file.content), "mode": "hosted", "is_external": False,
        "external_type": "", "is_public": False, "public_url_shared": False,
        "display_as_bot": False, "username": "", "url_private": address,
        "url_private_download": f"{address}?download=1",
        "permalink": f"{base_url}/files/{file.person}/{file.id}/{file.name}",
        "file_access": "visible", "channels": [each for each in file.channels if each[0] == "C"],
        "groups": [], "ims": [each for each in file.channels if each[0] == "D"],
        "comments_count": 0,
    }  # fmt: skip


def usergroup_object(state: State, group: Usergroup, *, users: bool = False) -> Json:
    """Return a group of people."""
    found: Json = {
        "id": group.id, "team_id": state.team.id, "is_usergroup": True, "name": group.name,
        "handle": group.handle, "description": "", "is_external": False,
        "date_create": 0, "date_update": group.updated,
        "date_delete": 0 if group.enabled else group.updated, "auto_type": None,
        "created_by": "", "updated_by": "", "deleted_by": None,
        "prefs": {"channels": [], "groups": []}, "user_count": len(group.users),
    }  # fmt: skip
    if users:
        found["users"] = list(group.users)
    return found
