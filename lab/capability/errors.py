"""What can be broken about a log to learn from."""

from __future__ import annotations

from capability.errors import CapabilityError


class LogError(CapabilityError):
    """A log of replies that cannot be read; the message names the file and the line."""
