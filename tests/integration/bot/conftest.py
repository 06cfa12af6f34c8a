"""The chats that the tests of the messengers try, and the local workspace behind one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time

import pytest

from practice.ports import Abilities
from tests.integration.bot.chats import ANA, GONE, MANY, TOKEN, Chat, Faked, Local, Slack, Terminal
from workspace.config import AppConfig, Config, DoNotDisturb, Options, PersonConfig, Team
from workspace.handle import Handle
from workspace.server import Workspace

CHATS: dict[str, type[Faked | Local | Terminal]] = {
    "fake": Faked,
    "local": Local,
    "terminal": Terminal,
}


def those(state: Callable[[Abilities], bool]) -> list[str]:
    """Return the chats that state something of themselves."""
    return [name for name, chat in CHATS.items() if state(chat.abilities)]


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


def _chat(request: pytest.FixtureRequest) -> Chat:
    if request.param == "local":
        return Local(*request.getfixturevalue("workspace"))
    return Faked() if request.param == "fake" else Terminal()


@pytest.fixture(params=list(CHATS))
def chat(request: pytest.FixtureRequest) -> Chat:
    """Each chat in turn."""
    return _chat(request)


@pytest.fixture(params=those(lambda can: can.looks_up))
def remembers(request: pytest.FixtureRequest) -> Chat:
    """Each chat in which messages can be looked up."""
    return _chat(request)


@pytest.fixture(params=those(lambda can: not can.looks_up))
def forgets(request: pytest.FixtureRequest) -> Chat:
    """Each chat in which they cannot."""
    return _chat(request)


@pytest.fixture(params=those(lambda can: can.updates))
def changes(request: pytest.FixtureRequest) -> Chat:
    """Each chat in which a message can be changed."""
    return _chat(request)


@pytest.fixture(params=those(lambda can: not can.updates))
def stands(request: pytest.FixtureRequest) -> Chat:
    """Each chat in which what was said stays."""
    return _chat(request)


@pytest.fixture(params=["fake", "local"])
def slack(request: pytest.FixtureRequest) -> Slack:
    """The fake Slack and the real one."""
    return Faked() if request.param == "fake" else Local(*request.getfixturevalue("workspace"))


@pytest.fixture
def local(workspace: tuple[Workspace, Handle]) -> Local:
    """The real messenger alone, for what the fake does not imitate."""
    return Local(*workspace)
