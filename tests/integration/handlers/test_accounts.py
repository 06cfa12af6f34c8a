"""What Slack tells of accounts is taken from the event itself, and lost to no limit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from handlers.context import Context
from practice.errors import RateLimited
from tests.arriving import Acked, listening
from tests.builders import House, email, slack_id
from tests.statements import statements


def told(name: str, updated: int = 1, **changes: Any) -> dict[str, Any]:
    """Return the event that tells of a change of somebody."""
    profile = {"email": email(name), "real_name": name.title(), **changes.pop("profile", {})}
    user = {"id": slack_id(name), "profile": profile, "tz": "UTC", "locale": "en-US",
            "deleted": False, "is_admin": False, "updated": updated, **changes}  # fmt: skip
    return {"type": "user_change", "user": user}


@pytest.fixture
def context(house: House) -> Context:
    return Context(house.ports, house.slack, lambda work: work())


def test_a_change_is_noted_without_looking_anybody_up(house: House, context: Context) -> None:
    events = listening(context).events
    for _ in range(150):
        events["team_join"](Acked(), {"user": {**told("ana")["user"], "id": "UNEW"}})
    acked = Acked()
    events["user_change"](acked, told("ana", tz="Asia/Tokyo", locale="de-DE"))
    events["user_change"](acked, told("bo", deleted=True, tz=None, locale=None))
    assert acked.answers == [{}, {}]
    assert house.slack.calls == []
    ana, bo = house.person("ana"), house.person("bo")
    assert (ana.slack_timezone, ana.slack_locale) == ("Asia/Tokyo", "de-DE")
    assert (bo.reachable, bo.slack_timezone) == (False, "UTC"), "no zone is told of who has left"


def test_a_change_is_noted_while_slack_asks_to_wait(house: House, context: Context) -> None:
    house.slack.fail("user", RateLimited(timedelta(minutes=1)), times=1000)
    listening(context).events["user_change"](Acked(), told("ana", deleted=True))
    assert not house.person("ana").reachable


def test_a_status_that_changes_nothing_writes_nothing(house: House, context: Context) -> None:
    with statements(house.sessions) as seen:
        for number in range(20):
            status = {"status_emoji": ":calendar:", "status_text": str(number)}
            listening(context).events["user_change"](Acked(), told("ana", number, profile=status))
    assert not [s for s in seen if not s.lstrip().upper().startswith("SELECT")]
    assert len(seen) <= 2 * 20


def test_an_event_that_comes_late_undoes_nothing(house: House, context: Context) -> None:
    events = listening(context).events
    events["user_change"](Acked(), told("ana", 20, deleted=True))
    events["user_change"](Acked(), told("ana", 10, tz="Asia/Tokyo"))
    assert not house.person("ana").reachable
    events["user_change"](Acked(), told("ana", 30))
    assert house.person("ana").reachable
