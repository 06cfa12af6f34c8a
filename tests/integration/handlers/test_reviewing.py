"""Reviewing one answer after another in one form."""

from __future__ import annotations

import json

from handlers import payloads, review
from handlers.context import Context
from messages import ids
from practice.judging import review as reviewing
from tests.builders import ADMIN, UNSURE, House, bank, slack_id, text_item


def test_what_was_read_is_still_counted_after_a_skip(house: House) -> None:
    house.load(bank([text_item(0, "triage")]))
    house.grader.marks["I declare it."] = (UNSURE, UNSURE)
    house.write("ana", house.ask("ana", "triage-text-0"), "I declare it.")
    house.turn()
    case = reviewing.next_case(house.ports, slack_id(ADMIN), done=2)
    assert case is not None
    body = {
        "actions": [{"action_id": ids.REVIEW_SKIP, "value": case.task_id, "action_ts": "1.0"}],
        "user": {"id": slack_id(ADMIN)},
        "view": {"id": "V1", "type": "modal", "private_metadata": ids.pack(done=2)},
    }
    review.skip(Context(house.ports, house.slack, lambda work: work()), payloads.tap(body))
    assert "2 answers read." in json.dumps([dict(view) for view in house.slack.views])
