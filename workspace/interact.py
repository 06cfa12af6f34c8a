"""What somebody does with an app: taps, choices, commands; and what the app answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workspace import events, modals, mrkdwn, posting
from workspace.api_objects import message_object, view_object
from workspace.errors import BadRequest, Refused
from workspace.inputs import HOLDS, Placed, filled, find
from workspace.responding import respond
from workspace.shapes import Json
from workspace.state import App, Channel, Message, Person, View
from workspace.world import World

TIMED_OUT: Json = {"ok": False, "error": "operation_timeout"}
BUTTON_PARTS = ("text", "value", "style", "url")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the used element stands: a message or a view, and which app drew it."""

    app: App
    blocks: list[Json]
    channel: Channel | None = None
    message: Message | None = None
    view: View | None = None


def place(world: World, person: Person, container: Json) -> Place:
    """Return where a container is; the person must be able to see it."""
    if container.get("type") == "view":
        view = world.state.views.get(str(container.get("view_id")))
        if view is None or view.person != person.id:
            raise BadRequest.missing("view", str(container.get("view_id")))
        return Place(world.app(view.app), view.body["blocks"], view=view)
    channel = world.channel(container.get("channel"), person)
    message = world.state.message(channel.id, str(container.get("ts")), person.id)
    if message is None or message.app is None:
        raise BadRequest.missing("message", str(container.get("ts")))
    blocks = list(message.blocks or [])
    for attachment in message.attachments or []:
        blocks += attachment.get("blocks") or []
    return Place(world.app(message.app), blocks, channel=channel, message=message)


async def act(world: World, person: Person, given: Json) -> Json:
    """Use an element: a button, a menu, a picker. Tells the app, with the state around it."""
    where = place(world, person, given.get("container") or {})
    placed = find(where.blocks, str(given.get("block_id")), str(given.get("action_id")))
    if placed is None:
        raise BadRequest.missing("element", str(given.get("action_id")))
    state = (given.get("state") or {}).get("values") or {}
    values = filled(where.blocks, state)
    if where.view:
        where.view.state = values
    payload = _common(world, where.app, person, "block_actions")
    payload["trigger_id"] = world.triggers.new(where.app.id, person.id)
    payload |= _container(world, where, person)
    payload["state"] = {"values": values}
    payload["actions"] = [_action(world, placed, given)]
    answer = await world.delivery.ask(where.app, "interactive", "block_actions", payload)
    return {"ok": True} if answer is not None else TIMED_OUT


async def options(world: World, person: Person, given: Json) -> Json:
    """Ask an app for the options of an external select."""
    where = place(world, person, given.get("container") or {})
    placed = find(where.blocks, str(given.get("block_id")), str(given.get("action_id")))
    if placed is None:
        raise BadRequest.missing("element", str(given.get("action_id")))
    payload = _common(world, where.app, person, "block_suggestion")
    payload |= _container(world, where, person)
    payload |= {
        "block_id": placed.block_id, "action_id": placed.action_id,
        "value": str(given.get("value") or ""),
    }  # fmt: skip
    answer = await world.delivery.ask(where.app, "interactive", "block_suggestion", payload)
    return answer if answer is not None else {"options": []}


async def command(world: World, person: Person, channel: Channel, name: str, text: str) -> Json:
    """Send a slash command to the app that has it."""
    app = command_app(world, name)
    if app is None:
        return {"ok": False, "error": "unknown_command"}
    team = world.state.team
    reply = world.responses.new(app.id, channel.id, person.id)
    payload: Json = {
        "token": "unused", "team_id": team.id, "team_domain": team.domain,
        "channel_id": channel.id, "channel_name": _name_in_payload(channel),
        "user_id": person.id, "user_name": person.name, "command": name, "text": text,
        "api_app_id": app.id, "is_enterprise_install": "false",
        "response_url": f"{world.base_url}/response/{reply}",
        "trigger_id": world.triggers.new(app.id, person.id),
    }  # fmt: skip
    answer = await world.delivery.ask(app, "slash_commands", name, payload)
    if answer is None:
        return TIMED_OUT
    try:
        if answer:
            respond(world, world.responses.find(reply), answer)
    except Refused as refused:
        return {"ok": False, **refused.body()}
    return {"ok": True}


def command_app(world: World, name: str) -> App | None:
    """Return the app that has a command; else the one app that lists none."""
    listed = [
        app for app in world.state.apps.values()
        if any(each.command == name for each in app.commands or ())
    ]  # fmt: skip
    if listed:
        return listed[-1]
    open_to_all = [app for app in world.state.apps.values() if app.commands is None]
    return open_to_all[0] if len(open_to_all) == 1 else None


def send(
    world: World, person: Person, channel: Channel, text: str, thread_ts: str | None
) -> Message:
    """Post what somebody typed."""
    if thread_ts:
        parent = channel.messages.get(thread_ts)
        if parent is None:
            raise BadRequest.missing("message", thread_ts)
        thread_ts = parent.thread_ts or parent.ts
    stamp = world.clock.stamp()
    words = mrkdwn.from_person(text)
    return posting.post(
        world,
        Message(
            ts=stamp,
            channel=channel.id,
            user=person.id,
            text=words,
            blocks=[mrkdwn.as_rich_text(words, stamp[-5:])] if words else None,
            thread_ts=thread_ts,
            client_msg_id=f"{stamp}-{person.id}",
        ),
    )


def open_home(world: World, person: Person, app: App, tab: str) -> View | None:
    """Tell an app that somebody looks at its Home or Messages tab; return what Home shows."""
    channel = posting.open_direct(world, (app.bot_user, person.id))
    view = world.state.views.get(world.state.homes.get((person.id, app.id), ""))
    event: Json = {
        "type": "app_home_opened", "user": person.id, "channel": channel.id,
        "event_ts": world.clock.stamp(), "tab": tab,
    }  # fmt: skip
    if view and tab == "home":
        event["view"] = view_object(world.state, view)
    events.tell(world, app, event)
    return view


async def close(world: World, person: Person, view: View, *, everything: bool) -> None:
    """Close a modal, or all; tells the app where it wanted to know."""
    everything = everything or bool(view.body.get("clear_on_close"))
    if everything:
        gone = modals.clear(world, person.id)
    else:
        gone = [view]
        modals.remove(world, view)
    for each in gone:
        if not each.body.get("notify_on_close"):
            continue
        app = world.app(each.app)
        payload = _common(world, app, person, "view_closed")
        payload |= {"view": view_object(world.state, each), "is_cleared": everything}
        await world.delivery.ask(app, "interactive", "view_closed", payload)


def _common(world: World, app: App, person: Person, kind: str) -> Json:
    team = world.state.team
    return {
        "type": kind, "team": {"id": team.id, "domain": team.domain},
        "user": {
            "id": person.id, "username": person.name, "name": person.name, "team_id": team.id,
        },
        "api_app_id": app.id, "token": "unused", "enterprise": None,
        "is_enterprise_install": False,
    }  # fmt: skip


def submission(world: World, person: Person, view: View) -> Json:
    """Return the payload of a modal that is handed in."""
    app = world.app(view.app)
    return {
        **_common(world, app, person, "view_submission"),
        "trigger_id": world.triggers.new(app.id, person.id),
        "view": view_object(world.state, view),
        "response_urls": [],
    }


def _container(world: World, where: Place, person: Person) -> Json:
    if where.view:
        return {
            "container": {"type": "view", "view_id": where.view.id},
            "view": view_object(world.state, where.view),
        }
    if where.message is None or where.channel is None:
        raise AssertionError("A place is a view, or a message in a channel.")
    message, channel = where.message, where.channel
    reply = world.responses.new(where.app.id, channel.id, person.id, message.ts)
    container: Json = {
        "type": "message", "message_ts": message.ts, "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }  # fmt: skip
    if message.thread_ts and message.thread_ts != message.ts:
        container["thread_ts"] = message.thread_ts
    shown: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": _name_in_payload(channel)},
        "response_url": f"{world.base_url}/response/{reply}",
    }
    if message.ephemeral_to is None:
        shown["message"] = message_object(world.state, message, world.base_url, metadata=True)
    return shown


def _action(world: World, placed: Placed, given: Json) -> Json:
    element = placed.element
    kind = element["type"]
    action: Json = {
        "type": kind, "action_id": placed.action_id, "block_id": placed.block_id,
        "action_ts": world.clock.stamp(),
    }  # fmt: skip
    holds = HOLDS.get(kind)
    if holds is not None:
        action[holds.key] = given.get(holds.key)
        _check_choice(element, given)
    elif kind == "overflow":
        action["selected_option"] = given.get("selected_option")
        _check_choice(element, given)
    elif kind == "feedback_buttons":
        action["value"] = given.get("value")
    else:
        action |= {part: element[part] for part in BUTTON_PARTS if part in element}
    return action


def _check_choice(element: Json, given: Json) -> None:
    offered = _offered(element)
    if not offered:
        return
    chosen: list[Any] = list(given.get("selected_options") or [])
    if given.get("selected_option"):
        chosen.append(given["selected_option"])
    for option in chosen:
        if option.get("value") not in offered:
            raise BadRequest("option_not_found", f"{option.get('value')!r} is not offered here.")


def _offered(element: Json) -> set[Any]:
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return {option.get("value") for group in groups for option in group["options"]}


def _name_in_payload(channel: Channel) -> str:
    if channel.kind == "im":
        return "directmessage"
    return "privategroup" if channel.private else channel.name
