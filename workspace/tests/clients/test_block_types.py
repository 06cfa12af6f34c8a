"""What apps show is captured, and its types can be checked with Slack's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from workspace.config import Options
from workspace.server import Workspace
from workspace.tests.integration.company import BOT_TOKEN, company
from workspace.tests.node.block_types import captured, type_faults

TEXT = {"type": "plain_text", "text": "x"}
GOOD: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}},
    {"type": "data_table", "caption": "c", "rows": [[{"type": "raw_text", "text": "x"}]] * 2},
    {"type": "data_visualization", "title": "t",
     "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]}},
]  # fmt: skip


def test_what_was_accepted_is_captured_and_has_slacks_types(tmp_path: Path) -> None:
    capture = tmp_path / "captured.jsonl"
    options = Options(limits=False, capture=capture)
    with Workspace.running(company(), options=options) as workspace:
        client = WebClient(BOT_TOKEN, base_url=workspace.api_url)
        for _ in range(2):
            client.chat_postMessage(channel="C1", text="x", blocks=GOOD)
        client.views_publish(user_id="U1", view={"type": "home", "blocks": GOOD[:1]})
    found = captured(capture)
    assert [each["surface"] for each in found] == ["message", "home"]
    assert found[0]["content"] == GOOD
    assert type_faults(found) == ""


@pytest.mark.parametrize(
    "block",
    [
        {"type": "header", "text": TEXT, "colour": "red"},
        {"type": "header", "text": "x"},
        {"type": "data_visualization", "title": "t", "chart": {"type": "donut"}},
    ],
)
def test_a_wrong_type_is_found(block: dict[str, Any]) -> None:
    assert "captured.ts" in type_faults([{"surface": "message", "content": [block]}])
