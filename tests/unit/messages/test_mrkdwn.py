"""Escaping: three characters, once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from messages.mrkdwn import Mrkdwn, bold, cut, escape, join, paragraphs, unescape
from messages.words import Words
from views.reader import Reader


def test_escapes_what_slack_reads_and_nothing_else() -> None:
    assert escape('<@U1> & it\'s "so"') == '&lt;@U1&gt; &amp; it\'s "so"'


def test_markup_is_not_escaped_twice() -> None:
    assert escape(escape("a & b")) == "a &amp; b"
    assert join([Mrkdwn("*a*"), "b & c"]) == "*a* b &amp; c"


@given(st.text())
def test_people_see_what_was_written(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.text(alphabet="a&<> ", max_size=60), st.integers(5, 40))
def test_a_cut_never_leaves_half_a_character(text: str, limit: int) -> None:
    short = cut(escape(text), limit)
    assert len(short) <= limit
    assert text.startswith(unescape(short.removesuffix("…")))


def test_bold_stays_on_one_line() -> None:
    assert bold("a\nb") == "*a b*"


def test_values_in_templates_are_escaped() -> None:
    said = paragraphs(
        "welcome.j2",
        Words(Reader()).mrkdwn,
        name="<!here>",
        subject="a & b",
        cadence="Often",
        fewest="five",
        naming=None,
    )
    assert "&lt;!here&gt;" in said[0]
    assert "a &amp; b" in said[0]
    assert len(said) == 3
