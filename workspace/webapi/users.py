"""users.*: the people of the workspace, their zones, addresses and profiles."""

from __future__ import annotations

from workspace.api_objects import channel_object, profile_object, user_object
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.state import Person, State
from workspace.webapi.method import Call, method, next_page


def _person(call: Call) -> Person:
    found = call.world.state.people.get(call.need("user"))
    if found is None:
        raise Refused("user_not_found")
    return found


def _shown(call: Call, person: Person) -> Json:
    scopes = call.app.scopes
    return user_object(
        call.world.state,
        person,
        call.world.clock.now(),
        locale=call.flag("include_locale"),
        email=scopes is None or "users:read.email" in scopes,
    )


@method("users.info", "users:read", tier=4)
def info(call: Call) -> Json:
    """Return one person."""
    return {"user": _shown(call, _person(call))}


@method("users.list", "users:read", tier=2)
def list_users(call: Call) -> Json:
    """Return everybody, bots and Slackbot among them, page by page."""
    everyone = list(call.world.state.people.values())
    some, cursor = call.page(everyone, len(everyone))
    members = [_shown(call, person) for person in some]
    return {"members": members, "cache_ts": call.world.clock.seconds(), **next_page(cursor)}


@method("users.lookupByEmail", "users:read.email", tier=3)
def lookup_by_email(call: Call) -> Json:
    """Return who has an address."""
    found = call.world.state.person_by_email(call.need("email"))
    if found is None or found.deleted:
        raise Refused("users_not_found")
    return {"user": _shown(call, found)}


@method("users.profile.get", "users.profile:read", tier=4)
def profile_get(call: Call) -> Json:
    """Return a profile with its custom fields."""
    person = _person(call)
    profile = profile_object(call.world.state, person)
    return {"profile": {**profile, "fields": _fields(call.world.state, person)}}


def _fields(state: State, person: Person) -> Json:
    ids = field_ids(state)
    return {ids[label]: {"value": value, "alt": ""} for label, value in person.fields.items()}


def field_ids(state: State) -> dict[str, str]:
    """Return the id of each custom field that anybody has, by label."""
    labels = dict.fromkeys(label for each in state.people.values() for label in each.fields)
    return {label: f"Xf{number:08X}" for number, label in enumerate(labels, 1)}


@method("users.conversations", "channels:read", "groups:read", "im:read", "mpim:read", tier=3)
def conversations(call: Call) -> Json:
    """Return the conversations that somebody, or the bot, is in."""
    member = call.text("user") or call.app.bot_user
    found = [each for each in call.world.state.channels_of(member) if each.kind == "channel"]
    some, cursor = call.page(found, 100)
    shown = [channel_object(channel, call.app.bot_user) for channel in some]
    return {"channels": shown, **next_page(cursor)}


@method("users.getPresence", "users:read", tier=3)
def get_presence(call: Call) -> Json:
    """Say that somebody is there."""
    _person(call)
    return {"presence": "active"}
