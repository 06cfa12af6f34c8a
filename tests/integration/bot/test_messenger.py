"""What only Slack does: pages, limits, refusals by code; the fake imitates most of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.messenger import SlackMessenger
from bot.pacing import Pacing
from messages.message import Message
from practice.errors import (
    AccountGone,
    ChannelGone,
    HistoryUnreadable,
    MaybeSent,
    MessengerError,
    NotPermitted,
    NotSent,
    RateLimited,
    Refused,
)
from tests.fakes import FakeClock
from tests.integration.bot.chats import ANA, GONE, MANY, TOKEN, Local, Slack

HELLO = Message("Hello.", [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello."}}])


def test_a_message_is_found_behind_many_others(slack: Slack) -> None:
    channel = slack.messenger.open_channel("U00007")
    since = slack.now()
    ts = slack.messenger.post(channel, HELLO, "first")
    for n in range(120):
        slack.messenger.post(channel, HELLO, f"later-{n}")
    assert slack.messenger.find(channel, "first", since, None) == ts


def test_a_limit_says_how_long_to_wait(slack: Slack) -> None:
    channel = slack.messenger.open_channel(ANA)
    slack.limit(7)
    with pytest.raises(RateLimited) as caught:
        slack.messenger.post(channel, HELLO, "limited")
    assert caught.value.wait == timedelta(seconds=7)
    assert slack.messenger.find(channel, "limited", slack.now(), None) is None


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("missing_scope", NotPermitted),
        ("token_revoked", NotPermitted),
        ("account_inactive", NotPermitted),
        ("invalid_blocks", Refused),
        ("is_archived", ChannelGone),
        ("user_disabled", AccountGone),
    ],
)
def test_a_refusal_is_told_by_its_code(slack: Slack, code: str, error: type[Exception]) -> None:
    channel = slack.messenger.open_channel(ANA)
    slack.refuse("post", code)
    with pytest.raises(error, match=code):
        slack.messenger.post(channel, HELLO, "refused")


def test_a_history_that_may_not_be_read_is_said_to_be_unreadable(slack: Slack) -> None:
    channel = slack.messenger.open_channel(ANA)
    slack.refuse("find", "missing_scope")
    with pytest.raises(HistoryUnreadable):
        slack.messenger.find(channel, "key", slack.now(), None)


def test_the_directory_lists_everybody_over_many_pages(slack: Slack) -> None:
    found = {user.id: user for user in slack.messenger.directory()}
    assert len(found) == MANY + 2
    ana = found[ANA]
    assert (ana.email, ana.locale, ana.is_admin) == ("ana@acme.example", "pt-PT", True)
    assert found[GONE].deleted
    assert not ana.deleted


def test_a_home_tab_is_published_and_not_for_who_is_gone(slack: Slack) -> None:
    view = {"type": "home", "blocks": HELLO.blocks}
    slack.messenger.publish_home(ANA, view)
    with pytest.raises(MessengerError):
        slack.messenger.publish_home("UNOBODY", view)


def test_a_server_that_cannot_be_reached_sent_nothing() -> None:
    clock = FakeClock(datetime(2026, 11, 2, 9, tzinfo=UTC))
    unreachable = SlackMessenger(TOKEN, "http://127.0.0.1:1/api/", clock, None)
    with pytest.raises(NotSent):
        unreachable.post("D1", HELLO, "key")


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_an_error_of_the_server_leaves_it_open_whether_it_was_sent(
    local: Local, before: bool
) -> None:
    channel = local.messenger.open_channel(ANA)
    since = local.now()
    local.handle.fault("error", method="chat.postMessage", when="before" if before else "after")
    with pytest.raises(MaybeSent):
        local.messenger.post(channel, HELLO, f"error-{before}")
    found = local.messenger.find(channel, f"error-{before}", since, None)
    assert (found is None) is before


def test_blocks_that_slack_refuses_are_refused_with_their_place(local: Local) -> None:
    channel = local.messenger.open_channel(ANA)
    with pytest.raises(Refused, match="invalid_blocks"):
        local.messenger.post(channel, Message("x", [{"type": "section"}]), "refused")


def test_a_limit_while_looking_up_is_waited_for(local: Local) -> None:
    channel = local.messenger.open_channel(ANA)
    since = local.now()
    ts = local.messenger.post(channel, HELLO, "slow")
    local.handle.fault("ratelimit", method="conversations.history", seconds=0.1)
    assert local.messenger.find(channel, "slow", since, None) == ts


def test_an_answer_that_is_no_json_leaves_it_open_whether_it_was_sent() -> None:
    """A proxy in between answers with a page of its own."""
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Proxy(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = b"<html>Bad gateway</html>"
            self.send_response(int(self.path.split("/")[1]))
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    clock = FakeClock(datetime(2026, 11, 2, 9, tzinfo=UTC))
    try:
        for status in (502, 503, 200):
            url = f"http://127.0.0.1:{server.server_port}/{status}/"
            with pytest.raises(MaybeSent):
                SlackMessenger(TOKEN, url, clock, None).post("D1", HELLO, "key")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_long_wait_ordered_by_slack_is_handed_back_and_not_slept_through() -> None:
    clock = FakeClock(datetime(2026, 11, 2, 9, tzinfo=UTC))
    pacing = Pacing()
    pacing.hold(clock.technical(), timedelta(minutes=2))
    held = SlackMessenger(TOKEN, "http://127.0.0.1:1/api/", clock, pacing)
    with pytest.raises(RateLimited) as caught:
        held.post("D1", HELLO, "key")
    assert caught.value.wait > timedelta(minutes=1)
