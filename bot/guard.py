"""What stands before Slack's one address over HTTP: nothing is parsed that Slack did not sign."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

import structlog
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request

log = structlog.get_logger(__name__)

MOST_BYTES = 1_000_000
"""A view has at most 250 KB; a form's encoding makes up to three times as much of it."""

BODY_SECONDS = 10.0
"""So long a body may take; Slack itself waits three seconds for the answer."""

SIGNED_WITHIN_SECONDS = 300
"""How old, or how far ahead, a signature may be: what Slack asks of every app."""

VERSION = b"v0"


class RefusedRequest(Exception):
    """A request that goes no further: the status to answer with, and why, for the log."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class Guard:
    """Admits what Slack signed, of a size that Slack sends, in a form that Slack uses.

    `clock` gives technical time, in which a signature's age is told. A request is measured first,
    then its signature is checked over the bytes as they came, and only then is it parsed.
    """

    def __init__(self, secret: str, clock: Callable[[], datetime]) -> None:
        self._secret = secret.encode()
        self._clock = clock

    async def admit(self, request: Request) -> bytes:
        """Return a request's body, or raise RefusedRequest."""
        _measure(request.headers)
        body = await _read(request)
        self._check_signature(request.headers, body)
        _check_form(request.headers, body)
        return body

    def _check_signature(self, headers: Headers, body: bytes) -> None:
        stamp = headers.get("x-slack-request-timestamp", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
            raise RefusedRequest(401, "no timestamp")
        if abs(self._clock().timestamp() - int(stamp)) > SIGNED_WITHIN_SECONDS:
            raise RefusedRequest(401, "signed at another time")
        signed = b":".join((VERSION, stamp.encode(), body))
        expected = b"v0=" + hmac.new(self._secret, signed, hashlib.sha256).hexdigest().encode()
        given = headers.get("x-slack-signature", "").encode("latin-1", "replace")
        if not hmac.compare_digest(expected, given):
            raise RefusedRequest(401, "signed by another")


def _measure(headers: Headers) -> None:
    """Refuse by its own word what is too large, before a byte of it is read."""
    stated = headers.get("content-length", "0")
    if not (stated.isascii() and stated.isdigit()):
        raise RefusedRequest(400, "no length")
    if len(stated) > 12 or int(stated) > MOST_BYTES:
        raise RefusedRequest(413, "too large")


async def _read(request: Request) -> bytes:
    """Read a body as far as it may go, for as long as it may take."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > MOST_BYTES:
                    raise RefusedRequest(413, "too large")
                parts.append(part)
    except TimeoutError:
        raise RefusedRequest(408, "a body that does not end") from None
    except ClientDisconnect:
        raise RefusedRequest(400, "gone before its end") from None
    return b"".join(parts)


def _check_form(headers: Headers, body: bytes) -> None:
    """Refuse what is signed and yet in no form that Slack sends."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = body.decode()
        if kind == "application/json":
            payload: Any = json.loads(text)
        else:
            form = parse_qs(text, keep_blank_values=True, max_num_fields=1000)
            payload = json.loads(form["payload"][0]) if "payload" in form else dict(form)
    except (ValueError, RecursionError):
        raise RefusedRequest(400, "not what Slack sends") from None
    if not isinstance(payload, dict) or not payload:
        raise RefusedRequest(400, "not what Slack sends")
