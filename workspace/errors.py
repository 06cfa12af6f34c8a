"""What can be refused, and how: to an app, to the page, to whoever wrote the configuration."""

from __future__ import annotations

from workspace.shapes import Json


class ConfigFault(Exception):
    """The configuration cannot be used; the text says where and what to do."""


class Refused(Exception):
    """A Web API method says no, with Slack's error code and what else belongs in its answer."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields

    def body(self) -> Json:
        """Return the answer that an app sees."""
        return {"ok": False, "error": self.code, **self.fields}


class LimitReached(Exception):
    """Too many calls; `seconds` is what Retry-After says."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"retry after {seconds} s")
        self.seconds = seconds


class BadRequest(Exception):
    """A call of the page or of a test cannot be done; `code` and a sentence for a person."""

    def __init__(self, code: str, detail: str, status: int = 400) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.status = status

    @classmethod
    def missing(cls, what: str, name: str) -> BadRequest:
        """Return the refusal of something that is not in this workspace."""
        return cls(f"{what}_not_found", f"There is no {what} {name!r} here.", status=404)
