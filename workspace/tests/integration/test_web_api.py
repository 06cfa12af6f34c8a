"""slack_sdk's WebClient against the Web API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from workspace.handle import Handle
from workspace.server import Workspace
from workspace.tests.integration.company import APP_TOKEN, BOT, BOT_TOKEN, Start

MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "A form"},
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}],
}
METADATA = {"event_type": "asked", "event_payload": {"key": "k1"}}


def section(text: str) -> dict[str, Any]:
    """Return a paragraph."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def refusal(call: Callable[[], Any]) -> str:
    """Return the error code that a call is refused with."""
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


def test_auth_test_says_who_the_token_belongs_to(client: WebClient) -> None:
    found = client.auth_test()
    assert (found["team_id"], found["user_id"], found["bot_id"]) == ("T1", BOT, "B1")


@pytest.mark.parametrize(
    ("token", "code"),
    [("", "not_authed"), ("xoxb-other", "invalid_auth"), (APP_TOKEN, "not_allowed_token_type")],
)
def test_tokens_are_checked(workspace: Workspace, token: str, code: str) -> None:
    client = WebClient(token, base_url=workspace.api_url)
    assert refusal(client.auth_test) == code


def test_a_revoked_token_is_of_no_use(client: WebClient) -> None:
    client.auth_revoke()
    assert refusal(client.auth_test) == "token_revoked"


def test_a_bot_that_was_deactivated_may_do_nothing(client: WebClient, slack: Handle) -> None:
    slack.change_person(BOT, deleted=True)
    assert refusal(client.auth_test) == "account_inactive"


def test_scopes_are_checked_where_the_app_lists_them(start: Start) -> None:
    workspace = start({"scopes": ["chat:write"]})
    client = WebClient(BOT_TOKEN, base_url=workspace.api_url)
    assert client.chat_postMessage(channel="C1", text="hello")["ok"]
    with pytest.raises(SlackApiError) as caught:
        client.users_list()
    answer = caught.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")


def test_an_unknown_method_is_named(client: WebClient) -> None:
    assert refusal(lambda: client.api_call("chat.shout")) == "unknown_method"


def test_a_message_is_posted_changed_and_deleted(client: WebClient, slack: Handle) -> None:
    posted = client.chat_postMessage(channel="C1", text="one", blocks=[section("*one*")])
    ana = slack.act_as("U1")
    assert ana.last("C1")["blocks"][0]["text"]["text"] == "*one*"
    client.chat_update(channel="C1", ts=posted["ts"], text="two")
    shown = ana.last("C1")
    assert (shown["text"], shown["edited"]) == ("two", True)
    assert shown["blocks"][0]["text"]["text"] == "*one*"
    client.chat_update(channel="C1", ts=posted["ts"], text="two", blocks=[])
    assert "blocks" not in ana.last("C1")
    client.chat_delete(channel="C1", ts=posted["ts"])
    assert ana.messages("C1") == []


def test_only_own_messages_can_be_changed(client: WebClient, slack: Handle) -> None:
    ts = slack.act_as("U1").send("C1", "mine")
    assert refusal(lambda: client.chat_update(channel="C1", ts=ts, text="x")) == (
        "cant_update_message"
    )
    assert refusal(lambda: client.chat_delete(channel="C1", ts=ts)) == "cant_delete_message"
    assert refusal(lambda: client.chat_update(channel="C1", ts="1.2", text="x")) == (
        "message_not_found"
    )


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        ("C9", "channel_not_found"), ("C2", "channel_not_found"), ("C3", "not_in_channel"),
        ("U3", "user_disabled"), ("#nowhere", "channel_not_found"),
    ],
)  # fmt: skip
def test_a_message_needs_a_place_to_go(client: WebClient, channel: str, code: str) -> None:
    assert refusal(lambda: client.chat_postMessage(channel=channel, text="x")) == code


def test_a_message_needs_content(client: WebClient) -> None:
    assert refusal(lambda: client.api_call("chat.postMessage", json={"channel": "C1"})) == (
        "no_text"
    )
    long = "x" * 40_001
    assert refusal(lambda: client.chat_postMessage(channel="C1", text=long)) == "msg_too_long"
    blocks = [section("x" * 2900) for _ in range(5)]
    assert refusal(lambda: client.chat_postMessage(channel="C1", text="x", blocks=blocks)) == (
        "msg_blocks_too_long"
    )


def test_invalid_blocks_name_the_place(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C1", text="x", blocks=[section("x" * 3001)])
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]


def test_metadata_is_kept_and_shown_to_who_asks(client: WebClient) -> None:
    client.chat_postMessage(channel="C1", text="x", metadata=METADATA)
    plain = client.conversations_history(channel="C1")["messages"][0]
    full = client.conversations_history(channel="C1", include_all_metadata=True)["messages"][0]
    assert "metadata" not in plain
    assert full["metadata"] == METADATA


def test_history_goes_back_page_by_page(client: WebClient) -> None:
    sent = [client.chat_postMessage(channel="C1", text=str(n))["ts"] for n in range(7)]
    pages = [
        [message["text"] for message in page["messages"]]
        for page in client.conversations_history(channel="C1", limit=3)
    ]
    assert pages == [["6", "5", "4"], ["3", "2", "1"], ["0"]]
    found = client.conversations_history(channel="C1", oldest=sent[2], latest=sent[4])
    assert [message["text"] for message in found["messages"]] == ["3"]
    found = client.conversations_history(
        channel="C1", oldest=sent[2], latest=sent[4], inclusive=True
    )
    assert [message["text"] for message in found["messages"]] == ["4", "3", "2"]


def test_a_thread_is_apart_from_the_channel(client: WebClient, slack: Handle) -> None:
    parent = client.chat_postMessage(channel="C1", text="parent")["ts"]
    slack.act_as("U1").send("C1", "a reply", thread_ts=parent)
    client.chat_postMessage(channel="C1", text="another", thread_ts=parent)
    history = client.conversations_history(channel="C1")["messages"]
    assert [(each["text"], each["reply_count"]) for each in history] == [("parent", 2)]
    replies = client.conversations_replies(channel="C1", ts=parent)["messages"]
    assert [each["text"] for each in replies] == ["parent", "a reply", "another"]
    assert replies[1]["parent_user_id"] == BOT
    assert refusal(lambda: client.conversations_replies(channel="C1", ts="1.0")) == (
        "thread_not_found"
    )


def test_a_deleted_parent_leaves_its_thread(client: WebClient) -> None:
    parent = client.chat_postMessage(channel="C1", text="parent")["ts"]
    client.chat_postMessage(channel="C1", text="reply", thread_ts=parent)
    client.chat_delete(channel="C1", ts=parent)
    found = client.conversations_replies(channel="C1", ts=parent)["messages"]
    assert [each["text"] for each in found] == ["This message was deleted.", "reply"]


def test_direct_messages_open_once(client: WebClient) -> None:
    opened = client.conversations_open(users="U1")["channel"]["id"]
    assert client.conversations_open(users="U1")["channel"]["id"] == opened
    assert client.chat_postMessage(channel="U1", text="x")["channel"] == opened
    found = client.conversations_info(channel=opened)["channel"]
    assert (found["is_im"], found["user"]) == (True, "U1")
    group = client.conversations_open(users="U1,U2")["channel"]
    assert group["is_mpim"]
    assert set(client.conversations_members(channel=group["id"])["members"]) == {BOT, "U1", "U2"}


def test_nobody_is_messaged_who_cannot_be(client: WebClient) -> None:
    assert refusal(lambda: client.conversations_open(users="U9")) == "user_not_found"
    assert refusal(lambda: client.conversations_open(users="U3")) == "user_disabled"
    assert refusal(lambda: client.conversations_open(users=BOT)) == "cannot_dm_bot"


def test_an_ephemeral_message_is_for_one_person(client: WebClient, slack: Handle) -> None:
    client.chat_postEphemeral(channel="C1", user="U1", text="only you")
    assert [each["text"] for each in slack.act_as("U1").ephemerals("C1")] == ["only you"]
    assert slack.act_as("U2").messages("C1") == []
    assert client.conversations_history(channel="C1")["messages"] == []
    assert refusal(lambda: client.chat_postEphemeral(channel="C1", user="U3", text="x")) == (
        "user_not_in_channel"
    )


def test_people_have_zones_locales_and_managers(client: WebClient) -> None:
    ana = client.users_info(user="U1", include_locale=True)["user"]
    assert (ana["tz"], ana["locale"], ana["is_admin"]) == ("Europe/Lisbon", "pt-PT", True)
    assert ana["profile"]["email"] == "ana@acme.example"
    assert "locale" not in client.users_info(user="U1")["user"]
    assert client.users_lookupByEmail(email="BO@acme.example")["user"]["id"] == "U2"
    assert refusal(lambda: client.users_lookupByEmail(email="cy@acme.example")) == (
        "users_not_found"
    )
    (field,) = client.team_profile_get()["profile"]["fields"]
    assert (field["label"], field["type"]) == ("Manager", "user")
    profile = client.users_profile_get(user="U1")["profile"]
    assert profile["fields"][field["id"]]["value"] == "U2"


def test_people_are_listed_page_by_page(client: WebClient) -> None:
    pages = [[each["id"] for each in page["members"]] for page in client.users_list(limit=2)]
    assert pages == [["U1", "U2"], ["U3", "USLACKBOT"], ["UBOT"]]
    assert refusal(lambda: client.users_list(cursor="dXNlcg")) == "invalid_cursor"


def test_do_not_disturb_is_told_in_the_persons_zone(start: Start) -> None:
    workspace = start(start=datetime(2026, 7, 1, 12, tzinfo=UTC), frozen=True)
    client = WebClient(BOT_TOKEN, base_url=workspace.api_url)
    found = client.dnd_teamInfo(users="U1,U2")["users"]
    assert found["U2"]["dnd_enabled"] is False
    begins = datetime.fromtimestamp(found["U1"]["next_dnd_start_ts"], UTC)
    ends = datetime.fromtimestamp(found["U1"]["next_dnd_end_ts"], UTC)
    assert begins == datetime(2026, 7, 1, 21, tzinfo=UTC)
    assert ends == datetime(2026, 7, 2, 7, tzinfo=UTC)
    with Handle(workspace.url) as slack:
        slack.move_to(datetime(2026, 7, 2, 3, tzinfo=UTC))
    assert client.dnd_info(user="U1")["next_dnd_start_ts"] == int(begins.timestamp())


def test_files_go_up_and_come_down_with_the_token(client: WebClient, slack: Handle) -> None:
    client.files_upload_v2(
        channel="C1", filename="notes.txt", content="what we saw", initial_comment="Here"
    )
    shown = slack.act_as("U1").last("C1")
    assert shown["text"] == "Here"
    assert slack.act_as("U1").download(shown["files"][0]) == b"what we saw"
    found = client.files_info(file=shown["files"][0]["id"])["file"]
    assert (found["name"], found["size"]) == ("notes.txt", 11)
    path = found["url_private"].removeprefix(slack.url)
    status, page = slack.line.fetch("GET", path)
    assert (status, page[:15]) == (200, b"<!doctype html>")


def test_reactions_are_added_once_and_taken_back(client: WebClient, slack: Handle) -> None:
    ts = client.chat_postMessage(channel="C1", text="x")["ts"]
    client.reactions_add(channel="C1", timestamp=ts, name="eyes")
    assert refusal(lambda: client.reactions_add(channel="C1", timestamp=ts, name="eyes")) == (
        "already_reacted"
    )
    slack.act_as("U1").react({"channel": "C1", "ts": ts}, "eyes")
    (found,) = client.reactions_get(channel="C1", timestamp=ts)["message"]["reactions"]
    assert found == {"name": "eyes", "users": [BOT, "U1"], "count": 2}
    client.reactions_remove(channel="C1", timestamp=ts, name="eyes")
    assert refusal(lambda: client.reactions_remove(channel="C1", timestamp=ts, name="eyes")) == (
        "no_reaction"
    )


def test_groups_are_made_and_filled(client: WebClient) -> None:
    group = client.usergroups_create(name="On call")["usergroup"]
    client.usergroups_users_update(usergroup=group["id"], users=["U1", "U2"])
    assert client.usergroups_users_list(usergroup=group["id"])["users"] == ["U1", "U2"]
    client.usergroups_disable(usergroup=group["id"])
    assert client.usergroups_list()["usergroups"] == []
    assert len(client.usergroups_list(include_disabled=True)["usergroups"]) == 1


def test_a_permalink_names_the_message(client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C1", text="x")["ts"]
    link = client.chat_getPermalink(channel="C1", message_ts=ts)["permalink"]
    assert link.endswith(f"/archives/C1/p{ts.replace('.', '')}")


def test_a_home_with_an_old_hash_is_refused(client: WebClient) -> None:
    view = {"type": "home", "blocks": [section("one")]}
    first = client.views_publish(user_id="U1", view=view)["view"]["hash"]
    client.views_publish(user_id="U1", view=view, hash=first)
    assert refusal(lambda: client.views_publish(user_id="U1", view=view, hash=first)) == (
        "hash_conflict"
    )


def test_a_trigger_nobody_gave_out_opens_nothing(client: WebClient) -> None:
    assert refusal(lambda: client.views_open(trigger_id="1.2.3", view=MODAL)) == (
        "invalid_arguments"
    )


@pytest.mark.parametrize(
    ("given", "code", "pointer"),
    [
        ({"blocks": [section("")]}, "invalid_blocks", "/0/text/text"),
        ({"message": {"blocks": [section("")]}}, "invalid_message", "/blocks/0/text/text"),
        ({"view": {**MODAL, "title": 1}}, "invalid_view", "/title"),
    ],
)
def test_blocks_can_be_checked_without_sending_them(
    client: WebClient, given: dict[str, Any], code: str, pointer: str
) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.api_call("blocks.validate", json=given)
    answer = caught.value.response
    assert answer["error"] == code
    assert pointer in [error["pointer"] for error in answer["errors"]]
    assert client.api_call("blocks.validate", json={"blocks": [section("x")]})["ok"]
    assert refusal(lambda: client.api_call("blocks.validate")) == "invalid_arguments"


def test_a_modal_that_is_wrong_is_refused_with_its_place(client: WebClient) -> None:
    long_title = {**MODAL, "title": {"type": "plain_text", "text": "x" * 25}}
    with pytest.raises(SlackApiError) as caught:
        client.views_open(trigger_id="1.2.3", view=long_title)
    answer = caught.value.response
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]


def test_posting_faster_than_one_a_second_a_channel_is_refused(start: Start) -> None:
    workspace = start(limits=True)
    client = WebClient(BOT_TOKEN, base_url=workspace.api_url, retry_handlers=[])
    client.chat_postMessage(channel="C1", text="one")
    client.chat_postMessage(channel="U1", text="another place")
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C1", text="two")
    answer = caught.value.response
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers["retry-after"] == "1"


def test_a_tier_is_a_number_of_calls_a_minute(start: Start) -> None:
    workspace = start(limits=True)
    client = WebClient(BOT_TOKEN, base_url=workspace.api_url, retry_handlers=[])
    for _ in range(20):
        client.users_list()
    with pytest.raises(SlackApiError) as caught:
        client.users_list()
    assert caught.value.response.status_code == 429
    assert 50 <= int(caught.value.response.headers["retry-after"]) <= 60
    assert client.users_info(user="U1")["ok"]
