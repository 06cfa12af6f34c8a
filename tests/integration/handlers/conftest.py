"""Handlers meet no database themselves, so that one is enough here; the use cases meet both."""

from __future__ import annotations

import pytest


@pytest.fixture
def database() -> str:
    """Which database a test runs on."""
    return "sqlite"
