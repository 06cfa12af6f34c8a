"""The app's manifest asks for exactly what the program uses."""

from __future__ import annotations

import ast
import copy
import inspect
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest
from slack_bolt import App

from bot import edges, messenger, scopes
from handlers.context import Context
from handlers.registry import register
from tests.unit.bot.manifest_schema import MANIFEST

ROOT = Path(__file__).parents[3]

COMPOUND = {
    "files_upload_v2": ("files.getUploadURLExternal", "files.completeUploadExternal"),
}
"""Methods of slack_sdk that call several Web API methods, or one of another name."""


@pytest.fixture
def manifest() -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads((ROOT / "manifest.json").read_text("utf-8")))


class Listening:
    """Stands in for a bolt app and notes what is listened for."""

    def __init__(self) -> None:
        self.heard: dict[str, list[str]] = {"event": [], "command": [], "action": [], "view": []}

    def __getattr__(self, kind: str) -> Callable[[str], Callable[[Any], Any]]:
        def note(name: str) -> Callable[[Any], Any]:
            self.heard[kind].append(name)
            return lambda listener: listener

        return note


@pytest.fixture
def heard() -> dict[str, list[str]]:
    app = Listening()
    register(cast(App, app), cast(Context, None))
    return app.heard


def called_methods() -> Iterator[str]:
    """Yield every Web API method that the messenger's own class names, wherever it names it."""
    source = inspect.getsource(messenger.SlackMessenger)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            family, _, verb = node.value.partition(".")
            if family in {m.partition(".")[0] for m in scopes.METHODS} and verb.isidentifier():
                yield node.value
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self._client":
            yield from () if node.attr == "api_call" else COMPOUND[node.attr]


def test_every_method_that_the_messenger_calls_is_in_the_table_and_no_other() -> None:
    assert set(called_methods()) == set(scopes.METHODS)


def test_every_event_that_handlers_listen_for_is_in_the_table_and_no_other(
    heard: dict[str, list[str]],
) -> None:
    subscribed = {"message.im" if name == "message" else name for name in heard["event"]}
    assert subscribed == set(scopes.EVENTS)


def test_every_command_that_handlers_listen_for_is_in_the_table_and_no_other(
    heard: dict[str, list[str]],
) -> None:
    assert set(heard["command"]) == set(scopes.COMMANDS)


def test_the_manifest_asks_for_the_scopes_that_are_needed_and_nothing_more(
    manifest: dict[str, Any],
) -> None:
    assert manifest["oauth_config"]["scopes"] == {"bot": sorted(scopes.needed_scopes())}


def test_the_manifest_subscribes_to_the_events_that_are_heard(manifest: dict[str, Any]) -> None:
    assert manifest["settings"]["event_subscriptions"] == {"bot_events": sorted(scopes.EVENTS)}


def test_the_manifest_declares_the_commands_that_are_answered(manifest: dict[str, Any]) -> None:
    declared = [command["command"] for command in manifest["features"]["slash_commands"]]
    assert declared == sorted(scopes.COMMANDS)


def test_interactivity_is_on_because_buttons_and_forms_are_used(
    manifest: dict[str, Any], heard: dict[str, list[str]]
) -> None:
    assert heard["action"]
    assert heard["view"]
    assert manifest["settings"]["interactivity"]["is_enabled"]


def test_people_can_reply_to_the_bot_and_open_its_home(manifest: dict[str, Any]) -> None:
    home = manifest["features"]["app_home"]
    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]


def test_socket_mode_is_on_and_so_no_address_is_needed(manifest: dict[str, Any]) -> None:
    assert manifest["settings"]["socket_mode_enabled"]
    assert "url" not in json.dumps(manifest)


def test_the_manifest_keeps_to_slacks_schema(manifest: dict[str, Any]) -> None:
    jsonschema.validate(manifest, MANIFEST, cls=jsonschema.Draft7Validator)


def test_the_steps_to_http_keep_to_slacks_schema(manifest: dict[str, Any]) -> None:
    address = f"https://holdfast.example.com{edges.PATH}"
    manifest["settings"]["socket_mode_enabled"] = False
    manifest["settings"]["event_subscriptions"]["request_url"] = address
    manifest["settings"]["interactivity"]["request_url"] = address
    manifest["features"]["slash_commands"][0]["url"] = address
    jsonschema.validate(manifest, MANIFEST, cls=jsonschema.Draft7Validator)
    assert address in (ROOT / "docs" / "operator.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("group", "key", "value"),
    [
        ("display_information", "name", "x" * 36),
        ("display_information", "description", "x" * 141),
        ("display_information", "long_description", "too short"),
        ("settings", "socket_mode", True),
        ("features", "shortcuts", []),
    ],
)
def test_the_schema_refuses_what_slack_refuses(
    manifest: dict[str, Any], group: str, key: str, value: object
) -> None:
    wrong = copy.deepcopy(manifest)
    wrong[group][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, MANIFEST, cls=jsonschema.Draft7Validator)


def test_what_was_not_granted_is_named() -> None:
    granted = scopes.needed_scopes() - {"dnd:read", "commands"}
    assert scopes.missing(",".join(granted)) == ("commands", "dnd:read")
    assert scopes.missing(", ".join(scopes.needed_scopes())) == ()


def test_every_scope_is_explained() -> None:
    assert set(scopes.WHY) == scopes.needed_scopes()
