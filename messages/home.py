"""App Home: where I stand, what comes next, my settings, what my manager sees, what needs me."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from capability.team import FEWEST_PEOPLE, Status, too_few
from messages import ids
from messages.blocks import actions, button, context, divider, header, home, modal, section
from messages.message import Block, View
from messages.mrkdwn import Mrkdwn, bold, escape, join
from messages.numbers import status_word, tenths, with_evidence
from messages.teams import team_blocks
from messages.why import why_short
from messages.words import Words
from views.home import AdminHome, HomeView, LearnerHome, OwnSettings, StandingView
from views.teams import TeamView

SKILLS = 8
TEAMS = 12


def home_tab(view: HomeView) -> View:
    """Return somebody's Home tab."""
    _ = Words(view.reader)
    parts: list[list[Block]] = []
    if view.learner is not None:
        parts.append([*_paused(view, _), *_learner(view.learner, view.now, _)])
    if view.teams:
        parts.append(_teams(view.teams, _))
    if view.admin is not None:
        parts.append(_admin(view.admin, _))
    if not parts:
        parts.append([section(escape(not_on_roster(view.ask, _)))])
    blocks: list[Block] = []
    for part in parts:
        blocks += [divider(), *part] if blocks else part
    return home(blocks)


def not_on_roster(ask: str, _: Words) -> str:
    """Say that somebody is not on the roster; `ask` names an administrator."""
    if ask:
        return _("You are not on the roster yet. Ask {name}.", name=ask)
    return _("You are not on the roster yet. Ask an administrator.")


def me(view: HomeView) -> View:
    """Return where somebody stands as a modal, for the command `me`; all their skills."""
    _ = Words(view.reader)
    blocks = [section(escape(not_on_roster(view.ask, _)))]
    if view.learner is not None:
        blocks = [*_paused(view, _), *_standings(view.learner, _, most=40)]
        blocks += _next(view.learner, view.now, _)
    return modal(_("Where you stand"), blocks, callback_id=ids.DETAILS, close=_("Close"))


def paused_words(until: date | datetime | None, _: Words) -> str:
    """Say how long questions are paused."""
    if until is None:
        return _("Paused until you resume.")
    return _("Paused until {day}.", day=_.day(until))


def _paused(view: HomeView, _: Words) -> list[Block]:
    if not view.paused:
        return []
    resume = button(_("Resume"), ids.RESUME, "home", label=_("Resume questions"), primary=True)
    return [section(bold(paused_words(view.until, _)), resume)]


def _learner(own: LearnerHome, now: datetime, _: Words) -> list[Block]:
    return [
        header(_("What you can do now")),
        *_standings(own, _, most=SKILLS),
        *_next(own, now, _),
        actions(
            button(
                _("Practise now"),
                ids.PRACTISE_NOW,
                "home",
                label=_("Ask me a question now"),
                primary=True,
            ),
            button(_("Pause"), ids.PAUSE, "home", label=_("Pause questions")),
            button(_("Settings"), ids.SETTINGS, "home", label=_("Change my settings")),
            button(_("My data"), ids.MY_DATA, "home", label=_("See what is kept about me")),
        ),
        *_settings(own.settings, _),
        *_manager(own, _),
    ]


def _standings(own: LearnerHome, _: Words, most: int) -> list[Block]:
    enough = [s for s in own.standings if s.measured.enough]
    early = own.answered < own.needed or not enough
    blocks = [section(_early(own, _) if early else _summary(enough, _))]
    blocks += [_standing(s, _, figures=not early) for s in own.standings[:most]]
    more = len(own.standings) - most
    if more > 0:
        blocks.append(
            context(
                escape(
                    _.count(
                        "{n} more skill: `/holdfast me` shows it.",
                        "{n} more skills: `/holdfast me` shows them.",
                        more,
                    )
                )
            )
        )
    return blocks


def _early(own: LearnerHome, _: Words) -> Mrkdwn:
    said = _.mrkdwn("*Too early to say anything fair.*")
    if own.answered >= own.needed:
        return join(
            [said, _.count("{n} question answered.", "{n} questions answered.", own.answered)]
        )
    progress = _(
        "{n} of your first {needed} questions answered.", n=own.answered, needed=own.needed
    )
    return join([said, progress])


def _summary(enough: Sequence[StandingView], _: Words) -> Mrkdwn:
    fine = sum(s.status in (Status.IN_LINE, Status.ABOVE) for s in enough)
    fading = sum(s.status is Status.FADING for s in enough)
    said = _.count(
        "In line or above in {fine} of {n} skill",
        "In line or above in {fine} of {n} skills",
        len(enough),
        fine=fine,
    )
    if fading:
        fading_ = _.count("{n} is fading", "{n} are fading", fading)
        said = f"{said}; {fading_}"
    return bold(f"{said}.")


def _standing(standing: StandingView, _: Words, *, figures: bool) -> Block:
    expects = _("Your role expects {expected}.", expected=tenths(standing.expected, _))
    measured = standing.measured
    if figures and measured.enough:
        said = with_evidence(measured, _)
        text = join(
            [
                f"{status_word(standing.status, _)}.",
                f"{said[0].upper()}{said[1:]}.",
                expects,
            ]
        )
    else:
        answers = _.count("{n} answer", "{n} answers", measured.answers)
        text = join([_("Too early to say: {answers} so far.", answers=answers), expects])
    details = button(
        _("Details"),
        ids.DETAILS,
        standing.skill,
        label=_("Details of {skill}", skill=standing.name),
    )
    return section(Mrkdwn(f"{bold(standing.name)}: {text}"), details)


def _next(own: LearnerHome, now: datetime, _: Words) -> list[Block]:
    if own.waiting:
        return [section(_.mrkdwn("*Now:* a question waits for you under Messages."))]
    if own.next is None:
        return [section(_.mrkdwn("*Next:* nothing is worth asking for now."))]
    when = _("probably {day}", day=_.soon(own.next.when, now))
    about = [when, own.next.skill]
    if own.next.why is not None:
        about.append(why_short(own.next.why))
    return [section(join([_.mrkdwn("*Next:*"), f"{', '.join(about)}."]))]


def _settings(own: OwnSettings | None, _: Words) -> list[Block]:
    if own is None:
        return []
    week = _.count("{n} question a week", "{n} questions a week", own.per_week)
    said = _(
        "Your settings: {week}, {days}, {start} to {end}, {zone}.",
        week=week,
        days=days_words(own.days, _),
        start=own.start,
        end=own.end,
        zone=own.zone.replace("_", " "),
    )
    return [context(escape(said))]


def days_words(days: Sequence[int], _: Words) -> str:
    """Say which weekdays: Monday to Friday, or Monday, Wednesday and Friday."""
    chosen = sorted(days)
    if len(chosen) > 2 and chosen[-1] - chosen[0] == len(chosen) - 1:
        return _("{first} to {last}", first=_.day_name(chosen[0]), last=_.day_name(chosen[-1]))
    return _.listed(_.day_name(day) for day in chosen)


def _manager(own: LearnerHome, _: Words) -> list[Block]:
    if not own.manager:
        return []
    if own.naming is not None:
        said = _.mrkdwn(
            "*Your manager* sees where you stand by name since {since}, not your answers.",
            since=_.dated(own.naming.since),
        )
    elif too_few(own.seen_with):
        said = _.mrkdwn(
            "*Your manager* sees no figures: the team has fewer than {n} people.",
            n=_.number(FEWEST_PEOPLE),
        )
    else:
        said = _.mrkdwn(
            "*Your manager* sees {people} people together, not your answers.",
            people=_.number(own.seen_with),
        )
    exactly = button(
        _("See exactly that"),
        ids.MANAGER_SEES,
        "home",
        label=_("See exactly what my manager sees"),
    )
    return [section(said, exactly)]


def _teams(teams: Sequence[TeamView], _: Words) -> list[Block]:
    blocks = [header(_("Your teams"))]
    for team in teams[:TEAMS]:
        blocks += team_blocks(team, _)
    return blocks


def _admin(admin: AdminHome, _: Words) -> list[Block]:
    counts = [
        _.count("{n} answer waits for review", "{n} answers wait for review", admin.to_review),
        _.count("{n} report", "{n} reports", admin.reports),
        _.count(
            "{n} question past its review date",
            "{n} questions past their review date",
            admin.past_review,
        ),
        _.count("{n} stuck message", "{n} stuck messages", admin.stuck),
    ]
    numbers = (admin.to_review, admin.reports, admin.past_review, admin.stuck)
    shown = [said for said, n in zip(counts, numbers, strict=True) if n]
    text = f"{', '.join(shown)}." if shown else _("Nothing needs you today.")
    review = button(_("Review"), ids.START_REVIEW, "home", label=_("Review the answers that wait"))
    buttons = [review]
    if admin.admin:
        buttons = [
            button(
                _("Load questions"), ids.LOAD_QUESTIONS, "home", label=_("Load a file of questions")
            ),
            button(_("Questions"), ids.SEE_QUESTIONS, "home", label=_("See all questions")),
            button(_("People"), ids.SEE_PEOPLE, "home", label=_("See the people and their roles")),
            review,
            button(_("Set up"), ids.OPEN_SETUP, "home", label=_("Set up cadence and policies")),
        ]
    return [
        header(_("Needs you")),
        section(escape(text)),
        actions(*buttons),
    ]
