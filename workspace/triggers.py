"""What an app may answer an interaction with: trigger ids and response addresses.

A trigger opens one view, within three seconds. A response address takes five messages in half
an hour. Both count technical time, and belong to one app.
"""

from __future__ import annotations

from dataclasses import dataclass

from workspace import limits
from workspace.clock import technical
from workspace.errors import Refused
from workspace.ids import secret


@dataclass(slots=True)
class Trigger:
    """Somebody did something just now."""

    app: str
    person: str
    expires: float
    used: bool = False


@dataclass(slots=True)
class ResponseAddress:
    """Where an app may answer somebody's action."""

    app: str
    channel: str
    person: str
    expires: float
    message_ts: str | None = None
    uses: int = 0


class Triggers:
    """The triggers that were given out."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._given: dict[str, Trigger] = {}

    def new(self, app: str, person: str) -> str:
        """Give out a trigger."""
        made = f"{len(self._given) + 1}.{secret()[:12]}.{secret()}"
        self._given[made] = Trigger(app, person, technical() + self._seconds)
        return made

    def take(self, given: str, app: str) -> str:
        """Use a trigger up; return whose it is. Refuses one that is unknown, used or too old."""
        trigger = self._given.get(given)
        if trigger is None or trigger.app != app:
            raise Refused(
                "invalid_arguments",
                response_metadata={"messages": ["[ERROR] invalid `trigger_id`"]},
            )
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if technical() >= trigger.expires:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger.person


class ResponseAddresses:
    """The response addresses that were given out."""

    def __init__(self) -> None:
        self._given: dict[str, ResponseAddress] = {}

    def new(self, app: str, channel: str, person: str, message_ts: str | None = None) -> str:
        """Give out an address; return its last part."""
        made = secret()
        self._given[made] = ResponseAddress(
            app, channel, person, technical() + limits.RESPONSE_SECONDS, message_ts
        )
        return made

    def take(self, given: str) -> ResponseAddress:
        """Use an address once; refuses one that is unknown, used up or too old."""
        found = self.find(given)
        if technical() > found.expires:
            raise Refused("expired_url")
        if found.uses >= limits.RESPONSE_USES:
            raise Refused("used_url")
        found.uses += 1
        return found

    def find(self, given: str) -> ResponseAddress:
        """Return an address without using it: an answer within the acknowledgement is free."""
        found = self._given.get(given)
        if found is None:
            raise Refused("invalid_url")
        return found
