"""The parts of a weekly digest, each with its blocks and with the words that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from messages import excerpts
from messages.blocks import (
    context,
    data_table,
    line_chart,
    section,
    table,
)
from messages.fitting import one_line, shorten
from messages.message import Block
from messages.mrkdwn import Mrkdwn, bold, escape, join
from messages.numbers import about, tenths, tenths_range
from messages.talk import worded
from messages.teams import in_words, moved
from messages.words import Words
from views.digest import Costly, Coverage, Help, Since, Talk, WordedTalk
from views.teams import SkillRow, Trend
from workspace import limits

FEWEST_WEEKS = 4
MOST_WEEKS = limits.CHART_POINTS
MOST_SKILLS = 40
NAMED = 3
"""Up to so many who can help, and skills that rest on few."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a digest: what is drawn, and the same as plain text."""

    blocks: tuple[Block, ...] = ()
    spoken: tuple[str, ...] = ()


def costly_part(costly: Costly | None, _: Words) -> Part:
    """Say which mix-up costs most, or the next one where that was talked about of late."""
    if costly is None:
        return Part()
    title = _("Costs most:") if costly.most else _("Also costs much:")
    why = shorten(costly.why, excerpts.COSTLY_WHY)
    spoken = (f"{title} “{one_line(costly.says, excerpts.COSTLY_MIX_UP)}” {why}",)
    text = join([bold(title), f"“{one_line(costly.says, excerpts.COSTLY_MIX_UP)}”", why])
    return Part((section(text),), spoken)


def talk_part(talk: Talk | WordedTalk | None, response: Block | None, _: Words) -> Part:
    """Say the one thing to do, with the row to answer it."""
    if talk is None:
        return Part()
    said = talk if isinstance(talk, WordedTalk) else worded(talk, _)
    lines = [shorten(text, excerpts.TALK_LINE) for text in said.lines]
    opening = shorten(said.opening, excerpts.TALK_OPENING)
    steps = "\n".join(f"• {escape(text)}" for text in lines)
    title = _("One thing, five minutes:")
    text = Mrkdwn(f"{bold(title)} {escape(opening)}\n{steps}")
    spoken = (f"{title} {opening} {' '.join(lines)}",)
    return Part((section(text), *([response] if response else [])), spoken)


def helpers_part(helpers: Sequence[Help], _: Words) -> Part:
    """Say who can help."""
    who = [_("{team}, strong in {skill}", team=h.team, skill=h.skill) for h in helpers[:NAMED]]
    return _titled(_("Who can help:"), f"{'; '.join(who)}." if who else "")


def since_part(since: Since | None, _: Words) -> Part:
    """Say what moved since the last talk; never more than the ranges allow."""
    if since is None:
        return Part()
    values = {
        "skill": since.skill,
        "before": tenths(since.before, _),
        "now": tenths(since.now, _),
    }
    if since.clear:
        words = _("{skill} {before} to {now}, and the ranges lie apart.", **values)
    else:
        words = _(
            "{skill} {before} to {now}, the ranges overlap. Too early to credit the talk.",
            **values,
        )
    return _titled(_("Since last week's talk:"), words)


def trend_part(trend: Trend | None, _: Words, *, plain: bool) -> Part:
    """Draw the last weeks of a skill, from four reliable ones on, and say the same in words."""
    if trend is None or len(trend.weeks) < FEWEST_WEEKS:
        return Part()
    words = f"{trend.skill}: {in_words(trend, _)}"
    drawn = () if plain else (_chart(trend, _),)
    return Part((*drawn, context(escape(words))), (words,))


def _chart(trend: Trend, _: Words) -> Block:
    weeks = trend.weeks[-MOST_WEEKS:]
    series = {
        _("Team"): [_scaled(week.p) for week in weeks],
        _("Range low"): [_scaled(week.low) for week in weeks],
        _("Range high"): [_scaled(week.high) for week in weeks],
        _("Role expects"): [_scaled(trend.expected)] * len(weeks),
    }
    tail = _(", last {n} weeks", n=len(weeks))
    title = one_line(trend.skill, limits.CHART_TITLE - len(tail)) + tail
    return line_chart(title, [_.day(week.monday) for week in weeks], series, _("of 10"))


def _scaled(p: float) -> float:
    return round(p * 10, 1)


def coverage_part(coverage: Coverage, _: Words) -> Part:
    """Say what rests on few, and who came and went, without a name."""
    parts = []
    if coverage.few:
        few = coverage.few[:NAMED]
        parts.append(
            _.count("{skills} rests on few", "{skills} rest on few", len(few), skills=_.listed(few))
        )
    counted = (
        (coverage.joined, _("{m} joined", m=_.number(coverage.joined))),
        (coverage.left, _("{m} left", m=_.number(coverage.left))),
        (coverage.moved, _("{m} changed role", m=_.number(coverage.moved))),
    )
    parts += [words for n, words in counted if n]
    return _titled(_("Coverage:"), f"{'; '.join(parts)}." if parts else "")


def skills_part(rows: Sequence[SkillRow], _: Words, *, plain: bool) -> Part:
    """List the skills in a table."""
    if not rows:
        return Part()
    cells = [
        [_("Skill"), _("Now"), _("Range"), _("Change"), _("Answers"), _("Expected")],
        *(_cells(row, _) for row in rows[:MOST_SKILLS]),
    ]
    drawn = table(cells) if plain else data_table(_("Skills this week"), cells)
    return Part((drawn,), tuple(_row_in_words(row, _) for row in rows[:MOST_SKILLS]))


def _cells(row: SkillRow, _: Words) -> list[str]:
    expected = tenths(row.expected, _)
    if row.now is None or not row.now.enough:
        return [row.name, _("too early to say"), "–", "–", "–", expected]
    return [
        row.name,
        tenths(row.now.p, _),
        tenths_range(row.now.low, row.now.high, _),
        moved(row, _),
        str(row.now.answers),
        expected,
    ]


def _row_in_words(row: SkillRow, _: Words) -> str:
    expected = _("expected {n}", n=tenths(row.expected, _))
    if row.now is None or not row.now.enough:
        early = _("too early to say")
        return f"{row.name}: {early}, {expected}."
    return f"{row.name}: {about(row.now, _)}, {moved(row, _)}, {expected}."


def _titled(title: str, words: str) -> Part:
    if not words:
        return Part()
    return Part((section(join([bold(title), words])),), (f"{title} {words}",))
