"""What the app asks of a workspace: the scope of every method, event and command that it uses.

`manifest.json` asks for exactly these, and `holdfast doctor` compares them with what was granted.
The scopes are those of Slack's reference (docs.slack.dev/reference), for bot tokens and direct
messages; a method that needs none is listed all the same, so that a new one is not forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from messages.ids import COMMAND

METHODS: Final[Mapping[str, tuple[str, ...]]] = {
    "auth.test": (),
    "chat.getPermalink": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("im:history",),
    "conversations.open": ("im:write",),
    "conversations.replies": ("im:history",),
    "dnd.teamInfo": ("dnd:read",),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "users.info": ("users:read", "users:read.email"),
    "users.list": ("users:read", "users:read.email"),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}
"""Every Web API method that `bot.messenger` calls. An email needs a scope of its own."""

EVENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "app_home_opened": (),
    "message.im": ("im:history",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
}
"""Every event that `handlers` listens for, by the name under which an app subscribes to it."""

COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {COMMAND: ("commands",)}

WHY: Final[Mapping[str, str]] = {
    "chat:write": "send and update its own messages",
    "commands": "answer /holdfast",
    "dnd:read": "leave people alone in Do Not Disturb",
    "files:read": "read the bank or roster that an administrator uploads",
    "files:write": "send a list of faults, or somebody's own data, as a file",
    "im:history": "read replies in a question's thread, and look up whether a message was sent",
    "im:write": "open a direct message",
    "users:read": "find people, their time zones and who administers",
    "users:read.email": "match people with the roster",
}
"""What each scope is for, to be read after "It is needed to"."""


def needed_scopes() -> frozenset[str]:
    """Return every scope that the bot token has to have."""
    asking = (*METHODS.values(), *EVENTS.values(), *COMMANDS.values())
    return frozenset(scope for scopes in asking for scope in scopes)


def missing(granted: str) -> tuple[str, ...]:
    """Return the scopes that are lacking, sorted; `granted` is Slack's X-OAuth-Scopes header."""
    return tuple(sorted(needed_scopes() - {scope.strip() for scope in granted.split(",")}))
