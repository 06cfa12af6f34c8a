"""What Slack would refuse is refused as it is drawn, and never cut where it is looked up again."""

from __future__ import annotations

import pytest

from messages.blocks import actions, button, context, section
from messages.errors import TooLong
from messages.mrkdwn import Mrkdwn
from workspace import limits


def press(action_id: str = "act", value: str = "v") -> dict[str, object]:
    return button("Press", action_id, value, label="Press it")


@pytest.mark.parametrize(
    ("action_id", "value"),
    [("a" * (limits.ID + 1), "v"), ("act", "v" * (limits.BUTTON_VALUE + 1))],
)
def test_a_name_that_is_looked_up_again_is_never_cut(action_id: str, value: str) -> None:
    assert press("a" * limits.ID, "v" * limits.BUTTON_VALUE)
    with pytest.raises(TooLong):
        press(action_id, value)


def test_a_blocks_own_name_is_never_cut() -> None:
    with pytest.raises(TooLong):
        section(Mrkdwn("A paragraph."), block_id="b" * (limits.ID + 1))


def test_no_block_holds_more_than_it_may() -> None:
    buttons = [press(f"act-{number}") for number in range(limits.ACTIONS_ELEMENTS + 1)]
    assert len(actions(*buttons[:-1])["elements"]) == limits.ACTIONS_ELEMENTS
    with pytest.raises(TooLong):
        actions(*buttons)
    with pytest.raises(TooLong):
        context(*[Mrkdwn("Small print.")] * (limits.CONTEXT_ELEMENTS + 1))
