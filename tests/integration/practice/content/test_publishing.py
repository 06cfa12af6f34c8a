"""Publishing a bank: immutable revisions, unchanged items, new meanings, and who was first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from items.formats.yaml import write as write_yaml
from items.model import Item, Option
from practice.answering.receive import Refusal, Refused
from practice.content import catalogue, publish, reports
from practice.content.publish import BankDraft, Published
from practice.drafts import Draft, Faulty, Moved
from store import banks
from store.banks import PublishedItem
from tests.builders import ADMIN, BANK, RIGHT, House, bank, choice_item, slack_id
from tests.statements import statements

ITEMS = tuple(choice_item(n, s) for s in ("triage", "rollback", "updates") for n in range(3))


def put(house: House, *items: object, afresh: tuple[str, ...] = ()) -> Published:
    with house.sessions.begin() as unit:
        content = bank(items)  # type: ignore[arg-type]
        return publish.write(unit, content, None, afresh)


def current(house: House) -> dict[str, PublishedItem]:
    with house.sessions.read() as unit:
        return {p.item.id: p for p in banks.current(unit, BANK)}


CHANGED = replace(ITEMS[0], prompt="What do you do now?")


def test_publishing_the_same_again_makes_no_revision(house: House) -> None:
    again = put(house, *ITEMS)
    assert (again.revision, again.unchanged) == (1, 9)


def test_a_changed_item_gets_a_revision_and_the_others_keep_theirs(house: House) -> None:
    done = put(house, CHANGED, *ITEMS[1:])
    assert (done.revision, done.changed, done.new, done.retired) == (2, 1, 0, 0)
    found = current(house)
    assert found["triage-0"].revision == 2
    assert {p.revision for i, p in found.items() if i != "triage-0"} == {1}
    assert found["triage-0"].item_ref == "on-call/triage-0"


def test_what_was_published_is_never_changed(house: House) -> None:
    put(house, CHANGED, *ITEMS[1:])
    with house.sessions.read() as unit:
        first = banks.revision(unit, BANK, "triage-0", 1)
    assert first is not None
    assert first.item == ITEMS[0]


def test_a_question_keeps_the_revision_that_it_asked(house: House) -> None:
    asked = house.ask("ana", "triage-0")
    swapped = replace(ITEMS[0], options=(Option("No.", 0.0), Option("Yes.", 1.0)))
    put(house, swapped, *ITEMS[1:])
    house.reply("ana", asked, RIGHT)
    house.turn()
    found = house.grade(asked)
    assert found is not None
    assert found.score == 1.0
    assert "Declare it." in house.slack.with_key(asked)[0].message.text


def test_a_new_meaning_starts_without_evidence(house: House) -> None:
    asked = house.ask("ana", "triage-0")
    house.reply("ana", asked, RIGHT)
    house.turn()
    put(house, CHANGED, *ITEMS[1:], afresh=("triage-0", "triage-1"))
    found = current(house)
    assert found["triage-0"].item_ref == "on-call/triage-0#2"
    assert found["triage-1"].item_ref == "on-call/triage-1", "it did not change"
    put(house, replace(CHANGED, prompt="And now?"), *ITEMS[1:], afresh=("triage-0",))
    assert current(house)["triage-0"].item_ref == "on-call/triage-0#3"
    grade = house.grade(asked)
    assert grade is not None
    assert grade.item_ref == "on-call/triage-0"


def test_an_item_that_is_left_out_is_retired_and_can_come_back(house: House) -> None:
    asked = house.ask("ana", "triage-0")
    assert put(house, *ITEMS[1:]).retired == 1
    assert "triage-0" not in current(house)
    assert house.reply("ana", asked, RIGHT) == Refused(Refusal.RETIRED)
    house.turn()
    assert "withdrawn" in house.slack.with_key(asked)[0].message.text.lower()
    put(house, *ITEMS)
    assert current(house)["triage-0"].revision == 1


FILE = b"""
bank: on-call
language: en
items:
  - id: new-one
    kind: single
    skills: [triage]
    scenario: The site is down.
    prompt: What do you do first?
    options:
      - {text: Declare it., score: 1, feedback: Yes.}
      - {text: Wait., score: 0, feedback: No.}
"""


def draft(house: House) -> BankDraft:
    found = publish.draft(house.ports, "bank.yaml", FILE, slack_id(ADMIN))
    assert isinstance(found, Draft), found
    return found


def test_a_draft_shows_what_it_would_change_and_changes_nothing(house: House) -> None:
    before = current(house)
    found = draft(house).changes
    assert (len(found.diff.new), len(found.diff.retired)) == (1, 9)
    assert found.reached == 6
    assert current(house) == before


def test_a_draft_is_published_once_by_who_made_it(house: House) -> None:
    made = draft(house).draft_id
    assert publish.publish(house.ports, made, slack_id("bo")) is None
    assert isinstance(publish.publish(house.ports, made, slack_id(ADMIN)), Published)
    assert publish.publish(house.ports, made, slack_id(ADMIN)) is None
    assert set(current(house)) == {"new-one"}


def test_a_bank_that_moved_meanwhile_is_published_only_after_it_was_compared_again(
    house: House,
) -> None:
    made = draft(house).draft_id
    put(house, CHANGED, *ITEMS[1:4])
    assert isinstance(publish.publish(house.ports, made, slack_id(ADMIN)), Moved)
    assert isinstance(publish.publish(house.ports, made, slack_id(ADMIN)), Moved)
    assert "triage-0" in current(house)
    assert publish.reopen(house.ports, made, slack_id("bo")) is None
    again = publish.reopen(house.ports, made, slack_id(ADMIN))
    assert isinstance(again, Draft)
    diff = again.changes.diff
    assert (again.draft_id, len(diff.new), len(diff.retired)) == (made, 1, 4)
    assert isinstance(publish.publish(house.ports, made, slack_id(ADMIN)), Published)
    assert publish.reopen(house.ports, made, slack_id(ADMIN)) is None


def test_a_question_that_was_retired_meanwhile_is_not_brought_back_unseen(house: House) -> None:
    content = write_yaml(bank(ITEMS)).encode()
    with house.sessions.begin() as unit:
        publish.write(unit, bank([*ITEMS[:-1], replace(ITEMS[-1], prompt="And?")]), None)
    made = publish.draft(house.ports, "bank.yaml", content, slack_id(ADMIN))
    assert isinstance(made, Draft), made
    catalogue.retire(house.ports, BANK, "triage-0")
    assert isinstance(publish.publish(house.ports, made.draft_id, slack_id(ADMIN)), Moved)
    assert "triage-0" not in current(house)


def test_what_nobody_was_asked_about_is_taken_as_the_comparison_suggests(house: House) -> None:
    worded = [replace(item, prompt=f"{item.prompt} Why?") for item in ITEMS[:3]]
    content = write_yaml(bank([*worded, *ITEMS[3:]])).encode()
    made = publish.draft(house.ports, "bank.yaml", content, slack_id(ADMIN))
    assert isinstance(made, Draft), made
    assert not any(change.same_meaning for change in made.changes.diff.changed)
    done = publish.publish(
        house.ports, made.draft_id, slack_id(ADMIN), afresh=["triage-0"], kept=["triage-1"]
    )
    assert isinstance(done, Published)
    refs = {item: p.item_ref for item, p in current(house).items() if item.startswith("triage")}
    assert refs == {
        "triage-0": "on-call/triage-0#2",
        "triage-1": "on-call/triage-1",
        "triage-2": "on-call/triage-2#2",
    }


def test_what_breaks_while_publishing_leaves_nothing_half_done(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, before = draft(house).draft_id, current(house)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(reports, "settle", broken)
    with pytest.raises(ZeroDivisionError):
        publish.publish(house.ports, made, slack_id(ADMIN))
    assert current(house) == before
    monkeypatch.undo()
    assert isinstance(publish.publish(house.ports, made, slack_id(ADMIN)), Published)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"bank: x", b"bank: x\nlanguage: en\nitems: []\nextra: 1", b"- 1", b"{"],
)
def test_a_file_with_faults_is_no_draft(house: House, content: bytes) -> None:
    before = current(house)
    found = publish.draft(house.ports, "bank.yaml", content, slack_id(ADMIN))
    assert isinstance(found, Faulty)
    assert found.faults
    assert current(house) == before


def many(count: int, prompt: str = "What then?") -> list[Item]:
    return [choice_item(n, "triage", prompt=prompt) for n in range(count)]


def publishing(house: House, items: list[Item]) -> list[str]:
    """Publish items as a bank of their own; return the statements that it took."""
    with statements(house.sessions) as run, house.sessions.begin() as unit:
        publish.write(unit, bank(items, "much"), None)
    return run


def written(run: list[str]) -> Counter[str]:
    """Count the statements that write, by verb and table."""
    verbs = ("INSERT INTO", "UPDATE", "DELETE FROM")
    return Counter(
        f"{verb.split()[0]} {statement.removeprefix(verb).split()[0]}"
        for statement in run
        for verb in verbs
        if statement.startswith(verb)
    )


def test_publishing_takes_a_statement_a_table_and_a_thousand_rows(house: House) -> None:
    first = publishing(house, many(2500))
    assert written(first) == {
        "INSERT banks": 1, "INSERT items": 3, "INSERT item_revisions": 3,
        "INSERT bank_revisions": 1, "UPDATE workspaces": 2,
    }  # fmt: skip
    changed = publishing(house, many(2500, "And now?"))
    assert written(changed) == {
        "UPDATE banks": 1, "UPDATE items": 3, "INSERT item_revisions": 3,
        "INSERT bank_revisions": 1, "UPDATE workspaces": 2,
    }  # fmt: skip
    left = publishing(house, many(1))
    assert written(left)["UPDATE items"] == written(left)["UPDATE deliveries"] == 3
    again = publishing(house, many(2500))
    assert written(again)["UPDATE items"] == 3
    assert all(len(run) - written(run).total() <= 6 for run in (first, changed, left, again))


def test_what_is_written_by_the_thousand_is_seen_at_once(house: House) -> None:
    with house.sessions.begin() as unit:
        publish.write(unit, bank(many(3), "much"), None)
        assert len(banks.current(unit, "much")) == 3
        publish.write(unit, bank(many(2), "much"), None)
        assert len(banks.current(unit, "much")) == 2
    with house.sessions.read() as unit:
        assert [p.item.id for p in banks.current(unit, "much")] == ["triage-0", "triage-1"]
