"""Shortening keeps what matters, and always fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.fitting import Long, caps, clip, fit, one_line, shorten, visible
from messages.mrkdwn import unescape

PARTS = st.lists(
    st.builds(
        lambda text, long: Long(text) if long else text,
        st.text(alphabet="ab &<", min_size=1, max_size=300),
        st.booleans(),
    ),
    max_size=12,
)


def test_shortens_at_a_word() -> None:
    assert shorten("errors are rising fast", 15) == "errors are…"
    assert shorten("errors", 6) == "errors"


@given(st.text(max_size=200), st.integers(0, 60))
def test_never_exceeds_the_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit or len(text) <= limit
    assert len(one_line(text, limit)) <= max(limit, 0)


@given(st.text(alphabet="ab &<", max_size=200), st.integers(1, 60))
def test_clipped_text_fits_as_slack_gets_it(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert len(clipped) <= limit
    assert text.startswith(unescape(clipped).removesuffix("…")) or len(clipped) < 3


@given(PARTS, st.integers(200, 1500))
def test_parts_fit_together(parts: list[str], limit: int) -> None:
    assert len(fit(parts, limit)) <= limit


def test_long_parts_give_way_first() -> None:
    said = fit(["scenario " * 10, Long("option " * 50), Long("short"), "Reply."], 200)
    lines = said.split("\n")
    assert lines[0] == "scenario " * 10
    assert lines[1].endswith("…")
    assert lines[2:] == ["short", "Reply."]


@pytest.mark.parametrize(
    ("lengths", "room", "cap"), [([10, 20, 30], 60, 30), ([10, 20, 30], 40, 15), ([], 5, 0)]
)
def test_the_longest_are_capped(lengths: list[int], room: int, cap: int) -> None:
    assert caps(lengths, room) == cap


def test_counts_what_people_see() -> None:
    block = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "a &amp; b"},
        "accessory": {"type": "button", "value": "x" * 90, "text": {"text": "Go"}},
    }
    assert visible(block) == 7
