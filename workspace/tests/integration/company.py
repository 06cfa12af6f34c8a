"""A small company, and workspaces that it is in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from workspace.config import Config, Options
from workspace.server import Workspace

Start = Callable[..., Workspace]
BOT_TOKEN, APP_TOKEN = "xoxb-try", "xapp-try"
BOT = "UBOT"


def company(**app: Any) -> Config:
    """Return three people, two channels and one app; `app` changes the app."""
    return Config.model_validate(
        {
            "workspace": {"id": "T1", "name": "Acme", "domain": "acme"},
            "people": [
                {"id": "U1", "name": "ana", "real_name": "Ana Sousa", "email": "ana@acme.example",
                 "tz": "Europe/Lisbon", "locale": "pt-PT", "admin": True,
                 "dnd": {"start": "22:00", "end": "08:00"}, "fields": {"Manager": "U2"}},
                {"id": "U2", "name": "bo", "real_name": "Bo Li", "email": "bo@acme.example",
                 "tz": "America/New_York"},
                {"id": "U3", "name": "cy", "real_name": "Cy Roy", "email": "cy@acme.example",
                 "deleted": True},
            ],
            "channels": [
                {"id": "C1", "name": "general", "members": ["U1", "U2", "A1"]},
                {"id": "C2", "name": "secret", "members": ["U2"], "private": True},
                {"id": "C3", "name": "quiet", "members": ["U2"]},
            ],
            "apps": [
                {"id": "A1", "name": "Helper", "bot_token": BOT_TOKEN, "app_token": APP_TOKEN,
                 "signing_secret": "shh", "mode": "socket", "bot_user_id": BOT, **app},
            ],
        }
    )  # fmt: skip


def starting(stack: ExitStack) -> Start:
    """Return what starts workspaces that stop with the stack; limits are off unless asked for."""

    def run(app: dict[str, Any] | None = None, **options: Any) -> Workspace:
        given = Options(**{"limits": False, **options})
        return stack.enter_context(Workspace(company(**(app or {})), options=given))

    return run
