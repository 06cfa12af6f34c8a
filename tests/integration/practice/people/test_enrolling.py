"""Loading people: who joins, leaves, returns and moves, and whom Slack knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from messages.home import home_tab
from org.model import Roster
from org.roster import write
from practice.drafts import Draft, Faulty, Moved
from practice.errors import MaybeSent, MessengerError
from practice.people import accounts, enrol, frameworks, rosters
from practice.people.rosters import Enrolled, RosterDraft
from practice.screens import home
from practice.screens import roster as roster_view
from store import framework as stored
from store import people
from store.engine import Database
from store.models import DeliveryState
from tests import builders
from tests.builders import (
    ADMIN,
    MANAGER,
    RIGHT,
    START,
    TEAM,
    House,
    account,
    assignment,
    day,
    email,
    framework,
    person,
    roster,
    slack_id,
)
from tests.statements import statements


def without(name: str) -> Roster:
    return roster(tuple(n for n in TEAM if n != name))


def drafted(house: House, staff: Roster) -> RosterDraft:
    made = rosters.draft(house.ports, "people.csv", write(staff).encode(), slack_id(ADMIN))
    assert isinstance(made, Draft), made
    return made


def test_everybody_with_a_role_is_welcomed_once(house: House) -> None:
    house.load()
    house.turn()
    for name in TEAM:
        assert [r.state for r in house.rows(name, "welcome")] == [DeliveryState.SENT]
    assert house.rows(MANAGER, "welcome") == []


def test_a_newcomer_is_welcomed_in_working_hours(house: House) -> None:
    house.clock.move_to(START.replace(hour=20))
    house.slack.join(account("gus"))
    house.load(staff=roster((*TEAM, "gus")))
    house.turn()
    welcome = house.rows("gus", "welcome")[0]
    assert welcome.state == DeliveryState.PLANNED
    assert welcome.due_at == (START + timedelta(days=1)).replace(hour=9, minute=0)


def test_a_leaver_gets_nothing_more_and_their_answers_stay(house: House) -> None:
    asked = house.ask("ana", "triage-0")
    house.reply("ana", asked, RIGHT)
    house.turn()
    planned = house.rows("ana")
    house.clock.pass_(hours=1)
    enrol.load_roster(house.ports, without("ana"))
    house.run_until(START + timedelta(days=10))
    row = house.person("ana")
    assert not row.on_roster
    assert row.left_at is not None
    assert len([r for r in house.rows("ana") if r.state == DeliveryState.SENT]) == len(
        [r for r in planned if r.state == DeliveryState.SENT]
    )
    assert house.grade(asked) is not None


def test_a_returner_resumes_with_their_evidence(house: House) -> None:
    asked = house.ask("ana", "triage-0")
    house.reply("ana", asked, RIGHT)
    house.turn()
    before = house.person("ana").person_id
    enrol.load_roster(house.ports, without("ana"))
    house.clock.pass_(days=30)
    diff = enrol.load_roster(house.ports, roster())
    assert [p.email for p in diff.returned] == [email("ana")]
    row = house.person("ana")
    assert (row.person_id, row.on_roster, row.left_at) == (before, True, None)
    house.run_until(house.clock.now() + timedelta(days=8))
    assert len(house.rows("ana")) > 1


def test_who_left_before_being_welcomed_is_welcomed_on_return(sessions: Database) -> None:
    house = builders.house(sessions)
    house.load()
    enrol.load_roster(house.ports, without("ana"))
    house.turn()
    assert [r.state for r in house.rows("ana", "welcome")] == [DeliveryState.CANCELLED]
    enrol.load_roster(house.ports, roster())
    house.turn()
    assert [r.state for r in house.rows("ana", "welcome")] == [DeliveryState.SENT]
    assert house.person("ana").started_at is not None


def test_who_moves_keeps_their_evidence_and_their_old_place_its_dates(house: House) -> None:
    asked = house.ask("ana", "triage-0")
    house.reply("ana", asked, RIGHT)
    house.turn()
    house.clock.pass_(days=14)
    moved = tuple(
        replace(a, team="Payments") if a.email == email("ana") else a for a in roster().assignments
    )
    enrol.load_roster(house.ports, replace(roster(), assignments=moved))
    with house.sessions.read() as unit:
        row = people.by_email(unit, email("ana"))
        assert row is not None
        held = people.all_assignments_of(unit, row.person_id)
    today = house.clock.now().date()
    assert {(a.team_id, a.end) for a in held} == {
        ("platform", today - timedelta(days=1)),
        ("payments", None),
    }
    assert house.grade(asked) is not None


def test_loading_the_same_roster_again_changes_nothing(house: House) -> None:
    def written() -> list[str]:
        with statements(house.sessions) as run:
            assert enrol.load_roster(house.ports, roster()).empty
        return [statement for statement in run if not statement.startswith("SELECT")]

    assert written() == written() == []


def publish(house: House, draft: RosterDraft, by: str = ADMIN) -> object:
    return rosters.publish(house.ports, draft.draft_id, slack_id(by))


def test_a_draft_shows_its_difference_and_whom_slack_does_not_know(house: House) -> None:
    draft = drafted(house, roster((*TEAM, "zoe")))
    assert [p.email for p in draft.changes.diff.joined] == [email("zoe")]
    assert draft.new.unknown == (email("zoe"),)
    with house.sessions.read() as unit:
        assert people.by_email(unit, email("zoe")) is None, "a draft changes nothing"


def test_a_draft_is_loaded_once_and_by_who_made_it(house: House) -> None:
    draft = drafted(house, without("flo"))
    assert publish(house, draft, "bo") is None
    assert rosters.publish(house.ports, "unknown", slack_id(ADMIN)) is None
    assert isinstance(publish(house, draft), Enrolled)
    assert publish(house, draft) is None


@pytest.mark.both_databases
def test_a_draft_is_not_loaded_where_somebody_changed_the_people_since(house: House) -> None:
    draft, admin = drafted(house, without("flo")), slack_id(ADMIN)
    enrol.load_roster(house.ports, without("eli"))

    assert isinstance(publish(house, draft), Moved)
    assert house.person("flo").on_roster
    assert isinstance(publish(house, draft), Moved), "until it was shown again"

    assert rosters.reopen(house.ports, draft.draft_id, slack_id("bo")) is None
    again = rosters.reopen(house.ports, draft.draft_id, admin)
    assert isinstance(again, Draft)
    assert [p.email for p in again.changes.diff.returned] == [email("eli")]
    done = publish(house, draft)
    assert isinstance(done, Enrolled)
    assert done.diff == again.changes.diff


def test_another_day_alone_does_not_change_what_a_draft_would_do(house: House) -> None:
    draft = drafted(house, without("flo"))
    house.clock.pass_(days=1)
    assert isinstance(publish(house, draft), Enrolled)


@pytest.mark.both_databases
def test_a_draft_whose_roles_are_gone_says_its_faults(house: House) -> None:
    draft = drafted(house, without("flo"))
    known = framework()
    other = replace(known, roles=tuple(replace(role, id="pilot") for role in known.roles))
    with house.sessions.begin() as unit:
        frameworks.write_framework(unit, other)

    for found in (
        publish(house, draft),
        rosters.reopen(house.ports, draft.draft_id, slack_id(ADMIN)),
    ):
        assert isinstance(found, Faulty)
        assert found.faults
    assert house.person("flo").on_roster


def test_a_roster_that_slack_kept_from_loading_can_be_loaded_later(house: House) -> None:
    draft = drafted(house, without("flo"))
    house.slack.fail("directory", MaybeSent("timed out"))
    with pytest.raises(MessengerError):
        publish(house, draft)
    assert house.person("flo").on_roster
    assert isinstance(publish(house, draft), Enrolled)
    assert not house.person("flo").on_roster


def test_who_loses_one_of_two_roles_and_gets_other_dates_is_shown(house: House) -> None:
    staff, later = roster(), day("2026-12-24")
    both = (*staff.assignments, assignment("ana", team="Payments"))
    enrol.load_roster(house.ports, replace(staff, assignments=both))
    until = tuple(replace(a, end=later) if a.email == email("bo") else a for a in staff.assignments)
    draft = drafted(house, replace(staff, assignments=until))
    view = roster_view.changes(house.ports, slack_id(ADMIN), draft)
    assert [(a.email, a.team) for a in view.ended] == [(email("ana"), "Payments")]
    assert [(a.email, a.end) for a in view.redated] == [(email("bo"), later)]
    assert not view.empty


def test_a_roster_with_faults_is_no_draft(house: House) -> None:
    found = rosters.draft(house.ports, "p.csv", b"email,name\nnot-an-email,", slack_id(ADMIN))
    assert isinstance(found, Faulty)
    assert found.faults


def test_an_account_that_is_gone_is_not_written_to_until_it_is_back(house: House) -> None:
    house.slack.leave(slack_id("ana"))
    accounts.identify(house.ports)
    assert not house.person("ana").reachable
    house.slack.join(account("ana"))
    accounts.identify(house.ports)
    assert house.person("ana").reachable
    assert house.person("ana").plan_after == house.clock.now()


def test_an_email_that_moved_to_another_account_is_followed(house: House) -> None:
    house.slack.leave(slack_id("ana"))
    house.slack.join(replace(account("ana"), id="UANEW"))
    accounts.identify(house.ports)
    assert house.person("ana").slack_user == "UANEW"
    assert house.person("ana").reachable


def test_an_email_that_is_another_persons_account_now_breaks_nothing(house: House) -> None:
    # Bo's account got Cy's address, and Cy's own account is gone.
    del house.slack.users[slack_id("cy")]
    house.slack.join(replace(account("bo"), email=email("cy")))
    accounts.identify(house.ports)
    assert house.person("bo").slack_user == slack_id("bo")
    assert not house.person("cy").reachable
    accounts.identify_one(house.ports, house.slack.users[slack_id("bo")])
    assert house.person("cy").slack_user == slack_id("cy")


def test_a_zone_that_slack_says_moves_the_questions(house: House) -> None:
    house.slack.join(account("ana", timezone="America/New_York"))
    accounts.identify_one(house.ports, house.slack.users[slack_id("ana")])
    house.turn()
    for row in house.rows("ana"):
        if row.state == DeliveryState.PLANNED:
            assert 14 <= row.due_at.hour < 22


def test_expectations_are_dated_and_the_old_ones_close(house: House) -> None:
    house.clock.pass_(days=10)
    lower = framework()
    changed = replace(
        lower,
        roles=tuple(
            replace(r, expects=tuple(replace(e, target=0.6) for e in r.expects))
            for r in lower.roles
        ),
    )
    with house.sessions.begin() as unit:
        frameworks.write_framework(unit, changed)
    with house.sessions.read() as unit:
        today = house.clock.now().date()
        now = stored.roles(unit, today)["engineer"]
    with house.sessions.read() as unit:
        before = stored.roles(unit, START.date())["engineer"]
    assert {e.target for e in now.expects} == {0.6}
    assert {e.target for e in before.expects} == {0.8}
    assert len(now.expects) == len(before.expects) == 3


def test_loading_the_same_framework_again_changes_nothing(house: House) -> None:
    with house.sessions.begin() as unit:
        frameworks.write_framework(unit, framework())
    with house.sessions.read() as unit:
        assert len(stored.expectation_rows(unit)) == 3


def test_a_skill_that_is_retired_is_asked_of_nobody_and_its_screens_still_work(
    house: House,
) -> None:
    asked = house.ask("ana", "updates-0")
    house.reply("ana", asked, RIGHT)
    house.turn()
    with house.sessions.begin() as unit:
        frameworks.write_framework(unit, framework(skills=("triage", "rollback")))
    house.run_until(START + timedelta(days=15))
    later = [r for r in house.rows("ana") if r.planned_at > START]
    assert later
    assert all(house.question(r.delivery_id).skill_id != "updates" for r in later)
    assert home_tab(home.home(house.ports, slack_id("ana")))["type"] == "home"


def test_people_without_email_are_known_by_slack_id(house: House) -> None:
    staff = roster()
    gus = replace(person("gus"), email=slack_id("gus"))
    place = replace(assignment("gus"), email=slack_id("gus"), start=day("2026-11-02"))
    house.slack.join(account("gus", email=None))
    enrol.load_roster(
        house.ports,
        replace(staff, people=(*staff.people, gus), assignments=(*staff.assignments, place)),
    )
    house.turn()
    with house.sessions.read() as unit:
        row = people.by_slack(unit, slack_id("gus"))
        assert row is not None
        assert people.by_email(unit, slack_id("gus")) is not None
    assert row.started_at is not None


def test_a_name_that_would_call_everybody_calls_nobody(house: House) -> None:
    staff = roster()
    evil = tuple(replace(p, name="<!channel> <@UBO>") for p in staff.people)
    enrol.load_roster(house.ports, replace(staff, people=evil))
    view = str(home_tab(home.home(house.ports, slack_id(MANAGER))))
    assert "<!channel>" not in view.replace("'plain_text', 'text': '<!channel>", "")


def test_a_framework_takes_as_many_statements_for_many_skills_as_for_few(house: House) -> None:
    def taken(count: int, target: float) -> int:
        skills = [f"skill-{n}" for n in range(count)]
        new = framework(skills=skills)
        roles = tuple(
            replace(role, expects=tuple(replace(e, target=target) for e in role.expects))
            for role in new.roles
        )
        with statements(house.sessions) as run, house.sessions.begin() as unit:
            frameworks.write_framework(unit, replace(new, roles=roles))
        return len(run)

    few = [taken(3, 0.8), taken(3, 0.6), taken(1, 0.6), taken(3, 0.6)]
    many = [taken(60, 0.8), taken(60, 0.6), taken(1, 0.6), taken(60, 0.6)]
    assert few[1:] == many[1:], "the first of each came after other skills"
    assert max(few + many) <= 16
