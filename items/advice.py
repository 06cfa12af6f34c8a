"""What is worth a second look in a bank that may be published all the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from files.faults import Path, Problem, clip
from items.lookalikes import look_alikes
from items.markup import markup
from items.model import Bank, Item, Kind, Option
from items.places_of_options import told_by_place

ITEMS_A_SKILL: Final = 3
LONGEST_RIGHT: Final = 0.7
_ENOUGH_TO_COUNT: Final = 5
_PROSE: Final = re.compile(r"[^\W\d_]{2,}(?:[,;:]? [^\W\d_]+)*[.!?]?")
"""Words alone: in commands and code, capitals tell."""


def advice(bank: Bank, today: date) -> Iterator[Problem]:
    """Yield the warnings about a bank without faults."""
    for n, item in enumerate(bank.items):
        yield from _item(("items", n), item, today)
        yield from _capitals(("items", n, "options"), item.options)
        yield from told_by_place(("items", n), item)
    yield from markup(bank)
    yield from _thin_skills(bank.items)
    yield from _longest_right(bank.items)
    places = {item.id: n for n, item in enumerate(bank.items)}
    for pair in look_alikes(bank.items):
        later = max(places[pair.a], places[pair.b])
        other = pair.a if places[pair.b] == later else pair.b
        what = f"The item looks like `{other}`: {pair.similarity:.0%} of the text is the same."
        todo = "Change the scenario, or keep one of the two."
        yield Problem(("items", later, "scenario"), what, todo)


def _item(path: Path, item: Item, today: date) -> Iterator[Problem]:
    if item.review_by is not None and item.review_by < today:
        what = f"It was to be reviewed by {item.review_by}."
        yield Problem((*path, "review_by"), what, "Read it again and set a later date.")
    if item.kind in (Kind.SINGLE, Kind.MULTIPLE):
        for n, option in enumerate(item.options):
            if not option.feedback:
                what = "The option has no feedback."
                yield Problem((*path, "options", n), what, "Say why it is right or wrong.")
    if item.kind is Kind.MULTIPLE and all(option.score > 0 for option in item.options):
        what = "Every option is right, so choosing all of them is."
        yield Problem((*path, "options"), what, "Add a wrong one.")
    if item.kind is Kind.ORDER and any(option.score for option in item.options):
        what = "Scores mean nothing in an order item."
        yield Problem((*path, "options"), what, "List the steps in the right order, without them.")
    if item.kind is Kind.TEXT and not item.model_answer:
        what = "The item has no model answer to compare with."
        yield Problem(path, what, "Add `model_answer:`.")
    for n, criterion in enumerate(item.rubric):
        if criterion.skill is not None and criterion.skill not in item.skills:
            what = f"The item does not have the skill `{criterion.skill}`, which its marks tell of."
            todo = "Add it to `skills`, so that the item is asked for it too."
            yield Problem((*path, "rubric", n, "skill"), what, todo)
    for tag, translation in item.translations.items():
        if item.rubric and not translation.rubric:
            what = f"The translation `{tag}` has no rubric; people will mark its replies."
            yield Problem((*path, "translations", tag), what, "Translate the rubric too.")


def _capitals(path: Path, options: Sequence[Option]) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, option in enumerate(options):
        if option.text.lower() in seen and _PROSE.fullmatch(option.text):
            what = f"Two options differ in capitals alone: “{clip(option.text, 40)}”."
            yield Problem((*path, n), what, "Change or remove one, unless the capitals tell.")
        seen.add(option.text.lower())


def _thin_skills(items: Sequence[Item]) -> Iterator[Problem]:
    counts = Counter(skill for item in items for skill in item.skills)
    for skill, count in counts.items():
        if count < ITEMS_A_SKILL:
            first = next(n for n, item in enumerate(items) if skill in item.skills)
            what = f"The skill `{skill}` has {count} item{'s' * (count > 1)}."
            todo = f"Write at least {ITEMS_A_SKILL}, so that scenarios vary."
            yield Problem(("items", first, "skills"), what, todo)


def _longest_right(items: Sequence[Item]) -> Iterator[Problem]:
    single = [item for item in items if item.kind is Kind.SINGLE]
    given_away = [item for item in single if _right_is_longest(item)]
    if len(single) >= _ENOUGH_TO_COUNT and len(given_away) > LONGEST_RIGHT * len(single):
        what = f"In {len(given_away)} of {len(single)} items the right option is the longest."
        yield Problem(("items",), what, "Make some wrong ones as long, so that length tells less.")


def _right_is_longest(item: Item) -> bool:
    right = max(len(option.text) for option in item.options if option.score == 1)
    return all(len(option.text) < right for option in item.options if option.score < 1)
