"""Socket Mode: connections of apps, envelopes to any one of them, acknowledgements back.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from workspace import limits
from workspace.errors import Refused
from workspace.ids import secret
from workspace.shapes import Json

CONNECTION_SECONDS = 18_060
"""What hello says a connection will last; nothing here ends it."""


@dataclass(slots=True, eq=False)
class Connection:
    """One open WebSocket of an app."""

    socket: WebSocket
    silent: bool = False
    waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)
    """Envelopes sent and not acknowledged."""


class SocketMode:
    """All connections of all apps."""

    def __init__(self) -> None:
        self._tickets: dict[str, str] = {}
        self._connections: dict[str, list[Connection]] = {}
        self._turn = itertools.count()
        self._opened = asyncio.Event()

    def ticket(self, app: str) -> str:
        """Return a ticket that opens one connection."""
        if len(self._connections.get(app, ())) >= limits.SOCKET_CONNECTIONS:
            raise Refused("too_many_websockets")
        made = secret()
        self._tickets[made] = app
        return made

    def connections(self, app: str) -> int:
        """Count an app's open connections."""
        return len(self._connections.get(app, ()))

    async def enough(self, app: str, count: int, seconds: float) -> None:
        """Wait until an app has this many connections, or the time is up."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.connections(app) < count:
                    self._opened.clear()
                    await self._opened.wait()

    async def serve(self, socket: WebSocket) -> None:
        """Serve one connection until it ends."""
        app = self._tickets.pop(socket.query_params.get("ticket", ""), None)
        if app is None:
            await socket.close(code=4001, reason="The ticket is unknown or was used before.")
            return
        await socket.accept()
        connection = Connection(socket)
        mine = self._connections.setdefault(app, [])
        mine.append(connection)
        try:
            await socket.send_text(json.dumps(_hello(app, len(mine), socket)))
            self._opened.set()
            while True:
                self._acknowledged(connection, await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass  # Gone, or cut by a fault while we were sending.
        finally:
            mine.remove(connection)
            for future in connection.waiting.values():
                if not future.done():
                    future.set_result(None)

    def _acknowledged(self, connection: Connection, text: str) -> None:
        if connection.silent:
            return
        try:
            answer = json.loads(text)
        except ValueError:
            return
        future = connection.waiting.pop(str(answer.get("envelope_id", "")), None)
        if future and not future.done():
            future.set_result(answer.get("payload") or {})

    async def deliver(self, app: str, envelope: Json, seconds: float) -> Json | None:
        """Send an envelope to one connection; return its answer, None where none came in time."""
        open_ones = self._connections.get(app)
        if not open_ones:
            return None
        connection = open_ones[next(self._turn) % len(open_ones)]
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = future
        if not connection.silent:
            try:
                await connection.socket.send_text(json.dumps(envelope))
            except (WebSocketDisconnect, RuntimeError):
                return None
        try:
            async with asyncio.timeout(seconds):
                return await future
        except TimeoutError:
            return None
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    async def trouble(self, kind: str, app: str) -> None:
        """Let connections fall silent, be asked to reconnect, or be cut."""
        for owner, connections in self._connections.items():
            for connection in list(connections) if app in ("*", owner) else ():
                if kind == "silent":
                    connection.silent = True
                elif kind == "refresh":
                    await connection.socket.send_text(json.dumps(_goodbye()))
                else:
                    await connection.socket.close(code=1012)

    async def close(self) -> None:
        """End every connection."""
        for connections in self._connections.values():
            for connection in list(connections):
                await connection.socket.close()


def _hello(app: str, count: int, socket: WebSocket) -> Json:
    return {
        "type": "hello",
        "num_connections": count,
        "debug_info": {
            "host": socket.url.hostname, "build_number": 1,
            "approximate_connection_time": CONNECTION_SECONDS,
        },
        "connection_info": {"app_id": app},
    }  # fmt: skip


def _goodbye() -> Json:
    return {
        "type": "disconnect", "reason": "refresh_requested",
        "debug_info": {"host": "127.0.0.1"},
    }  # fmt: skip
