from dataclasses import replace

from items.lookalikes import look_alikes
from items.model import Item, Kind

BASE = Item("a", Kind.TEXT, ("s",), "The disk of the primary database is full at noon.", "And?")


def test_nearly_the_same_text_is_found_with_its_similarity() -> None:
    near = replace(BASE, id="b", scenario="The disk of the primary database is full at night.")
    far = replace(BASE, id="c", scenario="A customer asks for a refund of last month.")
    (pair,) = look_alikes([far, near, BASE])
    assert (pair.a, pair.b) == ("a", "b")
    assert 0.85 <= pair.similarity < 1


def test_case_and_punctuation_do_not_hide_a_copy() -> None:
    loud = replace(BASE, id="b", scenario="THE DISK of the primary database: is full, at noon!")
    (pair,) = look_alikes([BASE, loud])
    assert pair.similarity == 1


def test_a_shared_prompt_alone_makes_no_pair() -> None:
    prompt = "What do you do first in this situation?"
    one = replace(BASE, prompt=prompt)
    other = replace(BASE, id="b", scenario="A customer asks for a refund.", prompt=prompt)
    assert look_alikes([one, other]) == ()


def test_very_short_items_can_be_copies_too() -> None:
    short = replace(BASE, scenario="Down.", prompt="Now?")
    assert len(look_alikes([short, replace(short, id="b")])) == 1
