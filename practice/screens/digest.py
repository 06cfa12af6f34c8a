"""A digest: measured when it is sent, and drawn from its facts, then and ever after."""

from __future__ import annotations

from dataclasses import replace

from capability.team import counted
from practice.outbox.queue import queue_notice
from practice.ports import Ports, Prepared
from practice.teams.digest import compose
from practice.teams.facts import (
    DigestFacts,
    Figure,
    SkillFacts,
    TalkFacts,
    TeamFacts,
    TrendFacts,
    WordedTalkFacts,
    as_json,
)
from practice.teams.told import Told, told_on
from store import deliveries, digests, people, slots
from store.contents import DigestContent, DigestPartContent
from store.models import DeliveryKind, DeliveryRow
from store.unit import Unit
from views.digest import (
    Costly,
    Coverage,
    DigestPartView,
    DigestView,
    Help,
    Since,
    Talk,
    WordedTalk,
)
from views.figures import Measured
from views.reader import Reader
from views.teams import SkillRow, TeamView, Trend, Week


def prepare(unit: Unit, ports: Ports, delivery: DeliveryRow) -> Prepared | None:
    """Measure the team; None where the manager no longer has it."""
    content = DigestContent.of(delivery)
    manager = people.person(unit, delivery.person_id)
    facts = compose(unit, ports, manager, content.team) if manager is not None else None
    if facts is None:
        return None
    kept = as_json(facts)

    def keep(unit: Unit, row: DeliveryRow) -> None:
        digests.keep(unit, row, content.team, content.week, kept)

    return Prepared(view(facts, delivery.delivery_id, plain=content.plain), keep)


def sent(unit: Unit, ports: Ports, delivery: DeliveryRow) -> None:
    """Queue what continues a digest in its thread."""
    said = told_on(unit, delivery.delivery_id)
    if said is None:
        return
    shown = _shown(said, DigestContent.of(delivery).plain)
    for number in range(ports.messenger.continuations(shown)):
        slot = slots.part(delivery.slot, number)
        queue_notice(unit, delivery, slot, DeliveryKind.DIGEST_PART, DigestPartContent(part=number))


def now(unit: Unit, _ports: Ports, delivery: DeliveryRow) -> DigestView | None:
    """Return the digest as it was, with what the manager did since."""
    said = told_on(unit, delivery.delivery_id)
    return _shown(said, DigestContent.of(delivery).plain) if said is not None else None


def part(unit: Unit, ports: Ports, delivery: DeliveryRow) -> DigestPartView | None:
    """Return a part of a digest that continues in its thread."""
    about = deliveries.by_message(unit, delivery.channel or "", delivery.thread_ts or "")
    said = told_on(unit, about.delivery_id) if about is not None else None
    if about is None or said is None:
        return None
    shown, number = _shown(said, DigestContent.of(about).plain), DigestPartContent.of(delivery).part
    return DigestPartView(shown, number) if number < ports.messenger.continuations(shown) else None


def _shown(said: Told, plain: bool) -> DigestView:
    shown = view(said.facts, said.delivery_id, plain=plain)
    return replace(shown, response=said.response, answered=said.answered)


def view(facts: DigestFacts, delivery_id: str, *, plain: bool = False) -> DigestView:
    """Draw a digest from its facts, with every name as it was."""
    team = facts.team
    few = (s.skill.name for s in team.skills if s.figure is not None and not s.figure.reliable)
    mix_up, since, moves = facts.mix_up, facts.since, facts.moves
    return DigestView(
        reader=Reader(facts.language, facts.zone),
        digest=delivery_id,
        team=team_view(team),
        monday=facts.monday,
        costly=Costly(mix_up.says, mix_up.correction, mix_up.dearest) if mix_up else None,
        talk=_talk(facts.talk),
        helpers=tuple(Help(h.team.name, h.skill.name) for h in facts.helpers),
        since=Since(since.skill.name, since.before, since.now, since.clear) if since else None,
        trend=trend_view(facts.trend) if facts.trend is not None else None,
        coverage=Coverage(tuple(few), moves.joined, moves.left, moves.moved),
        skills=skill_rows(team),
        nothing_new=facts.nothing_new,
        plain=plain,
    )


def _talk(kept: TalkFacts | WordedTalkFacts | None) -> Talk | WordedTalk | None:
    match kept:
        case TalkFacts():
            return Talk(kept.when, kept.scenario, kept.prompt, kept.shown, kept.better)
        case WordedTalkFacts():
            return WordedTalk(kept.opening, kept.lines)
        case None:
            return None


def team_view(facts: TeamFacts) -> TeamView:
    """Return a team at a glance; one whose figures are withheld is shown as too small for any."""
    overall = facts.overall
    return TeamView(
        team=str(facts.team.id),
        name=facts.team.name,
        people=counted(facts.members, shown=overall is not None),
        overall=measured(overall) if overall is not None else None,
        by_name=facts.by_name,
    )


def skill_rows(facts: TeamFacts) -> tuple[SkillRow, ...]:
    """Return a team's skills, now and before."""
    return tuple(_row(skill) for skill in facts.skills)


def _row(facts: SkillFacts) -> SkillRow:
    now = measured(facts.figure) if facts.figure is not None else None
    return SkillRow(facts.skill.name, now, facts.target, facts.before, facts.clear)


def trend_view(facts: TrendFacts) -> Trend:
    """Return a skill over the weeks."""
    weeks = tuple(Week(w.monday, w.p, w.low, w.high) for w in facts.weeks)
    return Trend(facts.skill.name, weeks, facts.target)


def measured(kept: Figure) -> Measured:
    """Return a team's figure as it is said."""
    return Measured(
        kept.p, kept.low, kept.high, kept.answers, people=kept.people, enough=kept.reliable
    )
