"""A local workspace, and clients that nobody here wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from slack_sdk import WebClient

from workspace.handle import Handle
from workspace.server import Workspace
from workspace.tests.integration.company import BOT_TOKEN, Start, starting


@pytest.fixture
def start() -> Iterator[Start]:
    """Start workspaces that stop with the test."""
    with ExitStack() as stack:
        yield starting(stack)


@pytest.fixture
def workspace(start: Start) -> Workspace:
    """A workspace with no rate limits."""
    return start()


@pytest.fixture
def slack(workspace: Workspace) -> Iterator[Handle]:
    """The handle of the workspace."""
    with Handle(workspace.url) as handle:
        yield handle


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    """Slack's own Python client, as the app's bot; it tries nothing twice."""
    return WebClient(BOT_TOKEN, base_url=workspace.api_url, retry_handlers=[])
