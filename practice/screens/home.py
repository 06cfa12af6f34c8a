"""App Home: what one person may see of themselves, of their teams, and of what needs them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from practice.asking.catalogue import read_catalogue
from practice.asking.on_demand import probably, waiting_to_go
from practice.asking.situation import ON_SLACK, History, read_histories
from practice.judging.estimates import Seen, Standing, standings_by
from practice.outbox import stuck
from practice.ports import Ports
from practice.screens.digest import team_view
from practice.screens.reason import why_view
from practice.screens.welcome import naming_of
from practice.teams.groups import group_in, groups, shown_size
from practice.teams.team import know, measure
from practice.who.access import is_admin, may_review, teams_of
from practice.who.hours import local_day, zone_of
from practice.who.preferences import preferences_of
from practice.who.readers import reader_of
from scheduling.planner import PLACEMENT
from store import banks, deliveries, framework, people, reviews
from store.models import PersonRow
from store.people import Held
from store.unit import Unit
from views.figures import Measured
from views.home import AdminHome, HomeView, LearnerHome, Next, OwnSettings, StandingView
from views.reader import Reader
from views.teams import TeamView


def home(ports: Ports, user: str) -> HomeView:
    """Return the Home of whoever is behind a Slack user."""
    with ports.sessions.read() as unit:
        person = people.by_slack(unit, user)
        if person is None:
            return HomeView(reader=Reader(), now=unit.now, ask=_someone_to_ask(unit, ports))
        history = read_histories(unit, [person.person_id])[person.person_id]
        pause = people.open_among(history.away, unit.now)
        held = people.in_force(history.held, local_day(person, unit.now))
        learns = person.on_roster and bool(held)
        return HomeView(
            reader=reader_of(person),
            now=unit.now,
            learner=_learner(unit, ports, person, history, held) if learns else None,
            teams=_teams(unit, ports, person),
            admin=_admin(unit, ports, person),
            paused=pause is not None,
            until=pause.end if pause is not None else None,
            ask=_someone_to_ask(unit, ports),
        )


def ask_whom(ports: Ports) -> str:
    """Return the first name of an administrator, for whoever has to ask one; empty if unknown."""
    with ports.sessions.read() as unit:
        return _someone_to_ask(unit, ports)


def _someone_to_ask(unit: Unit, ports: Ports) -> str:
    known = people.administrator(unit, ports.admins)
    return known.name.split(" ")[0] if known is not None else ""


def _learner(
    unit: Unit, ports: Ports, person: PersonRow, history: History, held: Sequence[Held]
) -> LearnerHome:
    now, setup, own = unit.now, history.setup, preferences_of(person)
    roles = framework.roles(unit, local_day(person, now))
    stored = Seen(history.held, history.evident, history.grades)
    found = standings_by(unit, ports, person, stored)
    coming = probably(ports.priors, person, history, read_catalogue(unit, now), now)
    manager, seen_with = _manager(unit, [(a.team_id, a.manager_id) for a in held])
    return LearnerHome(
        roles=tuple(dict.fromkeys(roles[a.role_id].name for a in held if a.role_id in roles)),
        standings=tuple(standing_view(s) for s in found),
        answered=sum(a.answered for a in history.askings),
        needed=PLACEMENT,
        next=_next(unit, person, found, history, coming),
        waiting=any(
            a.waits and a.state in ON_SLACK and (a.expires_at is None or now < a.expires_at)
            for a in history.askings
        ),
        settings=OwnSettings(
            per_week=own.per_week or setup.per_week,
            days=own.days if own.days is not None else setup.days,
            start=f"{own.start or setup.start:%H:%M}",
            end=f"{own.end or setup.end:%H:%M}",
            zone=zone_of(person),
        ),
        manager=manager,
        seen_with=seen_with,
        naming=naming_of(setup),
    )


def standing_view(standing: Standing) -> StandingView:
    """Return where somebody stands in a skill, as it is shown."""
    estimate = standing.estimate
    return StandingView(
        skill=standing.skill,
        name=standing.name,
        measured=Measured(
            estimate.p, estimate.low, estimate.high, standing.answers, enough=standing.enough
        ),
        expected=standing.expected.target,
        status=standing.status,
    )


def _manager(unit: Unit, held: list[tuple[str, str | None]]) -> tuple[str, int]:
    """Return the name of a manager and how many people they see together."""
    ids = {manager_id for _, manager_id in held if manager_id is not None}
    led, managers = groups(unit, ids), people.by_ids(unit, ids)
    for team_id, manager_id in held:
        if manager_id is not None and manager_id in managers:
            group = group_in(led, team_id, manager_id)
            if group is not None:
                return managers[manager_id].name, shown_size(group, led)
    return "", 0


def _next(
    unit: Unit,
    person: PersonRow,
    found: list[Standing],
    history: History,
    coming: tuple[datetime, str] | None,
) -> Next | None:
    if coming is None:
        return None
    when, skill = coming
    standing = next((s for s in found if s.skill == skill), None)
    planned = waiting_to_go(history)
    question = deliveries.question(unit, planned.delivery_id) if planned else None
    why = None
    if question is not None:
        name = standing.name if standing else skill
        why = why_view(reader_of(person), question.why, name)
    return Next(when, standing.name if standing else skill, why)


def _teams(unit: Unit, ports: Ports, person: PersonRow) -> tuple[TeamView, ...]:
    managed = teams_of(unit, person)
    if not managed:
        return ()
    led = groups(unit, (person.person_id,))
    wanted = [group for group in led if group.team_id in managed]
    known = know(unit, ports.priors, wanted, led)
    return tuple(team_view(measure(ports.priors, known, group)) for group in wanted)


def _admin(unit: Unit, ports: Ports, person: PersonRow) -> AdminHome | None:
    admin = is_admin(ports, person)
    if not admin and not may_review(unit, ports, person):
        return None
    now = unit.now
    past = [
        p
        for p in banks.current(unit)
        if p.item.review_by is not None and p.item.review_by < now.date()
    ]
    return AdminHome(
        to_review=len(reviews.open_for(unit, person.person_id)),
        reports=len(reviews.open_reports(unit)),
        past_review=len(past),
        stuck=stuck.count(unit) if admin else 0,
        admin=admin,
    )
