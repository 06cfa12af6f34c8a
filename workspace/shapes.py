"""The shape of what travels: JSON objects as Python dicts."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
