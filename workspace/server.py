"""Runs a workspace: uvicorn on a thread of its own, with an event loop of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from asyncio import Transport
from datetime import datetime
from typing import Any, Self

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from workspace.config import Config, Options
from workspace.routes import application
from workspace.world import World

START_SECONDS = 10
STOP_SECONDS = 10
PING_SECONDS = 10.0
KEPT_SECONDS = 3600
"""How long an idle connection stays open: a handle keeps one for as long as a test thinks."""


class Cuttable(H11Protocol):
    """HTTP whose requests know their connection, so that an ordered fault can cut it."""

    transport: Transport

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.app_state = {**self.app_state, "connection": self}


class Workspace:
    """A local Slack, started and stopped; use it as a context manager or call both."""

    def __init__(self, config: Config, port: int = 0, options: Options | None = None) -> None:
        """Take a configuration; port 0 is any free one."""
        self.world = World.of(config, options or Options())
        """What it holds; once it runs, only its own thread may touch this."""
        self._port = port
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None

    @classmethod
    def running(cls, config: Config, port: int = 0, options: Options | None = None) -> Self:
        """Return a workspace that runs already: `with Workspace.running(config) as ws:`."""
        return cls(config, port, options).start()

    @property
    def url(self) -> str:
        """Return where it is, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def api_url(self) -> str:
        """Return where the Web API is, as slack_sdk's `base_url` wants it."""
        return f"{self.url}/api/"

    def start(self) -> Self:
        """Start serving; returns once it does."""
        if self._thread:
            return self
        listener = _listener(self._port)
        self._port = listener.getsockname()[1]
        ready = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(listener, ready), name="workspace", daemon=True
        )
        self._thread.start()
        if not ready.wait(START_SECONDS) or self._failure:
            raise RuntimeError("The workspace did not start.") from self._failure
        return self

    def stop(self) -> None:
        """Stop serving, and wait until it has."""
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join(STOP_SECONDS)
            self._thread = None

    def now(self) -> datetime:
        """Return the business time; any thread may ask."""
        return self.world.clock.now()

    def wait(self) -> None:
        """Wait until somebody stops it."""
        if self._thread:
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self, listener: socket.socket, ready: threading.Event) -> None:
        try:
            asyncio.run(self._serve(listener, ready))
        except BaseException as error:  # noqa: BLE001 (start() raises it where it can be seen)
            self._failure = error
        finally:
            listener.close()
            ready.set()

    async def _serve(self, listener: socket.socket, ready: threading.Event) -> None:
        self.world.base_url = self.url
        self._server = uvicorn.Server(
            uvicorn.Config(
                _Quiet(application(self.world)), http=Cuttable, ws="websockets-sansio",
                lifespan="off", log_config=None, access_log=False,
                ws_ping_interval=PING_SECONDS, timeout_keep_alive=KEPT_SECONDS,
                timeout_graceful_shutdown=1,
                ws_per_message_deflate=False, server_header=False, date_header=False,
            )
        )  # fmt: skip
        serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        while not self._server.started and not serving.done():
            await asyncio.sleep(0.005)
        ready.set()
        await serving
        await self.world.delivery.close()


def _listener(port: int) -> socket.socket:
    # asyncio turns Nagle's algorithm off only where the protocol is named; with it on, every
    # answer waits 40 ms for the client's acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    listener.listen(512)
    return listener


class _Quiet:
    """The application, without a word where a connection ends in the middle of shutting down."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            return
