"""One call of the page: who asks, for what; and how a route is made of a function."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from workspace.errors import BadRequest
from workspace.shapes import Json
from workspace.state import Channel, Person, View
from workspace.world import World


@dataclass(slots=True)
class Asked:
    """A call, its query and its body in one."""

    world: World
    path: dict[str, Any]
    args: Json

    @property
    def person(self) -> Person:
        """Return who acts."""
        if not self.args.get("as"):
            raise BadRequest("no_person", "Say who acts: add `as`, a person's id.")
        return self.world.person(self.args["as"])

    @property
    def channel(self) -> Channel:
        """Return the conversation that the path names."""
        return self.world.channel(self.path["channel"], self.person)

    @property
    def view(self) -> View:
        """Return the view that the path names; it must be the person's own."""
        found = self.world.state.views.get(self.path["view"])
        if found is None or found.person != self.person.id:
            raise BadRequest.missing("view", self.path["view"])
        return found

    def need(self, name: str) -> str:
        """Return an argument that must be there."""
        value = self.args.get(name)
        if value in (None, ""):
            raise BadRequest("missing_argument", f"Add `{name}`.")
        return str(value)

    def number(self, name: str, default: int) -> int:
        """Return a whole number."""
        try:
            return int(self.args.get(name, default))
        except (TypeError, ValueError):
            raise BadRequest("bad_argument", f"`{name}` must be a whole number.") from None


Answer = Callable[[Asked], Awaitable[Json]]


def route(world: World, path: str, answer: Answer, *methods: str) -> Route:
    """Make a route of a function that takes what was asked and gives JSON."""

    async def serve(request: Request) -> JSONResponse:
        try:
            asked = Asked(world, request.path_params, await _arguments(request))
            return JSONResponse(await answer(asked))
        except BadRequest as bad:
            return JSONResponse({"error": bad.code, "detail": bad.detail}, bad.status)

    return Route(f"/client{path}", serve, methods=list(methods))


async def _arguments(request: Request) -> Json:
    args: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            raise BadRequest("not_json", "The body must be a JSON object.") from None
        if not isinstance(body, dict):
            raise BadRequest("not_json", "The body must be a JSON object.")
        args |= body
    return args
