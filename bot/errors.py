"""What stands in the way of a command, in words that say what to do."""

from __future__ import annotations


class MissingToken(Exception):
    """A token is not set; the message says which and where to find it."""


class MissingExtra(Exception):
    """Libraries that are an extra are not installed; the message says how to get them."""
