"""What handlers are given: the use cases' ports, and the screens that only Slack can show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from messages import refusals
from messages.home import home_tab
from messages.message import Message
from practice.errors import (
    ChannelGone,
    MessengerError,
    NotPermitted,
    NotSent,
    RateLimited,
    Refused,
)
from practice.ports import Ports
from practice.screens import home, question_details
from views.reader import Reader

log = structlog.get_logger(__name__)


class Screens(Protocol):
    """Slack's own surfaces, as handlers use them: ephemeral words, modals, files."""

    def ephemeral(
        self, channel: str, user: str, message: Message, thread_ts: str | None = None
    ) -> None:
        """Show a message to one person only."""
        ...

    def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> str:
        """Open a modal, within three seconds of the tap; return its id."""
        ...

    def push_view(self, trigger_id: str, view: Mapping[str, Any]) -> str:
        """Lay a modal over the open one; return its id."""
        ...

    def update_view(self, view_id: str, view: Mapping[str, Any]) -> None:
        """Show another content in an open modal."""
        ...

    def publish_home(self, user: str, view: Mapping[str, Any]) -> None:
        """Show a Home tab."""
        ...

    def download(self, file_id: str) -> tuple[str, bytes]:
        """Return a file's name and content."""
        ...

    def upload(self, channel: str, name: str, content: str, comment: str) -> None:
        """Send a text file into a channel."""
        ...

    def post(self, channel: str, message: Message, key: str, thread_ts: str | None = None) -> str:
        """Post a message."""
        ...

    def open_channel(self, user: str) -> str:
        """Return the id of the direct-message channel with a user."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """Where a handler stands: the use cases on one side, the screens on the other.

    `later` runs what takes longer than Slack waits, after the acknowledgement.
    """

    ports: Ports
    screens: Screens
    later: Callable[[Callable[[], None]], None]

    def reader(self, user: str) -> Reader:
        """Return the language and zone of whoever is behind a Slack user."""
        return question_details.reader(self.ports, user)

    def show(self, trigger: str, view: Mapping[str, Any], over: bool = False) -> str:
        """Open a modal, or lay it over the one from which the tap came."""
        opener = self.screens.push_view if over else self.screens.open_view
        return opener(trigger, view)

    def say(self, user: str, message: Message, key: str) -> None:
        """Send somebody a message that answers what they just did."""
        self.screens.post(self.screens.open_channel(user), message, key)

    def whisper(self, channel: str, user: str, message: Message) -> None:
        """Say something to one person alone: in the channel of the tap, else as a message.

        A command works in channels too where the bot is not, or may not speak: Slack has a dozen
        reasons, and each of them is certain that nothing was said there.
        """
        try:
            if channel:
                self.screens.ephemeral(channel, user, message)
                return
        except (ChannelGone, NotPermitted, Refused, RateLimited, NotSent) as problem:
            log.info("whisper_elsewhere", channel=channel, problem=str(problem))
        self.say(user, message, "")

    def refresh_home(self, user: str) -> None:
        """Show somebody's Home as it is now, after the acknowledgement.

        It is only a picture: where Slack does not take it, that is just logged.
        """
        self.later(lambda: self._show_home(user))

    def _show_home(self, user: str) -> None:
        try:
            self.screens.publish_home(user, home_tab(home.home(self.ports, user)))
        except MessengerError as problem:
            log.info("home_not_shown", problem=str(problem))

    def refresh_view(self, view_id: str, view: Mapping[str, Any]) -> None:
        """Show a modal as it is now; where it was closed meanwhile, that is just logged."""
        try:
            self.screens.update_view(view_id, view)
        except MessengerError as problem:
            log.info("view_not_shown", problem=str(problem))

    def sorry(self, channel: str, user: str) -> None:
        """Say that something did not get through."""
        self.whisper(channel, user, refusals.not_saved(self.reader(user)))
