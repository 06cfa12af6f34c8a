"""What a manager may look up about their own teams: skills, mix-ups, trend."""

from __future__ import annotations

from dataclasses import dataclass, replace

from practice.judging.estimates import stand
from practice.ports import Ports
from practice.screens.digest import measured, skill_rows, team_view, trend_view
from practice.screens.home import standing_view
from practice.screens.welcome import naming_of
from practice.teams import what_if
from practice.teams.facts import TeamFacts
from practice.teams.groups import Group, group_in, groups
from practice.teams.mix_ups import mix_ups, published
from practice.teams.team import Known, know, measure
from practice.teams.told import Told, told
from practice.teams.trends import trends
from practice.who.preferences import setup_of
from practice.who.readers import reader_of
from store import people
from store.models import PersonRow
from store.unit import Unit
from views.teams import (
    MixUp,
    Named,
    Plan,
    TeamMixUpsView,
    TeamNamesView,
    TeamSkillsView,
    TeamTrendsView,
    WhatIfView,
)


@dataclass(frozen=True, slots=True)
class Managed:
    """A manager, one of their teams, and what is known of its people."""

    manager: PersonRow
    group: Group
    known: Known

    def now(self, ports: Ports, last: Told | None = None) -> TeamFacts:
        """Return the team as it stands now, against what was last told of it."""
        before = last.facts.team if last is not None else None
        return measure(ports.priors, self.known, self.group, before)


def _managed(unit: Unit, ports: Ports, user: str, team_id: str) -> Managed | None:
    """Return a manager and their team; None where it is not theirs today."""
    person = people.by_slack(unit, user)
    if person is None or not person.on_roster:
        return None
    led = groups(unit, (person.person_id,))
    group = group_in(led, team_id, person.person_id)
    if group is None:
        return None
    return Managed(person, group, know(unit, ports.priors, [group], led))


def team_skills(ports: Ports, user: str, team_id: str) -> TeamSkillsView | None:
    """Return a team's skills for its manager."""
    with ports.sessions.read() as unit:
        found = _managed(unit, ports, user, team_id)
        if found is None:
            return None
        earlier = told(unit, team_id, found.manager.person_id)
        now = found.now(ports, earlier[0] if earlier else None)
        return TeamSkillsView(reader_of(found.manager), team_view(now), skill_rows(now))


def team_mix_ups(ports: Ports, user: str, team_id: str) -> TeamMixUpsView | None:
    """Return what a team mixes up, for its manager."""
    with ports.sessions.read() as unit:
        found = _managed(unit, ports, user, team_id)
        if found is None:
            return None
        shared = [
            MixUp(
                says=s.misconception.says,
                correction=s.misconception.correction,
                skill=found.known.names.get(s.struggle.skill, s.struggle.skill),
                people=s.struggle.people,
                asked=s.struggle.asked,
            )
            for s in mix_ups(found.known, published(unit), found.group)
        ]
        view = team_view(found.now(ports))
        return TeamMixUpsView(reader_of(found.manager), view, tuple(shared))


def team_trend(ports: Ports, user: str, team_id: str) -> TeamTrendsView | None:
    """Return how a team's skills moved, for its manager, from what its digests said."""
    with ports.sessions.read() as unit:
        found = _managed(unit, ports, user, team_id)
        if found is None:
            return None
        earlier = told(unit, team_id, found.manager.person_id)
        moved = tuple(trend_view(t) for t in trends(earlier, found.known.names))
        return TeamTrendsView(reader_of(found.manager), team_view(found.now(ports)), moved)


def what_if_begun(ports: Ports, user: str, team_id: str) -> WhatIfView | None:
    """Return a team for its manager while `team_what_if` works out the rest, if there is any."""
    with ports.sessions.read() as unit:
        found = _managed(unit, ports, user, team_id)
    if found is None:
        return None
    view = team_view(found.now(ports))
    plans = None if view.overall is not None else ()
    return WhatIfView(reader_of(found.manager), view, plans, what_if.WEEKS)


def team_what_if(ports: Ports, user: str, team_id: str) -> WhatIfView | None:
    """Return where a team would stand at another number of questions, for its manager.

    It takes about a hundredth of a second a person, and more with every skill.
    """
    with ports.sessions.read() as unit:
        found = _managed(unit, ports, user, team_id)
    if found is None:
        return None
    view = team_view(found.now(ports))
    shown = view.overall is not None
    outlooks = what_if.outlooks(ports.priors, found.known, found.group) if shown else []
    plans = tuple(Plan(o.per_week, replace(measured(o.then), enough=True)) for o in outlooks)
    return WhatIfView(reader_of(found.manager), view, plans, what_if.WEEKS)


def team_names(ports: Ports, user: str, team_id: str) -> TeamNamesView | None:
    """Return where each person of a team stands, for its manager, where a policy allows that."""
    with ports.sessions.read() as unit:
        found = _managed(unit, ports, user, team_id)
        naming = naming_of(setup_of(unit))
        if found is None or naming is None:
            return None
        members = people.by_ids(unit, found.group.members)
        named = [_named(ports, found.known, member) for member in members.values()]
        return TeamNamesView(reader_of(found.manager), naming, tuple(named))


def _named(ports: Ports, known: Known, member: PersonRow) -> Named:
    basis = known.people[member.person_id]
    found = stand(ports, basis, known.names, known.usual, known.now)
    shown = map(standing_view, found)
    return Named(member.name, tuple((view.name, view.measured) for view in shown))
