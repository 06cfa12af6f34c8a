"""The weekly digest: what it rests on is measured once, to be kept and shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from capability.struggle import who_can_help
from capability.team import TeamEstimate
from items.localise import in_language
from items.model import Item, Kind, Misconception
from practice.ports import Ports
from practice.teams.facts import (
    DigestFacts,
    Figure,
    HelpFacts,
    ItemName,
    MixUpFacts,
    Moves,
    Named,
    SinceFacts,
    SkillFacts,
    Slips,
    TalkFacts,
    TeamFacts,
)
from practice.teams.groups import Group, came_and_went, group_in, groups_of, team_names
from practice.teams.mix_ups import mix_ups, published
from practice.teams.team import Known, know, measure, weight
from practice.teams.told import Told, told, told_last
from practice.teams.topic import Topic, topic
from practice.teams.trends import trend
from practice.who.hours import local_day, working_time
from practice.who.preferences import setup_of
from practice.who.readers import reader_of
from scheduling.calendar import next_open
from store import people
from store.models import PersonRow
from store.unit import Unit
from views.digest import Response

TALK_AFTER = timedelta(hours=20)
"""A talk is suggested for the next working day after the digest."""

SMALL = 0.05
"""A smaller move of the whole, on the scale of 0 to 1, is nothing new."""


def compose(unit: Unit, ports: Ports, manager: PersonRow, team_id: str) -> DigestFacts | None:
    """Measure a team for its digest as things stand now; None where it is not this manager's."""
    led = people.led(unit, (manager.person_id,)) if manager.on_roster else []
    names = team_names(unit)
    own = groups_of(led, names, unit.now.date())
    group = group_in(own, team_id, manager.person_id)
    if group is None:
        return None
    known = know(unit, ports.priors, [group], own)
    earlier = told(unit, team_id, manager.person_id)
    about = topic(mix_ups(known, published(unit), group), earlier, unit.now)
    now = measure(ports.priors, known, group, earlier[0].facts.team if earlier else None)
    focus = _focus(now, known, group, about)
    reader, today = reader_of(manager), local_day(manager, unit.now)
    monday = today - timedelta(days=today.weekday())
    a_week_ago = unit.now - timedelta(days=7)
    facts = DigestFacts(
        language=reader.language,
        zone=reader.zone,
        monday=monday,
        team=now,
        mix_up=_mix_up(about),
        talk=_talk(about, reader.language, _talk_at(unit, manager)) if about else None,
        helpers=_helpers(focus, group, told_last(unit), names) if focus else (),
        since=_since(now, earlier),
        trend=trend(focus, earlier, monday) if focus else None,
        moves=Moves(*came_and_went(led, group, a_week_ago.date(), unit.now.date())),
    )
    return replace(facts, nothing_new=_nothing_new(facts, earlier))


def _focus(now: TeamFacts, known: Known, group: Group, about: Topic | None) -> SkillFacts | None:
    """Return the skill that the week is about: the mix-up's, else the one furthest under."""

    def shortfall(skill: SkillFacts) -> tuple[float, str]:
        p = skill.figure.p if skill.figure is not None else skill.target
        named = str(skill.skill.id)
        return weight(known, group, named) * (skill.target - p), named

    mixed_up = about.mix_up.struggle.skill if about is not None else None
    found = next((s for s in now.skills if s.skill.id == mixed_up), None)
    reliable = [s for s in now.skills if s.figure is not None and s.figure.reliable]
    return found or max(reliable, key=shortfall, default=None)


def _mix_up(about: Topic | None) -> MixUpFacts | None:
    if about is None:
        return None
    shared = about.mix_up
    return MixUpFacts(
        name=shared.name,
        says=shared.misconception.says,
        correction=shared.misconception.correction,
        dearest=about.dearest,
        slips=Slips(shared.struggle.people, shared.struggle.asked, shared.struggle.share),
    )


def _helpers(
    focus: SkillFacts,
    group: Group,
    others: dict[tuple[str, str], Told],
    names: dict[str, str],
) -> tuple[HelpFacts, ...]:
    """Return the teams that are strong in a skill, by what their own newest digest says."""
    if focus.figure is None:
        return ()
    strong: dict[str, TeamEstimate] = {}
    for said in others.values():
        found = said.facts.team.skill(focus.skill)
        if said.team_id != group.team_id and found is not None and found.figure is not None:
            strong[said.team_id] = _estimate(found.figure)
    return tuple(
        HelpFacts(Named(team_id, names.get(team_id, team_id)), focus.skill)
        for team_id in who_can_help(_estimate(focus.figure), strong, focus.target)
    )


def _estimate(kept: Figure) -> TeamEstimate:
    return TeamEstimate(kept.p, kept.low, kept.high, kept.people, kept.people, kept.answers)


def _talk_at(unit: Unit, manager: PersonRow) -> datetime:
    absences = tuple(people.pauses(unit, manager.person_id))
    working = working_time(manager, setup_of(unit), absences)
    return next_open(working, unit.now + TALK_AFTER) or unit.now + TALK_AFTER


def _talk(about: Topic, language: str, when: datetime) -> TalkFacts:
    item = in_language(about.item.item, language)
    return TalkFacts(
        item=ItemName(about.item.bank_id, item.id, about.item.revision),
        when=when,
        scenario=item.scenario,
        prompt=item.prompt,
        shown=_shown(item, about.mix_up.misconception),
        better=_better(item, about.mix_up.misconception),
    )


def _shown(item: Item, mix_up: Misconception) -> str:
    """Return the mix-up as the scenario shows it: the option that rests on it, if there is one."""
    wrong = (option.text for option in item.options if option.misconception == mix_up.id)
    return next(wrong, mix_up.says)


def _better(item: Item, mix_up: Misconception) -> str:
    """Return what to do instead: the best option, or the model answer."""
    if item.kind is Kind.SINGLE:
        return max(item.options, key=lambda option: option.score).text
    return item.model_answer or mix_up.correction


def _since(now: TeamFacts, earlier: Sequence[Told]) -> SinceFacts | None:
    """Return what moved in the skill of the last talk that was held."""
    if not earlier or earlier[0].response is not Response.DONE:
        return None
    last = earlier[0].facts
    before = last.team.skill(last.trend.skill) if last.trend is not None else None
    after = now.skill(before.skill) if before is not None else None
    if before is None or before.figure is None or after is None or after.figure is None:
        return None
    apart = after.figure.apart(before.figure)
    return SinceFacts(after.skill, before.figure.p, after.figure.p, apart)


def _nothing_new(facts: DigestFacts, earlier: Sequence[Told]) -> bool:
    overall = facts.team.overall
    before = earlier[0].facts.team.overall if earlier else None
    if facts.mix_up is not None or overall is None or before is None:
        return False
    if any(skill.clear for skill in facts.team.skills):
        return False
    return facts.moves == Moves() and abs(overall.p - before.p) < SMALL
