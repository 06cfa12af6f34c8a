"""auth.*, team.*, usergroups.* and dnd.*: the workspace, its groups, and when people rest."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from workspace import limits
from workspace.api_objects import usergroup_object
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.state import Person, Usergroup
from workspace.webapi.method import Call, method
from workspace.webapi.users import field_ids


@method("auth.test", tier=0)
def auth_test(call: Call) -> Json:
    """Say who the token belongs to."""
    state = call.world.state
    return {
        "url": f"{call.world.base_url}/", "team": state.team.name, "team_id": state.team.id,
        "user": state.people[call.app.bot_user].name, "user_id": call.app.bot_user,
        "bot_id": call.app.bot_id, "is_enterprise_install": False,
    }  # fmt: skip


@method("auth.revoke", tier=3)
def auth_revoke(call: Call) -> Json:
    """Give the token back."""
    if not call.flag("test"):
        call.world.tokens.revoke(call.app.bot_token)
    return {"revoked": not call.flag("test")}


@method("bots.info", "users:read", tier=3)
def bots_info(call: Call) -> Json:
    """Return a bot."""
    wanted = call.text("bot") or call.app.bot_id
    for app in call.world.state.apps.values():
        if app.bot_id == wanted:
            bot = {"id": app.bot_id, "deleted": False, "name": app.name, "updated": 0}
            return {"bot": {**bot, "app_id": app.id, "user_id": app.bot_user, "icons": {}}}
    raise Refused("bot_not_found")


@method("team.info", "team:read", tier=3)
def team_info(call: Call) -> Json:
    """Return the workspace."""
    team = call.world.state.team
    return {
        "team": {
            "id": team.id, "name": team.name, "domain": team.domain, "email_domain": "",
            "url": f"{call.world.base_url}/", "icon": {"image_default": True},
        }
    }  # fmt: skip


@method("team.profile.get", "users.profile:read", tier=3)
def team_profile_get(call: Call) -> Json:
    """Return the custom fields that profiles here have."""
    state = call.world.state
    people = state.people.values()
    fields = []
    for ordering, (label, field_id) in enumerate(field_ids(state).items()):
        values = [each.fields[label] for each in people if label in each.fields]
        kind = "user" if all(value in state.people for value in values) else "text"
        fields.append(
            {
                "id": field_id, "ordering": ordering, "label": label, "hint": "", "type": kind,
                "possible_values": None, "options": None, "is_hidden": False,
                "field_name": label.lower().replace(" ", "_"), "section_id": "",
            }
        )  # fmt: skip
    return {"profile": {"fields": fields, "sections": []}}


@method("usergroups.list", "usergroups:read", tier=2)
def usergroups_list(call: Call) -> Json:
    """Return the groups."""
    groups = [
        usergroup_object(call.world.state, group, users=call.flag("include_users"))
        for group in call.world.state.usergroups.values()
        if group.enabled or call.flag("include_disabled")
    ]
    return {"usergroups": groups}


def _group(call: Call) -> Usergroup:
    found = call.world.state.usergroups.get(call.need("usergroup"))
    if found is None:
        raise Refused("no_such_subteam")
    return found


@method("usergroups.users.list", "usergroups:read", tier=2)
def usergroups_users_list(call: Call) -> Json:
    """Return who is in a group."""
    return {"users": list(_group(call).users)}


@method("usergroups.users.update", "usergroups:write", tier=2)
def usergroups_users_update(call: Call) -> Json:
    """Say who is in a group."""
    group, users = _group(call), call.names("users")
    if not users or any(each not in call.world.state.people for each in users):
        raise Refused("invalid_users")
    group.users, group.updated = users, call.world.clock.seconds()
    return {"usergroup": usergroup_object(call.world.state, group, users=True)}


@method("usergroups.create", "usergroups:write", tier=2)
def usergroups_create(call: Call) -> Json:
    """Make a group."""
    name, groups = call.need("name"), call.world.state.usergroups
    if any(group.name == name for group in groups.values()):
        raise Refused("name_already_exists")
    handle = call.text("handle") or name.lower().replace(" ", "-")
    made = Usergroup(call.world.ids.new("S"), name, handle, [], updated=call.world.clock.seconds())
    groups[made.id] = made
    return {"usergroup": usergroup_object(call.world.state, made)}


@method("usergroups.update", "usergroups:write", tier=2)
def usergroups_update(call: Call) -> Json:
    """Rename a group."""
    group = _group(call)
    group.name = call.text("name") or group.name
    group.handle = call.text("handle") or group.handle
    group.updated = call.world.clock.seconds()
    return {"usergroup": usergroup_object(call.world.state, group)}


@method("usergroups.disable", "usergroups:write", tier=2)
def usergroups_disable(call: Call) -> Json:
    """Let a group rest."""
    return _enabled(call, on=False)


@method("usergroups.enable", "usergroups:write", tier=2)
def usergroups_enable(call: Call) -> Json:
    """Let a group be used again."""
    return _enabled(call, on=True)


def _enabled(call: Call, *, on: bool) -> Json:
    group = _group(call)
    group.enabled, group.updated = on, call.world.clock.seconds()
    return {"usergroup": usergroup_object(call.world.state, group)}


@method("dnd.info", "dnd:read", tier=3)
def dnd_info(call: Call) -> Json:
    """Return when somebody (the bot, where nobody is named) wants quiet."""
    person = call.world.state.people.get(call.text("user") or call.app.bot_user)
    if person is None:
        raise Refused("user_not_found")
    return quiet(person, call.world.clock.now())


@method("dnd.teamInfo", "dnd:read", tier=2)
def dnd_team_info(call: Call) -> Json:
    """Return when up to fifty people want quiet."""
    wanted = call.names("users")
    if not wanted:
        raise Refused("users_list_not_supplied")
    if len(wanted) > limits.DND_USERS:
        raise Refused("too_many_users")
    people, now = call.world.state.people, call.world.clock.now()
    return {"users": {each: quiet(people[each], now) for each in wanted if each in people}}


def quiet(person: Person, now: datetime) -> Json:
    """Return the Do Not Disturb window that holds `now`, else the next one."""
    if person.dnd is None:
        # The two numbers that Slack sends where there is no window.
        return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    local = now.astimezone(ZoneInfo(person.tz))
    for days in (-1, 0, 1, 2):
        day = (local + timedelta(days=days)).replace(second=0, microsecond=0, fold=0)
        start = day.replace(hour=person.dnd.start.hour, minute=person.dnd.start.minute)
        end = day.replace(hour=person.dnd.end.hour, minute=person.dnd.end.minute)
        if person.dnd.end <= person.dnd.start:
            end += timedelta(days=1)
        if end.timestamp() > now.timestamp():
            return {
                "dnd_enabled": True, "next_dnd_start_ts": int(start.timestamp()),
                "next_dnd_end_ts": int(end.timestamp()),
            }  # fmt: skip
    raise AssertionError("Every day has a window, and one ends tomorrow at the latest.")
