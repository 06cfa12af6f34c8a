"""What stands behind the figures: a skill's evidence, my data, what my manager sees."""

from __future__ import annotations

from capability.team import FEWEST_PEOPLE, too_few
from messages import excerpts, ids
from messages.blocks import actions, button, confirm, danger, line, modal, rich, said, section
from messages.fitting import one_line
from messages.message import Block, View
from messages.mrkdwn import Mrkdwn, bold, escape, join
from messages.numbers import status_word, tenths, with_evidence
from messages.teams import can_handle, name_lines, said_policy
from messages.text_feedback import mark_word
from messages.words import Words
from views.evidence import DetailsView, Evidence, GradedBy, ManagerSeesView, MyDataView, SeenTeam
from views.home import StandingView
from views.reader import Reader
from views.teams import SkillRow
from views.welcome import Naming

ANSWERS = 40
TEAMS = 8
SKILLS = 10


def details(view: DetailsView) -> View:
    """Return the evidence of a skill."""
    _ = Words(view.reader)
    standing = view.standing
    summary = with_evidence(standing.measured, _)
    parts = [f"{summary[0].upper()}{summary[1:]}."]
    if standing.measured.enough:
        parts.insert(0, f"{status_word(standing.status, _)}.")
    parts.append(_("Your role expects {expected}.", expected=tenths(standing.expected, _)))
    blocks: list[Block] = [section(Mrkdwn(f"{bold(standing.name)}: {join(parts)}"))]
    if view.description:
        blocks.append(section(escape(one_line(view.description, excerpts.DESCRIPTION))))
    blocks += [rich(_answer(e, _)) for e in view.evidence[:ANSWERS]]
    if not view.evidence:
        blocks.append(section(escape(_("No answers yet."))))
    if len(view.evidence) > ANSWERS:
        more = len(view.evidence) - ANSWERS
        said_ = _.count("{n} older answer is not shown.", "{n} older answers are not shown.", more)
        blocks.append(section(escape(said_)))
    return modal(_("Details"), blocks, callback_id=ids.DETAILS, close=_("Close"))


def _answer(evidence: Evidence, _: Words) -> dict[str, object]:
    how = {
        GradedBy.EXACT: _("by your choice"),
        GradedBy.MATCHER: _("by the rubric"),
        GradedBy.REVIEWER: _("by a reviewer"),
        GradedBy.SELF: _("by you; it does not count yet"),
        GradedBy.WAITING: _("a person will read it"),
    }[evidence.by]
    title = f"{_.day(evidence.when)}  {mark_word(evidence.outcome, _)}, {how}"
    return line(said(title, bold=True), said(f"\n{one_line(evidence.scenario, excerpts.SCENARIO)}"))


def manager_sees(view: ManagerSeesView) -> View:
    """Return exactly what somebody's managers see."""
    _ = Words(view.reader)
    blocks: list[Block] = []
    for seen in view.teams[:TEAMS]:
        blocks += _seen(seen, _)
    if not view.teams:
        blocks.append(section(escape(_("Nobody manages you here, so nobody sees figures."))))
    if view.naming is not None:
        blocks += _named(view.naming, view.named, _)
    never = _.mrkdwn(
        "*Never:* your answers, a ranking of people, or figures from fewer than {n} people.",
        n=_.number(FEWEST_PEOPLE),
    )
    blocks.append(section(never))
    return modal(_("What my manager sees"), blocks, callback_id=ids.MANAGER_SEES, close=_("Close"))


def _seen(seen: SeenTeam, _: Words) -> list[Block]:
    blocks: list[Block] = [
        section(
            join([_.mrkdwn("*{manager} sees:*", manager=seen.manager), can_handle(seen.team, _)])
        )
    ]
    if not too_few(seen.team.people):
        shown = [row for row in seen.skills if row.now is not None and row.now.enough]
        blocks += [section(_row(row, _)) for row in shown[:SKILLS]]
    return blocks


def _row(row: SkillRow, _: Words) -> Mrkdwn:
    summary = with_evidence(row.now, _) if row.now else ""
    return Mrkdwn(f"{bold(row.name)}: {escape(summary)}")


def _named(naming: Naming, named: tuple[StandingView, ...], _: Words) -> list[Block]:
    lines = name_lines([(standing.name, standing.measured) for standing in named], _)
    return [section(said_policy(naming, _)), *(section(text) for text in lines)]


def export_comment(reader: Reader) -> str:
    """Say what the file is that goes with it."""
    _ = Words(reader)
    return _("Everything that Holdfast keeps about you.")


def my_data(view: MyDataView) -> View:
    """Return what is kept about somebody, and what they may do with it."""
    _ = Words(view.reader)
    answers = _.count("{n} answer", "{n} answers", view.answers)
    if view.since is not None:
        answers = _("{answers} since {day}", answers=answers, day=_.dated(view.since))
    read = _.count(
        "{n} of them read by a reviewer, without your name",
        "{n} of them read by a reviewer, without your name",
        view.read_by_reviewers,
    )
    kept = [
        _.mrkdwn("*Kept:* {answers}; {read}.", answers=answers, read=read),
        _.mrkdwn("*Roles:* {roles}.", roles=_.listed(view.roles) if view.roles else _("none")),
        _.mrkdwn("*Pauses and leave:* {n}. Your manager is not told.", n=view.pauses),
        _.mrkdwn("*For how long:* answers stay yours when you change team or role."),
    ]
    buttons = [
        button(_("Send me a copy"), ids.EXPORT_DATA, "me", label=_("Send me a copy of my data"))
    ]
    if view.answers:
        buttons.append(
            danger(
                _("Erase my answers"),
                ids.ERASE_DATA,
                "me",
                label=_("Erase all my answers for good"),
                confirm=confirm(
                    _("Erase your answers?"),
                    _("All your answers and what was learnt from them go. This cannot be undone."),
                    _("Erase"),
                    _("Keep them"),
                ),
            )
        )
    blocks = [*(section(text) for text in kept), actions(*buttons)]
    return modal(_("My data"), blocks, callback_id=ids.MY_DATA, close=_("Close"))
