"""The organisation's own log, as fitting reads it; and what a refit keeps."""

from __future__ import annotations

import fsrs
import pytest
from typer.testing import CliRunner

from bot.cli import command_line
from grading.verdict import Rating
from lab import cards
from lab.capability.logs import own_log
from store import evidence, people
from store.models import GradeRow
from tests.builders import BANK, RIGHT, WORKSPACE, WRONG, House, bank, choice_item

ITEM = f"{BANK}/triage-0"
USUAL = fsrs.Scheduler().parameters
OWN = (*(1.5 * weight for weight in USUAL[:4]), *USUAL[4:])
"""Constants of an organisation whose people remember for half as long again after a first reply."""


@pytest.fixture
def house(house: House) -> House:
    house.load(bank([choice_item(n, "triage") for n in range(3)]))
    return house


def answered(house: House, name: str, item: str, reply: int) -> str:
    """Let somebody answer a question, a day after what came before."""
    house.clock.pass_(days=1)
    asked = house.ask(name, item)
    house.reply(name, asked, reply)
    house.turn()
    return asked


def grade_id(house: House, asked: str) -> str:
    grade = house.grade(asked)
    assert grade is not None
    return grade.grade_id


def stability(house: House) -> float:
    """The days until Ana's recall of the first item falls to 0.9."""
    person = house.person("ana").person_id
    with house.sessions.read() as unit:
        return float(evidence.cards(unit, person)[ITEM].card["stability"])


def run(house: House, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """What a command says that works on the house's database."""
    address = house.sessions.database.writer.url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", address)
    found = CliRunner().invoke(command_line(), words)
    assert found.exit_code == 0, found.output
    return " ".join(found.stdout.split())


@pytest.mark.both_databases
def test_the_own_log_has_a_row_for_each_grade_that_counts(house: House) -> None:
    answered(house, "ana", "triage-0", RIGHT)
    missed = house.grade(answered(house, "bo", "triage-0", WRONG))
    left_out = answered(house, "ana", "triage-1", RIGHT)
    assert missed is not None
    who, moment = house.person("bo").person_id, missed.replied_at.timestamp()
    assert len(own_log(house.sessions)) == 3
    with house.sessions.begin() as unit:
        row = unit.session.get(GradeRow, (WORKSPACE, grade_id(house, left_out)))
        assert row is not None
        row.counts = False
    rows = own_log(house.sessions)
    assert len(rows) == 2
    assert (who, "triage", ITEM, moment, 0.0, 1.0) in rows


def test_a_cards_reviews_are_read_in_the_order_of_the_replies(house: House) -> None:
    answered(house, "ana", "triage-0", WRONG)
    answered(house, "ana", "triage-0", RIGHT)
    known = cards.cards_of(house.sessions)
    assert set(known) == {(house.person("ana").person_id, ITEM)}
    (reviews,) = known.values()
    assert [rating for rating, _ in reviews] == [Rating.AGAIN, Rating.GOOD]
    assert reviews[0][1] < reviews[1][1]


def test_constants_that_are_kept_make_every_card_anew(house: House) -> None:
    answered(house, "ana", "triage-0", RIGHT)
    before = stability(house)
    cards.keep(house.sessions, house.ports.priors, OWN)
    with house.sessions.read() as unit:
        assert people.workspace(unit).card_weights == list(OWN)
    assert stability(house) != before


def test_too_little_is_said_and_changes_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(house, monkeypatch, "fit", "capability") == "There are no replies yet."
    answered(house, "ana", "triage-0", RIGHT)
    said = run(house, monkeypatch, "fit", "capability")
    assert said == "Too little data: 1 replies by 1 people; 1000 by 20 are needed."
    said = run(house, monkeypatch, "fit", "cards")
    assert said == "Too little data: 0 repeats by 0 people; 1000 by 20 are needed."
    with house.sessions.read() as unit:
        kept = people.workspace(unit)
        assert (kept.priors, kept.card_weights) == (None, None)
