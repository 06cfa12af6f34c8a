"""A roster is loaded as it was shown, or shown again."""

from __future__ import annotations

import json

import pytest

from handlers.desk import Desk
from messages import ids
from org.roster import write
from practice.people import drafts, enrol
from tests.builders import ADMIN, TEAM, House, roster, slack_id
from tests.integration.handlers.test_rights import Acked, form, listening


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house.ports, house.slack, lambda work: work())


def without(name: str) -> bytes:
    return write(roster(tuple(each for each in TEAM if each != name))).encode()


def test_people_who_changed_meanwhile_are_compared_again(house: House, desk: Desk) -> None:
    rui = slack_id(ADMIN)
    draft = drafts.draft(house.ports, "people.csv", without("flo"), rui)
    enrol.load_roster(house.ports, roster((*TEAM[:-2], "flo")))
    acked, body = Acked(), form(rui, ids.ROSTER_CHANGES_FORM, json.dumps({"draft": draft.draft_id}))
    listening(desk).views[ids.ROSTER_CHANGES_FORM](acked, body)
    [answer] = acked.answers
    assert answer["response_action"] == "update"
    assert "Someone changed the people since; compare again." in str(answer["view"])
    assert house.person("flo").on_roster

    listening(desk).views[ids.ROSTER_CHANGES_FORM](acked, body)
    assert acked.answers[1] == {"response_action": "clear"}
    assert not house.person("flo").on_roster
    assert "is applied" in house.slack.to(rui)[-1].message.text
