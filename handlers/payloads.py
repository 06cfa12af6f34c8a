"""What Slack sends, read into small values; everything in it comes from outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from messages import ids

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tap:
    """A button, menu or other element that somebody used.

    `event` identifies the tap: Slack's repeats of it carry the same. `channel` and `ts` are
    empty on a Home tab or in a modal, `view_id` and the view's `refs` in a message.
    """

    user: str
    action: str
    value: str
    event: str
    trigger: str
    channel: str = ""
    ts: str = ""
    view_id: str = ""
    view_type: str = ""
    state: Mapping[str, Any] = field(default_factory=dict)
    refs: Mapping[str, str] = field(default_factory=dict)

    @property
    def menu(self) -> tuple[str, str]:
        """Return the verb of a menu's entry and what it acts on."""
        return ids.read_menu_value(self.value)


@dataclass(frozen=True, slots=True)
class Form:
    """A modal that somebody submitted. `state` maps block to action to Slack's value.

    `beneath` is the id of the modal over which it lies, if any.
    """

    user: str
    callback: str
    view_id: str
    refs: Mapping[str, str]
    state: Mapping[str, Any]
    trigger: str
    beneath: str = ""


def tap(body: Body) -> Tap:
    """Read a `block_actions` payload."""
    action = body["actions"][0]
    container = body.get("container", {})
    view = body.get("view") or {}
    state = (body.get("state") or view.get("state") or {}).get("values", {})
    return Tap(
        user=body["user"]["id"],
        action=action["action_id"],
        value=_value(action),
        event=f"{body['user']['id']}:{action.get('action_ts', '')}",
        trigger=body.get("trigger_id", ""),
        channel=container.get("channel_id", ""),
        ts=container.get("message_ts", ""),
        view_id=view.get("id", ""),
        view_type=view.get("type", ""),
        state=state,
        refs=ids.unpack(view.get("private_metadata", "")),
    )


def form(body: Body) -> Form:
    """Read a `view_submission` payload."""
    view = body["view"]
    return Form(
        user=body["user"]["id"],
        callback=view["callback_id"],
        view_id=view["id"],
        refs=ids.unpack(view.get("private_metadata", "")),
        state=view.get("state", {}).get("values", {}),
        trigger=body.get("trigger_id", ""),
        beneath=str(view.get("previous_view_id") or ""),
    )


def _value(action: Mapping[str, Any]) -> str:
    if "value" in action:
        return str(action["value"] or "")
    if option := action.get("selected_option"):
        return str(option.get("value", ""))
    return ""


def element(state: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    """Return the only element of a block as the form holds it; empty where there is none."""
    found: object = next(iter(state.get(block, {}).values()), None)
    return found if isinstance(found, Mapping) else {}


def text(state: Mapping[str, Any], block: str) -> str:
    """Return what was written in a block."""
    return str(element(state, block).get("value") or "").strip()


def chosen(state: Mapping[str, Any], block: str) -> str | None:
    """Return the value chosen in a select or radio buttons."""
    option = element(state, block).get("selected_option")
    return str(option["value"]) if option else None


def all_chosen(state: Mapping[str, Any], block: str) -> tuple[str, ...]:
    """Return every value chosen in a block, one or several."""
    found = element(state, block)
    if found.get("selected_option"):
        return (str(found["selected_option"]["value"]),)
    return tuple(str(option["value"]) for option in found.get("selected_options") or ())


def day(state: Mapping[str, Any], block: str) -> str | None:
    """Return the date chosen in a block, as YYYY-MM-DD."""
    value = element(state, block).get("selected_date")
    return str(value) if value else None


def clock_time(state: Mapping[str, Any], block: str) -> str | None:
    """Return the time chosen in a block, as HH:MM."""
    value = element(state, block).get("selected_time")
    return str(value) if value else None


def people(state: Mapping[str, Any], block: str) -> tuple[str, ...]:
    """Return the users chosen in a block."""
    return tuple(element(state, block).get("selected_users") or ())


def files(state: Mapping[str, Any], block: str) -> tuple[str, ...]:
    """Return the ids of the files put into a block."""
    return tuple(str(f["id"]) for f in element(state, block).get("files") or ())


def each(state: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """Yield what each block of a name stands for, and the value chosen in it."""
    for block in state:
        ref = ids.ref_of_block(block, name)
        value = chosen(state, block)
        if ref is not None and value is not None:
            yield ref, value
