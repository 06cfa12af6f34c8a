"""Serves every call of the Web API: reads it, checks the token and the limits, runs the method.

A refusal is an answer with `ok: false` and HTTP 200, as Slack does; only limits and ordered
faults use another status.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from workspace.clock import technical
from workspace.errors import LimitReached, Refused
from workspace.faults import Fault
from workspace.shapes import Json
from workspace.tokens import need
from workspace.webapi import (  # noqa: F401 (importing a family adds its methods)
    apps,
    assistant,
    chat,
    conversations,
    files,
    oauth,
    reactions,
    team,
    users,
    views,
)
from workspace.webapi.method import METHODS, Call
from workspace.world import World

NOTHING_DONE = ("ratelimit", "refuse")
HIDDEN = ("token", "client_secret")


class WebApi:
    """The ASGI application under `/api/`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call; it counts as under way until its answer is sent."""
        request = Request(scope, receive)
        with self._world.flight.one():
            response = await self._served(request)
            if response is None:
                request.state.connection.transport.abort()
                return
            await response(scope, receive, send)

    async def _served(self, request: Request) -> Response | None:
        """Answer a call; None where the connection is to be cut."""
        started, name = technical(), request.path_params["method"]
        args = await _arguments(request)
        status, body = await self._spoilt_or_not(name, request, args)
        shown = {key: value for key, value in args.items() if key not in HIDDEN}
        took = technical() - started
        self._world.traffic.add("web_api", name, status or "cut", took, shown, body)
        return _response(status, body) if status else None

    async def _spoilt_or_not(self, name: str, request: Request, args: Json) -> tuple[int, Json]:
        """Answer a call, or let the fault that is due for it happen."""
        fault = self._world.faults.of_call(name, self._app_id(request, args))
        if fault is None:
            return self._answer(name, request, args)
        if fault.kind == "delay":
            if fault.when == "before":
                await asyncio.sleep(fault.seconds)
                return self._answer(name, request, args)
            answer = self._answer(name, request, args)
            await asyncio.sleep(fault.seconds)
            return answer
        if fault.when == "after" and fault.kind not in NOTHING_DONE:
            self._answer(name, request, args)
        return _instead(fault)

    def _app_id(self, request: Request, args: Json) -> str:
        try:
            return self._world.tokens.grant(_token(request, args)).app.id
        except Refused:
            return ""

    def _answer(self, name: str, request: Request, args: Json) -> tuple[int, Json]:
        method = METHODS.get(name)
        if method is None:
            return 200, {"ok": False, "error": "unknown_method", "req_method": name}
        try:
            if method.caller == "none":
                app = next(iter(self._world.state.apps.values()))
            else:
                grant = self._world.tokens.grant(_token(request, args))
                need(grant, method.caller, method.scopes)
                app = grant.app
                self._world.limits.call(app.id, name, method.tier)
            call = Call(self._world, app, args, _basic(request))
            body = {"ok": True, **method.run(call)}
            if app is not None and app.scopes is not None:
                body["oauth_scopes"] = ",".join(app.scopes)
            return 200, body
        except Refused as refused:
            return 200, refused.body()
        except LimitReached as limit:
            return 429, {"ok": False, "error": "ratelimited", "retry_after": limit.seconds}


def _instead(fault: Fault) -> tuple[int, Json]:
    """Return the answer that a fault gives; status 0 is none at all."""
    match fault.kind:
        case "drop":
            return 0, {}
        case "error":
            return 500, {"ok": False, "error": "internal_error"}
        case "ratelimit":
            seconds = max(1, round(fault.seconds))
            return 429, {"ok": False, "error": "ratelimited", "retry_after": seconds}
        case _:
            return 200, {"ok": False, "error": fault.code}


def _response(status: int, body: Json) -> Response:
    headers = {"x-slack-req-id": "local"}
    if "oauth_scopes" in body:
        headers["x-oauth-scopes"] = str(body.pop("oauth_scopes"))
    if status == 429:
        headers["retry-after"] = str(body.pop("retry_after"))
    text = json.dumps(body, separators=(",", ":"))
    return Response(text, status, headers, "application/json; charset=utf-8")


async def _arguments(request: Request) -> Json:
    args: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        try:
            body: Any = json.loads(await request.body() or b"{}")
        except ValueError:
            body = {}
        args |= body if isinstance(body, dict) else {}
    elif kind.startswith("multipart/form-data"):
        async with request.form() as form:
            args |= {key: value for key, value in form.items() if isinstance(value, str)}
    else:
        text = (await request.body()).decode("utf-8", "replace")
        args |= dict(parse_qsl(text, keep_blank_values=True))
    return args


def _token(request: Request, args: Json) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(args.get("token") or "")


def _basic(request: Request) -> tuple[str, str]:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, word = base64.b64decode(given).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, word
