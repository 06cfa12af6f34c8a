"""What a manager sees of a team besides the digest: its sentence, skills, mix-ups, trend."""

from __future__ import annotations

from collections.abc import Sequence

from capability.team import too_few
from items.limits import CORRECTION, MISCONCEPTION
from messages import ids
from messages.blocks import LISTED, actions, button, context, modal, section
from messages.fitting import shorten
from messages.message import Block, View
from messages.mrkdwn import Mrkdwn, bold, escape, join
from messages.numbers import (
    change,
    from_answers,
    in_ten,
    outward,
    tenths,
    tenths_range,
    with_evidence,
)
from messages.words import Words
from views.figures import Measured
from views.reader import Reader
from views.teams import MixUp, Named, Plan, SkillRow, TeamView, Trend
from views.welcome import Naming

SKILLS = 60
MIX_UPS = 40
OWN_SKILLS = 20
"""Listed of a team, and of one person."""


def can_handle(view: TeamView, _: Words) -> str:
    """Say what a team can do now, with its range and its evidence."""
    if too_few(view.people):
        return few_people(view.people, _)
    if view.overall is None or not view.overall.enough:
        return _("{team}: nothing reliable to say yet.", team=view.name)
    measured = view.overall
    low, high = outward(measured.low, measured.high)
    situations = _("{about} situations", about=view.about) if view.about else _("situations")
    return _(
        "{team} can handle about {n} in 10 {situations}, between {low} and {high}, {evidence}.",
        team=view.name,
        n=in_ten(measured.p),
        situations=situations,
        low=low,
        high=high,
        evidence=from_answers(measured.answers, measured.people, _),
    )


def few_people(people: int, _: Words) -> str:
    """Say why a small team has no figures."""
    said = _.count(
        "{m} person; to protect them, no figures.",
        "{m} people; to protect them, no figures.",
        people,
        m=_.number(people),
    )
    return said[0].upper() + said[1:]


def team_blocks(view: TeamView, _: Words) -> list[Block]:
    """Return a team's part of a manager's Home."""
    week = button(
        _("This week"),
        ids.THIS_WEEK,
        view.team,
        label=_("This week's digest for {team}", team=view.name),
    )
    said = escape(can_handle(view, _))
    if too_few(view.people):
        return [section(join([Mrkdwn(f"{bold(view.name)}:"), said]), week)]
    return [section(said, week), actions(*team_buttons(view, _, trend=True))]


def team_buttons(view: TeamView, _: Words, *, trend: bool) -> list[dict[str, object]]:
    """Return the buttons that open a team's details."""
    team, name = view.team, view.name
    made = [
        button(_("Skills"), ids.TEAM_SKILLS, team, label=_("Skills of {team}", team=name)),
        button(_("Mix-ups"), ids.TEAM_MIX_UPS, team, label=_("Mix-ups in {team}", team=name)),
    ]
    if trend:
        made.append(button(_("Trend"), ids.TEAM_TREND, team, label=_("Trend of {team}", team=name)))
    made.append(
        button(
            _("What if"),
            ids.TEAM_WHAT_IF,
            team,
            label=_("What another number of questions would do for {team}", team=name),
        )
    )
    if view.by_name:
        label = _("Each person in {team}", team=name)
        made.append(button(_("By name"), ids.TEAM_NAMES, team, label=label))
    return made


def skills(reader: Reader, team: TeamView, rows: Sequence[SkillRow]) -> View:
    """Return a team's skills, for reading; tables stand in messages only."""
    _ = Words(reader)
    blocks: list[Block] = [section(bold(can_handle(team, _)))]
    if not too_few(team.people):
        blocks += [section(_skill_line(row, _)) for row in rows[:SKILLS]]
    return modal(_("Skills"), blocks, callback_id=ids.TEAM_SKILLS, close=_("Close"))


def _skill_line(row: SkillRow, _: Words) -> Mrkdwn:
    expected = _("expected {n}", n=tenths(row.expected, _))
    if row.now is None or not row.now.enough:
        return Mrkdwn(f"{bold(row.name)}: {escape(_('too early to say'))}, {expected}")
    parts = [
        tenths(row.now.p, _),
        _("range {range}", range=tenths_range(row.now.low, row.now.high, _)),
        moved(row, _),
        _.count("{n} answer", "{n} answers", row.now.answers),
        expected,
    ]
    return Mrkdwn(f"{bold(row.name)}: {escape(', '.join(parts))}")


def moved(row: SkillRow, _: Words) -> str:
    """Say how a skill moved within the week."""
    if row.now is None or not row.now.enough or row.before is None:
        return _("no clear change")
    return change(row.before, row.now.p, row.clear, _)


def mix_ups(reader: Reader, team: TeamView, found: Sequence[MixUp]) -> View:
    """Return what a team mixes up, dearest first, without a name."""
    _ = Words(reader)
    if too_few(team.people):
        blocks: list[Block] = [section(escape(few_people(team.people, _)))]
    elif not found:
        blocks = [section(escape(_("No mix-up is shared by enough people to show.")))]
    else:
        blocks = [_mix_up(mix, _) for mix in found[:MIX_UPS]]
    return modal(_("Mix-ups"), blocks, callback_id=ids.TEAM_MIX_UPS, close=_("Close"))


def _mix_up(mix: MixUp, _: Words) -> Block:
    people = _("{skill}: shared by few.", skill=mix.skill)
    if not too_few(mix.people):
        people = _("{skill}: shared by {m} people.", skill=mix.skill, m=_.number(mix.people))
        # The others can be found by subtracting: they, too, are shown from five on.
        if not too_few(mix.asked - mix.people):
            values = {"m": _.number(mix.people), "of": _.number(mix.asked)}
            people = _("{skill}: shared by {m} of {of} people.", skill=mix.skill, **values)
    said = [
        bold(shorten(mix.says, MISCONCEPTION)),
        escape(shorten(mix.correction, CORRECTION)),
        escape(people),
    ]
    return section(join(said, "\n"))


def names(reader: Reader, why: Naming, people: Sequence[Named]) -> View:
    """Return each person's skills, in the order of their names: the policy is said first."""
    _ = Words(reader)
    blocks: list[Block] = [section(said_policy(why, _))]
    blocks += [
        section(join([bold(person.name), *name_lines(person.skills, _)], "\n"))
        for person in sorted(people, key=lambda p: p.name.casefold())[:LISTED]
    ]
    said = _("Each sees this under What my manager sees. It is practice, not a ranking.")
    blocks.append(context(escape(said)))
    return modal(_("By name"), blocks, callback_id=ids.TEAM_NAMES, close=_("Close"))


def said_policy(naming: Naming, _: Words) -> Mrkdwn:
    """Say by which policy people are seen by name."""
    return _.mrkdwn("*By name, since {since}:* {why}", since=_.dated(naming.since), why=naming.why)


def name_lines(skills: Sequence[tuple[str, Measured]], _: Words) -> list[Mrkdwn]:
    """Return a line for each skill of a person."""
    return [Mrkdwn(f"{bold(n)}: {escape(with_evidence(m, _))}") for n, m in skills[:OWN_SKILLS]]


def in_words(trend: Trend, _: Words) -> str:
    """Say a trend in words: 6.1 on 8 Sep, 6.8 now; expected 8.5."""
    first, last = trend.weeks[0], trend.weeks[-1]
    return _(
        "{first} on {day}, {last} now; expected {expected}.",
        first=tenths(first.p, _),
        day=_.day(first.monday),
        last=tenths(last.p, _),
        expected=tenths(trend.expected, _),
    )


def trends(reader: Reader, team: TeamView, found: Sequence[Trend]) -> View:
    """Return how a team's skills moved, in words; charts stand in messages only."""
    _ = Words(reader)
    blocks: list[Block] = [
        section(Mrkdwn(f"{bold(trend.skill)}: {escape(in_words(trend, _))}"))
        for trend in found[:SKILLS]
        if trend.weeks
    ]
    if too_few(team.people):
        blocks = [section(escape(few_people(team.people, _)))]
    return modal(
        _("Trend"),
        blocks or [section(escape(_("Nothing reliable to say yet.")))],
        callback_id=ids.TEAM_TREND,
        close=_("Close"),
    )


def what_if(reader: Reader, team: TeamView, plans: Sequence[Plan] | None, weeks: int) -> View:
    """Return what other cadences would come to, as the model expects; None: not known yet."""
    _ = Words(reader)
    blocks: list[Block] = [section(escape(can_handle(team, _)))]
    if plans is None:
        said = _("The next {weeks} weeks are being worked out.", weeks=weeks)
        blocks.append(context(escape(said)))
    elif not too_few(team.people) and plans:
        blocks += [section(_plan(plan, weeks, _)) for plan in plans]
        said = _("An estimate from what is known today; practice that does not come counts too.")
        blocks.append(context(escape(said)))
    return modal(_("What if"), blocks, callback_id=ids.TEAM_WHAT_IF, close=_("Close"))


def _plan(plan: Plan, weeks: int, _: Words) -> Mrkdwn:
    cadence = _.count("{n} question a week", "{n} questions a week", plan.per_week)
    if plan.per_week == 0:
        cadence = _("No questions")
    then = _(
        "{n} of 10 in {weeks} weeks, range {range}",
        n=tenths(plan.then.p, _),
        weeks=weeks,
        range=tenths_range(plan.then.low, plan.then.high, _),
    )
    return Mrkdwn(f"{bold(cadence)}: {escape(then)}")
