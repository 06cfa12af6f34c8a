"""OAuth v2: somebody allows an app into the workspace, and the app gets its token.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from urllib.parse import urlencode

from workspace.clock import technical
from workspace.errors import BadRequest, Refused
from workspace.ids import secret
from workspace.state import App
from workspace.world import World

CODE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody allowed an app some scopes."""

    app: str
    person: str
    scopes: tuple[str, ...]
    redirect_uri: str
    expires: float


def client(world: World, client_id: str) -> App | None:
    """Return the app with a client id."""
    for app in world.state.apps.values():
        if client_id and app.client_id == client_id:
            return app
    return None


def question(world: World, app: App, query: dict[str, str]) -> str:
    """Return the page that asks whether to let the app in."""
    scopes = _scopes(query)
    fields = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in query.items()
    )
    people = "".join(
        f'<option value="{each.id}">{html.escape(each.real_name)}</option>'
        for each in world.state.people.values()
        if each.admin
    )
    wants = "".join(f"<li>{html.escape(scope)}</li>" for scope in scopes)
    name, team = html.escape(app.name), html.escape(world.state.team.name)
    return (
        f'<!doctype html><html lang="en"><title>Allow {name}?</title>'
        f"<main><h1>{name} would like to come into {team}</h1><ul>{wants}</ul>"
        f'<form method="post"><label>As <select name="as">{people}</select></label>{fields}'
        f"<button>Allow</button></form></main></html>"
    )


def allow(world: World, app: App, query: dict[str, str], person: str) -> str:
    """Let an app in; return where the browser goes next, with the code."""
    redirect_uri = query.get("redirect_uri", "")
    if not redirect_uri:
        raise BadRequest("bad_redirect_uri", "The address that asks must name a redirect_uri.")
    code = secret()
    world.consents[code] = Consent(
        app.id, person, _scopes(query), redirect_uri, technical() + CODE_SECONDS
    )
    joined = "&" if "?" in redirect_uri else "?"
    return f"{redirect_uri}{joined}{urlencode({'code': code, 'state': query.get('state', '')})}"


def redeem(world: World, app: App, code: str, redirect_uri: str) -> Consent:
    """Use a code up; from now on the app has a token and these scopes."""
    consent: Consent | None = world.consents.pop(code, None)
    if consent is None or consent.app != app.id or technical() > consent.expires:
        raise Refused("invalid_code")
    if redirect_uri and redirect_uri != consent.redirect_uri:
        raise Refused("bad_redirect_uri")
    app.bot_token = app.bot_token or f"xoxb-{secret()}"
    world.tokens.restore(app.bot_token)
    app.scopes = frozenset(consent.scopes)
    return consent


def _scopes(query: dict[str, str]) -> tuple[str, ...]:
    return tuple(each for each in query.get("scope", "").split(",") if each)
