"""The page's side: boot, unread marks, the stream, the clock, files, what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient
from websockets.sync.client import ClientConnection, connect

from workspace.handle import Failed, Handle
from workspace.server import Workspace
from workspace.tests.integration.company import BOT, Start

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday


def stream(workspace: Workspace, person: str, **more: str) -> ClientConnection:
    """Watch as somebody."""
    extra = "".join(f"&{key}={value}" for key, value in more.items())
    url = f"{workspace.url.replace('http', 'ws')}/client/stream?as={person}{extra}"
    return connect(url, proxy=None)


def heard(page: ClientConnection, kind: str) -> dict[str, Any]:
    """Return the next thing of a kind that a page hears."""
    while True:
        event: dict[str, Any] = json.loads(page.recv(timeout=5))
        if event["type"] == kind:
            return event


def test_boot_without_a_person_says_who_there_is(slack: Handle) -> None:
    found = slack.boot()
    assert [each["id"] for each in found["people"]] == ["U1", "U2", "U3", "USLACKBOT", BOT]
    assert "channels" not in found


def test_boot_as_a_person_has_their_channels_and_the_commands(start: Start) -> None:
    workspace = start({"commands": [{"command": "/helper", "description": "Helps"}]})
    with Handle(workspace.url) as slack:
        ana = slack.act_as("U1")
        ana.direct(BOT)
        found = slack.line.get("/client/boot", as_="U1")
    assert [(each["kind"], each["name"]) for each in found["channels"]] == [
        ("channel", "general"), ("im", "Helper"),
    ]  # fmt: skip
    assert found["channels"][1]["app_id"] == "A1"
    assert found["commands"] == [
        {"command": "/helper", "description": "Helps", "usage_hint": "", "app_id": "A1"}
    ]


def test_unread_counts_what_others_said_since(slack: Handle, client: WebClient) -> None:
    ana = slack.act_as("U1")
    for text in ("one", "two"):
        ts = str(client.chat_postMessage(channel="C1", text=text)["ts"])
    assert ana.channels()[0]["unread"] == 2
    ana.read("C1", ts)
    assert ana.channels()[0]["unread"] == 0
    slack.act_as("U2").send("C1", "three")
    assert ana.channels()[0]["unread"] == 1
    ana.send("C1", "four")
    assert ana.channels()[0]["unread"] == 0


def test_a_channel_is_read_page_by_page(slack: Handle) -> None:
    ana = slack.act_as("U1")
    for number in range(5):
        ana.send("C1", str(number))
    newest = ana.messages("C1", limit=2)
    assert [each["text"] for each in newest] == ["3", "4"]
    older = ana.messages("C1", limit=9, before=newest[0]["ts"])
    assert [each["text"] for each in older] == ["0", "1", "2"]


def test_a_page_hears_of_what_concerns_its_person(
    workspace: Workspace, slack: Handle, client: WebClient
) -> None:
    with stream(workspace, "U1") as ana, stream(workspace, "U2") as bo:
        client.chat_postEphemeral(channel="C1", user="U1", text="only Ana")
        posted = client.chat_postMessage(channel="C1", text="all")
        client.chat_update(channel="C1", ts=posted["ts"], text="all of you")
        client.chat_delete(channel="C1", ts=posted["ts"])
        assert heard(ana, "ephemeral")["message"]["text"] == "only Ana"
        first = json.loads(bo.recv(timeout=5))
        assert (first["type"], first["message"]["text"]) == ("message", "all")
        assert heard(bo, "unread")["unread"] == 1
        assert heard(bo, "message_changed")["message"]["text"] == "all of you"
        assert heard(bo, "message_deleted")["message"]["ts"] == posted["ts"]
        client.views_publish(user_id="U1", view={"type": "home", "blocks": []})
        assert heard(ana, "home")["app_id"] == "A1"
        channel = client.conversations_open(users="U1")["channel"]["id"]
        assert heard(ana, "channel")["channel"]["id"] == channel
        slack.advance(3600)
        assert heard(bo, "clock")["running"] is True


def test_a_page_shows_what_an_app_says_of_itself(workspace: Workspace, client: WebClient) -> None:
    channel = client.conversations_open(users="U1")["channel"]["id"]
    with stream(workspace, "U1") as page:
        client.assistant_threads_setStatus(
            channel_id=channel, thread_ts="1.0", status="is reading your answer"
        )
        assert heard(page, "status")["text"] == "is reading your answer"


def test_an_inspector_hears_the_traffic(workspace: Workspace, client: WebClient) -> None:
    with stream(workspace, "U1", traffic="1") as page:
        client.chat_postMessage(channel="C1", text="x")
        entry = heard(page, "traffic")["entry"]
    assert (entry["name"], entry["direction"], entry["status"]) == ("chat.postMessage", "in", 200)
    assert (entry["request"]["text"], entry["response"]["ok"]) == ("x", True)
    assert "token" not in entry["request"]


def test_the_clock_jumps_forward_only(start: Start) -> None:
    workspace = start(frozen=True, start=NOON)
    with Handle(workspace.url) as slack:
        assert slack.now() == NOON
        assert slack.jump("next_morning", "U2") == datetime(2026, 3, 4, 14, tzinfo=UTC)
        assert slack.jump("next_monday") == datetime(2026, 3, 9, 9, tzinfo=UTC)
        with pytest.raises(Failed, match="clock_goes_forward"):
            slack.move_to(NOON)
        ts = slack.act_as("U1").send("C1", "later")
    assert datetime.fromtimestamp(float(ts), UTC) == datetime(2026, 3, 9, 9, tzinfo=UTC)


def test_people_come_and_go_while_it_runs(slack: Handle, client: WebClient) -> None:
    slack.change_person("U2", deleted=True)
    slack.change_person("U4", name="di", email="di@acme.example", tz="Asia/Tokyo")
    assert client.users_info(user="U2")["user"]["deleted"] is True
    assert client.users_info(user="U2")["user"]["tz"] == "America/New_York"
    assert client.users_lookupByEmail(email="di@acme.example")["user"]["id"] == "U4"
    with pytest.raises(Failed, match="no time zone is called 'Tokyo'"):
        slack.change_person("U4", tz="Tokyo")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/client/channels/C1/messages", "no_person"),
        ("/client/channels/C1/messages?as=U9", "person_not_found"),
        ("/client/channels/C2/messages?as=U1", "channel_not_found"),
        ("/client/channels/C1/thread/1.2?as=U1", "message_not_found"),
        ("/client/channels/C1/messages?as=U1&limit=x", "bad_argument"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(slack: Handle, path: str, code: str) -> None:
    with pytest.raises(Failed) as caught:
        slack.line.call("GET", path)
    assert caught.value.code == code
    assert caught.value.detail


def test_an_element_that_is_not_there_cannot_be_used(slack: Handle, client: WebClient) -> None:
    client.chat_postMessage(channel="C1", text="x", blocks=[{"type": "divider", "block_id": "b"}])
    with pytest.raises(Failed, match="Nothing here is 'go'; there is: nothing"):
        slack.act_as("U1").click(slack.act_as("U1").last("C1"), "go")


def test_files_of_a_message_reach_the_channel(slack: Handle) -> None:
    ana, bo = slack.act_as("U1"), slack.act_as("U2")
    ana.send("C1", "see", files=[ana.upload("a b.txt", b"bytes")])
    shown = bo.last("C1")
    assert (shown["files"][0]["name"], bo.download(shown["files"][0])) == ("a b.txt", b"bytes")
