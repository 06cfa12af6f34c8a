"""Tokens: which app a call comes from, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workspace.errors import Refused
from workspace.state import App, State

Kind = Literal["bot", "app"]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token allows."""

    app: App
    kind: Kind


class Tokens:
    """Reads tokens as Slack would."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._revoked: set[str] = set()

    def revoke(self, token: str) -> None:
        """Let a token be of no use from now on."""
        self._revoked.add(token)

    def restore(self, token: str) -> None:
        """Let a token be of use again: the app was installed anew."""
        self._revoked.discard(token)

    def grant(self, token: str) -> Grant:
        """Return what a token allows; refuses none, and one of no use."""
        if not token:
            raise Refused("not_authed")
        if token in self._revoked:
            raise Refused("token_revoked")
        for app in self._state.apps.values():
            if token == app.bot_token:
                if self._state.people[app.bot_user].deleted:
                    raise Refused("account_inactive")
                return Grant(app, "bot")
            if token == app.app_token:
                return Grant(app, "app")
        raise Refused("invalid_auth")


def need(grant: Grant, kind: Kind, scopes: tuple[str, ...]) -> None:
    """Refuse a token of the wrong kind, and an app that has none of the scopes."""
    if grant.kind != kind:
        raise Refused("not_allowed_token_type")
    held = grant.app.scopes
    if kind == "bot" and held is not None and scopes and not held.intersection(scopes):
        provided = ",".join(sorted(held))
        raise Refused("missing_scope", needed=",".join(scopes), provided=provided)
