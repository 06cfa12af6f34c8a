"""The states of a delivery and the steps allowed between them, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from store.models import DeliveryRow


class State(StrEnum):
    """How far the sending of a message has come.

    PLANNED waits for its time. SENDING is leased by a worker. SENT is on Slack. UNSURE may or
    may not be on Slack, and is looked up before anything else. UNKNOWN could not be looked up
    and is never sent again. FAILED was refused for good. CANCELLED lost its reason.
    """

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"


STEPS: Mapping[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.SENDING, State.CANCELLED}),
    State.SENDING: frozenset(
        {State.SENT, State.PLANNED, State.UNSURE, State.FAILED, State.CANCELLED}
    ),
    State.UNSURE: frozenset({State.SENT, State.PLANNED, State.UNKNOWN}),
    State.UNKNOWN: frozenset({State.SENT}),
    State.SENT: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}


class WrongStep(Exception):
    """A delivery was to go where it may not go from where it is."""


def step(delivery: DeliveryRow, to: State) -> None:
    """Move a delivery to another state; a step that the table lacks is a bug."""
    here = State(delivery.state)
    if to not in STEPS[here]:
        raise WrongStep(f"delivery {delivery.delivery_id}: {here} to {to}")
    delivery.state = to
    delivery.leased_until = None
