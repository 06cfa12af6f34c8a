"""What happens to text on its way in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace import mrkdwn


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a & b", "a &amp; b"),
        ("a &amp; b", "a &amp; b"),
        ("1 < 2 > 0", "1 &lt; 2 &gt; 0"),
        ("<@U1> <#C1|general> <!here>", "<@U1> <#C1|general> <!here>"),
        ("<!date^1764000000^{date}|soon>", "<!date^1764000000^{date}|soon>"),
        ("<https://x.example/a?b=1|a page>", "<https://x.example/a?b=1|a page>"),
        ("see https://x.example/a.", "see <https://x.example/a>."),
        ("<https://x.example", "&lt;<https://x.example>"),
        ("https://x.example<b", "<https://x.example>&lt;b"),
        ("https://x.example/?a=1&b=2", "<https://x.example/?a=1&amp;b=2>"),
        ("<script>", "&lt;script&gt;"),
        ("<javascript:alert(1)|x>", "&lt;javascript:alert(1)|x&gt;"),
        ("*bold* it's", "*bold* it's"),
    ],
)
def test_an_apps_text_keeps_its_control_sequences_alone(given: str, kept: str) -> None:
    assert mrkdwn.from_app(given) == kept


@given(st.text(alphabet="ab&<>|@#!:/. U1;lgtamp"))
def test_text_that_slack_kept_is_kept_as_it_is(text: str) -> None:
    kept = mrkdwn.from_app(text)
    assert mrkdwn.from_app(kept) == kept


@given(st.text())
def test_no_character_that_means_something_stays_outside_a_sequence(text: str) -> None:
    rest = mrkdwn.CONTROL.sub("", mrkdwn.from_app(text))
    assert "<" not in rest
    assert ">" not in rest


def test_links_are_left_alone_where_the_app_says_so() -> None:
    assert mrkdwn.from_app("https://x.example/a", link=False) == "https://x.example/a"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("hi <@U1>", "hi <@U1>"),
        ("<https://evil.example|bank>", "&lt;<https://evil.example>|bank&gt;"),
        ("&amp;", "&amp;amp;"),
        ("go to https://x.example now", "go to <https://x.example> now"),
    ],
)
def test_what_a_person_types_is_text_but_for_mentions(typed: str, kept: str) -> None:
    assert mrkdwn.from_person(typed) == kept


def test_typed_text_comes_with_a_rich_text_block() -> None:
    block = mrkdwn.as_rich_text("hi <@U1> &amp; <https://x.example|x>", "b")
    assert block["elements"][0]["elements"] == [
        {"type": "text", "text": "hi "},
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " & "},
        {"type": "link", "url": "https://x.example", "text": "x"},
    ]
