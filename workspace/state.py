"""Everything a workspace holds, in memory: people, apps, channels, messages, views, files."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from workspace.config import AppConfig, CommandConfig, Config, DoNotDisturb
from workspace.shapes import Json

ChannelKind = Literal["channel", "im", "mpim"]
SLACKBOT = "USLACKBOT"


@dataclass(slots=True)
class Person:
    """A member: somebody, or the bot user of an app."""

    id: str
    name: str
    real_name: str
    email: str = ""
    tz: str = "UTC"
    locale: str = "en-US"
    admin: bool = False
    deleted: bool = False
    title: str = ""
    app_id: str | None = None
    """The app whose bot user this is."""
    dnd: DoNotDisturb | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    updated: int = 0


@dataclass(slots=True)
class App:
    """An app of the workspace; `bot_token` is empty until it is installed."""

    id: str
    name: str
    bot_id: str
    bot_user: str
    bot_token: str
    app_token: str
    signing_secret: str
    mode: Literal["socket", "http"]
    request_url: str
    commands: tuple[CommandConfig, ...] | None
    scopes: frozenset[str] | None
    events: frozenset[str] | None
    home_tab: bool
    client_id: str
    client_secret: str


@dataclass(slots=True)
class Message:
    """A message, as it stands now."""

    ts: str
    channel: str
    user: str
    text: str
    app: str | None = None
    username: str | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    edited: str | None = None
    subtype: str | None = None
    ephemeral_to: str | None = None
    client_msg_id: str | None = None
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)

    @property
    def in_timeline(self) -> bool:
        """Whether the channel itself shows it: not a reply, or a reply sent to the channel too."""
        return self.thread_ts in (None, self.ts) or self.broadcast


@dataclass(slots=True)
class Channel:
    """A conversation of any kind, and what was said in it."""

    id: str
    kind: ChannelKind
    name: str
    members: dict[str, None]
    """Ids of the members, in the order in which they came."""
    private: bool = False
    created: int = 0
    messages: dict[str, Message] = field(default_factory=dict)
    timeline: list[str] = field(default_factory=list)
    """The ts of what the channel shows, oldest first."""
    ephemerals: dict[str, dict[str, Message]] = field(default_factory=dict)
    """What only one person sees, by person and ts."""
    last_read: dict[str, str] = field(default_factory=dict)

    def add(self, message: Message) -> None:
        """Keep a message that is newer than all others."""
        if message.ephemeral_to is not None:
            self.ephemerals.setdefault(message.ephemeral_to, {})[message.ts] = message
            return
        self.messages[message.ts] = message
        if message.in_timeline:
            self.timeline.append(message.ts)
        if message.thread_ts and message.thread_ts != message.ts:
            parent = self.messages[message.thread_ts]
            parent.thread_ts = parent.ts
            parent.replies.append(message.ts)

    def remove(self, message: Message) -> None:
        """Forget a message; a thread stays as long as replies do."""
        if message.ephemeral_to is not None:
            self.ephemerals.get(message.ephemeral_to, {}).pop(message.ts, None)
            return
        del self.messages[message.ts]
        if message.in_timeline:
            self.timeline.pop(bisect_left(self.timeline, message.ts))
        parent = self.messages.get(message.thread_ts or "")
        if parent and message.ts in parent.replies:
            parent.replies.remove(message.ts)

    def between(
        self, oldest: str, latest: str, *, inclusive: bool = False, among: list[str] | None = None
    ) -> list[str]:
        """Return the ts of the timeline (or of `among`) in a range, oldest first."""
        line = self.timeline if among is None else among
        low = (bisect_left if inclusive else bisect_right)(line, oldest) if oldest else 0
        high = (bisect_right if inclusive else bisect_left)(line, latest) if latest else len(line)
        return line[low:high]

    def unread(self, person: str) -> int:
        """Count what a person has not read of the timeline, their own words left out."""
        after = self.timeline[bisect_right(self.timeline, self.last_read.get(person, "")) :]
        return sum(self.messages[ts].user != person for ts in after[-100:])

    def other(self, person: str) -> str:
        """Return the other party of a direct message."""
        return next((member for member in self.members if member != person), person)


@dataclass(slots=True)
class View:
    """A modal or a Home tab."""

    id: str
    app: str
    person: str
    body: Json
    """What the app gave, every block with its block_id."""
    hash: str
    previous: str | None = None
    root: str | None = None
    state: Json = field(default_factory=dict)
    """What is filled in, as `state.values`."""

    @property
    def kind(self) -> str:
        """Return `modal` or `home`."""
        return str(self.body["type"])


@dataclass(slots=True)
class File:
    """An uploaded file."""

    id: str
    name: str
    title: str
    mimetype: str
    person: str
    created: int
    content: bytes = b""
    complete: bool = False
    channels: list[str] = field(default_factory=list)
    secret: str = ""
    """The last part of its upload address."""


@dataclass(slots=True)
class Usergroup:
    """A group of people."""

    id: str
    name: str
    handle: str
    users: list[str]
    enabled: bool = True
    updated: int = 0


class State:
    """The whole of a workspace, with the few ways to look things up that are not a key."""

    def __init__(self, config: Config) -> None:
        self.team = config.workspace
        self.people: dict[str, Person] = {}
        self.apps: dict[str, App] = {}
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, View] = {}
        self.external_ids: dict[tuple[str, str], str] = {}
        """The id of the view that has an external id, by app and external id."""
        self.modals: dict[str, list[str]] = {}
        """The ids of each person's open modals, the top one last."""
        self.homes: dict[tuple[str, str], str] = {}
        """The id of the Home view, by person and app."""
        self.files: dict[str, File] = {}
        self.usergroups: dict[str, Usergroup] = {}
        self._direct: dict[frozenset[str], str] = {}
        self._by_email: dict[str, str] = {}
        self._fill(config)

    def _fill(self, config: Config) -> None:
        for person in config.people:
            self.add_person(
                Person(
                    id=person.id, name=person.name, real_name=person.real_name or person.name,
                    email=person.email, tz=person.tz, locale=person.locale, admin=person.admin,
                    deleted=person.deleted, title=person.title, dnd=person.dnd,
                    fields=person.fields,
                )
            )  # fmt: skip
        self.add_person(Person(id=SLACKBOT, name="slackbot", real_name="Slackbot"))
        for app in config.apps:
            self._add_app(app)
        aliases = {app.id: app.bot_user for app in self.apps.values()}
        for channel in config.channels:
            members = dict.fromkeys(aliases.get(member, member) for member in channel.members)
            self.channels[channel.id] = Channel(
                channel.id, "channel", channel.name, members, private=channel.private
            )
        for group in config.usergroups:
            self.usergroups[group.id] = Usergroup(
                group.id, group.name, group.handle, list(group.users)
            )

    def add_person(self, person: Person) -> None:
        """Take somebody in, or change them."""
        before = self.people.get(person.id)
        if before:
            self._by_email.pop(before.email.lower(), None)
        self.people[person.id] = person
        if person.email:
            self._by_email[person.email.lower()] = person.id

    def _add_app(self, given: AppConfig) -> None:
        bot_user = given.bot_user_id or f"U{given.id[1:]}BOT"
        handle = given.name.lower().replace(" ", "_")
        self.apps[given.id] = App(
            id=given.id, name=given.name, bot_id=f"B{given.id[1:]}", bot_user=bot_user,
            bot_token=given.bot_token, app_token=given.app_token,
            signing_secret=given.signing_secret, mode=given.mode, request_url=given.request_url,
            commands=given.commands, home_tab=given.home_tab,
            scopes=None if given.scopes is None else frozenset(given.scopes),
            events=None if given.events is None else frozenset(given.events),
            client_id=given.client_id, client_secret=given.client_secret,
        )  # fmt: skip
        self.add_person(Person(bot_user, handle, given.name, app_id=given.id))

    def person_by_email(self, email: str) -> Person | None:
        """Return who has an address, in any case of its letters."""
        return self.people.get(self._by_email.get(email.lower(), ""))

    def channel_named(self, name: str) -> Channel | None:
        """Return the channel with a name, with or without its number sign."""
        bare = name.removeprefix("#")
        for channel in self.channels.values():
            if channel.kind == "channel" and channel.name == bare:
                return channel
        return None

    def direct(self, people: Iterable[str]) -> Channel | None:
        """Return the direct message that exactly these people have, if there is one."""
        return self.channels.get(self._direct.get(frozenset(people), ""))

    def add_direct(self, channel: Channel) -> None:
        """Keep a direct message, to be found by its people."""
        self.channels[channel.id] = channel
        self._direct[frozenset(channel.members)] = channel.id

    def channels_of(self, person: str) -> Iterator[Channel]:
        """Yield the conversations that somebody is in."""
        return (each for each in self.channels.values() if person in each.members)

    def message(self, channel: str, ts: str, person: str | None = None) -> Message | None:
        """Return a message; an ephemeral one only for the person who sees it."""
        found = self.channels.get(channel)
        if found is None:
            return None
        return found.messages.get(ts) or found.ephemerals.get(person or "", {}).get(ts)
