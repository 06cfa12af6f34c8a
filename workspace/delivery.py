"""Deliveries to apps: events with Slack's three repeats, and interactions that want an answer.

Both go over Socket Mode or signed HTTP, as the app is configured.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from workspace.clock import technical
from workspace.config import Options
from workspace.faults import Faults
from workspace.flight import Flight
from workspace.ids import Ids, secret
from workspace.outgoing import Answered, Outgoing
from workspace.shapes import Json
from workspace.socket_mode import SocketMode
from workspace.state import App
from workspace.traffic import Traffic

Kind = Literal["events_api", "interactive", "slash_commands"]
HELD_SECONDS = 5.0
"""How long an envelope waits for the others that shall overtake it."""


@dataclass(slots=True)
class Attempt:
    """One try to deliver one payload."""

    app: App
    kind: Kind
    name: str
    payload: Json
    number: int = 0
    reason: str = ""


@dataclass(slots=True)
class Delivery:
    """Brings payloads to apps."""

    options: Options
    ids: Ids
    faults: Faults
    flight: Flight
    traffic: Traffic
    sockets: SocketMode
    outgoing: Outgoing
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _held: list[asyncio.Event] = field(default_factory=list)

    def event(self, app: App, name: str, payload: Json) -> None:
        """Send an event, now and up to three times again, without waiting for it."""
        self.flight.take_off()
        self._start(self._until_acknowledged(Attempt(app, "events_api", name, payload)))

    async def ask(self, app: App, kind: Kind, name: str, payload: Json) -> Json | None:
        """Send an interaction or a command; return the answer, None where none came in time."""
        with self.flight.one():
            return await self._try(Attempt(app, kind, name, payload))

    async def verify(self, app: App) -> bool:
        """Challenge an app's address, as Slack does before it sends events there."""
        challenge = secret()
        payload = {"token": "unused", "challenge": challenge, "type": "url_verification"}
        attempt = Attempt(app, "events_api", "url_verification", payload)
        answered = await self._over_http(attempt)
        return answered.accepted and challenge in answered.body.decode("utf-8", "replace")

    async def close(self) -> None:
        """Give up what is still to be delivered."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.outgoing.close()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _until_acknowledged(self, attempt: Attempt) -> None:
        """Try, and repeat after each of the waits; what is only waited for is not in flight."""
        try:
            for wait in (*self.options.retry_seconds, None):
                if await self._try(attempt) is not None or wait is None:
                    return
                attempt.number += 1
                if wait:
                    with self.flight.none():
                        await asyncio.sleep(wait)
        finally:
            self.flight.land()

    async def _try(self, attempt: Attempt) -> Json | None:
        app = attempt.app.id
        if self.faults.of_envelope("lose", attempt.name, app):
            attempt.reason = "http_timeout"
            await asyncio.sleep(self.options.ack_seconds)
            return None
        await self._in_turn(attempt)
        if self.faults.of_envelope("repeat", attempt.name, app):
            self.flight.take_off()
            self._start(self._again(attempt))
        return await self._send(attempt)

    async def _again(self, attempt: Attempt) -> None:
        try:
            await self._send(attempt)
        finally:
            self.flight.land()

    async def _in_turn(self, attempt: Attempt) -> None:
        """Wait where a fault wants envelopes out of order; the last one lets the others go."""
        fault = self.faults.of_envelope("reorder", attempt.name, attempt.app.id)
        if fault is None:
            return
        if self.faults.holds(fault):
            turn = asyncio.Event()
            self._held.append(turn)
            try:
                async with asyncio.timeout(HELD_SECONDS):
                    await turn.wait()
            except TimeoutError:
                self._held.remove(turn)
            return
        while self._held:
            self._held.pop().set()

    async def _send(self, attempt: Attempt) -> Json | None:
        started = technical()
        if attempt.app.mode == "socket":
            answer = await self._over_socket(attempt)
            status: int | str = "acknowledged" if answer is not None else attempt.reason
            kind: Literal["socket", "http"] = "socket"
        else:
            answered = await self._over_http(attempt)
            answer = _read(answered) if answered.accepted else None
            attempt.reason = answered.reason
            status, kind = answered.reason or answered.status, "http"
            if answered.no_retry:
                answer = answer or {}
        self.traffic.add(kind, attempt.name, status, technical() - started, attempt.payload, answer)
        return answer

    async def _over_socket(self, attempt: Attempt) -> Json | None:
        envelope: Json = {
            "envelope_id": secret(),
            "type": attempt.kind,
            "accepts_response_payload": attempt.kind != "events_api",
            "payload": attempt.payload,
        }
        if attempt.kind == "events_api":
            envelope |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
        connected = self.sockets.connections(attempt.app.id) > 0
        answer = await self.sockets.deliver(attempt.app.id, envelope, self.options.ack_seconds)
        attempt.reason = "" if answer is not None else "timeout" if connected else "no_connection"
        return answer

    async def _over_http(self, attempt: Attempt) -> Answered:
        if attempt.kind == "events_api":
            body, content_type = json.dumps(attempt.payload), "application/json"
        elif attempt.kind == "interactive":
            body = urlencode({"payload": json.dumps(attempt.payload)})
            content_type = "application/x-www-form-urlencoded"
        else:
            body, content_type = urlencode(attempt.payload), "application/x-www-form-urlencoded"
        again = {}
        if attempt.number:
            again = {
                "X-Slack-Retry-Num": str(attempt.number),
                "X-Slack-Retry-Reason": attempt.reason,
            }
        return await self.outgoing.post(
            attempt.app.request_url,
            body.encode(),
            content_type,
            attempt.app.signing_secret,
            again,
            self.options.ack_seconds,
        )


def _read(answered: Answered) -> Json:
    if "json" in answered.content_type:
        try:
            found = json.loads(answered.body or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}
    text = answered.body.decode("utf-8", "replace").strip()
    return {"text": text} if text else {}
