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


BY_HAND: Mapping[DeliveryState, frozenset[DeliveryState]] = {
    state: frozenset({DeliveryState.SENT, DeliveryState.PLANNED, DeliveryState.CANCELLED})
    for state in (DeliveryState.UNKNOWN, DeliveryState.FAILED)
}
"""The steps besides that an operator may order, where nothing goes on by itself.

To SENT where it is found to have arrived, though a later try failed.
"""


def before(to: DeliveryState, *, by_hand: bool = False) -> frozenset[DeliveryState]:
    """Return the states from which there is a step to another."""
    tables = (STEPS, BY_HAND) if by_hand else (STEPS,)
    return frozenset(
        state for table in tables for state, following in table.items() if to in following
    )


class WrongStep(Exception):
    """A delivery was to go where it may not go from where it is."""


def step(delivery: DeliveryRow, to: DeliveryState) -> None:
    """Move a delivery to another state; a step that the table lacks is a bug."""
    _go(delivery, to, STEPS[DeliveryState(delivery.state)])


def step_by_hand(delivery: DeliveryRow, to: DeliveryState) -> None:
    """Move a delivery to another state on an operator's word."""
    here = DeliveryState(delivery.state)
    _go(delivery, to, STEPS[here] | BY_HAND.get(here, frozenset()))


def _go(delivery: DeliveryRow, to: DeliveryState, allowed: frozenset[DeliveryState]) -> None:
    if to not in allowed:
        raise WrongStep(f"delivery {delivery.delivery_id}: {delivery.state} to {to}")
    delivery.state = to
    delivery.leased_until = None
