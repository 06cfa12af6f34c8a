"""oauth.v2.access: a code, given when somebody allowed the app, becomes a bot token."""

from __future__ import annotations

from workspace import installing
from workspace.errors import Refused
from workspace.shapes import Json
from workspace.webapi.method import Call, method


@method("oauth.v2.access", tier=4, caller="none")
def access(call: Call) -> Json:
    """Exchange a code for a token."""
    client_id = call.text("client_id") or call.secret[0]
    client_secret = call.text("client_secret") or call.secret[1]
    app = installing.client(call.world, client_id)
    if app is None:
        raise Refused("invalid_client_id")
    if client_secret != app.client_secret:
        raise Refused("bad_client_secret")
    consent = installing.redeem(call.world, app, call.need("code"), call.text("redirect_uri"))
    team = call.world.state.team
    return {
        "access_token": app.bot_token, "token_type": "bot", "scope": ",".join(consent.scopes),
        "bot_user_id": app.bot_user, "app_id": app.id,
        "team": {"id": team.id, "name": team.name}, "enterprise": None,
        "authed_user": {"id": consent.person}, "is_enterprise_install": False,
    }  # fmt: skip
