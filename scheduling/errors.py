"""What can be broken about the input of scheduling."""

from __future__ import annotations


class SchedulingError(ValueError):
    """The input makes no schedule possible; the message says what is wrong."""


class CalendarError(SchedulingError):
    """Working time that no calendar can hold, such as a zone that does not exist."""


class CardError(SchedulingError):
    """A rating or a moment that no card can take."""
