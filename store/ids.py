"""Where ids come from: opaque, short enough for a button's value, safe to show."""

from __future__ import annotations

import secrets


def new_id() -> str:
    """Return 24 random hexadecimal characters."""
    return secrets.token_hex(12)
