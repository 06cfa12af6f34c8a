"""`holdfast outbox` shows what is stuck without its text, and says what came of each word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.outbox import TO_DO, outbox
from bot.terminal import CANNOT
from practice.errors import Refused
from store.models import DeliveryState
from tests.builders import House


def run(*words: str) -> tuple[int, str]:
    """Run the command and return its code with all that it printed."""
    done = CliRunner().invoke(outbox, list(words))
    return done.exit_code, done.output


@pytest.fixture
def address(house: House, monkeypatch: pytest.MonkeyPatch) -> str:
    address = str(house.sessions.database.writer.url)
    assert Path(address.removeprefix("sqlite+pysqlite:///")).is_file()
    monkeypatch.setenv("DATABASE_URL", address.replace("sqlite+pysqlite", "sqlite"))
    monkeypatch.setattr("bot.commands.offline.SystemClock", lambda: house.clock)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-test")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
    return address


@pytest.mark.usefixtures("address")
def test_what_is_stuck_is_listed_tried_again_and_dropped(house: House) -> None:
    assert run("list") == (0, "Nothing is stuck.\n")
    house.slack.fail("post", Refused("invalid_blocks"))
    delivery = house.ask("ana", send=False)
    house.deliver()
    code, said = run("list", "--json")
    assert code == 0
    [row] = json.loads(said)
    assert row["delivery_id"] == delivery
    assert row["person_id"] == house.person("ana").person_id
    assert (row["kind"], row["state"], row["problem"]) == ("question", "failed", "invalid_blocks")
    assert row["to_do"] == TO_DO[DeliveryState.FAILED]
    code, said = run("list")
    assert code == 0
    for word in (delivery, row["person_id"], "question", "failed", "invalid_blocks", row["to_do"]):
        assert word in said, "whole, to be copied"
    assert "What do you do" not in said, "nothing of its text"
    assert run("retry", "nowhere") == (CANNOT, "No message nowhere is in the database.\n")
    code, said = run("retry", delivery)
    assert code == CANNOT, "Slack cannot be reached, so nobody looked it up"
    assert "Slack did not answer" in said
    assert house.row(delivery).state == DeliveryState.FAILED
    assert run("drop", delivery, "--yes") == (0, "Dropped.\n")
    assert house.row(delivery).state == DeliveryState.CANCELLED
    assert run("drop", delivery, "--yes")[0] == CANNOT
    assert run("list") == (0, "Nothing is stuck.\n")


def test_every_state_that_can_be_stuck_says_what_to_do() -> None:
    over = {DeliveryState.SENT, DeliveryState.CANCELLED}
    assert TO_DO.keys() == set(DeliveryState) - over
