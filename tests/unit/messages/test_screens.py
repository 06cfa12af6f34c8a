"""Every screen: as it was agreed, within Slack's limits, in our words, and safe."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from messages.fitting import visible
from messages.message import Message
from messages.words import LANGUAGES
from tests.unit.messages.limits import elements, faults_of_message, faults_of_view, markup, texts
from tests.unit.messages.screens import DRAWN, MESSAGES, SCREENS, poisoned
from workspace.blocks.check import message_faults, view_faults

GOLDEN = Path(__file__).parent / "golden"
OURS = {"data_visualization", "data_table"}
"""Blocks that the SDK lacks."""

POISON = "<!channel> <@U1> & "
NEVER = re.compile(
    r"\b(tests?|scor(e|es|ed|ing)|fail\w*|overdue|streak|great job)\b|%", re.IGNORECASE
)
IN_SAMPLES = ("8 %", "`score: 1`", "No option has score 1.", "checkouts fail")
"""What the samples' authors write is not ours to word."""

BUDGETS = {
    "welcome": 700,
    "welcome_naming": 700,
    "feedback": 1800,
    "marked": 2400,
    "digest": 3500,
}


def blocks_of(drawn: Any) -> list[dict[str, Any]]:
    if isinstance(drawn, Message):
        return [*drawn.blocks, *(b for more in drawn.thread for b in more.blocks)]
    blocks: list[dict[str, Any]] = drawn["blocks"]
    return blocks


PLUMBING = {"action_id", "block_id", "callback_id", "private_metadata"}
"""What comes back to us with a tap, and nobody sees; so does the `value` of what is tapped.
`tests/unit/handlers` sees to it that everything that can be tapped is listened for.
"""


def seen(drawn: Any) -> Any:
    """Return what a reader sees of something drawn."""
    if isinstance(drawn, dict):
        return {
            key: seen(part)
            for key, part in drawn.items()
            if key not in PLUMBING and not (key == "value" and isinstance(part, str))
        }
    return [seen(part) for part in drawn] if isinstance(drawn, list | tuple) else drawn


def as_json(drawn: Any) -> str:
    if isinstance(drawn, Message):
        shown: Any = {"text": drawn.text, "blocks": seen(drawn.blocks)}
        if drawn.thread:
            shown["thread"] = [json.loads(as_json(message)) for message in drawn.thread]
    else:
        shown = seen(drawn)
    return json.dumps(shown, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


@pytest.mark.parametrize("name", SCREENS)
def test_looks_as_agreed(name: str, update_golden: bool) -> None:
    file = GOLDEN / f"{name}.json"
    drawn = as_json(DRAWN[name])
    if update_golden:
        file.write_text(drawn, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == drawn


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.json")} == set(SCREENS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_keeps_to_the_limits_of_slack(name: str, language: str) -> None:
    drawn = SCREENS[name].in_language(language).drawn()
    if isinstance(drawn, Message):
        longest = 3000 if name.startswith("digest") else 1500
        assert faults_of_message(drawn.text, drawn.blocks, longest) == []
    else:
        assert faults_of_view(drawn) == []


@pytest.mark.parametrize("name", SCREENS)
def test_is_accepted_by_the_local_workspace(name: str) -> None:
    drawn = DRAWN[name]
    if isinstance(drawn, Message):
        for message in (drawn, *drawn.thread):
            assert message_faults(message.blocks) == []
    else:
        assert view_faults(drawn, drawn["type"]) == []


@pytest.mark.parametrize("name", SCREENS)
def test_is_understood_by_the_sdk_without_loss(name: str) -> None:
    known = [block for block in blocks_of(DRAWN[name]) if block["type"] not in OURS]
    for block, parsed in zip(known, Block.parse_all(known), strict=True):
        assert parsed is not None
        assert holds(json.loads(json.dumps(parsed.to_dict())), json.loads(json.dumps(block)))


def holds(whole: Any, part: Any) -> bool:
    """Whether everything in `part` is found again in `whole`."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and holds(whole[key], value) for key, value in part.items()
        )
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(holds, whole, part))
    return bool(whole == part)


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_begins_with_substance(name: str) -> None:
    blocks = DRAWN[name].blocks
    assert not blocks or blocks[0]["type"] in {"section", "rich_text"}
    assert all(block["type"] != "header" for block in blocks)


@pytest.mark.parametrize("name", SCREENS)
def test_has_one_primary_button_and_one_emoji_at_most(name: str) -> None:
    blocks = blocks_of(DRAWN[name])
    primary = [e for e in elements(blocks) if e.get("style") == "primary"]
    assert len(primary) <= (2 if name == "home_paused" else 1)
    emojis = set(
        re.findall(r'"name": "(\w+)", "type": "emoji"', json.dumps(blocks, sort_keys=True))
    )
    assert emojis <= {"white_check_mark"}
    if emojis:
        assert any("Best answer" in text for text in texts(blocks))


@pytest.mark.parametrize("name", SCREENS)
def test_asks_before_it_takes_away(name: str) -> None:
    for element in elements(blocks_of(DRAWN[name])):
        if element.get("style") == "danger" or element["action_id"] in {"retire", "erase_data"}:
            assert element["confirm"]["confirm"]["text"]


@pytest.mark.parametrize("name", SCREENS)
def test_never_says_what_we_never_say(name: str) -> None:
    drawn = DRAWN[name]
    said = list(texts(blocks_of(drawn)))
    if isinstance(drawn, Message):
        said.append(drawn.text)
    for text in said:
        for sample in IN_SAMPLES:
            text = text.replace(sample, "")
        assert not NEVER.search(text)


@pytest.mark.parametrize("name", SCREENS)
def test_lets_nothing_that_people_wrote_act_as_markup(name: str) -> None:
    screen = SCREENS[name]
    drawn = screen.build(*poisoned(screen.args, POISON), **screen.options)
    said = list(markup(blocks_of(drawn)))
    if isinstance(drawn, Message):
        said += [drawn.text, *(message.text for message in drawn.thread)]
    for text in said:
        assert not re.search(r"<[!@#]", text)
        assert re.sub(r"&(amp|lt|gt);", "", text).count("&") == 0


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_keeps_to_its_budget(name: str) -> None:
    budget = next((b for start, b in BUDGETS.items() if name.startswith(start)), 900)
    assert visible(DRAWN[name].blocks) <= budget
