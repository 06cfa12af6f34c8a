"""The Slack messenger: every call to Slack's Web API, and what each failure means."""

from __future__ import annotations

import http.client
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse

from bot.pacing import Pacing
from bot.slack_answers import data, meaning
from handlers.slack_accounts import account
from messages.draw import continuations, draw
from messages.message import Message
from practice.errors import (
    AccountGone,
    ChannelGone,
    HistoryUnreadable,
    MaybeSent,
    NotDrawn,
    NotPermitted,
    NotSent,
    RateLimited,
    Refused,
    TooLate,
)
from practice.ports import ANSWER_WITHIN, HELD_AT_MOST, Abilities, Account, Clock
from scheduling.calendar import Interval
from views.message import MessageView
from workspace import limits

TIMEOUT_SECONDS = int(ANSWER_WITHIN.total_seconds())
TAKES_JSON = ("chat.post", "chat.update", "views.", "conversations.open")
"""Methods that take a JSON body, as blocks and views need; the others take a form only."""
EVENT_TYPE = "holdfast_delivery"
LOOK_BACK = timedelta(minutes=10)
"""How far before a send its message is looked for: clocks differ a little."""


class SlackMessenger:
    """Talks to one workspace through slack_sdk. The SDK's own retries are off: they post twice."""

    abilities = Abilities()

    def __init__(self, token: str, api_url: str, clock: Clock, pacing: Pacing | None) -> None:
        self._client = WebClient(
            token=token, base_url=api_url, timeout=TIMEOUT_SECONDS, retry_handlers=[]
        )
        self._token = token
        self._clock = clock
        self._pacing = pacing
        self._read_until: dict[tuple[str, str], str] = {}
        """Where the reading of a history was cut off, by conversation and key."""

    def identity(self) -> Mapping[str, Any]:
        """Return `auth.test`: team_id, team, user_id, bot_id; with the scopes under `scopes`."""
        response = self._call("auth.test")
        granted = response.headers.get("x-oauth-scopes") or response.headers.get("X-OAuth-Scopes")
        return {**data(response), "scopes": granted or ""}

    def conversation(self, address: str) -> str:
        """Return the id of the conversation with one person alone."""
        return self.open_channel(address)

    def open_channel(self, user: str) -> str:
        """Return the id of the direct-message channel with a user."""
        return str(data(self._call("conversations.open", users=user))["channel"]["id"])

    def send(
        self,
        conversation: str,
        view: MessageView,
        key: str,
        thread: str | None = None,
        by: datetime | None = None,
    ) -> str:
        """Send a view in a message that carries `key`; return the message's ts."""
        return self.post(conversation, _drawn(view), key, thread, by)

    def continuations(self, view: MessageView) -> int:
        """Return how many more messages a view takes, in the thread of the first."""
        return continuations(view)

    def post(
        self,
        channel: str,
        message: Message,
        key: str,
        thread_ts: str | None = None,
        by: datetime | None = None,
    ) -> str:
        """Post a message that carries `key` in its metadata; return its ts."""
        self._pace(channel)
        if by is not None and self._clock.technical() > by:
            raise TooLate("the process stood still for longer than this message was its own")
        response = self._call(
            "chat.postMessage",
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            thread_ts=thread_ts,
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
        )
        return str(data(response)["ts"])

    def find(self, conversation: str, key: str, since: datetime, thread: str | None) -> str | None:
        """Return the ts of the message that carries `key`; reads every page.

        Where a limit comes between two pages, the next look goes on at the page that is missing:
        with few calls a minute it would never come to the end otherwise.
        """
        cursor = self._read_until.pop((conversation, key), "")
        resumed = bool(cursor)
        while True:
            try:
                page = self._history(conversation, since, thread, cursor)
            except (RateLimited, MaybeSent, NotSent):
                self._read_until[conversation, key] = cursor
                raise
            except (ChannelGone, NotPermitted, Refused) as error:
                if not resumed:
                    raise HistoryUnreadable(str(error)) from error
                cursor, resumed = "", False  # a cursor of long ago may hold no longer
                continue
            for message in page["messages"]:
                if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
                    return str(message["ts"])
            cursor = page.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return None

    def _history(
        self, conversation: str, since: datetime, thread: str | None, cursor: str
    ) -> dict[str, Any]:
        """Return one page of a conversation's or a thread's history."""
        answer = self._call(
            "conversations.replies" if thread else "conversations.history",
            channel=conversation,
            ts=thread,
            oldest=f"{(since - LOOK_BACK).timestamp():.6f}",
            include_all_metadata=True,
            cursor=cursor or None,
        )
        return data(answer)

    def update(self, conversation: str, message: str, view: MessageView) -> None:
        """Show another view in a message."""
        drawn = _drawn(view)
        self._call(
            "chat.update", channel=conversation, ts=message, text=drawn.text, blocks=drawn.blocks
        )

    def ephemeral(
        self, channel: str, user: str, message: Message, thread_ts: str | None = None
    ) -> None:
        """Show a message to one person only."""
        self._call(
            "chat.postEphemeral",
            channel=channel,
            user=user,
            text=message.text,
            blocks=message.blocks or None,
            thread_ts=thread_ts,
        )

    def permalink(self, channel: str, ts: str) -> str:
        """Return the link to a message."""
        found = self._call("chat.getPermalink", channel=channel, message_ts=ts)
        return str(data(found)["permalink"])

    def directory(self) -> Iterator[Account]:
        """Return every person of the workspace, waiting where Slack asks to."""
        for member in self._pages("users.list", "members", limit=200, include_locale=True):
            if not member.get("is_bot") and member["id"] != "USLACKBOT":
                yield account(member)

    def account(self, address: str) -> Account | None:
        """Return one person, or None where Slack knows no such user."""
        try:
            response = self._call("users.info", user=address, include_locale=True)
        except AccountGone:
            return None
        return account(data(response)["user"])

    def quiet_times(self, addresses: Iterable[str]) -> Mapping[str, tuple[Interval, ...]]:
        """Return today's Do Not Disturb windows of up to fifty users."""
        names = list(addresses)
        if not names:
            return {}
        found = data(self._call("dnd.teamInfo", users=",".join(names))).get("users", {})
        return {user: _quiet(info) for user, info in found.items()}

    def publish_home(self, user: str, view: Mapping[str, Any]) -> None:
        """Show a Home tab."""
        self._call("views.publish", user_id=user, view=dict(view))

    def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> str:
        """Open a modal and return its view id; within three seconds of the tap."""
        opened = self._call("views.open", trigger_id=trigger_id, view=dict(view))
        return str(data(opened)["view"]["id"])

    def push_view(self, trigger_id: str, view: Mapping[str, Any]) -> str:
        """Lay a modal over the open one and return its view id."""
        pushed = self._call("views.push", trigger_id=trigger_id, view=dict(view))
        return str(data(pushed)["view"]["id"])

    def update_view(self, view_id: str, view: Mapping[str, Any]) -> None:
        """Show another content in an open modal."""
        self._call("views.update", view_id=view_id, view=dict(view))

    def upload(self, channel: str, name: str, content: str, comment: str) -> None:
        """Send a text file into a channel: three requests, of which the last shows it."""
        with self._asking("files.completeUploadExternal"):
            self._client.files_upload_v2(
                channel=channel, filename=name, content=content, initial_comment=comment
            )

    def download(self, file_id: str) -> tuple[str, bytes]:
        """Return a file's name and its bytes, at most a byte more than a form takes."""
        info = data(self._call("files.info", file=file_id))["file"]
        request = urllib.request.Request(  # noqa: S310 (the address comes from Slack's files.info)
            info["url_private_download"] or info["url_private"],
            headers={"Authorization": f"Bearer {self._token}"},
        )
        with (
            self._asking("files.info"),
            urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response,  # noqa: S310
        ):
            return str(info["name"]), response.read(limits.FILE_INPUT_BYTES + 1)

    def _pace(self, channel: str) -> None:
        if self._pacing is not None:
            wait = self._pacing.reserve(channel, self._clock.technical(), HELD_AT_MOST)
            if wait > HELD_AT_MOST:
                raise RateLimited(wait)  # sleeping through it would outlast the row's lease
            time.sleep(wait.total_seconds())

    def _hold(self, method: str, wait: timedelta) -> None:
        if self._pacing is not None:
            self._pacing.hold(method, self._clock.technical(), wait)

    def _if_free(self, method: str) -> None:
        """Raise RateLimited, without asking again, where Slack holds a method back."""
        if self._pacing is not None:
            left = self._pacing.held(method, self._clock.technical())
            if left:
                raise RateLimited(left)

    def _pages(self, method: str, field: str, **arguments: Any) -> Iterator[Mapping[str, Any]]:
        cursor = ""
        while True:
            try:
                page = data(self._call(method, cursor=cursor or None, **arguments))
            except RateLimited as limited:
                time.sleep(limited.wait.total_seconds())
                continue
            yield from page[field]
            cursor = page.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return

    def _call(self, method: str, **arguments: Any) -> SlackResponse:
        given = {name: value for name, value in arguments.items() if value is not None}
        with self._asking(method):
            if method.startswith(TAKES_JSON):
                return self._client.api_call(method, json=given)
            return self._client.api_call(method, params=given)

    @contextmanager
    def _asking(self, method: str) -> Iterator[None]:
        """Ask Slack something, and tell what goes wrong by the errors of `practice.errors`."""
        self._if_free(method)
        try:
            yield
        except SlackApiError as error:
            problem = meaning(error.response)
            if isinstance(problem, RateLimited):
                self._hold(method, problem.wait)
            raise problem from error
        except (AttributeError, SlackRequestError) as error:
            # What the SDK makes of JSON that is no object, and of a file that is not taken.
            raise MaybeSent(f"{method}: not Slack's words") from error
        except urllib.error.HTTPError as error:
            error.close()
            raise MaybeSent(f"{method}: status {error.code}") from error
        except urllib.error.URLError as error:
            never_left = isinstance(error.reason, (ConnectionRefusedError, socket.gaierror))
            raise (NotSent if never_left else MaybeSent)(f"{method}: {error.reason}") from error
        except (OSError, http.client.HTTPException) as error:
            raise MaybeSent(f"{method}: {type(error).__name__}") from error


def _drawn(view: MessageView) -> Message:
    try:
        return draw(view)
    except Exception as problem:
        raise NotDrawn(type(problem).__name__) from problem


def _quiet(info: Mapping[str, Any]) -> tuple[Interval, ...]:
    if not info.get("dnd_enabled"):
        return ()
    start, end = info.get("next_dnd_start_ts", 0), info.get("next_dnd_end_ts", 0)
    if not start or end <= start:
        return ()
    return (Interval(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)),)
