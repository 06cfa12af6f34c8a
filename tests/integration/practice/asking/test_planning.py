"""When people are asked: cadence, hours, holidays, pauses, leave, and what they ask for."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from capability.priors import Priors
from practice.answering.receive import Accepted
from practice.asking import on_demand as next_one
from practice.asking import plan
from practice.asking.on_demand import NothingNow, OnItsWay, Waiting
from practice.asking.questions import shuffled
from practice.asking.situation import Situation, situation
from practice.people import pauses, settings
from practice.who.hours import working_time
from practice.who.preferences import Preferences, Setup, setup_of
from scheduling.calendar import Interval, open_day
from scheduling.planner import Planned, on_demand
from store.engine import Database
from store.models import DeliveryRow, DeliveryState, PersonRow, QuestionRow
from tests import builders
from tests.builders import (
    MET,
    NOT_MET,
    RIGHT,
    START,
    TEAM,
    UNSURE,
    WRONG,
    House,
    bank,
    choice_item,
    person,
    roster,
    slack_id,
    text_item,
)

WEEK = timedelta(days=7)


def live(house: House, name: str, until: datetime) -> list[DeliveryRow]:
    """Let somebody miss every question at once, up to a moment; return what they were asked."""
    answered = {r.delivery_id for r in sent(house, name)}

    def answer() -> None:
        for row in sent(house, name):
            if row.delivery_id not in answered:
                answered.add(row.delivery_id)
                house.reply(name, row.delivery_id, WRONG)
                house.turn()

    house.run_until(until, answer)
    return sent(house, name)


def sent(house: House, name: str) -> list[DeliveryRow]:
    return [r for r in house.rows(name) if r.state == DeliveryState.SENT]


def local(row: DeliveryRow, zone: str = "UTC") -> datetime:
    assert row.sent_at is not None
    return row.sent_at.astimezone(ZoneInfo(zone))


def only(name: str, sessions: Database, **changes: object) -> House:
    """Return a house with one engineer, so that weeks pass quickly."""
    house = builders.house(sessions)
    one = roster((name,))
    people = tuple(replace(p, **changes) if p == person(name) else p for p in one.people)  # type: ignore[arg-type]
    house.load(staff=replace(one, people=people))
    house.turn()
    return house


def test_three_a_week_within_working_hours_and_never_more_than_two_a_day(
    sessions: Database,
) -> None:
    house = only("ana", sessions)
    asked = live(house, "ana", START + 3 * WEEK)
    weeks = Counter(local(r).isocalendar()[:2] for r in asked)
    assert max(weeks.values()) <= 3
    assert len(asked) >= 6
    assert max(Counter(local(r).date() for r in asked).values()) <= 2
    assert all(time(9) <= local(r).time() < time(17) and local(r).weekday() < 5 for r in asked)


def test_ones_own_hours_days_and_number_are_kept(sessions: Database) -> None:
    house = only("ana", sessions)
    own = Preferences(per_week=1, days=(1, 3), start=time(14), end=time(16))
    assert pauses.prefer(house.ports, slack_id("ana"), own)
    asked = live(house, "ana", START + 3 * WEEK)
    assert 1 <= len(asked) <= 4
    assert all(local(r).weekday() in (1, 3) for r in asked)
    assert all(time(14) <= local(r).time() < time(16) for r in asked)


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "Pacific/Auckland"])
def test_hours_are_those_of_the_persons_own_zone(sessions: Database, zone: str) -> None:
    house = only("ana", sessions, timezone=zone)
    asked = live(house, "ana", START + WEEK)
    assert asked
    assert all(time(9) <= local(r, zone).time() < time(17) for r in asked)


def test_hours_stay_the_same_on_the_wall_when_the_clocks_change(sessions: Database) -> None:
    spring = datetime(2027, 3, 22, 9, tzinfo=UTC)  # the Monday before the change
    house = builders.house(sessions, spring)
    one = roster(("ana",))
    house.load(
        staff=replace(one, people=(person("ana", timezone="Europe/Berlin"), *one.people[1:]))
    )
    house.turn()
    asked = live(house, "ana", spring + 2 * WEEK)
    assert {local(r, "Europe/Berlin").utcoffset() for r in asked} == {
        timedelta(hours=1),
        timedelta(hours=2),
    }
    assert all(time(9) <= local(r, "Europe/Berlin").time() < time(17) for r in asked)


def test_public_holidays_are_kept(sessions: Database) -> None:
    house = only("ana", sessions, country="US")
    asked = live(house, "ana", datetime(2026, 11, 28, tzinfo=UTC))
    assert date(2026, 11, 26) not in {local(r).date() for r in asked}, "Thanksgiving"


@pytest.mark.parametrize(("country", "kept"), [("CA-AB", True), ("CA-ON", False), ("CA", False)])
def test_the_holidays_are_those_of_somebodys_region(
    sessions: Database, country: str, kept: bool
) -> None:
    house = only("ana", sessions, country=country)
    with house.sessions.read() as unit:
        working = working_time(house.person("ana"), setup_of(unit), ())
    assert (open_day(working, date(2026, 11, 11)).stretches == ()) is kept, "Remembrance Day"


def test_a_pause_holds_everything_until_it_ends(house: House) -> None:
    until = (START + timedelta(days=9)).date()
    assert pauses.pause(house.ports, slack_id("ana"), until) is not None
    house.run_until(START + timedelta(days=8))
    assert sent(house, "ana") == []
    house.run_until(START + timedelta(days=14))
    assert sent(house, "ana")


def test_a_pause_without_an_end_holds_until_they_resume(house: House) -> None:
    pauses.pause(house.ports, slack_id("ana"), None)
    house.run_until(START + 2 * WEEK)
    assert sent(house, "ana") == []
    assert pauses.resume(house.ports, slack_id("ana"))
    assert not pauses.resume(house.ports, slack_id("ana"))
    house.run_until(START + 3 * WEEK)
    assert sent(house, "ana")


def test_resuming_ends_a_pause_and_the_leave_around_it(house: House) -> None:
    today = START.date()
    pauses.take_leave(house.ports, slack_id("ana"), today, today + timedelta(days=20))
    with house.sessions.begin() as unit:
        from store.ids import new_id
        from store.models import PauseRow

        unit.session.add(
            PauseRow(
                workspace_id="T1",
                pause_id=new_id(),
                person_id=house.person("ana").person_id,
                start=START,
                end=START + WEEK,
                recorded_at=START,
            )
        )
    assert pauses.resume(house.ports, slack_id("ana"))
    house.run_until(START + WEEK)
    assert sent(house, "ana")


def test_a_leave_that_is_over_changes_nothing(house: House) -> None:
    last_year = START.date() - timedelta(days=300)
    pauses.take_leave(house.ports, slack_id("ana"), last_year, last_year + timedelta(days=5))
    house.run_until(START + WEEK)
    assert sent(house, "ana")


def test_a_backlog_after_leave_is_spread_and_never_dumped(sessions: Database) -> None:
    house = only("ana", sessions)
    live(house, "ana", START + 2 * WEEK)
    day = house.clock.now().date()
    pauses.take_leave(house.ports, slack_id("ana"), day, day + timedelta(days=27))
    before = len(sent(house, "ana"))
    back = house.clock.now() + timedelta(days=28)
    house.run_until(back)
    assert len(sent(house, "ana")) == before
    after = live(house, "ana", back + WEEK)[before:]
    assert 1 <= len(after) <= 3


def test_an_unanswered_question_expires_softly_and_another_comes(sessions: Database) -> None:
    house = only("ana", sessions)
    house.run_until(START + 2 * WEEK)
    asked = sent(house, "ana")
    assert len(asked) >= 3
    first = house.question(asked[0].delivery_id)
    assert first.expires_at is not None
    assert asked[1].sent_at is not None
    assert asked[1].sent_at >= first.expires_at
    assert house.grade(asked[0].delivery_id) is None, "no penalty"


def test_an_unanswered_question_comes_back_and_closes_the_first(sessions: Database) -> None:
    house = builders.house(sessions)
    house.load(bank([choice_item(0, "triage")]), roster(("ana",)))
    house.turn()
    house.run_until(START + 4 * WEEK)
    asked = sent(house, "ana")
    assert len(asked) >= 2
    assert {house.question(r.delivery_id).item_id for r in asked} == {"triage-0"}
    assert all(house.question(r.delivery_id).closed_at for r in asked[:-1])
    assert house.question(asked[-1].delivery_id).closed_at is None


def test_there_is_one_open_question_at_a_time(sessions: Database) -> None:
    house = only("ana", sessions)
    house.run_until(START + 3 * WEEK)
    asked = sent(house, "ana")
    for earlier, later in pairwise(asked):
        expires = house.question(earlier.delivery_id).expires_at
        assert expires is not None
        assert later.sent_at is not None
        assert later.sent_at >= expires


def test_settings_that_change_replan_what_was_not_sent(house: House) -> None:
    house.turn()
    before = [r for r in house.rows("ana") if r.state == DeliveryState.PLANNED]
    pauses.prefer(house.ports, slack_id("ana"), Preferences(start=time(15), end=time(17)))
    house.turn()
    after = [r for r in house.rows("ana") if r.state == DeliveryState.PLANNED]
    assert len(before) <= 1
    assert len(after) == 1
    assert time(15) <= after[0].due_at.time() < time(17)


def test_a_setup_that_changes_replans_for_everybody(house: House) -> None:
    settings.set_up(house.ports, Setup(start=time(13), end=time(15)), ())
    house.turn()
    for name in TEAM:
        for row in house.rows(name):
            if row.state == DeliveryState.PLANNED:
                assert time(13) <= row.due_at.time() < time(15)


def test_a_question_that_could_not_go_out_in_time_is_planned_again(house: House) -> None:
    house.run_until(START + timedelta(hours=1))
    row = next(r for r in house.rows("ana") if r.state == DeliveryState.PLANNED)
    house.clock.move_to(row.due_at.replace(hour=23))  # nothing ran for hours
    house.turn()
    assert all(time(9) <= (r.sent_at or START).time() < time(17) for r in sent(house, "ana"))
    assert any(r.state == DeliveryState.PLANNED for r in house.rows("ana"))


def test_a_question_asked_for_comes_at_once_and_outside_the_cadence(house: House) -> None:
    house.clock.move_to(START.replace(hour=22))
    outcome = next_one.ask(house.ports, slack_id("ana"))
    assert isinstance(outcome, OnItsWay)
    house.turn()
    assert house.row(outcome.delivery_id).state == DeliveryState.SENT
    again = next_one.ask(house.ports, slack_id("ana"))
    assert isinstance(again, Waiting)
    assert again.delivery_id == outcome.delivery_id
    house.reply("ana", outcome.delivery_id, RIGHT)
    house.turn()
    assert isinstance(next_one.ask(house.ports, slack_id("ana")), OnItsWay)


def test_nobody_without_a_role_or_off_the_roster_gets_one(house: House) -> None:
    assert isinstance(next_one.ask(house.ports, slack_id("mia")), NothingNow)
    assert next_one.ask(house.ports, "UNOBODY") is None


@pytest.mark.both_databases
def test_asking_twice_at_once_gives_one_question(house: House) -> None:
    start, outcomes, problems = threading.Barrier(3), [], []

    def ask() -> None:
        start.wait(10)
        try:
            outcomes.append(next_one.ask(house.ports, slack_id("ana")))
        except Exception as problem:  # noqa: BLE001 (handed to the test's own thread)
            problems.append(problem)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert problems == []
    assert {type(o) for o in outcomes} == {OnItsWay}, "two processes with one tap say the same"
    assert len({o.delivery_id for o in outcomes if isinstance(o, OnItsWay)}) == 1


@pytest.mark.both_databases
def test_a_question_that_is_planned_already_is_the_one_that_comes(house: House) -> None:
    house.run_until(START + timedelta(hours=1))
    planned = {r.person_id: r for r in house.rows("ana") if r.state == DeliveryState.PLANNED}
    (row,) = planned.values()
    assert row.due_at > house.clock.now()
    outcome = next_one.ask(house.ports, slack_id("ana"))
    assert outcome == OnItsWay(row.delivery_id)
    house.turn()
    assert house.row(row.delivery_id).state == DeliveryState.SENT
    assert isinstance(house.reply("ana", row.delivery_id, RIGHT), Accepted)
    house.turn()
    items = [house.question(r.delivery_id).item_ref for r in sent(house, "ana")]
    assert len(items) == len(set(items)), "nothing is asked twice"


def test_an_open_question_comes_before_a_planned_one(house: House) -> None:
    open_one = house.ask("ana", "triage-0")
    planned = house.ask("ana", "triage-1", send=False)
    with house.sessions.begin() as unit:
        unit.session.get_one(DeliveryRow, ("T1", planned)).due_at = unit.now + timedelta(hours=2)
    assert next_one.ask(house.ports, slack_id("ana")) == Waiting(open_one)


def test_only_what_was_sent_before_is_closed_and_nothing_closed_is_sent(house: House) -> None:
    later = house.clock.now() + timedelta(hours=1)
    first, closed = (house.ask("ana", item, send=False) for item in ("triage-0", "triage-1"))
    with house.sessions.begin() as unit:
        for delivery in (first, closed):
            unit.session.get_one(DeliveryRow, ("T1", delivery)).due_at = later
        unit.session.get_one(QuestionRow, ("T1", closed)).closed_at = unit.now
    second = house.ask("ana", "triage-0")
    assert house.question(first).closed_at is None, "it was not sent yet"
    house.run_until(later + timedelta(minutes=1))
    assert house.row(first).state == DeliveryState.SENT
    assert house.question(second).closed_at is not None
    assert house.row(closed).state == DeliveryState.CANCELLED


@pytest.mark.both_databases
def test_two_planners_at_once_plan_one_question_each(house: House) -> None:
    with house.sessions.begin() as unit:
        for row in unit.session.query(PersonRow):
            if row.plan_after is not None:
                row.plan_after = START
    start, problems = threading.Barrier(2), []

    def work() -> None:
        start.wait(10)
        try:
            plan.tick(house.ports)
        except Exception as problem:  # noqa: BLE001 (handed to the test's own thread)
            problems.append(problem)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert problems == []
    for name in TEAM:
        assert len([r for r in house.rows(name) if r.state == DeliveryState.PLANNED]) <= 1


def test_one_person_whose_plan_breaks_holds_nobody_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(priors: Priors, person: PersonRow, *rest: Any) -> Situation:
        if person.email == "ana@acme.example":
            raise ZeroDivisionError
        return situation(priors, person, *rest)

    monkeypatch.setattr(plan, "situation", breaks)
    with house.sessions.begin() as unit:
        for row in unit.session.query(PersonRow):
            row.plan_after = START if row.started_at else None
    plan.tick(house.ports)
    assert plan.tick(house.ports) == 0, "it is not tried again at once"
    assert house.person("bo").plan_after != START


def test_do_not_disturb_is_waited_out(house: House) -> None:
    quiet = Interval(START, START + timedelta(days=2))
    house.slack.quiet = {slack_id(n): (quiet,) for n in TEAM}
    house.run_until(START + timedelta(days=4))
    moments = [r.sent_at for n in TEAM for r in sent(house, n)]
    assert moments
    assert all(m is not None and m >= quiet.end for m in moments if quiet.end is not None)


def test_an_order_item_never_shows_the_answer() -> None:
    from items.model import Kind

    for seed in range(200):
        for options in (2, 3, 6):
            assert shuffled(Kind.ORDER, options, str(seed)) != list(range(options))
    assert shuffled(Kind.SINGLE, 4, "a") == shuffled(Kind.SINGLE, 4, "a")
    assert shuffled(Kind.TEXT, 0, "a") == []
    assert shuffled(Kind.ORDER, 1, "a") == [0]


def test_a_newcomer_writes_first_but_not_while_an_answer_waits(house: House) -> None:
    texts = [text_item(n, "triage") for n in range(3)]
    house.load(bank([*texts, *(choice_item(n, "triage") for n in range(3))]))

    def chosen() -> str:
        seen = house.situation("ana")
        found = on_demand(seen.learner, seen.needs, seen.candidates, house.clock.now())
        assert isinstance(found, Planned)
        return found.item.partition("/")[2]

    for marks, following in (((MET, NOT_MET), "triage-text"), ((MET, UNSURE), "triage-2")):
        first = chosen()
        assert first.startswith("triage-text")
        house.grader.marks[first] = marks
        house.write("ana", house.ask("ana", first), first)
        house.turn()
        house.clock.pass_(days=1)
        assert chosen().startswith(following)
    house.clock.pass_(days=7)  # nobody came to read it
    assert chosen().startswith("triage-text")


def test_a_newcomer_is_asked_what_tells_most_of_the_role(house: House) -> None:
    before = house.situation("ana").candidates
    assert all(item.telling is not None and item.telling > 0 for item in before)
    asked = house.ask("ana")
    house.reply("ana", asked, WRONG)
    house.turn()
    told = {item.item: item.telling for item in house.situation("ana").candidates}
    assert told[house.question(asked).item_ref] is None  # it was seen
