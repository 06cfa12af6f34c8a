"""What a manager may look up about their own teams: skills, mix-ups, trend."""

from __future__ import annotations

from practice.judging.estimates import standings
from practice.ports import Ports
from practice.screens.home import standing_view
from practice.screens.welcome import naming_of
from practice.teams import team, what_if
from practice.teams.digest import kept_digests, skill_rows, team_view
from practice.who.preferences import setup_of
from practice.who.readers import reader_of
from store import framework, people
from store.models import PersonRow
from store.unit import Unit
from views.teams import (
    MixUp,
    Named,
    TeamMixUpsView,
    TeamNamesView,
    TeamSkillsView,
    TeamTrendsView,
    Trend,
    Week,
    WhatIfView,
)


def _managed(unit: Unit, user: str, team_id: str) -> tuple[PersonRow, team.Group] | None:
    """Return a manager and their team; None where it is not theirs today."""
    person = people.by_slack(unit, user)
    if person is None or not person.on_roster:
        return None
    group = team.group_of(unit, team_id, person.person_id)
    return (person, group) if group is not None else None


def team_skills(ports: Ports, user: str, team_id: str) -> TeamSkillsView | None:
    """Return a team's skills for its manager."""
    with ports.sessions.read() as unit:
        found = _managed(unit, user, team_id)
        if found is None:
            return None
        person, group = found
        reading = team.read(unit, ports, group)
        rows = skill_rows(reading, kept_digests(unit, group))
        return TeamSkillsView(reader_of(person), team_view(reading), rows)


def team_mix_ups(ports: Ports, user: str, team_id: str) -> TeamMixUpsView | None:
    """Return what a team mixes up, for its manager."""
    with ports.sessions.read() as unit:
        found = _managed(unit, user, team_id)
        if found is None:
            return None
        person, group = found
        names = framework.skills(unit)
        shared = [
            MixUp(
                says=s.misconception.says,
                correction=s.misconception.correction,
                skill=names[s.struggle.skill].name
                if s.struggle.skill in names
                else s.struggle.skill,
                people=s.struggle.people,
                asked=s.struggle.asked,
            )
            for s in team.mix_ups(unit, group)
        ]
        view = team_view(team.read(unit, ports, group))
        return TeamMixUpsView(reader_of(person), view, tuple(shared))


def team_trend(ports: Ports, user: str, team_id: str) -> TeamTrendsView | None:
    """Return how a team's skills moved, for its manager, from what its digests said."""
    with ports.sessions.read() as unit:
        found = _managed(unit, user, team_id)
        if found is None:
            return None
        person, group = found
        kept = kept_digests(unit, group)
        view = team_view(team.read(unit, ports, group))
        trends: dict[str, Trend] = {}
        for digest in reversed(kept):
            for row in digest.skills:
                if row.now is None or not row.now.enough:
                    continue
                week = Week(digest.monday, row.now.p, row.now.low, row.now.high)
                before = trends.get(row.name)
                weeks = (*before.weeks, week) if before else (week,)
                trends[row.name] = Trend(row.name, weeks, row.expected)
        return TeamTrendsView(reader_of(person), view, tuple(trends.values()))


def team_what_if(ports: Ports, user: str, team_id: str) -> WhatIfView | None:
    """Return where a team would stand at another number of questions, for its manager."""
    with ports.sessions.read() as unit:
        found = _managed(unit, user, team_id)
        if found is None:
            return None
        person, group = found
        view = team_view(team.read(unit, ports, group))
        shown = what_if.plans(unit, ports, group) if view.overall is not None else []
        return WhatIfView(reader_of(person), view, tuple(shown), what_if.WEEKS)


def team_names(ports: Ports, user: str, team_id: str) -> TeamNamesView | None:
    """Return where each person of a team stands, for its manager, where a policy allows that."""
    with ports.sessions.read() as unit:
        found = _managed(unit, user, team_id)
        naming = naming_of(setup_of(unit))
        if found is None or naming is None:
            return None
        manager, group = found
        known = people.by_ids(unit, group.members)
        shown = [
            Named(
                name=member.name,
                skills=tuple(
                    (view.name, view.measured)
                    for view in map(standing_view, standings(unit, ports, member))
                ),
            )
            for member in known.values()
        ]
        return TeamNamesView(reader_of(manager), naming, tuple(shown))
