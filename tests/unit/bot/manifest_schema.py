"""The part of Slack's manifest schema that our manifest uses, restated for offline tests.

Slack publishes the whole at github.com/slackapi/manifest-schema (`manifest.schema.2.0.0.json`, as
of 2026); no package registry carries it. Stated here are the groups `_metadata`,
`display_information`, `features` (`app_home`, `bot_user`, `slash_commands`), `oauth_config` and
`settings` (events, interactivity and the switches), each with its limits. Groups that we do not
use (shortcuts, workflows, functions, datastores) are left out, so that a manifest which
grows one fails here until it is added.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def text(most: int, least: int = 1, pattern: str | None = None) -> Schema:
    found: Schema = {"type": "string", "minLength": least, "maxLength": most}
    return found | ({"pattern": pattern} if pattern else {})


def group(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def names(most: int, *, unique: bool) -> Schema:
    return {
        "type": "array",
        "items": text(50, 0),
        "maxItems": most,
        "uniqueItems": unique,
    }


SWITCH: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer"}
ADDRESS = r"^https?:\/\/"

DISPLAY = group(
    ("name",),
    name=text(35),
    description=text(140),
    long_description=text(4000, 175),
    background_color=text(7, 4, "^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
)

COMMAND = group(
    ("command", "description"),
    command=text(32, 2, r"^\/"),
    url=text(3000, 0, ADDRESS),
    description=text(2000),
    usage_hint=text(1000),
    should_escape=SWITCH,
)

FEATURES = group(
    app_home=group(
        home_tab_enabled=SWITCH,
        messages_tab_enabled=SWITCH,
        messages_tab_read_only_enabled=SWITCH,
    ),
    bot_user=group(("display_name",), display_name=text(80), always_online=SWITCH),
    slash_commands={"type": "array", "minItems": 1, "maxItems": 50, "items": COMMAND},
)

OAUTH = group(
    redirect_urls={"type": "array", "maxItems": 1000, "uniqueItems": True, "items": text(2500, 0)},
    scopes=group(bot=names(255, unique=False), user=names(255, unique=False)),
    token_management_enabled=SWITCH,
    pkce_enabled=SWITCH,
)

SETTINGS = group(
    event_subscriptions=group(
        request_url=text(3500, 0, ADDRESS),
        bot_events=names(100, unique=True),
        user_events=names(100, unique=True),
    ),
    interactivity=group(
        ("is_enabled",),
        is_enabled=SWITCH,
        request_url=text(3500, 0, ADDRESS),
        message_menu_options_url=text(3500, 0, ADDRESS),
    ),
    org_deploy_enabled=SWITCH,
    socket_mode_enabled=SWITCH,
    token_rotation_enabled=SWITCH,
    is_hosted=SWITCH,
)

MANIFEST = group(
    ("display_information",),
    _metadata=group(major_version=NUMBER, minor_version=NUMBER),
    display_information=DISPLAY,
    features=FEATURES,
    oauth_config=OAUTH,
    settings=SETTINGS,
)
