"""The weekly digest: what it says is put together once, kept, and drawn from what was kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from capability.struggle import who_can_help
from capability.team import TeamEstimate
from items.localise import in_language
from items.model import Item, Kind, Misconception
from practice.content.reports import tell_author
from practice.ports import Ports
from practice.teams.groups import Group, came_and_went
from practice.teams.mix_ups import mix_ups, published
from practice.teams.team import SkillReading, TeamReading, know, measure
from practice.teams.topic import Topic, topic
from practice.who.hours import local_day, working_time
from practice.who.preferences import setup_of
from practice.who.readers import reader_of
from scheduling.calendar import next_open
from store import banks, deliveries, people, reviews
from store.ids import new_id
from store.models import DigestRow, PersonRow, ReportRow
from store.unit import Unit
from views.digest import Costly, Coverage, DigestView, Help, Response, Since, Talk
from views.figures import Measured
from views.teams import SkillRow, TeamView, Trend, Week

_VIEW = TypeAdapter(DigestView)

TALK_AFTER = timedelta(hours=20)
"""A talk is suggested for the next working day after the digest."""

SMALL = 0.05
"""A smaller move of the whole, on the scale of 0 to 1, is nothing new."""


def compose(
    unit: Unit,
    ports: Ports,
    manager: PersonRow,
    group: Group,
    others: Sequence[Group],
    delivery_id: str,
) -> DigestView:
    """Put a team's digest together as things stand now; `others` are all its manager's teams."""
    now = unit.now
    known = know(unit, ports.priors, [group], others)
    reading = measure(ports.priors, known, group)
    told = reviews.digests_of(unit, group.team_id, group.manager_id)
    earlier = [read_view(row.summary) for row in told]
    about = topic(mix_ups(known, published(unit), group), told, now)
    focus = _focus(reading, about)
    today = local_day(manager, now)
    joined, left, moved = came_and_went(unit, group, now - timedelta(days=7))
    view = DigestView(
        reader=reader_of(manager),
        digest=delivery_id,
        team=team_view(reading),
        monday=today - timedelta(days=today.weekday()),
        costly=_costly(about),
        talk=_talk(unit, manager, about, now),
        helpers=_helpers(unit, group, focus) if focus else (),
        since=_since(reading, told, earlier),
        trend=_trend(focus, earlier, today) if focus else None,
        coverage=Coverage(
            few=tuple(
                s.name for s in reading.skills if s.estimate is not None and not s.estimate.reliable
            ),
            joined=joined,
            left=left,
            moved=moved,
        ),
        skills=skill_rows(reading, earlier[0] if earlier else None),
    )
    return replace(view, nothing_new=_nothing_new(view, earlier))


def kept_digests(unit: Unit, group: Group) -> list[DigestView]:
    """Return what a team's digests said, newest first."""
    rows = reviews.digests_of(unit, group.team_id, group.manager_id)
    return [read_view(row.summary) for row in rows]


def newest_digests(unit: Unit, managers: Collection[str]) -> dict[tuple[str, str], DigestView]:
    """Return what the newest digests of some managers said, by team and manager."""
    rows = reviews.newest_digests(unit, managers)
    return {(row.team_id, row.manager_id): read_view(row.summary) for row in rows}


def measured(estimate: TeamEstimate) -> Measured:
    """Return a team's estimate as figures to be said."""
    return Measured(
        estimate.p,
        estimate.low,
        estimate.high,
        estimate.answers,
        people=estimate.people,
        enough=estimate.reliable,
    )


def team_view(reading: TeamReading) -> TeamView:
    """Return a team at a glance; a team whose figures are withheld counts as too small."""
    size = len(reading.group.members)
    return TeamView(
        team=reading.group.team_id,
        name=reading.group.name,
        people=size if reading.overall is not None else min(size, 4),
        overall=measured(reading.overall) if reading.overall is not None else None,
        by_name=reading.by_name,
    )


def skill_rows(reading: TeamReading, last: DigestView | None) -> tuple[SkillRow, ...]:
    """Return a team's skills against its newest earlier digest."""
    return tuple(_row(s, last) for s in reading.skills)


def _row(reading: SkillReading, last: DigestView | None) -> SkillRow:
    said = last.skills if last is not None else ()
    before = next((r.now for r in said if r.name == reading.name and r.now), None)
    estimate = reading.estimate
    if estimate is None:
        return SkillRow(reading.name, None, reading.target)
    clear = before is not None and (estimate.low > before.high or estimate.high < before.low)
    return SkillRow(
        name=reading.name,
        now=measured(estimate),
        expected=reading.target,
        before=before.p if before is not None else None,
        clear=clear,
    )


def _focus(reading: TeamReading, about: Topic | None) -> SkillReading | None:
    """Return the skill that the week is about: the mix-up's, else the one furthest under."""
    named = {s.skill: s for s in reading.skills}
    if about is not None and about.mix_up.struggle.skill in named:
        return named[about.mix_up.struggle.skill]
    reliable = [s for s in reading.skills if s.estimate is not None and s.estimate.reliable]
    return max(reliable, key=_shortfall, default=None)


def _shortfall(reading: SkillReading) -> tuple[float, str]:
    p = reading.estimate.p if reading.estimate is not None else reading.target
    return (reading.weight * (reading.target - p), reading.skill)


def _costly(about: Topic | None) -> Costly | None:
    if about is None:
        return None
    mix_up = about.mix_up.misconception
    return Costly(says=mix_up.says, why=mix_up.correction, most=about.dearest)


def _helpers(unit: Unit, group: Group, focus: SkillReading) -> tuple[Help, ...]:
    """Return the teams that are strong in a skill, by what their own newest digest says."""
    if focus.estimate is None:
        return ()
    others: dict[str, TeamEstimate] = {}
    for row in reviews.newest_digests(unit):
        view = read_view(row.summary)
        found = next((r.now for r in view.skills if r.name == focus.name and r.now), None)
        if row.team_id != group.team_id and found is not None and found.people is not None:
            others[view.team.name] = TeamEstimate(
                found.p, found.low, found.high, found.people, found.people, found.answers
            )
    return tuple(
        Help(name, focus.name) for name in who_can_help(focus.estimate, others, focus.target)
    )


def _talk(
    unit: Unit,
    manager: PersonRow,
    about: Topic | None,
    now: datetime,
) -> Talk | None:
    if about is None:
        return None
    item = in_language(about.item.item, reader_of(manager).language)
    absences = tuple(people.pauses(unit, manager.person_id))
    working = working_time(manager, setup_of(unit), absences)
    when = next_open(working, now + TALK_AFTER) or now + TALK_AFTER
    return Talk(
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


def _since(
    reading: TeamReading, told: Sequence[DigestRow], earlier: Sequence[DigestView]
) -> Since | None:
    """Return what moved in the skill of the last talk that was held."""
    if not told or told[0].response != Response.DONE or not earlier[0].trend:
        return None
    skill = earlier[0].trend.skill
    before = next((r for r in earlier[0].skills if r.name == skill), None)
    now = next((s for s in reading.skills if s.name == skill), None)
    if before is None or before.now is None or now is None or now.estimate is None:
        return None
    clear = now.estimate.low > before.now.high or now.estimate.high < before.now.low
    return Since(skill, before.now.p, now.estimate.p, clear)


def _trend(focus: SkillReading, earlier: Sequence[DigestView], today: date) -> Trend | None:
    """Return the focus skill week by week, from what earlier digests said."""
    weeks = [
        Week(view.monday, row.now.p, row.now.low, row.now.high)
        for view in reversed(earlier[:11])
        for row in view.skills
        if row.name == focus.name and row.now is not None and row.now.enough
    ]
    monday = today - timedelta(days=today.weekday())
    estimate = focus.estimate
    if estimate is not None and estimate.reliable:
        weeks = [w for w in weeks if w.monday != monday]
        weeks.append(Week(monday, estimate.p, estimate.low, estimate.high))
    return Trend(focus.name, tuple(weeks), focus.target) if weeks else None


def _nothing_new(view: DigestView, earlier: Sequence[DigestView]) -> bool:
    if not earlier or view.costly is not None or view.team.overall is None:
        return False
    before = earlier[0].team.overall
    if before is None or any(row.clear for row in view.skills):
        return False
    coverage = view.coverage
    still = not (coverage.joined or coverage.left or coverage.moved)
    return still and abs(view.team.overall.p - before.p) < SMALL


def keep(view: DigestView) -> dict[str, Any]:
    """Return a digest as it is kept: all that drawing it again needs."""
    return dict(_VIEW.dump_python(view, mode="json"))


def read_view(summary: dict[str, Any]) -> DigestView:
    """Read a kept digest."""
    return _VIEW.validate_python(summary)


def respond(
    ports: Ports, user: str, delivery_id: str, response: Response | None, note: str = ""
) -> bool:
    """Note what a manager did with a digest's action; None takes it back. False if not theirs."""
    now = ports.clock.now()
    with ports.sessions.begin() as unit:
        row = _own_digest(unit, user, delivery_id)
        if row is None:
            return False
        row.response = response
        row.done_at = now if response is not None else None
        row.note = note or None
        if response is Response.WRONG:
            _report(unit, ports, row, note)
        delivery = deliveries.delivery(unit, delivery_id)
        if delivery is not None:
            unit.show_again(delivery)
    return True


def _report(unit: Unit, ports: Ports, row: DigestRow, note: str) -> None:
    """Pass on what a manager says is wrong: with the digest's figures, without names."""
    view = read_view(row.summary)
    report = ReportRow(
        workspace_id=unit.workspace,
        report_id=new_id(),
        person_id=row.manager_id,
        delivery_id=row.delivery_id,
        item_ref=None,
        subject=view.costly.says if view.costly is not None else view.team.name,
        reason="",
        note=note,
        reported_at=unit.now,
    )
    unit.session.add(report)
    for bank in banks.banks(unit):
        if view.costly is None or any(m["says"] == view.costly.says for m in bank.misconceptions):
            tell_author(unit, ports, report, bank.bank_id, None)
            return


def _own_digest(unit: Unit, user: str, delivery_id: str) -> DigestRow | None:
    row = reviews.digest_on(unit, delivery_id)
    person = people.by_slack(unit, user)
    if row is None or person is None or row.manager_id != person.person_id:
        return None
    return row


def may_respond(ports: Ports, user: str, delivery_id: str) -> bool:
    """Whether a digest is this person's own."""
    with ports.sessions.read() as unit:
        return _own_digest(unit, user, delivery_id) is not None
