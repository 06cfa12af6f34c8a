"""What cannot be drawn."""

from __future__ import annotations


class TooLong(ValueError):
    """Something is longer than Slack takes, and may not be cut."""
