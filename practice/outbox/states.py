"""The states of a delivery and the steps allowed between them, in one place."""

from __future__ import annotations

from collections.abc import Mapping

from store.models import DeliveryRow, DeliveryState

STEPS: Mapping[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.PLANNED: frozenset(
        # Straight to SENT where a worker that was taken to have stopped had sent it after all.
        {DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.CANCELLED}
    ),
    DeliveryState.SENDING: frozenset(
        {
            DeliveryState.SENT,
            DeliveryState.PLANNED,
            DeliveryState.UNSURE,
            DeliveryState.FAILED,
            DeliveryState.CANCELLED,
        }
    ),
    DeliveryState.UNSURE: frozenset(
        {DeliveryState.SENT, DeliveryState.PLANNED, DeliveryState.UNKNOWN}
    ),
    DeliveryState.UNKNOWN: frozenset({DeliveryState.SENT}),
    DeliveryState.SENT: frozenset(),
    DeliveryState.FAILED: frozenset(),
    DeliveryState.CANCELLED: frozenset(),
}


class WrongStep(Exception):
    """A delivery was to go where it may not go from where it is."""


def step(delivery: DeliveryRow, to: DeliveryState) -> None:
    """Move a delivery to another state; a step that the table lacks is a bug."""
    here = DeliveryState(delivery.state)
    if to not in STEPS[here]:
        raise WrongStep(f"delivery {delivery.delivery_id}: {here} to {to}")
    delivery.state = to
    delivery.leased_until = None
