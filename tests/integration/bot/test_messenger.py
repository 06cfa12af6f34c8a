"""The fake Slack and the real messenger behave alike; the real one talks to the local workspace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any, ClassVar, Protocol

import pytest

from bot.messenger import SlackMessenger
from bot.pacing import Pacing
from messages.draw import draw
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
from practice.ports import Account
from scheduling.calendar import Interval
from tests.fakes import FakeClock, FakeSlack
from views.notices import WelcomeBackView
from views.reader import Reader
from workspace.config import AppConfig, Config, DoNotDisturb, Options, PersonConfig, Team
from workspace.handle import Handle
from workspace.server import Workspace

TOKEN = "xoxb-test"
ANA, GONE, MANY = "UANA", "UGONE", 230
OTHER = WelcomeBackView(Reader(), "Ana")
HELLO = Message("Hello.", [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello."}}])


class Slack(Protocol):
    """A messenger to try, and the means to let it fail and to see what arrived."""

    messenger: Any

    def now(self) -> datetime: ...

    def drop(self, method: str, *, before: bool) -> None: ...

    def limit(self, seconds: float) -> None: ...

    def refuse(self, method: str, code: str) -> None: ...

    def shown(self, channel: str) -> list[str]: ...


class Faked:
    """The fake."""

    ERRORS: ClassVar = {"missing_scope": NotPermitted, "token_revoked": NotPermitted,
              "account_inactive": NotPermitted,
              "invalid_blocks": Refused, "is_archived": ChannelGone,
              "user_disabled": AccountGone}  # fmt: skip

    def __init__(self) -> None:
        self.clock = FakeClock(datetime(2026, 11, 2, 9, tzinfo=UTC))
        self.messenger = FakeSlack(self.clock)
        self.messenger.join(Account(ANA, "Ana", "ana@acme.example", "Europe/Lisbon", "pt-PT",
                                      True, False))  # fmt: skip
        self.messenger.join(Account(GONE, "Gone", "gone@acme.example", "UTC", "en-US", False,
                                      True))  # fmt: skip
        for n in range(MANY):
            user = Account(f"U{n:05d}", f"P{n}", f"p{n}@acme.example", "UTC", "en-US", False,
                             False)  # fmt: skip
            self.messenger.join(user)
        night = Interval(self.clock.now() - timedelta(hours=1),
                         self.clock.now() + timedelta(hours=1))  # fmt: skip
        self.messenger.quiet[ANA] = (night,)

    def now(self) -> datetime:
        return self.clock.now()

    def drop(self, method: str, *, before: bool) -> None:
        self.messenger.fail(method, MaybeSent("cut"), before=before)

    def limit(self, seconds: float) -> None:
        self.messenger.fail("post", RateLimited(timedelta(seconds=seconds)))

    def refuse(self, method: str, code: str) -> None:
        error = HistoryUnreadable if method == "find" else self.ERRORS[code]
        self.messenger.fail(method, error(code))

    def shown(self, channel: str) -> list[str]:
        return [p.message.text for p in self.messenger.posts if p.channel == channel]


class Local:
    """The real messenger against the local workspace."""

    METHODS: ClassVar = {"post": "chat.postMessage", "find": "conversations.*",
               "open_channel": "conversations.open", "update": "chat.update"}  # fmt: skip

    def __init__(self, workspace: Workspace, handle: Handle, pacing: Pacing | None = None) -> None:
        self.handle = handle
        handle.clear_faults()
        clock = FakeClock(datetime.now(UTC))
        self.messenger = SlackMessenger(TOKEN, workspace.api_url, clock, pacing)

    def now(self) -> datetime:
        return self.handle.now()

    def drop(self, method: str, *, before: bool) -> None:
        when = "before" if before else "after"
        self.handle.fault("drop", method=self.METHODS[method], when=when)

    def limit(self, seconds: float) -> None:
        self.handle.fault("ratelimit", method="chat.postMessage", seconds=seconds)

    def refuse(self, method: str, code: str) -> None:
        self.handle.fault("refuse", method=self.METHODS[method], code=code)

    def shown(self, channel: str) -> list[str]:
        return [m["text"] for m in self.handle.act_as(ANA).messages(channel)]


@pytest.fixture(scope="module")
def workspace() -> Iterator[tuple[Workspace, Handle]]:
    """A local workspace with many people; limits off."""
    now = datetime.now(UTC)
    dnd = DoNotDisturb(
        start=time((now.hour - 1) % 24, now.minute), end=time((now.hour + 1) % 24, now.minute)
    )
    people = (
        PersonConfig(id=ANA, name="ana", real_name="Ana", email="ana@acme.example",
                     tz="Etc/UTC", locale="pt-PT", admin=True, dnd=dnd),
        PersonConfig(id=GONE, name="gone", email="gone@acme.example", deleted=True),
        *(PersonConfig(id=f"U{n:05d}", name=f"p{n}", email=f"p{n}@acme.example")
          for n in range(MANY)),
    )  # fmt: skip
    app = AppConfig(id="A1", name="Holdfast", bot_token=TOKEN, app_token="xapp-test",
                    bot_user_id="UBOT")  # fmt: skip
    config = Config(workspace=Team(id="T1", name="Acme"), people=people, apps=(app,))
    with (
        Workspace(config, options=Options(limits=False)) as running,
        Handle(running.url) as handle,
    ):
        yield running, handle


@pytest.fixture(params=["fake", "local"])
def slack(request: pytest.FixtureRequest) -> Slack:
    """Each messenger in turn."""
    if request.param == "fake":
        return Faked()
    return Local(*request.getfixturevalue("workspace"))


@pytest.fixture
def local(workspace: tuple[Workspace, Handle]) -> Local:
    """The real messenger alone, for what the fake does not imitate."""
    return Local(*workspace)


def test_a_channel_is_the_same_however_often_it_is_opened(slack: Slack) -> None:
    assert slack.messenger.open_channel(ANA) == slack.messenger.open_channel(ANA)


@pytest.mark.parametrize("user", [GONE, "UNOBODY"])
def test_no_channel_opens_with_who_is_gone(slack: Slack, user: str) -> None:
    with pytest.raises(AccountGone):
        slack.messenger.open_channel(user)


def test_a_message_is_found_by_its_key_and_by_no_other(slack: Slack) -> None:
    channel = slack.messenger.open_channel(ANA)
    since = slack.now()
    ts = slack.messenger.post(channel, HELLO, "key-1")
    slack.messenger.post(channel, HELLO, "key-2")
    assert slack.messenger.find(channel, "key-1", since, None) == ts
    assert slack.messenger.find(channel, "key-3", since, None) is None


def test_a_reply_is_found_in_its_thread_alone(slack: Slack) -> None:
    channel = slack.messenger.open_channel(ANA)
    since = slack.now()
    parent = slack.messenger.post(channel, HELLO, "parent")
    reply = slack.messenger.post(channel, HELLO, "reply", parent)
    assert slack.messenger.find(channel, "reply", since, parent) == reply
    assert slack.messenger.find(channel, "reply", since, None) is None


def test_a_message_is_found_behind_many_others(slack: Slack) -> None:
    channel = slack.messenger.open_channel("U00007")
    since = slack.now()
    ts = slack.messenger.post(channel, HELLO, "first")
    for n in range(120):
        slack.messenger.post(channel, HELLO, f"later-{n}")
    assert slack.messenger.find(channel, "first", since, None) == ts


def test_an_update_changes_what_is_shown(slack: Slack) -> None:
    channel = slack.messenger.open_channel(ANA)
    ts = slack.messenger.post(channel, HELLO, "to-update")
    slack.messenger.update(channel, ts, OTHER)
    assert draw(OTHER).text in slack.shown(channel)


def test_an_update_of_no_message_is_a_channel_gone(slack: Slack) -> None:
    channel = slack.messenger.open_channel(ANA)
    with pytest.raises(ChannelGone):
        slack.messenger.update(channel, "1.000001", OTHER)


def test_a_post_to_no_channel_is_a_channel_gone(slack: Slack) -> None:
    with pytest.raises(ChannelGone):
        slack.messenger.post("DNOWHERE", HELLO, "key")


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_cut_connection_leaves_it_open_whether_it_was_sent(slack: Slack, before: bool) -> None:
    channel = slack.messenger.open_channel(ANA)
    since = slack.now()
    slack.drop("post", before=before)
    key = f"cut-{before}"
    with pytest.raises(MaybeSent):
        slack.messenger.post(channel, HELLO, key)
    assert (slack.messenger.find(channel, key, since, None) is None) is before


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


def test_one_person_is_looked_up_by_id(slack: Slack) -> None:
    found = slack.messenger.account(ANA)
    assert found is not None
    assert found.email == "ana@acme.example"
    assert slack.messenger.account("UNOBODY") is None


def test_do_not_disturb_is_known_for_who_has_it(slack: Slack) -> None:
    quiet = slack.messenger.quiet_times([ANA, "U00001"])
    assert any(slack.now() in window for window in quiet[ANA])
    assert not any(slack.now() in window for window in quiet.get("U00001", ()))


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
