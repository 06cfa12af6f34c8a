"""The page reads mrkdwn as Slack does, and never as markup."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from workspace.tests.page.conftest import Open

READ = """async (text) => {
  const { mrkdwn } = await import("/page/mrkdwn.js");
  const reading = {
    person: (id) => ({ U1: "Ana" })[id] ?? id,
    channel: (id) => ({ C1: "on-call" })[id] ?? id,
    zone: "Europe/Lisbon",
    now: new Date("2026-11-24T09:12:00Z"),
    me: null,
  };
  const box = document.createElement("div");
  box.append(mrkdwn(text, reading));
  for (const link of box.querySelectorAll("a")) {
    link.removeAttribute("target");
    link.removeAttribute("rel");
  }
  return box.innerHTML;
}"""


@pytest.fixture
def read(visit: Open) -> Page:
    return visit("/")


CASES = [
    ("*bold*", "<strong>bold</strong>"),
    ("_italic_", "<em>italic</em>"),
    ("~strike~", "<s>strike</s>"),
    ("`a *b* c`", "<code>a *b* c</code>"),
    ("*_both_*", "<strong><em>both</em></strong>"),
    ("(*bold*), *bold*!", "(<strong>bold</strong>), <strong>bold</strong>!"),
    ("snake_case_name", "snake_case_name"),
    ("2*3*4", "2*3*4"),
    ("* not bold*", "* not bold*"),
    ("*not\nbold*", "*not\nbold*"),
    ("**not markdown**", "**not markdown**"),
    ("[a](https://x.test)", '[a](<a href="https://x.test">https://x.test</a>)'),
    ("# no heading", "# no heading"),
    ("- a list\n1. stays", "- a list\n1. stays"),
    ("> one\n> two\nout", "<blockquote>one\ntwo</blockquote>out"),
    ("&gt; quoted", "<blockquote>quoted</blockquote>"),
    (">>> all\nof it", "<blockquote>all\nof it</blockquote>"),
    ("```\na < b\n*c*\n```", "<pre><code>a &lt; b\n*c*</code></pre>"),
    ("<https://x.test|label>", '<a href="https://x.test">label</a>'),
    ("<https://x.test/?a=1&amp;b=2>", '<a href="https://x.test/?a=1&amp;b=2">https://x.test/?a=1&amp;b=2</a>'),
    ("see https://x.test/a.", 'see <a href="https://x.test/a">https://x.test/a</a>.'),
    ("<mailto:a@x.test|write>", '<a href="mailto:a@x.test">write</a>'),
    ("<@U1>", '<span class="mention">@Ana</span>'),
    ("<#C1>", '<span class="mention">#on-call</span>'),
    ("<#C9|other>", '<span class="mention">#other</span>'),
    ("<!here>", '<span class="mention mention-own">@here</span>'),
    ("<!subteam^S1|@leads>", '<span class="mention">@leads</span>'),
    ("&amp; &lt;b&gt; &#39; &quot;", "&amp; &lt;b&gt; &amp;#39; &amp;quot;"),
    ("&amp;lt;", "&amp;lt;"),
    (":no_such_emoji:", ":no_such_emoji:"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<javascript:alert(1)|press>", "<span>press</span>"),
    ('<https://x.test/"onclick="alert(1)>', '<a href="https://x.test/&quot;onclick=&quot;alert(1)">https://x.test/"onclick="alert(1)</a>'),
    ("*<https://x.test|a*b>*", '<strong><a href="https://x.test">a*b</a></strong>'),
]  # fmt: skip


def test_mrkdwn_is_read_as_slack_reads_it(read: Page) -> None:
    found = {text: read.evaluate(READ, text) for text, _ in CASES}
    assert found == dict(CASES)


def test_dates_are_told_in_the_readers_zone(read: Page) -> None:
    moment = "2026-11-24T20:30:00Z"
    epoch = read.evaluate("(text) => Date.parse(text) / 1000", moment)
    html = read.evaluate(READ, f"<!date^{epoch}^{{date_short_pretty}} at {{time}}|later>")
    assert html.endswith(">today at 20:30</time>")


def test_emoji_have_a_name_that_can_be_heard(read: Page) -> None:
    html = read.evaluate(READ, ":white_check_mark: :wave::skin-tone-3:")
    assert 'aria-label="white check mark"' in html
    assert "👋🏼" in html
