"""The starter company's fortnight, through real Slack clients, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.trial.company import Company
from bot.trial.run import Report, Trial, trial
from messages import ids
from org.model import Assignment, Roster
from practice.people import enrol
from practice.who.hours import working_time, zone_of
from practice.who.preferences import setup_of
from scheduling.calendar import is_open, public_holidays
from scheduling.calendar import local_day as day_in
from store import people
from store.models import (
    AttemptRow,
    CardRow,
    DeliveryRow,
    DigestRow,
    GradeRow,
    PersonRow,
    QuestionRow,
)
from workspace.handle import Actor, texts

START = datetime(2026, 10, 29, tzinfo=UTC)
"""A Thursday. America's clocks go back on Sunday 1 November, between Europe's and nobody's in
India; Wednesday 11 November is Veterans Day, a public holiday of the United States.
"""

VETERANS_DAY = date(2026, 11, 11)
LEAVER = "grace@acme.example"
MOVER = "vikram@acme.example"
TRAVELLER = "bruno@acme.example"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked, and everything that decides whether that was right."""

    delivery: DeliveryRow
    question: QuestionRow
    person: PersonRow


@dataclass(frozen=True, slots=True)
class Fortnight:
    """A fortnight that has passed, with what it came to."""

    running: Trial
    report: Report

    def asked(self) -> list[Asked]:
        """Return every question that was sent, in order."""
        ports = self.running.program.ports
        with ports.sessions.read() as unit:
            rows = unit.session.execute(
                select(DeliveryRow, QuestionRow, PersonRow)
                .join(QuestionRow, QuestionRow.delivery_id == DeliveryRow.delivery_id)
                .join(PersonRow, PersonRow.person_id == DeliveryRow.person_id)
                .where(DeliveryRow.state == "sent")
                .order_by(DeliveryRow.sent_at, PersonRow.email)
            )
            return [Asked(d, q, p) for d, q, p in rows]


def _changed(company: Company, today: date) -> Roster:
    """Return the roster after a week: somebody left, somebody commands from now on."""
    assignments = []
    for held in company.roster.assignments:
        if held.email == LEAVER:
            continue
        if held.email == MOVER:
            held = Assignment(
                MOVER, held.team, "incident-commander", held.manager_email, today, None
            )
        assignments.append(held)
    return Roster(
        people=tuple(p for p in company.roster.people if p.email != LEAVER),
        assignments=tuple(assignments),
    )


def _live(running: Trial) -> None:
    """Let the fortnight pass, with what happens in a company meanwhile."""
    ports = running.program.ports
    running.run(3)
    slack = running.company.slack_ids[TRAVELLER]
    running.handle.line.post("/client/people", {"id": slack, "tz": "Asia/Kolkata"})
    running.run(4)
    enrol.load_roster(ports, _changed(running.company, ports.clock.now().date()))
    running.run(7)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fortnight(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fortnight]:
    """A fortnight of the starter company on one database."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('fortnight') / 'try.sqlite3'}"
    else:
        address = request.getfixturevalue("postgres").create("fortnight")
    with trial(address, START, seed=1) as running:
        _live(running)
        yield Fortnight(running, running.report())


def test_nothing_goes_wrong_and_nothing_is_sent_twice(fortnight: Fortnight) -> None:
    report = fortnight.report
    assert (report.errors, report.duplicates) == (0, 0)
    assert report.questions_sent > 50
    assert report.replies > 40


def test_every_reply_is_graded_or_waits_for_a_person(fortnight: Fortnight) -> None:
    report = fortnight.report
    assert report.replies == report.graded + report.awaiting_review
    assert report.graded > 0.8 * report.replies
    with fortnight.running.program.ports.sessions.read() as unit:
        unread = unit.session.scalars(
            select(AttemptRow).where(AttemptRow.graded_at.is_(None))
        ).all()
    assert not unread


def test_questions_come_in_working_hours_only(fortnight: Fortnight) -> None:
    ports = fortnight.running.program.ports
    with ports.sessions.read() as unit:
        setup = setup_of(unit)
        for asked in fortnight.asked():
            if asked.question.on_demand or asked.person.email == TRAVELLER:
                continue
            pauses = tuple(people.pauses(unit, asked.person.person_id))
            working = working_time(asked.person, setup, pauses)
            assert asked.delivery.sent_at is not None
            assert is_open(working, asked.delivery.sent_at), (
                asked.person.email,
                asked.delivery.sent_at,
            )


def test_the_traveller_is_asked_in_the_hours_of_where_he_is(fortnight: Fortnight) -> None:
    moved = START + timedelta(days=3)
    mine = [
        a for a in fortnight.asked() if a.person.email == TRAVELLER and not a.question.on_demand
    ]
    assert {zone_of(a.person) for a in mine} == {"Asia/Kolkata"}
    hours: dict[str, list[int]] = {"Europe/Lisbon": [], "Asia/Kolkata": []}
    for each in mine:
        sent = each.delivery.sent_at
        assert sent is not None
        zone = "Europe/Lisbon" if sent < moved else "Asia/Kolkata"
        hours[zone].append(sent.astimezone(ZoneInfo(zone)).hour)
    assert hours["Asia/Kolkata"]
    assert all(9 <= hour < 17 for found in hours.values() for hour in found)


def test_nobody_gets_more_than_two_a_day_or_three_a_week(fortnight: Fortnight) -> None:
    days: Counter[tuple[str, date]] = Counter()
    sent: dict[str, list[date]] = {}
    for asked in fortnight.asked():
        if asked.question.on_demand:
            continue
        assert asked.delivery.sent_at is not None
        day = day_in(zone_of(asked.person), asked.delivery.sent_at)
        days[asked.person.email, day] += 1
        sent.setdefault(asked.person.email, []).append(day)
    assert max(days.values()) <= 2
    for found in sent.values():
        for day in found:
            assert sum(0 <= (other - day).days < 7 for other in found) <= 3


def test_what_comes_back_comes_after_the_reply(fortnight: Fortnight) -> None:
    with fortnight.running.program.ports.sessions.read() as unit:
        cards = unit.session.scalars(select(CardRow)).all()
        grades = unit.session.scalars(select(GradeRow)).all()
    last = {
        (g.person_id, g.item_ref): g.replied_at for g in sorted(grades, key=lambda g: g.replied_at)
    }
    assert cards
    assert all(card.due > last[card.person_id, card.item_ref] for card in cards)
    assert all(grade.back is None or grade.back > grade.replied_at for grade in grades)


def test_digests_go_to_managers_only_on_monday_morning(fortnight: Fortnight) -> None:
    ports = fortnight.running.program.ports
    with ports.sessions.read() as unit:
        digests = unit.session.scalars(select(DigestRow)).all()
        known = {p.person_id: p for p in people.everyone(unit)}
        managers = {a.manager_id for a in people.assignments(unit)}
        for digest in digests:
            local = digest.made_at.astimezone(ZoneInfo(zone_of(known[digest.manager_id])))
            assert (local.weekday(), local.hour) == (0, 9)
    assert {d.manager_id for d in digests} == managers
    assert len({(d.team_id, d.manager_id, d.week) for d in digests}) == len(digests)
    for email, slack in fortnight.running.company.slack_ids.items():
        actor = fortnight.running.handle.act_as(slack)
        is_manager = email in ("helena@acme.example", "daniel@acme.example")
        assert _has_digest(actor) is is_manager, email


def _has_digest(actor: Actor) -> bool:
    channel = next((c["id"] for c in actor.channels() if c.get("app_id")), None)
    return channel is not None and any(
        ids.TEAM_SKILLS in str(message.get("blocks"))
        or "situations" in texts(message).split("\n")[0]
        for message in actor.messages(channel, 200)
    )


def test_the_leaver_is_asked_nothing_more_and_keeps_the_evidence(fortnight: Fortnight) -> None:
    left = START + timedelta(days=7)
    ports = fortnight.running.program.ports
    mine = [a for a in fortnight.asked() if a.person.email == LEAVER]
    assert all(a.delivery.sent_at is not None and a.delivery.sent_at <= left for a in mine)
    with ports.sessions.read() as unit:
        person = people.by_email(unit, LEAVER)
        assert person is not None
        assert not person.on_roster
        grades = unit.session.scalars(
            select(GradeRow).where(GradeRow.person_id == person.person_id)
        )
        assert grades.first() is not None


def test_who_changes_role_is_asked_what_the_new_one_needs(fortnight: Fortnight) -> None:
    changed = START + timedelta(days=7)
    ports = fortnight.running.program.ports
    after = [
        a for a in fortnight.asked() if a.person.email == MOVER and a.delivery.planned_at > changed
    ]
    assert after
    assert {a.question.role_id for a in after} == {"incident-commander"}
    with ports.sessions.read() as unit:
        person = people.by_email(unit, MOVER)
        assert person is not None
        before = unit.session.scalars(
            select(GradeRow).where(
                GradeRow.person_id == person.person_id, GradeRow.replied_at < changed
            )
        ).all()
    assert before


def test_nobody_is_asked_on_a_public_holiday(fortnight: Fortnight) -> None:
    asked = [a for a in fortnight.asked() if not a.question.on_demand]
    days = {
        (a.person.country, day_in(zone_of(a.person), a.delivery.sent_at))
        for a in asked
        if a.delivery.sent_at is not None
    }
    assert VETERANS_DAY in public_holidays("US", None, 2026)
    assert VETERANS_DAY in {day for _, day in days}  # others worked that day
    assert not [day for country, day in days if day in public_holidays(country, None, day.year)]


def test_american_hours_hold_on_both_sides_of_the_change_of_the_hour(
    fortnight: Fortnight,
) -> None:
    offsets = set()
    for asked in fortnight.asked():
        if zone_of(asked.person) != "America/New_York" or asked.question.on_demand:
            continue
        assert asked.delivery.sent_at is not None
        local = asked.delivery.sent_at.astimezone(ZoneInfo("America/New_York"))
        offsets.add(local.utcoffset())
        assert 9 <= local.hour < 17
    assert offsets == {timedelta(hours=-4), timedelta(hours=-5)}


def _history(address: str, days: int, seed: int) -> list[tuple[object, ...]]:
    """Return what a run came to, reply by reply."""
    with trial(address, START, seed) as running:
        running.run(days)
        with running.program.ports.sessions.read() as unit:
            rows = unit.session.execute(
                select(PersonRow.email, QuestionRow, AttemptRow, GradeRow)
                .join(AttemptRow, AttemptRow.person_id == PersonRow.person_id)
                .join(QuestionRow, QuestionRow.delivery_id == AttemptRow.delivery_id)
                .join(GradeRow, GradeRow.attempt_id == AttemptRow.attempt_id)
                .order_by(AttemptRow.received_at, PersonRow.email, GradeRow.position)
            )
            return [
                (
                    email,
                    question.item_ref,
                    question.revision,
                    attempt.received_at.replace(second=0, microsecond=0),
                    grade.score,
                    grade.rating,
                    grade.back,
                )
                for email, question, attempt, grade in rows
            ]


def test_one_seed_and_start_make_the_same_history_twice(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("twice")
    first = _history(f"sqlite:///{folder / 'first.sqlite3'}", 5, seed=7)
    second = _history(f"sqlite:///{folder / 'second.sqlite3'}", 5, seed=7)
    assert len(first) > 10
    assert first == second


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 10))
def test_no_seed_makes_anything_go_wrong(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """What `test_nothing_goes_wrong_and_nothing_is_sent_twice` says of one seed, for others."""
    file = tmp_path_factory.mktemp("seed") / "try.sqlite3"
    with trial(f"sqlite:///{file}", START, seed=seed) as running:
        _live(running)
        report = running.report()
    assert (report.errors, report.duplicates) == (0, 0)
    assert report.questions_sent > 50
    assert report.replies > 40
    assert report.replies == report.graded + report.awaiting_review
