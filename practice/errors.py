"""What can go wrong with a message, and requests that a person may not make."""

from __future__ import annotations

from datetime import timedelta


class MessengerError(Exception):
    """The chat did not do what was asked."""


class NotSent(MessengerError):
    """The request certainly had no effect and may be repeated at once."""


class TooLate(NotSent):
    """The moment by which it was to be sent has passed: another may have taken it over."""


class NotDrawn(MessengerError):
    """A view could not be drawn: nothing was sent, and it may never mend itself."""


class MaybeSent(MessengerError):
    """The request may or may not have had its effect: look before repeating it."""


class RateLimited(MessengerError):
    """The chat asks to wait; the request had no effect."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"asked to wait {wait.total_seconds():.0f} seconds")
        self.wait = wait


class AccountGone(MessengerError):
    """The person's account is deactivated or unknown: stop writing to them."""


class ChannelGone(MessengerError):
    """The conversation or message is closed, archived or deleted; another may be opened."""


class NotPermitted(MessengerError):
    """The app lacks a scope or was removed: nothing more can be sent until somebody mends it."""


class Refused(MessengerError):
    """The chat refuses this very message, for example its form; repeating it cannot help."""


class HistoryUnreadable(MessengerError):
    """The conversation's history cannot be looked up."""
