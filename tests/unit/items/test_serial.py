import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from items.model import Bank, Criterion, Exemplar, Item, Kind, Option, Outcome, Translation
from items.serial import (
    bank_from_json,
    bank_to_json,
    item_from_json,
    item_hash,
    item_to_json,
    meaning_hash,
)
from tests.unit.items.strategies import banks

CHOICE = Item(
    id="declare-early",
    kind=Kind.SINGLE,
    skills=("incident-triage",),
    scenario="Errors rise.",
    prompt="And now?",
    options=(Option("Declare", 1.0, "Yes."), Option("Wait", 0.0, "No.")),
)
TEXT = Item(
    id="tell-support",
    kind=Kind.TEXT,
    skills=("incident-triage",),
    scenario="Support asks.",
    prompt="What do you write?",
    rubric=(Criterion("impact", "Names the impact", ("Checkout fails",)),),
)


@settings(max_examples=20, deadline=None)
@given(banks())
def test_json_gives_back_the_same_bank_and_hashes(bank: Bank) -> None:
    stored = json.loads(json.dumps(bank_to_json(bank)))
    assert bank_from_json(stored) == bank
    for item in bank.items:
        back = item_from_json(json.loads(json.dumps(item_to_json(item))))
        assert back == item
        assert item_hash(back) == item_hash(item)
        assert meaning_hash(back) == meaning_hash(item)


@pytest.mark.parametrize(
    "other",
    [
        replace(CHOICE, explanation="Because."),
        replace(CHOICE, sources=("https://example.com",)),
        replace(CHOICE, review_by=date(2027, 1, 1)),
        replace(CHOICE, author="ana@example.com"),
        replace(CHOICE, scenario="Errors\n  rise."),
        replace(CHOICE, translations={"de": Translation("Fehler.", "Und nun?")}),
        replace(CHOICE, options=(Option("Declare", 1.0, "Better."), CHOICE.options[1])),
        replace(CHOICE, options=CHOICE.options[::-1]),
    ],
)
def test_wording_around_a_question_keeps_its_meaning(other: Item) -> None:
    assert item_hash(other) != item_hash(CHOICE)
    assert meaning_hash(other) == meaning_hash(CHOICE)


@pytest.mark.parametrize(
    "other",
    [
        replace(CHOICE, scenario="Errors fall."),
        replace(CHOICE, prompt="And then?"),
        replace(CHOICE, skills=("escalation",)),
        replace(CHOICE, kind=Kind.MULTIPLE),
        replace(CHOICE, options=(Option("Declare", 0.0), Option("Wait", 1.0))),
    ],
)
def test_another_question_has_another_meaning(other: Item) -> None:
    assert meaning_hash(other) != meaning_hash(CHOICE)


def test_the_order_of_steps_is_their_meaning() -> None:
    steps = replace(CHOICE, kind=Kind.ORDER)
    assert meaning_hash(replace(steps, options=steps.options[::-1])) != meaning_hash(steps)


def test_exemplars_keep_the_meaning_and_descriptors_change_it() -> None:
    criterion = TEXT.rubric[0]
    with_example = replace(criterion, exemplars=(Exemplar("Checkout fails", Outcome.MET),))
    assert meaning_hash(replace(TEXT, rubric=(with_example,))) == meaning_hash(TEXT)
    stricter = replace(criterion, met=("Checkout fails for everyone",))
    assert meaning_hash(replace(TEXT, rubric=(stricter,))) != meaning_hash(TEXT)


def test_a_whole_number_and_its_float_have_one_hash() -> None:
    heavier = [replace(TEXT, rubric=(replace(TEXT.rubric[0], weight=w),)) for w in (2, 2.0)]
    assert item_hash(heavier[0]) == item_hash(heavier[1])
