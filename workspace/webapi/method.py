"""A method of the Web API, and one call of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

from workspace import limits
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.state import App, Channel
from workspace.tokens import Kind
from workspace.world import World

TRUE = (True, 1, "1", "true", "True")
Item = TypeVar("Item")
Caller: TypeAlias = Kind | Literal["none"]


@dataclass(slots=True)
class Call:
    """One call: who calls, and with which arguments."""

    world: World
    app: App
    args: Json
    secret: tuple[str, str] = ("", "")
    """The client id and secret of HTTP Basic, which OAuth uses."""

    def text(self, name: str, default: str = "") -> str:
        """Return an argument as text."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """Return an argument that must be there."""
        value = self.text(name)
        if not value:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return an argument that is true or false."""
        value = self.args.get(name)
        return default if value is None else value in TRUE

    def number(self, name: str, default: int) -> int:
        """Return a whole number."""
        value = self.args.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]") from None

    def data(self, name: str, refusal: str = "invalid_arguments") -> Any:
        """Return an argument that is JSON, whether it came as text or not; None where missing."""
        value = self.args.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(refusal) from None

    def names(self, name: str) -> list[str]:
        """Return a list of ids, given as a list or with commas."""
        value = self.args.get(name)
        if value is None:
            return []
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def page(
        self, items: Sequence[Item], default: int, most: int = limits.PAGE
    ) -> tuple[Sequence[Item], str]:
        """Return one page of a list, and the cursor of the next (empty at the end)."""
        cursor = self.text("cursor")
        if cursor and not cursor.removeprefix("next:").isdigit():
            raise Refused("invalid_cursor")
        start = int(cursor.removeprefix("next:")) if cursor else 0
        limit = self.number("limit", default) or default
        if not 1 <= limit <= most:
            raise Refused("invalid_limit")
        end = start + limit
        return items[start:end], f"next:{end}" if end < len(items) else ""

    def channel(self, name: str = "channel", *, member: bool = True) -> Channel:
        """Return a conversation that this app's bot can see; and is in, unless told otherwise."""
        found = self.world.state.channels.get(self.need(name))
        if found is None:
            raise Refused("channel_not_found")
        inside = self.app.bot_user in found.members
        if not inside and (found.private or found.kind != "channel"):
            raise Refused("channel_not_found")
        if member and not inside:
            raise Refused("not_in_channel")
        return found


@dataclass(frozen=True, slots=True)
class Method:
    """How a method is called, and what runs."""

    run: Callable[[Call], Json]
    caller: Caller
    scopes: tuple[str, ...]
    tier: int
    """1 to 4 as Slack counts; 0 for a method with a limit of its own."""


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, tier: int = 4, caller: Caller = "bot"
) -> Callable[[Callable[[Call], Json]], Callable[[Call], Json]]:
    """Make a function a method of the Web API; any one of the scopes will do."""

    def keep(run: Callable[[Call], Json]) -> Callable[[Call], Json]:
        METHODS[name] = Method(run, caller, scopes, tier)
        return run

    return keep


def invalid_arguments(*messages: str) -> Refused:
    """Return the refusal of arguments that are missing or malformed."""
    return Refused(
        "invalid_arguments",
        response_metadata={"messages": [f"[ERROR] {message}" for message in messages]},
    )


def next_page(cursor: str) -> Json:
    """Return where an answer says how to go on."""
    return {"response_metadata": {"next_cursor": cursor}}
