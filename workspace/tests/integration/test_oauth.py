"""An app is installed by OAuth v2, as slack_sdk does it."""

from __future__ import annotations

import http.client
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from workspace.server import Workspace
from workspace.tests.integration.company import Start

APP = {"bot_token": "", "client_id": "1.2", "client_secret": "hush", "scopes": []}
BACK = "http://127.0.0.1:3000/slack/oauth_redirect"


@pytest.fixture
def workspace(start: Start) -> Workspace:
    """A workspace into which the app is not installed yet."""
    return start(APP)


def allowed(workspace: Workspace, **more: str) -> tuple[int, str]:
    """Let the app in as Ana; return the status and where the browser is sent."""
    query = {"client_id": "1.2", "scope": "chat:write,users:read", "redirect_uri": BACK,
             "state": "s1", "as": "U1", **more}  # fmt: skip
    connection = http.client.HTTPConnection(urlsplit(workspace.url).netloc)
    try:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/oauth/v2/authorize", urlencode(query), form)
        response = connection.getresponse()
        response.read()
        return response.status, response.getheader("Location", "")
    finally:
        connection.close()


def test_a_code_becomes_a_token_with_the_scopes_that_were_allowed(workspace: Workspace) -> None:
    status, location = allowed(workspace)
    back = parse_qs(urlsplit(location).query)
    assert (status, back["state"]) == (302, ["s1"])
    client = WebClient(base_url=workspace.api_url, retry_handlers=[])
    code = back["code"][0]
    answer = client.oauth_v2_access(
        client_id="1.2", client_secret="hush", code=code, redirect_uri=BACK
    )
    assert (answer["scope"], answer["bot_user_id"]) == ("chat:write,users:read", "UBOT")
    assert answer["authed_user"] == {"id": "U1"}
    bot = WebClient(answer["access_token"], base_url=workspace.api_url)
    assert bot.chat_postMessage(channel="C1", text="installed")["ok"]
    with pytest.raises(SlackApiError, match="missing_scope"):
        bot.conversations_history(channel="C1")
    with pytest.raises(SlackApiError, match="invalid_code"):
        client.oauth_v2_access(client_id="1.2", client_secret="hush", code=code)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"client_secret": "wrong"}, "bad_client_secret"),
        ({"redirect_uri": "http://127.0.0.1:1/other"}, "bad_redirect_uri"),
        ({"code": "made-up"}, "invalid_code"),
    ],
)
def test_an_exchange_that_is_not_right_is_refused(
    workspace: Workspace, given: dict[str, str], code: str
) -> None:
    location = allowed(workspace)[1]
    right = {"client_id": "1.2", "client_secret": "hush", "redirect_uri": BACK,
             "code": parse_qs(urlsplit(location).query)["code"][0]}  # fmt: skip
    client = WebClient(base_url=workspace.api_url, retry_handlers=[])
    with pytest.raises(SlackApiError, match=code):
        client.oauth_v2_access(**{**right, **given})


def test_the_page_asks_before_it_lets_an_app_in(workspace: Workspace) -> None:
    connection = http.client.HTTPConnection(urlsplit(workspace.url).netloc)
    try:
        scope = urlencode({"client_id": "1.2", "scope": "chat:write,<b>", "redirect_uri": BACK})
        connection.request("GET", f"/oauth/v2/authorize?{scope}")
        page = connection.getresponse().read().decode()
    finally:
        connection.close()
    assert "Helper would like to come into Acme" in page
    assert "<li>&lt;b&gt;</li>" in page
