"""One HTTP request to an app, signed as Slack signs it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from workspace.clock import wall

AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: a status and a body, or why nothing did."""

    status: int
    body: bytes = b""
    content_type: str = ""
    no_retry: bool = False
    reason: Literal["", "http_timeout", "http_error", "connection_failed"] = ""

    @property
    def accepted(self) -> bool:
        """Whether the app said 2xx in time."""
        return not self.reason


class Outgoing:
    """Sends requests from a few threads of its own, so that a slow app holds up nobody else."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="to-app")

    async def post(
        self, url: str, body: bytes, content_type: str, secret: str, extra: dict[str, str],
        seconds: float,
    ) -> Answered:  # fmt: skip
        """Post a signed body."""
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **signed(body, secret, wall()),
            **extra,
        }
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _post, url, body, headers, seconds)

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def signed(body: bytes, secret: str, timestamp: int) -> dict[str, str]:
    """Return the two headers by which an app knows that a request is Slack's."""
    base = b"v0:%d:" % timestamp + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}


def _post(url: str, body: bytes, headers: dict[str, str], seconds: float) -> Answered:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    started = time.monotonic()
    try:
        connection.request("POST", parts._replace(scheme="", netloc="").geturl(), body, headers)
        response = connection.getresponse()
        content = response.read()
    except TimeoutError:
        return Answered(0, reason="http_timeout")
    except (OSError, http.client.HTTPException):
        return Answered(0, reason="connection_failed")
    finally:
        connection.close()
    late = time.monotonic() - started > seconds
    failed = not 200 <= response.status < 300
    return Answered(
        response.status,
        content,
        response.getheader("Content-Type", ""),
        response.getheader("X-Slack-No-Retry") == "1",
        "http_timeout" if late else "http_error" if failed else "",
    )
