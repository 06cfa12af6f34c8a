"""What only Slack does: pages, limits, refusals by code; the fake imitates most of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.messenger import SlackMessenger
from bot.pacing import POSTS, Pacing
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
from tests.integration.bot.answering import answering
from tests.integration.bot.chats import ANA, GONE, MANY, TOKEN, Local, Slack
from workspace.handle import Handle
from workspace.server import Workspace

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


def test_a_limit_while_looking_up_is_handed_back_and_the_rest_is_read_later(local: Local) -> None:
    """One call a minute is all that some apps have: a look that began anew would never end."""
    channel = local.messenger.open_channel("U00011")
    since = local.now()
    ts = local.messenger.post(channel, HELLO, "slow")
    for n in range(250):
        local.messenger.post(channel, HELLO, f"slow-{n}")
    for _ in range(2):
        one_page_and_then_a_limit(local)
        with pytest.raises(RateLimited) as caught:
            local.messenger.find(channel, "slow", since, None)
        assert caught.value.wait == timedelta(minutes=1)
    one_page_and_then_a_limit(local)
    assert local.messenger.find(channel, "slow", since, None) == ts, "a page at each look"


def one_page_and_then_a_limit(local: Local) -> None:
    local.handle.clear_faults()
    local.handle.fault("delay", method="conversations.history", seconds=0.0)
    local.handle.fault("ratelimit", method="conversations.history", seconds=60)


def test_a_cursor_that_holds_no_longer_lets_the_look_begin_anew(local: Local) -> None:
    channel = local.messenger.open_channel("U00012")
    since = local.now()
    ts = local.messenger.post(channel, HELLO, "old")
    for n in range(120):
        local.messenger.post(channel, HELLO, f"old-{n}")
    one_page_and_then_a_limit(local)
    with pytest.raises(RateLimited):
        local.messenger.find(channel, "old", since, None)
    local.handle.clear_faults()
    local.handle.fault("refuse", method="conversations.history", code="invalid_cursor")
    assert local.messenger.find(channel, "old", since, None) == ts


def test_a_limit_on_one_method_is_kept_and_holds_no_other(
    workspace: tuple[Workspace, Handle],
) -> None:
    paced = Local(*workspace, Pacing(timedelta(), timedelta()))
    channel = paced.messenger.open_channel(ANA)
    before = len(asked_for(paced, "conversations.history"))
    paced.handle.fault("ratelimit", method="conversations.history", seconds=60)
    for _ in range(2):
        with pytest.raises(RateLimited) as caught:
            paced.messenger.find(channel, "none", paced.now(), None)
        assert caught.value.wait == timedelta(minutes=1)
    assert len(asked_for(paced, "conversations.history")) == before + 1, "the wait is honoured"
    assert paced.messenger.post(channel, HELLO, "meanwhile"), "posts are counted by themselves"
    assert paced.messenger.account(ANA) is not None
    paced.clock.wait(seconds=61)
    assert paced.messenger.find(channel, "none", paced.now(), None) is None


def asked_for(local: Local, method: str) -> list[object]:
    return [e for e in local.handle.traffic(limit=5000) if e["name"] == method]


def test_a_limit_on_posts_holds_those_of_the_whole_workspace() -> None:
    clock = FakeClock(datetime(2026, 11, 2, 9, tzinfo=UTC))
    pacing = Pacing()
    pacing.hold(POSTS, clock.technical(), timedelta(seconds=30))
    for channel in ("D1", "D2"):
        assert pacing.reserve(channel, clock.technical(), timedelta()) == timedelta(seconds=30)
    assert pacing.held("chat.update", clock.technical()) == timedelta()
    clock.wait(seconds=30)
    assert pacing.reserve("D1", clock.technical(), timedelta()) == timedelta()


SLACKS_NEVER = [
    (502, "text/html", "<html>Bad gateway</html>"),
    (503, "text/html", "<html>Bad gateway</html>"),
    (200, "text/html", "<html>Please log in</html>"),
    (403, "text/html", "<html>Forbidden</html>"),
    (403, "application/json", '{"message": "Forbidden"}'),
    (404, "application/json", '{"error": {"code": 404}}'),
    (401, "application/json", '{"ok": false, "error": "Token is missing here"}'),
    (407, "text/plain", ""),
    (400, "application/json", "[]"),
    (200, "application/json", "[]"),
    (200, "application/json", '{"message": "Forbidden"}'),
]


@pytest.mark.parametrize(("status", "kind", "said"), SLACKS_NEVER)
def test_what_a_gateway_says_is_not_slacks_word(status: int, kind: str, said: str) -> None:
    """It passes: nothing is refused for good, and nobody knows how far the request came."""
    clock = FakeClock(datetime(2026, 11, 2, 9, tzinfo=UTC))
    with answering(status, kind, said.encode()) as url:
        messenger = SlackMessenger(TOKEN, url, clock, None)
        with pytest.raises(MaybeSent):
            messenger.post("D1", HELLO, "key")
        with pytest.raises(MaybeSent):
            messenger.find("D1", "key", clock.now(), None)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("Retry-After: 7", 7), ("retry-after: 8", 8), ("Retry-After: soon", 30), ("X-Other: 1", 30)],
)
def test_how_long_to_wait_is_read_whatever_its_form(given: str, seconds: float) -> None:
    clock = FakeClock(datetime(2026, 11, 2, 9, tzinfo=UTC))
    name, _, value = given.partition(": ")
    with (
        answering(429, "text/html", b"<html>Slowly</html>", {name: value}) as url,
        pytest.raises(RateLimited) as caught,
    ):
        SlackMessenger(TOKEN, url, clock, None).post("D1", HELLO, "key")
    assert caught.value.wait == timedelta(seconds=seconds)


def test_a_long_wait_ordered_by_slack_is_handed_back_and_not_slept_through() -> None:
    clock = FakeClock(datetime(2026, 11, 2, 9, tzinfo=UTC))
    pacing = Pacing()
    pacing.hold(POSTS, clock.technical(), timedelta(minutes=2))
    held = SlackMessenger(TOKEN, "http://127.0.0.1:1/api/", clock, pacing)
    with pytest.raises(RateLimited) as caught:
        held.post("D1", HELLO, "key")
    assert caught.value.wait > timedelta(minutes=1)
