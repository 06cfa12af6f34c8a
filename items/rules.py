"""What must hold of a bank and its items before they may be asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from files.characters import invisible, named, tidy
from files.faults import Path, Problem, clip, suggestion
from items import limits
from items.schema import BankShape, CriterionShape, ItemShape, OptionShape, TranslationShape
from org.framework import id_problem, id_problems
from org.model import Framework
from org.places import language


@dataclass(frozen=True, slots=True)
class Known:
    """The names that items may refer to; None where nothing is known about them."""

    skills: frozenset[str] | None
    roles: frozenset[str] | None
    misconceptions: frozenset[str]


def problems(bank: BankShape, framework: Framework | None) -> Iterator[Problem]:
    """Yield everything that keeps a bank from being published."""
    known = Known(
        skills=frozenset(s.id for s in framework.skills) if framework else None,
        roles=frozenset(r.id for r in framework.roles) if framework else None,
        misconceptions=frozenset(m.id for m in bank.misconceptions),
    )
    yield from _bank(bank)
    for n, item in enumerate(bank.items):
        yield from _item(("items", n), item, bank.language, known)


def _bank(bank: BankShape) -> Iterator[Problem]:
    name = id_problem(("bank",), bank.bank)
    if name is not None:
        todo = name.todo if bank.bank else "Add one at the top, as in `bank: on-call`."
        yield Problem(("bank",), name.what if bank.bank else "The bank has no name.", todo)
    yield from _language(("language",), bank.language)
    yield from _text(("author",), bank.author, "The author", limits.AUTHOR)
    yield from id_problems(("misconceptions",), [m.id for m in bank.misconceptions])
    for n, misconception in enumerate(bank.misconceptions):
        path: Path = ("misconceptions", n)
        yield from _needed((*path, "says"), misconception.says, "`says`", limits.MISCONCEPTION)
        yield from _needed(
            (*path, "correction"), misconception.correction, "`correction`", limits.CORRECTION
        )
        if misconception.source is not None:
            yield from _source((*path, "source"), misconception.source)
    if not bank.items:
        yield Problem(("items",), "The bank has no items.", "List at least one under `items:`.")
    yield from _at_most(("items",), bank.items, limits.ITEMS, "items")
    yield from id_problems(("items",), [item.id for item in bank.items])


def _item(path: Path, item: ItemShape, bank_language: str, known: Known) -> Iterator[Problem]:
    if item.kind is None:
        yield Problem(
            (*path, "kind"),
            "The item has no kind.",
            "Add `kind: single`, `multiple`, `order` or `text`.",
        )
    if not item.skills:
        yield Problem((*path, "skills"), "The item names no skill.", "Add `skills: [...]`.")
    yield from _references((*path, "skills"), item.skills, known.skills, "skill")
    yield from _references((*path, "roles"), item.roles, known.roles, "role")
    yield from _needed((*path, "scenario"), item.scenario, "The scenario", limits.SCENARIO)
    yield from _needed((*path, "prompt"), item.prompt, "The prompt", limits.PROMPT)
    yield from _text(
        (*path, "model_answer"), item.model_answer, "The model answer", limits.MODEL_ANSWER
    )
    yield from _text(
        (*path, "explanation"), item.explanation, "The explanation", limits.EXPLANATION
    )
    yield from _text((*path, "author"), item.author, "The author", limits.AUTHOR)
    if item.language is not None:
        yield from _language((*path, "language"), item.language)
    yield from _at_most((*path, "sources"), item.sources, limits.SOURCES, "sources")
    for n, source in enumerate(item.sources):
        yield from _source((*path, "sources", n), source)
    yield from _answers(path, item)
    yield from _options((*path, "options"), item.options, known)
    yield from id_problems((*path, "rubric"), [criterion.id for criterion in item.rubric])
    yield from _rubric((*path, "rubric"), item.rubric, known)
    for tag, translation in item.translations.items():
        place = (*path, "translations", tag)
        yield from _language(place, tag)
        if tag == (item.language or bank_language):
            yield Problem(place, f"`{tag}` is the item's own language.", "Remove it here.")
        yield from _translation(place, translation, item, known)


def _answers(path: Path, item: ItemShape) -> Iterator[Problem]:
    """Yield what is wrong between an item's kind and its options or rubric."""
    options, rubric = (*path, "options"), (*path, "rubric")
    if item.kind == "text":
        if item.options:
            what = "A `text` item has a rubric, not options."
            yield Problem(options, what, "Remove `options:`, or set another `kind`.")
        if not item.rubric:
            what = "The rubric has no criteria."
            yield Problem(rubric, what, "List at least one under `rubric:`.")
    elif item.kind is not None:
        if item.rubric:
            what = f"A `{item.kind}` item has options, not a rubric."
            yield Problem(rubric, what, "Remove `rubric:`, or set `kind: text`.")
        if len(item.options) < 2:
            what = "There is one option." if item.options else "There are no options."
            yield Problem(options, what, "List at least two under `options:`.")
        most = limits.STEPS if item.kind == "order" else limits.OPTIONS
        yield from _at_most(options, item.options, most, "options")
        if item.options and item.kind != "order":
            yield from _best(options, item)


def _best(place: Path, item: ItemShape) -> Iterator[Problem]:
    scores = [option.score or 0.0 for option in item.options]
    if item.kind == "single":
        if scores.count(1.0) == 0:
            yield Problem(place, "No option has score 1.", "Give the best one `score: 1`.")
        elif scores.count(1.0) > 1:
            what = f"{scores.count(1.0)} options have score 1."
            yield Problem(place, what, "Keep it for the best one, or set `kind: multiple`.")
    elif not any(score > 0 for score in scores):
        what = "No option has a score above 0."
        yield Problem(place, what, "Give each right one `score: 1`.")


def _options(place: Path, options: Sequence[OptionShape], known: Known) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, option in enumerate(options):
        path = (*place, n)
        yield from _needed((*path, "text"), option.text, "The option", limits.OPTION)
        yield from _text((*path, "feedback"), option.feedback, "The feedback", limits.FEEDBACK)
        yield from _misconception((*path, "misconception"), option.misconception, known)
        if option.score is not None and not 0 <= option.score <= 1:
            what = f"The score is {option.score:g}."
            yield Problem((*path, "score"), what, "Write a number from 0 to 1.")
        words = tidy(option.text)  # capitals tell: `tail -F` is not `tail -f`
        if words and words in seen:
            what = f"Two options say “{clip(option.text, 40)}”."
            yield Problem((*path, "text"), what, "Change or remove one.")
        seen.add(words)


def _rubric(place: Path, rubric: Sequence[CriterionShape], known: Known) -> Iterator[Problem]:
    yield from _at_most(place, rubric, limits.CRITERIA, "criteria")
    for n, criterion in enumerate(rubric):
        path = (*place, n)
        yield from _needed(
            (*path, "criterion"), criterion.criterion, "`criterion`", limits.CRITERION
        )
        yield from _text((*path, "why"), criterion.why, "`why`", limits.FEEDBACK)
        yield from _text((*path, "next_time"), criterion.next_time, "`next_time`", limits.FEEDBACK)
        if criterion.skill is not None:
            yield from _references((*path, "skill"), [criterion.skill], known.skills, "skill")
        yield from _misconception((*path, "misconception"), criterion.misconception, known)
        if criterion.weight is not None and criterion.weight <= 0:
            what = f"The weight is {criterion.weight:g}."
            yield Problem((*path, "weight"), what, "Write a number above 0, or leave it out.")
        if not criterion.met:
            what = "The criterion has no `met`."
            yield Problem((*path, "met"), what, "Add what a good reply says, as a list.")
        yield from _descriptors(path, criterion)
        for m, exemplar in enumerate(criterion.exemplars):
            where = (*path, "exemplars", m)
            yield from _needed((*where, "reply"), exemplar.reply, "The reply", limits.REPLY)
            if exemplar.mark is None:
                what = "The exemplar has no mark."
                yield Problem((*where, "mark"), what, "Add `mark: met`, `partly` or `not_met`.")


def _descriptors(path: Path, criterion: CriterionShape) -> Iterator[Problem]:
    levels = {
        "met": criterion.met,
        "partly": criterion.partly,
        "not_met": criterion.not_met,
        "red_flags": criterion.red_flags,
    }
    for level, texts in levels.items():
        for n, text in enumerate(texts):
            name = f"An entry of `{level}`"
            yield from _needed((*path, level, n), text, name, limits.DESCRIPTOR)


def _translation(
    path: Path, translation: TranslationShape, item: ItemShape, known: Known
) -> Iterator[Problem]:
    yield from _needed((*path, "scenario"), translation.scenario, "The scenario", limits.SCENARIO)
    yield from _needed((*path, "prompt"), translation.prompt, "The prompt", limits.PROMPT)
    yield from _text(
        (*path, "model_answer"), translation.model_answer, "The model answer", limits.MODEL_ANSWER
    )
    yield from _text(
        (*path, "explanation"), translation.explanation, "The explanation", limits.EXPLANATION
    )
    yield from _options((*path, "options"), translation.options, known)
    yield from _rubric((*path, "rubric"), translation.rubric, known)
    here, there = len(translation.options), len(item.options)
    if here != there:
        what = f"Options in the translation: {here}; in the item: {there}."
        yield Problem((*path, "options"), what, "Translate each one, in the item's order.")
    here, there = len(translation.rubric), len(item.rubric)
    if here not in (0, there):
        what = f"Criteria in the translation: {here}; in the item: {there}."
        yield Problem((*path, "rubric"), what, "Translate each one, in the item's order.")
    yield from _as_in_the_original(path, translation, item)


def _as_in_the_original(
    path: Path, translation: TranslationShape, item: ItemShape
) -> Iterator[Problem]:
    """Yield what a translation states and may not change."""
    todo = "Leave it out; the item's own holds in every language."
    for n, (option, was) in enumerate(zip(translation.options, item.options, strict=False)):
        if option.score is not None and option.score != (was.score or 0.0):
            where = (*path, "options", n, "score")
            yield Problem(where, "The score differs from the item's.", todo)
        if option.misconception is not None and option.misconception != was.misconception:
            where = (*path, "options", n, "misconception")
            yield Problem(where, "The misconception differs from the item's.", todo)
    for n, (criterion, origin) in enumerate(zip(translation.rubric, item.rubric, strict=False)):
        here = (criterion.id, criterion.skill, criterion.misconception, criterion.weight)
        there = (origin.id, origin.skill, origin.misconception, origin.weight or 1.0)
        for key, given, own in zip(
            ("id", "skill", "misconception", "weight"), here, there, strict=True
        ):
            if given not in (None, "", own):
                where = (*path, "rubric", n, key)
                yield Problem(where, f"`{key}` differs from the item's.", todo)


def _references(
    path: Path, names: Sequence[str], known: Collection[str] | None, noun: str
) -> Iterator[Problem]:
    for n, name in enumerate(names):
        where = (*path, n) if path[-1] == f"{noun}s" else path
        if not name:
            yield Problem(where, f"A {noun} is empty.", "Name it, or remove it.")
        elif unseen := invisible(name):
            yield Problem(where, f"There is {named(unseen)} in the {noun}.", "Remove it.")
        elif name in names[:n]:
            yield Problem(where, f"The {noun} `{clip(name)}` is named twice.", "Remove one.")
        elif known is not None and name not in known:
            todo = suggestion(name, known, f"Add the {noun} to the framework, or name another.")
            yield Problem(where, f"No framework knows the {noun} `{clip(name)}`.", todo)


def _misconception(path: Path, name: str | None, known: Known) -> Iterator[Problem]:
    if name is not None and name not in known.misconceptions:
        todo = suggestion(name, known.misconceptions, "Add it under `misconceptions:` at the top.")
        yield Problem(path, f"The bank has no misconception `{clip(name)}`.", todo)


def _language(path: Path, tag: str) -> Iterator[Problem]:
    usual = language(tag)
    if not tag:
        yield Problem(path, "There is no language.", "Add one, as in `language: en`.")
    elif usual is None:
        what = f"`{clip(tag)}` is no language that is known."
        yield Problem(path, what, "Write a tag as in `en`, `de` or `pt-BR`.")
    elif usual != tag:
        yield Problem(path, f"The language is written `{clip(tag)}`.", f"Write `{usual}`.")


def _source(path: Path, address: str) -> Iterator[Problem]:
    yield from _needed(path, address, "The source", limits.SOURCE)
    if address and not _is_web_address(address):
        what = f"`{clip(address)}` is no web address."
        yield Problem(path, what, "Write one that begins with `https://`.")


def _is_web_address(address: str) -> bool:
    if re.search(r"[\s<>|\"\\]", address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname)


def _needed(path: Path, text: str, name: str, limit: int) -> Iterator[Problem]:
    if not text:
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        yield Problem(path, f"{name} is missing or empty.", f"Write it under `{key}`.")
    yield from _text(path, text, name, limit)


def _text(path: Path, text: str | None, name: str, limit: int) -> Iterator[Problem]:
    if text is not None and len(text) > limit:
        what = f"{name} has {len(text):,} characters."
        yield Problem(path, what, f"Use at most {limit:,}.")


def _at_most(path: Path, entries: Sequence[object], limit: int, noun: str) -> Iterator[Problem]:
    if len(entries) > limit:
        what = f"There are {len(entries):,} {noun}."
        yield Problem(path, what, f"Use at most {limit:,}.")
