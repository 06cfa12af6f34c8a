"""The configuration of a workspace: who is in it, which channels, which apps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from workspace.errors import ConfigFault
from workspace.limits import ACKNOWLEDGEMENT_SECONDS, RETRY_SECONDS, TRIGGER_SECONDS


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(
            f"no time zone is called {name!r}; write one like Europe/Lisbon"
        ) from error
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Team(_Strict):
    """The workspace itself."""

    id: str = Field("T000000001", pattern=r"^T\w+$")
    name: str = "Local"
    domain: str = "local"


class DoNotDisturb(_Strict):
    """Hours of every day, in the person's zone, in which Slack keeps quiet."""

    start: time
    end: time


class PersonConfig(_Strict):
    """Somebody in the workspace."""

    id: str = Field(pattern=r"^[UW]\w+$")
    name: str
    real_name: str = ""
    email: str = ""
    tz: Zone = "UTC"
    locale: str = "en-US"
    admin: bool = False
    deleted: bool = False
    title: str = ""
    dnd: DoNotDisturb | None = None
    fields: Mapping[str, str] = {}
    """Custom profile fields by label; a value that is a person's id makes a field of type user."""


class ChannelConfig(_Strict):
    """A channel and who is in it: ids of people, and of apps."""

    id: str = Field(pattern=r"^[CG]\w+$")
    name: str
    members: tuple[str, ...] = ()
    private: bool = False


class CommandConfig(_Strict):
    """A slash command."""

    command: str = Field(pattern=r"^/\S+$")
    description: str = ""
    usage_hint: str = ""


class AppConfig(_Strict):
    """An app, and how it is reached."""

    id: str = Field(pattern=r"^A\w+$")
    name: str
    bot_token: str = Field("", pattern=r"^(xoxb-.+)?$")
    app_token: str = Field("", pattern=r"^(xapp-.+)?$")
    signing_secret: str = ""
    mode: Literal["socket", "http"] = "socket"
    request_url: str = ""
    bot_user_id: str = ""
    commands: tuple[CommandConfig, ...] | None = None
    """None: every command goes to this app, where no other has it."""
    scopes: tuple[str, ...] | None = None
    """None: every scope."""
    events: tuple[str, ...] | None = None
    """None: every event."""
    home_tab: bool = True
    client_id: str = ""
    client_secret: str = ""

    @model_validator(mode="after")
    def _reachable(self) -> AppConfig:
        if self.mode == "http" and not (self.request_url and self.signing_secret):
            raise ValueError("an app in mode http needs request_url and signing_secret")
        if self.mode == "socket" and not self.app_token:
            raise ValueError("an app in mode socket needs app_token (xapp-…)")
        if not self.bot_token and not self.client_id:
            raise ValueError("give bot_token (xoxb-…), or client_id to install it by OAuth")
        return self


class UsergroupConfig(_Strict):
    """A group of people that can be mentioned."""

    id: str = Field(pattern=r"^S\w+$")
    name: str
    handle: str
    users: tuple[str, ...] = ()


class Config(_Strict):
    """All of a workspace before anything happened in it."""

    workspace: Team = Team()
    people: tuple[PersonConfig, ...] = ()
    channels: tuple[ChannelConfig, ...] = ()
    apps: tuple[AppConfig, ...] = ()
    usergroups: tuple[UsergroupConfig, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Config:
        for kind in ("people", "channels", "apps", "usergroups"):
            twice = _first_twice(each.id for each in getattr(self, kind))
            if twice:
                raise ValueError(f"{kind}: the id {twice} is there twice; give each its own")
        known = {person.id for person in self.people} | {app.id for app in self.apps}
        known |= {app.bot_user_id for app in self.apps}
        for channel in self.channels:
            for member in channel.members:
                if member not in known:
                    raise ValueError(
                        f"channel {channel.id}: nobody has the id {member}; "
                        "add the person under people, or take the member out"
                    )
        return self


class Options(_Strict):
    """How a workspace behaves, apart from who is in it."""

    limits: bool = True
    """Rate limits; block checks are always on."""
    frozen: bool = False
    """The clock stands still until it is moved."""
    start: datetime | None = None
    """Where the clock begins; real time where None."""
    ack_seconds: float = ACKNOWLEDGEMENT_SECONDS
    retry_seconds: tuple[float, ...] = RETRY_SECONDS
    """Waits before each repeat of an event that was not acknowledged."""
    trigger_seconds: float = TRIGGER_SECONDS
    capture: Path | None = None
    """A file that gets every message's blocks and every view that was accepted, a line each."""


def load(path: Path) -> Config:
    """Read a configuration; raises ConfigFault with every fault, each with its line."""
    try:
        text = path.read_text(encoding="utf-8")
        data = YAML(typ="safe").load(text)
    except OSError as error:
        raise ConfigFault(f"{path}: cannot be read ({error.strerror})") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise ConfigFault(f"{path}: is not YAML: {error}") from error
    try:
        return Config.model_validate(data or {})
    except ValidationError as error:
        raise ConfigFault("\n".join(_described(path, text, error))) from error


def _described(path: Path, text: str, error: ValidationError) -> Iterator[str]:
    marked = YAML(typ="rt").load(text)
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"]) or "the file"
        line = _line(marked, fault["loc"])
        what = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            what = "this key is not known here; take it out or correct its spelling"
        yield f"{path}:{line}: {where}: {what}"


def _line(marked: Any, loc: Iterable[int | str]) -> int:
    line = 1
    for part in loc:
        try:
            line = (
                marked.lc.key(part)[0] + 1 if isinstance(part, str) else marked.lc.item(part)[0] + 1
            )
            marked = marked[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def _first_twice(ids: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            return each
        seen.add(each)
    return None
