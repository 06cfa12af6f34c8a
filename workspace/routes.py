"""The workspace as one web application: every address and what answers it."""

from __future__ import annotations

import json
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from workspace import installing, uploads
from workspace.api_objects import file_object
from workspace.client import apps, control, conversations
from workspace.client.asked import route
from workspace.errors import BadRequest, Refused
from workspace.responding import respond
from workspace.watching import watch
from workspace.webapi.dispatch import WebApi
from workspace.world import World

PAGE = Path(__file__).parent / "page"


def application(world: World) -> Starlette:
    """Make the application of a world."""
    return Starlette(routes=[*_for_apps(world), *_for_page(world)])


def _for_apps(world: World) -> list[BaseRoute]:
    async def answer_at(request: Request) -> Response:
        return await _answer_at(world, request)

    async def receive(request: Request) -> Response:
        return await _receive(world, request)

    async def download(request: Request) -> Response:
        return _download(world, request)

    async def authorize(request: Request) -> Response:
        return await _authorize(world, request)

    return [
        Route("/api/{method}", WebApi(world)),
        WebSocketRoute("/link/", world.sockets.serve),
        Route("/response/{address}", answer_at, methods=["POST"]),
        Route("/upload/v1/{secret}", receive, methods=["POST", "PUT"]),
        Route("/files-pri/{file}/{name}", download),
        Route("/oauth/v2/authorize", authorize, methods=["GET", "POST"]),
    ]


def _for_page(world: World) -> list[BaseRoute]:
    async def index(_request: Request) -> Response:
        return FileResponse(PAGE / "index.html")

    async def upload(request: Request) -> Response:
        return await _upload(world, request)

    async def stream(socket: WebSocket) -> None:
        await watch(world, socket)

    channel = "/channels/{channel}"
    return [
        Route("/", index),
        Route("/archives/{path:path}", index),
        Mount("/page", StaticFiles(directory=PAGE, check_dir=False)),
        WebSocketRoute("/client/stream", stream),
        Route("/client/files", upload, methods=["POST"]),
        route(world, "/boot", conversations.boot, "GET"),
        route(world, f"{channel}/messages", conversations.messages, "GET"),
        route(world, f"{channel}/messages", conversations.send, "POST"),
        route(world, channel + "/thread/{ts}", conversations.thread, "GET"),
        route(world, f"{channel}/read", conversations.read, "POST"),
        route(world, f"{channel}/reactions", conversations.react, "POST"),
        route(world, "/ims", conversations.open_direct, "POST"),
        route(world, "/actions", apps.act, "POST"),
        route(world, "/options", apps.options, "POST"),
        route(world, "/views", apps.views, "GET"),
        route(world, "/views/{view}/submit", apps.submit, "POST"),
        route(world, "/views/{view}/close", apps.close, "POST"),
        route(world, "/home/open", apps.open_home, "POST"),
        route(world, "/home", apps.home, "GET"),
        route(world, "/commands", apps.command, "POST"),
        route(world, "/clock", control.clock, "GET"),
        route(world, "/clock", control.move_clock, "POST"),
        route(world, "/people", control.change_person, "POST"),
        route(world, "/verify", control.verify, "POST"),
        route(world, "/traffic", control.traffic, "GET"),
        route(world, "/faults", control.add_fault, "POST"),
        route(world, "/faults", control.clear_faults, "DELETE"),
        route(world, "/idle", control.idle, "GET"),
        route(world, "/connections", control.connections, "GET"),
    ]


async def _answer_at(world: World, request: Request) -> Response:
    """Take an app's answer at a response address."""
    with world.flight.one():
        try:
            answer = json.loads(await request.body())
            respond(world, world.responses.take(request.path_params["address"]), answer)
        except (ValueError, AttributeError):
            return PlainTextResponse("invalid_payload", 400)
        except Refused as refused:
            world.traffic.add("response_url", "response_url", 404, 0, answer, refused.body())
            return JSONResponse(refused.body(), 404)
        world.traffic.add("response_url", "response_url", 200, 0, answer, {"ok": True})
        return PlainTextResponse("ok")


async def _receive(world: World, request: Request) -> Response:
    """Take the bytes of an upload, as the body or as a form's file."""
    content = await request.body()
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form() as form:
            sent = [each for each in form.values() if isinstance(each, UploadFile)]
            content = await sent[0].read() if sent else b""
    try:
        uploads.receive(world, request.path_params["secret"], content)
    except BadRequest as bad:
        return PlainTextResponse(bad.detail, bad.status)
    return PlainTextResponse(f"OK - {len(content)}")


def _download(world: World, request: Request) -> Response:
    """Give a file's bytes, to an app with its token or to a person of the page."""
    file = world.state.files.get(request.path_params["file"])
    person = world.state.people.get(request.query_params.get("as", ""))
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    try:
        allowed = person is not None or world.tokens.grant(token) is not None
    except Refused:
        allowed = False
    if not allowed:
        # Slack sends its sign-in page, and HTTP 200: an app that forgets its token gets HTML.
        return HTMLResponse("<!doctype html><title>Sign in</title><p>Sign in to see this.</p>")
    if file is None or not file.complete:
        return PlainTextResponse("There is no such file.", 404)
    return Response(file.content, media_type=file.mimetype)


async def _authorize(world: World, request: Request) -> Response:
    """Ask whether to let an app in; or, once allowed, send the browser back with a code."""
    query = dict(request.query_params)
    async with request.form() as form:
        query |= {key: value for key, value in form.items() if isinstance(value, str)}
    app = installing.client(world, query.get("client_id", ""))
    if app is None:
        return PlainTextResponse("invalid_client_id", 400)
    if request.method == "GET":
        return HTMLResponse(installing.question(world, app, query))
    try:
        return RedirectResponse(
            installing.allow(world, app, query, world.person(query.get("as")).id), 302
        )
    except BadRequest as bad:
        return PlainTextResponse(bad.detail, bad.status)


async def _upload(world: World, request: Request) -> Response:
    """Take a file from a person."""
    try:
        async with request.form() as form:
            person, sent = world.person(form.get("as")), form.get("file")
            if not isinstance(sent, UploadFile):
                raise BadRequest("missing_argument", "Add `file`, the file itself.")
            file = uploads.add(world, person.id, sent.filename or "file", await sent.read())
    except BadRequest as bad:
        return JSONResponse({"error": bad.code, "detail": bad.detail}, bad.status)
    return JSONResponse({"file": file_object(file, world.base_url)})
