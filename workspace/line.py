"""The line to a workspace, from outside: requests over one kept connection, and refusals.

Plain HTTP, so that a call costs about a millisecond. One thread at a time may use a line.
"""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from workspace.errors import BadRequest as Failed
from workspace.shapes import Json

SECONDS = 30.0


class Line:
    """One kept connection to a workspace."""

    def __init__(self, url: str) -> None:
        """Take a workspace's address."""
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(
            parts.hostname or "127.0.0.1", parts.port, timeout=SECONDS
        )

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()

    def get(self, path: str, **query: Any) -> Json:
        """Read something."""
        given = {key.rstrip("_"): value for key, value in query.items() if value is not None}
        return self.call("GET", f"{path}?{urlencode(given)}" if given else path)

    def post(self, path: str, body: Json) -> Json:
        """Do something."""
        return self.call("POST", path, json.dumps(body).encode(), "application/json")

    def call(self, verb: str, path: str, body: bytes | None = None, content_type: str = "") -> Json:
        """Make one call; raises Failed where it is refused."""
        status, content = self.fetch(verb, path, body, content_type)
        answer: Json = json.loads(content)
        if status >= 400:
            raise Failed(answer.get("error", str(status)), answer.get("detail", ""), status)
        return answer

    def fetch(
        self, verb: str, path: str, body: bytes | None = None, content_type: str = ""
    ) -> tuple[int, bytes]:
        """Make one request; return its status and its bytes."""
        headers = {"Content-Type": content_type} if content_type else {}
        try:
            self._connection.request(verb, path, body, headers)
            response = self._connection.getresponse()
            return response.status, response.read()
        except (http.client.HTTPException, OSError):
            self._connection.close()
            raise
