"""The edges: Slack's requests over Socket Mode or signed HTTP, into one bolt app."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import structlog
import uvicorn
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.socket_mode.websocket_client import SocketModeClient
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from websocket import WebSocketApp, WebSocketException

from bot.acknowledgement_priority import AcknowledgementPriority
from bot.background import Background
from bot.connections import IDLE_SECONDS, PatientOnlySoLong
from bot.guard import Guard, RefusedRequest

log = structlog.get_logger(__name__)

SOCKET_THREADS = 16
CLOSING_SECONDS = 1.0
SHUTDOWN_SECONDS = 5
"""Slack waits three seconds for an answer; a request that takes longer keeps nobody."""
PATH = "/slack/events"


def bolt_app(token: str, api_url: str, identity: Mapping[str, Any]) -> App:
    """Make the bolt app of one workspace.

    Listeners run before the response (`process_before_response`): what they store is stored
    when Slack hears of it, and a slow one never waits in bolt's five threads. Over HTTP the guard
    checks signatures, before anything is parsed; over Socket Mode there are none.
    """
    known = AuthorizeResult(
        enterprise_id=identity.get("enterprise_id"),
        team_id=identity["team_id"],
        bot_user_id=identity.get("user_id"),
        bot_id=identity.get("bot_id"),
        bot_token=token,
    )
    app = App(
        client=WebClient(base_url=api_url, retry_handlers=[]),  # authorize= brings the token
        authorize=lambda: known,
        request_verification_enabled=False,
        process_before_response=True,
        raise_error_for_unhandled_request=False,
        logger=logging.getLogger("slack_bolt"),
    )
    app.error(_note)
    return app


ODD = (KeyError, IndexError, TypeError, AttributeError, ValueError)
"""What a payload raises that is signed and yet not of Slack's form: repeating it mends nothing."""


def _note(error: Exception, request: BoltRequest) -> BoltResponse:
    """Log what broke before or outside a handler, without the payload.

    What breaks in a handler is told to the person there. Over Socket Mode the answer is always
    a 200: any other is never acknowledged, and Slack would send the same payload again and again.
    """
    kind = str(request.body.get("type") or request.body.get("command") or "")
    log.error("listener_broke", kind=kind, exc_info=error)
    if request.mode == "socket_mode":
        return BoltResponse(status=200)
    return BoltResponse(status=400 if isinstance(error, ODD) else 500)


class _Socket(SocketModeHandler):
    """Socket Mode requests, each before what nobody waits for."""

    def __init__(
        self,
        app: App,
        app_token: str,
        priority: AcknowledgementPriority,
        background: Background,
    ) -> None:
        super().__init__(app, app_token, concurrency=SOCKET_THREADS, ping_interval=10)
        self._priority = priority
        self._background = background
        self.client.on_open_listeners.append(_check_once)

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        with self._background.collected() as left, self._priority.request():
            try:
                super().handle(client, req)
            except ODD as error:  # bolt itself did not know what to make of it, and never will
                log.warning("odd_payload", error=type(error).__name__)
                client.send_socket_mode_response(SocketModeResponse(req.envelope_id))
        self._background.release(left)

    def close(self) -> None:
        """Disconnect, without waiting for the client's threads to look up by themselves.

        The reader sleeps until something comes, ten seconds at most, and closing its socket does
        not always wake it. The answer to a ping does; it then sees that it is to end.
        """
        runner, session = self.client.current_session_runner, self.client.current_session
        self.client.auto_reconnect_enabled, self.client.closed = False, True
        self.client.message_queue.put(None)
        runner.event.set()  # first of all, or it would connect anew
        if session is not None and session.sock is not None:
            session.keep_running = False
            with suppress(OSError, WebSocketException):
                session.sock.ping()
            runner.thread.join(CLOSING_SECONDS)
        super().close()  # type: ignore[no-untyped-call]


def _check_once(connection: WebSocketApp) -> None:
    """Leave it to the decoding of each envelope to refuse what is not UTF-8.

    websocket-client checks every byte before that once more, in Python, which takes a third of
    an answer's time.
    """
    if connection.sock is not None:  # it may have closed meanwhile
        connection.sock.cont_frame.skip_utf8_validation = True


def socket_mode(
    app: App, app_token: str, priority: AcknowledgementPriority, background: Background
) -> SocketModeHandler:
    """Return the Socket Mode edge; `connect()` opens it, `close()` ends it.

    On websocket-client: the SDK's own client was seen to cut an envelope short under load, and
    it was lost until Slack repeated it. The client pings and reconnects by itself where nothing
    comes back: a connection can fall silent without ever closing.
    """
    return _Socket(app, app_token, priority, background)


def http(
    app: App, guard: Guard, priority: AcknowledgementPriority, background: Background
) -> Starlette:
    """Return the HTTP edge: Slack's one address, and one for a load balancer."""

    def dispatch(bolt_request: BoltRequest) -> Response:
        with background.collected() as left:
            response = to_starlette_response(app.dispatch(bolt_request))
        response.background = BackgroundTask(background.release, left)  # once it has gone out
        return response

    async def slack(request: Request) -> Response:
        try:
            body = await guard.admit(request)
        except RefusedRequest as refused:
            log.info("request_refused", status=refused.status, why=refused.why)
            # What is still on its way belongs to nobody, so the connection ends with the answer.
            return PlainTextResponse(refused.why, refused.status, {"connection": "close"})
        # bolt's own Starlette adapter runs listeners on the event loop, where a slow one holds
        # up every other acknowledgement.
        with priority.request():
            try:
                bolt_request = to_bolt_request(request, body)
                return await run_in_threadpool(dispatch, bolt_request)
            except ODD as error:  # bolt itself did not know what to make of it
                log.warning("odd_payload", error=type(error).__name__)
                return PlainTextResponse("not what Slack sends", 400)

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(
        routes=[
            Route(PATH, slack, methods=["POST"]),
            Route("/health", health, methods=["GET"]),
        ]
    )


def serve_http(edge: Starlette, host: str, port: int, stop: threading.Event) -> None:
    """Answer Slack over HTTP until told to stop. Raises OSError where the port is in use."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        server = uvicorn.Server(
            uvicorn.Config(
                edge,
                http=PatientOnlySoLong,
                ws="none",
                timeout_keep_alive=IDLE_SECONDS,
                timeout_graceful_shutdown=SHUTDOWN_SECONDS,
                log_config=None,
                access_log=False,
            )
        )
        threading.Thread(target=_end_with, args=(server, stop), daemon=True).start()
        server.run(sockets=[listening])


def _end_with(server: uvicorn.Server, stop: threading.Event) -> None:
    stop.wait()
    server.should_exit = True
