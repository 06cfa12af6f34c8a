"""One workspace at run time: what it holds, its clocks, and its ways to apps and pages.

Everything here is touched on one event loop only, and so needs no locks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from workspace.clock import Clock
from workspace.config import Config, Options
from workspace.delivery import Delivery
from workspace.errors import BadRequest
from workspace.faults import Faults
from workspace.flight import Flight
from workspace.ids import Ids
from workspace.outgoing import Outgoing
from workspace.ratelimit import RateLimits
from workspace.socket_mode import SocketMode
from workspace.state import App, Channel, Person, State
from workspace.stream import Stream
from workspace.tokens import Tokens
from workspace.traffic import Traffic
from workspace.triggers import ResponseAddresses, Triggers


@dataclass(slots=True)
class World:
    """All parts of one workspace."""

    options: Options
    state: State
    clock: Clock
    ids: Ids
    tokens: Tokens
    stream: Stream
    traffic: Traffic
    faults: Faults
    flight: Flight
    limits: RateLimits
    sockets: SocketMode
    delivery: Delivery
    triggers: Triggers
    responses: ResponseAddresses
    consents: dict[str, Any] = field(default_factory=dict)
    """The codes of OAuth that were given out and not used yet."""
    limited_minutes: dict[str, int] = field(default_factory=dict)
    """The last minute in which each app was told that events are being left out."""
    base_url: str = ""

    @classmethod
    def of(cls, config: Config, options: Options) -> World:
        """Make a world."""
        clock, ids, faults, flight = (
            Clock(options.start, frozen=options.frozen), Ids(), Faults(), Flight(),
        )  # fmt: skip
        traffic, sockets, stream, state = Traffic(clock), SocketMode(), Stream(), State(config)
        traffic.listener = stream.tell_traffic
        return cls(
            options=options, state=state, clock=clock, ids=ids, tokens=Tokens(state),
            stream=stream, traffic=traffic, faults=faults, flight=flight,
            limits=RateLimits(enforced=options.limits), sockets=sockets,
            delivery=Delivery(options, ids, faults, flight, traffic, sockets, Outgoing()),
            triggers=Triggers(options.trigger_seconds), responses=ResponseAddresses(),
        )  # fmt: skip

    def person(self, given: object) -> Person:
        """Return who is acting; a call of the page must name somebody."""
        found = self.state.people.get(str(given))
        if found is None:
            raise BadRequest.missing("person", str(given))
        return found

    def channel(self, given: object, person: Person) -> Channel:
        """Return a conversation that somebody is in."""
        found = self.state.channels.get(str(given))
        if found is None or person.id not in found.members:
            raise BadRequest.missing("channel", str(given))
        return found

    def app(self, given: object) -> App:
        """Return an app."""
        found = self.state.apps.get(str(given))
        if found is None:
            raise BadRequest.missing("app", str(given))
        return found

    def capture(self, surface: str, content: Any) -> None:
        """Keep what an app showed, a line each, where the options want it."""
        if self.options.capture and content:
            with self.options.capture.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"surface": surface, "content": content}) + "\n")
