from dataclasses import replace

from hypothesis import given, settings

from items.diff import FieldChange, compare
from items.model import Bank, Criterion, Item, Kind, Misconception, Option
from tests.unit.items.strategies import banks

A = Item(
    id="a",
    kind=Kind.SINGLE,
    skills=("triage",),
    scenario="Errors rise at night.",
    prompt="And now?",
    options=(Option("Declare", 1.0, "Yes."), Option("Wait", 0.0, "No.")),
)
B = replace(A, id="b", scenario="A customer calls about a bill that is wrong.")
C = Item(
    id="c",
    kind=Kind.TEXT,
    skills=("triage",),
    scenario="Support asks.",
    prompt="What do you write?",
    rubric=(
        Criterion("impact", "Names the impact", ("Checkout fails",)),
        Criterion("next", "Says when the next word comes", ("In 30 minutes",)),
    ),
)


def bank(*items: Item) -> Bank:
    return Bank("on-call", "en", items)


def fields_of(was: Item, now: Item) -> list[tuple[str, str, str]]:
    (change,) = compare(bank(was), bank(now)).changed
    return [(field.path, field.was, field.now) for field in change.fields]


def test_without_a_published_bank_all_items_are_new() -> None:
    diff = compare(None, bank(A, B))
    assert diff.new == (A, B)
    assert (diff.changed, diff.unchanged, diff.retired) == ((), (), ())


def test_items_are_new_changed_unchanged_or_retired() -> None:
    changed = replace(B, prompt="And then?")
    diff = compare(bank(A, B, C), bank(replace(A, id="d", scenario="New."), changed, C))
    assert [item.id for item in diff.new] == ["d"]
    assert [change.item_id for change in diff.changed] == ["b"]
    assert diff.unchanged == ("c",)
    assert diff.retired == ("a",)


def test_a_change_says_what_was_and_what_is() -> None:
    louder = replace(A, prompt="And then?", explanation="It is cheap.")
    assert fields_of(A, louder) == [
        ("prompt", "And now?", "And then?"),
        ("explanation", "", "It is cheap."),
    ]


def test_options_are_matched_by_their_text() -> None:
    first = (Option("Ask somebody", 0.5), *A.options)
    assert fields_of(A, replace(A, options=first)) == [
        ("options.1.text", "", "Ask somebody"),
        ("options.1.score", "", "0.5"),
    ]
    reworded = (Option("Declare it", 1.0, "Yes."), A.options[1])
    assert fields_of(A, replace(A, options=reworded)) == [
        ("options.1.text", "Declare", "Declare it")
    ]


def test_criteria_are_matched_by_id() -> None:
    impact, following = C.rubric
    heavier = replace(following, weight=2.0)
    assert fields_of(C, replace(C, rubric=(heavier,))) == [
        ("rubric.next.weight", "", "2"),
        ("rubric.impact.id", "impact", ""),
        ("rubric.impact.criterion", "Names the impact", ""),
        ("rubric.impact.met.1", "Checkout fails", ""),
    ]
    assert impact.id == "impact"


def test_another_order_is_a_change_of_its_own() -> None:
    assert fields_of(A, replace(A, options=A.options[::-1])) == [
        ("options", "Declare, Wait", "Wait, Declare")
    ]


def test_wording_only_is_told_from_a_new_meaning() -> None:
    wording = replace(A, explanation="It is cheap.")
    assert compare(bank(A), bank(wording)).changed[0].same_meaning
    assert not compare(bank(A), bank(replace(A, prompt="Why?"))).changed[0].same_meaning


def test_changes_outside_the_items_are_seen() -> None:
    named = replace(bank(A), misconceptions=(Misconception("wait", "Wait.", "Do not."),))
    diff = compare(bank(A), named)
    assert diff.bank_fields[0] == FieldChange("misconceptions.wait.id", "", "wait")
    assert not diff.empty


def test_only_touched_items_are_shown_as_look_alikes() -> None:
    twin = replace(A, id="z")
    assert [(p.a, p.b, p.similarity) for p in compare(bank(A), bank(A, twin)).lookalikes] == [
        ("a", "z", 1.0)
    ]
    assert compare(bank(A, twin), bank(A, twin, B)).lookalikes == ()


@settings(max_examples=15, deadline=None)
@given(banks(), banks())
def test_every_item_falls_into_one_group(old: Bank, new: Bank) -> None:
    diff = compare(old, new)
    groups = [i.id for i in diff.new] + [c.item_id for c in diff.changed] + [*diff.unchanged]
    assert sorted(groups) == sorted(item.id for item in new.items)
    assert set(diff.retired) == {i.id for i in old.items} - {i.id for i in new.items}
    assert all(change.fields for change in diff.changed)


@settings(max_examples=10, deadline=None)
@given(banks())
def test_a_bank_does_not_differ_from_itself(bank: Bank) -> None:
    assert compare(bank, bank).empty
