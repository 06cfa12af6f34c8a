"""From a reply to marks, grades, cards and beliefs; and what a person's word changes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from items.model import Outcome
from practice import turn
from practice.answering import appeals, selfmarks
from practice.answering.appeals import Asked
from practice.answering.receive import Refusal, Refused
from practice.answering.selfmarks import SelfMarked
from practice.content import reports
from practice.judging import grade, learn, review
from practice.judging.review import Word
from store import evidence, people, reviews
from store.models import BeliefRow, CardRow, GradeRow, MarkRow, ReviewTaskRow
from tests.builders import (
    ADMIN,
    MET,
    NOT_MET,
    RIGHT,
    UNSURE,
    WRONG,
    House,
    bank,
    choice_item,
    email,
    slack_id,
    text_item,
)

TEXT = "triage-text-0"


@pytest.fixture
def house(house: House) -> House:
    house.load(bank([text_item(0, "triage"), *(choice_item(n, "triage") for n in range(3))]))
    return house


def written(house: House, marks: tuple[Outcome, Outcome], text: str = "I declare it.") -> str:
    """Let Ana answer the written question, to be marked so by the grader."""
    house.grader.marks[text] = marks
    asked = house.ask("ana", TEXT)
    house.write("ana", asked, text)
    house.turn()
    return asked


def tasks(house: House, asked: str) -> list[ReviewTaskRow]:
    with house.sessions.read() as unit:
        attempt = evidence.attempt_on(unit, asked)
        assert attempt is not None
        return list(reviews.tasks_on(unit, attempt.attempt_id))


def open_task(house: House, asked: str) -> ReviewTaskRow:
    found = [t for t in tasks(house, asked) if t.done_at is None]
    assert len(found) == 1, [t.why for t in found]
    return found[0]


def marks(house: House, asked: str) -> list[MarkRow]:
    attempt = house.attempt(asked)
    assert attempt is not None
    with house.sessions.read() as unit:
        return list(evidence.marks_of(unit, attempt.attempt_id))


def beliefs(house: House, name: str) -> dict[tuple[str, str], tuple[float, float, float]]:
    with house.sessions.read() as unit:
        person = people.by_email(unit, email(name))
        assert person is not None
        return {
            (b.part, b.ref): (b.mean, b.variance, b.at)
            for b in evidence.beliefs(unit, person.person_id)
        }


def cards(house: House, name: str) -> Mapping[str, Any]:
    with house.sessions.read() as unit:
        person = people.by_email(unit, email(name))
        assert person is not None
        return {r: c.card for r, c in evidence.cards(unit, person.person_id).items()}


def decide(house: House, asked: str, *words: Word, who: str = ADMIN, **kept: Any) -> bool:
    named = dict(zip(("declares", "names"), words, strict=True))
    return review.decide(house.ports, slack_id(who), open_task(house, asked).task_id, named, **kept)


def test_a_choice_is_graded_exactly_and_teaches(house: House) -> None:
    asked = house.ask("ana", "triage-0")
    house.reply("ana", asked, WRONG)
    house.turn()
    found = house.grade(asked)
    assert found is not None
    assert (found.score, found.rating, found.source, found.counts) == (0.0, "again", "exact", True)
    assert found.misconceptions == ["wait"]
    assert set(cards(house, "ana")) == {"on-call/triage-0"}
    assert ("ability", "") in beliefs(house, "ana")


def test_marks_that_are_settled_come_to_a_grade(house: House) -> None:
    asked = written(house, (MET, NOT_MET))
    found = house.grade(asked)
    assert found is not None
    assert (found.score, found.source, found.counts) == (0.5, "grader", True)
    assert [m.source for m in marks(house, asked)] == ["grader", "grader"]


def test_what_is_unsure_waits_for_a_person_and_teaches_nothing(house: House) -> None:
    before = beliefs(house, "ana")
    asked = written(house, (MET, UNSURE))
    assert house.grade(asked) is None
    assert open_task(house, asked).why == "unsure"
    assert open_task(house, asked).criteria == ["names"]
    assert cards(house, "ana") == {}
    assert beliefs(house, "ana") == before


def test_a_self_mark_moves_the_card_and_nothing_else(house: House) -> None:
    before = beliefs(house, "ana")
    asked = written(house, (MET, UNSURE))
    done = selfmarks.mark(house.ports, slack_id("ana"), asked, {"names": MET})
    assert done is SelfMarked.SAVED
    found = house.grade(asked)
    assert found is not None
    assert (found.source, found.counts) == ("self", False)
    assert set(cards(house, "ana")) == {f"on-call/{TEXT}"}
    assert beliefs(house, "ana") == before
    assert open_task(house, asked).why == "unsure", "a reviewer still reads it"


def test_a_self_mark_says_all_that_is_open_or_nothing(house: House) -> None:
    asked = written(house, (UNSURE, UNSURE))
    mark = {"declares": MET}
    assert selfmarks.mark(house.ports, slack_id("ana"), asked, mark) is SelfMarked.INCOMPLETE
    unsure = {"declares": MET, "names": UNSURE}
    assert selfmarks.mark(house.ports, slack_id("ana"), asked, unsure) is SelfMarked.INCOMPLETE
    assert house.grade(asked) is None


def test_a_self_mark_changes_no_mark_that_stands(house: House) -> None:
    asked = written(house, (NOT_MET, UNSURE))
    both = {"declares": MET, "names": MET}
    assert selfmarks.mark(house.ports, slack_id("ana"), asked, both) is SelfMarked.SAVED
    found = house.grade(asked)
    assert found is not None
    assert found.score == 0.5
    assert selfmarks.mark(house.ports, slack_id("ana"), asked, both) is SelfMarked.SETTLED


def test_nobody_marks_somebody_else(house: House) -> None:
    asked = written(house, (MET, UNSURE))
    outcome = selfmarks.mark(house.ports, slack_id("bo"), asked, {"names": MET})
    assert outcome == Refused(Refusal.NOT_YOURS)


def test_a_reviewers_word_supersedes_is_learnt_from_and_told_in_the_thread(house: House) -> None:
    asked = written(house, (MET, UNSURE))
    selfmarks.mark(house.ports, slack_id("ana"), asked, {"names": MET})
    assert decide(house, asked, Word(MET), Word(NOT_MET, "No time is named."))
    house.turn()
    found = house.grade(asked)
    assert found is not None
    assert (found.score, found.source, found.counts, found.position) == (0.5, "reviewer", True, 1)
    assert ("ability", "") in beliefs(house, "ana")
    thread = [p for p in house.slack.to(slack_id("ana")) if p.thread_ts == house.row(asked).ts]
    assert len(thread) == 1
    assert "No time is named." in str(thread[0].message)


@pytest.mark.both_databases
def test_a_word_that_comes_twice_counts_once(house: House) -> None:
    asked = written(house, (MET, UNSURE))
    task = open_task(house, asked).task_id
    words = {"declares": Word(MET), "names": Word(MET)}
    assert review.decide(house.ports, slack_id(ADMIN), task, words)
    assert not review.decide(house.ports, slack_id(ADMIN), task, words)
    attempt = house.attempt(asked)
    assert attempt is not None
    with house.sessions.read() as unit:
        rows = unit.session.scalars(
            select(GradeRow).where(GradeRow.attempt_id == attempt.attempt_id)
        )
        assert len(list(rows)) == 1


def test_a_reviewer_who_leaves_a_criterion_open_leaves_it_to_another(house: House) -> None:
    asked = written(house, (UNSURE, UNSURE))
    selfmarks.mark(house.ports, slack_id("ana"), asked, {"declares": MET, "names": MET})
    task = open_task(house, asked)
    assert review.decide(house.ports, slack_id(ADMIN), task.task_id, {"declares": Word(MET)})
    found = house.grade(asked)
    assert found is not None
    assert not found.counts, "the learner's own mark must not count beside the reviewer's"
    again = open_task(house, asked)
    with house.sessions.read() as unit:
        rui = people.by_email(unit, email(ADMIN))
        assert rui is not None
        assert again.skipped_by == [rui.person_id]


@pytest.mark.parametrize("who", ["bo", "mia"])
def test_who_is_no_reviewer_decides_nothing(house: House, who: str) -> None:
    asked = written(house, (MET, UNSURE))
    assert not decide(house, asked, Word(MET), Word(MET), who=who)
    assert review.next_case(house.ports, slack_id(who)) is None
    review.skip(house.ports, slack_id(who), open_task(house, asked).task_id)
    assert open_task(house, asked).skipped_by == []
    assert house.grade(asked) is None


def test_nobody_reviews_their_own_reply(house: House) -> None:
    house.grader.marks["Mine."] = (UNSURE, UNSURE)
    house.load(bank([text_item(0, "triage")], author=email("ana")))
    asked = house.ask("ana", TEXT)
    house.write("ana", asked, "Mine.")
    house.turn()
    assert review.next_case(house.ports, slack_id("ana")) is None
    assert not decide(house, asked, Word(MET), Word(MET), who="ana")
    assert review.next_case(house.ports, slack_id(ADMIN)) is not None


def test_what_a_reviewer_skips_goes_to_another(house: House) -> None:
    asked = written(house, (UNSURE, UNSURE))
    review.skip(house.ports, slack_id(ADMIN), open_task(house, asked).task_id)
    assert review.next_case(house.ports, slack_id(ADMIN)) is None


def test_an_exemplar_is_kept_and_used_from_then_on(house: House) -> None:
    asked = written(house, (MET, UNSURE))
    assert decide(house, asked, Word(MET), Word(MET), exemplars=["names"])
    with house.sessions.read() as unit:
        from store import banks

        kept = banks.exemplars(unit, f"on-call/{TEXT}")
    assert [(e.reply, e.mark) for e in kept["names"]] == [("I declare it.", MET)]


def test_an_appeal_puts_a_reply_before_a_reviewer_once(house: House) -> None:
    asked = written(house, (NOT_MET, MET))
    args = (house.ports, slack_id("ana"), asked)
    assert appeals.appeal(*args, ["declares", "nonsense"], "I did!") is Asked.QUEUED
    assert appeals.appeal(*args, [], "Really!") is Asked.ALREADY
    task = open_task(house, asked)
    assert (task.why, task.criteria, task.note) == ("appeal", ["declares"], "I did!")
    assert decide(house, asked, Word(MET, "You did."), Word(MET))
    found = house.grade(asked)
    assert found is not None
    assert found.score == 1.0


def test_nobody_appeals_for_somebody_else_or_before_there_is_a_grade(house: House) -> None:
    asked = house.ask("ana", TEXT)
    assert appeals.appeal(house.ports, slack_id("ana"), asked, [], "") is Asked.NOTHING_YET
    other = appeals.appeal(house.ports, slack_id("bo"), asked, [], "")
    assert other == Refused(Refusal.NOT_YOURS)


def test_a_mark_that_differs_from_the_graders_needs_a_reason(house: House) -> None:
    asked = written(house, (NOT_MET, MET))
    appeals.appeal(house.ports, slack_id("ana"), asked, [], "I did!")
    task = open_task(house, asked).task_id
    words = {"declares": Word(MET), "names": Word(MET)}
    assert review.without_reason(house.ports, task, words) == ["declares"]
    assert review.without_reason(house.ports, task, {"declares": Word(MET, "Yes.")}) == []


def test_an_audit_hides_what_the_grader_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grade, "is_audited", lambda _: True)
    asked = written(house, (MET, MET))
    assert open_task(house, asked).why == "audit"
    case = review.next_case(house.ports, slack_id(ADMIN))
    assert case is not None
    assert case.marks == {}


@pytest.mark.both_databases
def test_a_second_reviewer_measures_and_changes_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "_doubled", lambda *_: True)
    house.load(
        bank([text_item(0, "triage")], author=email("rev"))
    )  # who wrote the bank may review it
    asked = written(house, (MET, UNSURE))
    assert decide(house, asked, Word(MET), Word(MET))
    task = open_task(house, asked)
    assert task.why == "double"
    assert not decide(house, asked, Word(MET), Word(NOT_MET)), "not by the first one again"
    before = house.grade(asked)
    assert decide(house, asked, Word(MET), Word(NOT_MET), who="rev")
    after = house.grade(asked)
    assert before is not None
    assert after is not None
    assert before.grade_id == after.grade_id
    assert [m.source for m in marks(house, asked)][-2:] == ["double", "double"]
    from practice.judging.drift import agreement

    with house.sessions.read() as unit:
        assert agreement(unit).pairs == 2


@pytest.mark.both_databases
def test_a_report_reaches_its_author_and_its_end_reaches_the_reporter(house: House) -> None:
    asked = house.ask("ana", "triage-0")
    row = reports.report(house.ports, slack_id("ana"), asked, "unclear", "<!channel> What time?")
    assert not isinstance(row, Refused)
    house.turn()
    to_author = house.slack.to(slack_id(ADMIN))[-1].message
    assert "Ana" not in str(to_author)
    assert "<!channel>" not in to_author.text
    with house.sessions.begin() as unit:
        reports.settle(unit, [row.item_ref or ""])
        reports.settle(unit, [row.item_ref or ""])
        assert not reviews.open_reports(unit)
    house.turn()
    assert house.slack.to(slack_id("ana"))[-1].thread_ts == house.row(asked).ts


def test_a_grader_that_breaks_hands_over_to_a_person(house: House) -> None:
    house.grader.broken = ValueError("no model")
    asked = house.ask("ana", TEXT)
    house.write("ana", asked, "I declare it.")
    other = house.ask("bo", "triage-0")
    house.reply("bo", other, RIGHT)
    for _ in range(grade.TRIES):
        house.turn()
        house.clock.wait(minutes=2)
    house.turn()
    assert house.grade(other) is not None, "others are graded meanwhile"
    assert open_task(house, asked).why == "unsure"
    with house.sessions.read() as unit:
        attempt = evidence.attempt_on(unit, asked)
        assert attempt is not None
        assert (attempt.prediction or {})["parts"] == 2.0, "a person's word counts as two marks"


@pytest.mark.both_databases
def test_a_reply_that_takes_long_to_be_read_says_so_once(house: House) -> None:
    def shown() -> str:
        (found,) = (post.message.text for post in house.slack.posts if post.key == asked)
        return found

    house.grader.broken = ValueError("no model")
    house.grader.marks["I declare it."] = (MET, MET)
    asked = house.ask("ana", TEXT)
    house.write("ana", asked, "I declare it.")
    turn.replies(house.ports)
    house.clock.pass_(seconds=29)
    turn.sending(house.ports)
    assert shown().endswith("Reading it now.")
    house.clock.pass_(seconds=1)
    turn.sending(house.ports)
    assert shown().endswith("Slower than usual; it will come.")
    updates = house.slack.calls.count("update")
    turn.sending(house.ports)
    assert house.slack.calls.count("update") == updates
    house.grader.broken = None
    house.clock.pass_(minutes=2)
    turn.replies(house.ports)
    assert "Reading it now." not in shown()
    assert house.grade(asked) is not None


def test_a_worker_that_dies_while_grading_is_followed_by_another(house: House) -> None:
    house.grader.broken = KeyboardInterrupt()
    asked = house.ask("ana", TEXT)
    house.write("ana", asked, "I declare it.")
    with pytest.raises(KeyboardInterrupt):
        house.turn()
    house.grader.broken = None
    house.grader.marks["I declare it."] = (MET, MET)
    house.turn()
    assert house.grade(asked) is None, "the dead worker's lease still runs"
    house.clock.wait(minutes=2)
    house.turn()
    assert house.grade(asked) is not None


@pytest.mark.both_databases
def test_two_workers_grade_a_reply_once(house: House) -> None:
    house.grader.marks["I declare it."] = (MET, MET)
    asked = house.ask("ana", TEXT)
    house.write("ana", asked, "I declare it.")
    attempt = house.attempt(asked)
    assert attempt is not None
    start, problems = threading.Barrier(3), []

    def work() -> None:
        start.wait(10)
        try:
            grade.grade(house.ports, attempt.attempt_id)
        except Exception as problem:  # noqa: BLE001 (handed to the test's own thread)
            problems.append(problem)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert problems == []
    with house.sessions.read() as unit:
        assert len(list(unit.session.scalars(select(GradeRow)))) == 1
        assert len(list(unit.session.scalars(select(MarkRow)))) == 2


@pytest.mark.both_databases
def test_two_replies_of_one_person_at_once_are_both_learnt_from(house: House) -> None:
    asked = [house.ask("ana", f"triage-{n}") for n in range(3)]
    for delivery in asked:
        house.clock.pass_(minutes=1)
        house.reply("ana", delivery, RIGHT)
    attempts = [house.attempt(a) for a in asked]
    start = threading.Barrier(3)

    def work(attempt_id: str) -> None:
        start.wait(10)
        grade.grade(house.ports, attempt_id)

    workers = [threading.Thread(target=work, args=(a.attempt_id,)) for a in attempts if a]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert_replay_changes_nothing(house)


def assert_replay_changes_nothing(house: House, name: str = "ana") -> None:
    """Check that cards and beliefs are what a replay of all evidence makes of it."""
    kept = (beliefs(house, name), cards(house, name))
    with house.sessions.begin() as unit:
        person = people.by_email(unit, email(name))
        assert person is not None
        learn.replay(unit, house.ports.priors, person.person_id)
    found, remade = beliefs(house, name), cards(house, name)
    for key, value in kept[0].items():
        assert found[key] == pytest.approx(value), key
    assert remade == kept[1]


def test_a_replay_makes_the_same_beliefs_and_cards(house: House) -> None:
    for number, chosen in enumerate((RIGHT, WRONG, RIGHT)):
        asked = house.ask("ana", f"triage-{number}")
        house.reply("ana", asked, chosen)
        house.turn()
        house.clock.pass_(days=1)
    written(house, (MET, NOT_MET))
    assert_replay_changes_nothing(house)


def test_a_word_on_an_old_reply_remakes_what_followed(house: House) -> None:
    asked = written(house, (UNSURE, UNSURE))
    house.clock.pass_(days=1)
    later = house.ask("ana", "triage-0")
    house.reply("ana", later, RIGHT)
    house.turn()
    between = beliefs(house, "ana")
    assert decide(house, asked, Word(NOT_MET, "No."), Word(NOT_MET, "No."))
    assert beliefs(house, "ana") != between
    assert_replay_changes_nothing(house)


@pytest.mark.both_databases
def test_caches_alone_are_remade_and_never_the_log(house: House) -> None:
    asked = written(house, (MET, MET))
    with house.sessions.begin() as unit:
        for row in [
            *unit.session.scalars(select(CardRow)),
            *unit.session.scalars(select(BeliefRow)),
        ]:
            unit.session.delete(row)
    with house.sessions.begin() as unit:
        person = people.by_email(unit, email("ana"))
        assert person is not None
        learn.replay(unit, house.ports.priors, person.person_id)
    assert set(cards(house, "ana")) == {f"on-call/{TEXT}"}
    assert house.grade(asked) is not None


def test_a_call_to_review_says_what_waits_by_now(house: House) -> None:
    written(house, (MET, UNSURE))
    house.run_until(house.clock.now() + timedelta(days=3))
    calls = [p for p in house.slack.to(slack_id(ADMIN)) if "waits" in p.message.text]
    assert calls, "a reviewer is called once a working day"
    case = review.next_case(house.ports, slack_id(ADMIN))
    assert case is not None
    words = {"declares": Word(MET), "names": Word(MET)}
    assert review.decide(house.ports, slack_id(ADMIN), case.task_id, words)
    house.turn()
    keys = {p.key for p in calls}
    now = [p for p in house.slack.to(slack_id(ADMIN)) if p.key in keys]
    assert {p.message.text for p in now} == {"Nothing waits any more."}
