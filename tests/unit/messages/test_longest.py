"""The longest legal content still makes messages that Slack takes and people can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from files.faults import Fault
from items.diff import BankDiff, FieldChange, ItemChange
from items.model import Kind, Outcome
from messages import (
    answer,
    choice_feedback,
    digest,
    home,
    load,
    question,
    review,
    roster,
    text_feedback,
)
from messages.fitting import visible
from messages.message import Message
from org.model import Assignment
from tests.unit.messages import longest
from tests.unit.messages.limits import faults_of_message, faults_of_view, texts
from tests.unit.messages.screens import DIGEST, FAULTS, HOME, LEARNER, READER, REPLY, ROSTER, TEAM
from views.digest import DigestView
from views.home import AdminHome
from views.load import ChangesView
from views.review import ReviewView
from views.teams import SkillRow, Trend, Week

CHOICES = [Kind.SINGLE, Kind.MULTIPLE, Kind.ORDER]
BOTH = pytest.mark.parametrize("words", [True, False], ids=["words", "escaped"])
ANY_OPEN = (Outcome.MET, Outcome.UNSURE, Outcome.NOT_MET)


def faults(message: Message, longest_text: int = 1500) -> list[str]:
    return faults_of_message(message.text, message.blocks, longest_text)


@BOTH
@pytest.mark.parametrize("kind", Kind)
def test_a_question(kind: Kind, words: bool) -> None:
    view = longest.asked(kind, words=words)
    asked = question.question(view)
    assert faults(asked) == []
    shown = "".join(texts(asked.blocks))
    for option in view.item.options:
        assert option.text in shown


@BOTH
def test_what_is_read_out_keeps_every_option_and_how_to_answer(words: bool) -> None:
    asked = question.question(longest.asked(Kind.SINGLE, words=words))
    lines = asked.text.splitlines()
    assert [line[0] for line in lines if line[1:3] == ": "] == list("ABCDEFGHIJ")
    assert lines[-1] == "Reply in the thread with a letter."


@BOTH
@pytest.mark.parametrize("kind", CHOICES)
def test_feedback_on_a_choice(kind: Kind, words: bool) -> None:
    view = longest.answered(kind, words=words)
    shown = choice_feedback.feedback(view)
    assert faults(shown) == []
    assert visible(shown.blocks) <= 1800
    assert '"whole_answer"' in str(shown.blocks).replace("'", '"')
    assert faults_of_view(choice_feedback.whole_feedback(view)) == []


@BOTH
@pytest.mark.parametrize(
    "outcomes", [(Outcome.MET,), (Outcome.NOT_MET,), (Outcome.UNSURE,), ANY_OPEN]
)
def test_feedback_on_words(outcomes: tuple[Outcome, ...], words: bool) -> None:
    view = longest.marked(outcomes, words=words)
    shown = text_feedback.marked(view)
    assert faults(shown) == []
    assert visible(shown.blocks) <= 2400
    assert faults_of_view(text_feedback.whole_answer(view)) == []
    assert faults_of_view(text_feedback.marks_form(view)) == [] or not view.open


@BOTH
def test_forms(words: bool) -> None:
    assert faults_of_view(answer.order_form(longest.asked(Kind.ORDER, words=words))) == []
    text = longest.asked(Kind.TEXT, words=words)
    assert faults_of_view(answer.reply_form(text, longest.filled(3000, words=words))) == []
    assert faults_of_view(answer.too_late(READER, longest.filled(3000, words=words))) == []


@BOTH
@pytest.mark.parametrize("kind", Kind)
def test_a_review(kind: Kind, words: bool) -> None:
    item = longest.text(words=words) if kind is Kind.TEXT else longest.choice(kind, words=words)
    view = ReviewView(
        READER,
        "t" * 32,
        1,
        40,
        item,
        longest.filled(3000, words=words),
        appeal=longest.filled(2000, words=words),
    )
    assert faults_of_view(review.review_form(view)) == []


@BOTH
def test_an_answer_being_read(words: bool) -> None:
    reading = text_feedback.reading(READER, "Triage", longest.filled(3000, words=words), slow=True)
    assert faults(reading) == []
    assert visible(reading.blocks) <= 900


def many_faults(n: int) -> list[Fault]:
    return [
        Fault("b" * 100 + ".yaml", line, "i" * 80, "What & " * 200, "To do. " * 200)
        for line in range(n)
    ]


def test_many_faults() -> None:
    assert faults_of_view(load.faults(READER, many_faults(300))) == []
    assert faults(load.faults_message(READER, "b.yaml", many_faults(300))) == []
    assert load.faults_file(FAULTS).count("\n") == 2


def test_many_changes() -> None:
    fields = tuple(FieldChange(f"options.{n}.text", "& " * 300, "<b> " * 300) for n in range(40))
    diff = BankDiff(
        new=tuple(replace(longest.choice(Kind.SINGLE, words=True), id=f"n-{n}") for n in range(99)),
        changed=tuple(ItemChange(f"c-{n}", fields, n % 2 == 0) for n in range(200)),
        retired=tuple(f"r-{n}" for n in range(200)),
    )
    view = load.changes(ChangesView(READER, "f", "on-call", diff, 5000))
    assert faults_of_view(view) == []
    people = tuple(f"Person {n}: " + "role " * 60 for n in range(500))
    moves = tuple(Assignment(each, each, each) for each in people)
    moved = replace(ROSTER, joined=people, left=people, moved=moves, unknown=people)
    assert faults_of_view(roster.roster_changes(moved)) == []
    assert faults(roster.roster_applied(moved)) == []


def test_a_home_of_everything() -> None:
    standings = tuple(
        replace(LEARNER.standings[0], skill=f"s-{n}", name=f"Skill {n}") for n in range(30)
    )
    teams = tuple(replace(TEAM, team=f"t-{n}", name=f"Team {n}") for n in range(40))
    view = replace(
        HOME,
        learner=replace(LEARNER, standings=standings),
        teams=teams,
        admin=AdminHome(5, 2, 3, 1),
        paused=True,
    )
    shown = home.home_tab(view)
    assert faults_of_view(shown) == []
    assert len(shown["blocks"]) <= 60
    assert faults_of_view(home.me(view)) == []


def crowded_digest() -> DigestView:
    rows = tuple(
        SkillRow(
            f"A skill with a name that is longer than most of them {n}", TEAM.overall, 0.85, 0.6
        )
        for n in range(60)
    )
    weeks = tuple(Week(date.fromordinal(739_500 + 7 * n), 0.6, 0.5, 0.7) for n in range(52))
    return replace(DIGEST, skills=rows, trend=Trend("S" * 80, weeks, 0.85))


def everything_of(message: Message) -> list[dict[str, Any]]:
    return [*message.blocks, *(block for more in message.thread for block in more.blocks)]


@pytest.mark.parametrize("plain", [True, False])
def test_a_crowded_digest_continues_in_its_thread(plain: bool) -> None:
    shown = digest.digest(replace(crowded_digest(), plain=plain))
    assert faults(shown, 3000) == []
    assert visible(shown.blocks) <= 3500
    assert shown.thread
    for message in shown.thread:
        assert faults(message, 3000) == []
    kinds = [block["type"] for block in everything_of(shown)]
    assert kinds.count("table" if plain else "data_table") == 1
    assert shown.blocks[-1]["type"] == "actions"


def test_a_short_digest_has_no_thread() -> None:
    assert digest.digest(DIGEST).thread == ()
    assert REPLY not in digest.digest(DIGEST).text
