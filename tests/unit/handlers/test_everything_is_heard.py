"""Whatever can be tapped or sent on a screen, a handler listens for; and no two taps are the same.

What a reader sees is kept in golden files (`tests/unit/messages`); this is what lies behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from messages.message import Message
from tests.arriving import listening
from tests.unit.messages.screens import DRAWN, SCREENS

HEARD = listening()
FORMS = {name: view for name, view in DRAWN.items() if not isinstance(view, Message)}


def blocks_of(drawn: Any) -> list[dict[str, Any]]:
    if isinstance(drawn, Message):
        return [*drawn.blocks, *(block for more in drawn.thread for block in more.blocks)]
    return list(drawn["blocks"])


def at_once(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What tells us as soon as it is tapped; what stands in a form waits until it is sent."""
    for block in blocks:
        if block["type"] == "input":
            if block.get("dispatch_action"):
                yield block["element"]
        else:
            standing = [block.get("accessory", {}), *block.get("elements", ())]
            yield from (element for element in standing if "action_id" in element)


@pytest.mark.parametrize("name", SCREENS)
def test_what_is_tapped_is_listened_for(name: str) -> None:
    shown = {element["action_id"] for element in at_once(blocks_of(DRAWN[name]))}
    assert shown - set(HEARD.actions) == set()


def test_what_is_sent_is_listened_for_and_nothing_else() -> None:
    sent = {view["callback_id"] for view in FORMS.values() if view.get("submit")}
    assert sent == set(HEARD.views)


@pytest.mark.parametrize("name", SCREENS)
def test_no_two_taps_on_a_screen_say_the_same(name: str) -> None:
    said = Counter(
        (block.get("block_id"), element["action_id"], element.get("value"))
        for block in blocks_of(DRAWN[name])
        for element in at_once([block])
    )
    assert [tap for tap, times in said.items() if times > 1] == []
