"""Banks drawn by Hypothesis: any that the checks let through."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from items.model import (
    Bank,
    Criterion,
    Exemplar,
    Item,
    Kind,
    Misconception,
    Option,
    Outcome,
    Translation,
)

IDS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,12}", fullmatch=True)
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
AWKWARD = st.sampled_from(
    [
        "- a",
        "a: b",
        "# a",
        "yes",
        "null",
        "~",
        "1",
        "0x1f",
        "2027-06-01",
        "*a",
        "&a",
        "!a",
        "{",
        "'",
    ]
)


def texts(limit: int = 60) -> st.SearchStrategy[str]:
    """Return a strategy for tidy text: several lines, odd characters, what YAML could bend."""
    lines = st.text(st.one_of(CHARACTERS, st.sampled_from("\n\t :#-'\"\\|>")), max_size=limit)
    plain = st.one_of(lines, AWKWARD, st.lists(AWKWARD, max_size=5).map("\n".join))
    return plain.map(str.strip).filter(lambda text: 0 < len(text) <= limit)


MAYBE = st.one_of(st.just(""), texts())
SCORES = st.floats(0, 1, exclude_max=True).map(abs)
SOURCES = st.lists(st.sampled_from(["https://a.example/x?y=1#z", "http://b.example"]), max_size=2)


@st.composite
def items(draw: st.DrawFn, name: str, misconceptions: tuple[str, ...]) -> Item:
    """Draw an item that has no faults."""
    kind = draw(st.sampled_from(Kind))
    mix_up = st.sampled_from([None, *misconceptions])
    options = draw(_options(kind, mix_up)) if kind is not Kind.TEXT else ()
    rubric = draw(_rubric(mix_up)) if kind is Kind.TEXT else ()
    own = draw(st.sampled_from(["en", "de"]))
    tags = [tag for tag in ("en", "de", "pt-BR", "no") if tag != own]
    return Item(
        id=name,
        kind=kind,
        skills=tuple(draw(st.lists(IDS, min_size=1, max_size=2, unique=True))),
        roles=tuple(draw(st.lists(IDS, max_size=2, unique=True))),
        scenario=draw(texts()),
        prompt=draw(texts()),
        language=own,
        options=options,
        rubric=rubric,
        model_answer=draw(MAYBE),
        explanation=draw(MAYBE),
        sources=tuple(draw(SOURCES)),
        review_by=draw(st.none() | st.dates(date(2000, 1, 1))),
        author=draw(st.none() | texts(20)),
        translations={
            tag: draw(_translations(options, rubric))
            for tag in draw(st.lists(st.sampled_from(tags), max_size=2, unique=True))
        },
    )


@st.composite
def _words(draw: st.DrawFn, least: int, most: int) -> list[str]:
    return draw(
        st.lists(
            texts(),
            min_size=least,
            max_size=most,
            unique_by=lambda text: " ".join(text.lower().split()),
        )
    )


@st.composite
def _options(draw: st.DrawFn, kind: Kind, mix_up: Any) -> tuple[Option, ...]:
    words = draw(_words(2, 4))
    scores = [1.0, *(draw(SCORES) for _ in words[1:])]
    if kind is Kind.ORDER:
        scores = [0.0 for _ in words]
    return tuple(
        Option(text, score, draw(MAYBE), draw(mix_up))
        for text, score in zip(words, scores, strict=True)
    )


@st.composite
def _rubric(draw: st.DrawFn, mix_up: Any) -> tuple[Criterion, ...]:
    names = draw(st.lists(IDS, min_size=1, max_size=2, unique=True))
    return tuple(
        Criterion(
            id=name,
            skill=draw(st.none() | IDS),
            weight=draw(st.floats(0.1, 10)),
            misconception=draw(mix_up),
            **draw(_criterion_words()),
        )
        for name in names
    )


@st.composite
def _criterion_words(draw: st.DrawFn) -> dict[str, Any]:
    marks = st.sampled_from([Outcome.MET, Outcome.PARTLY, Outcome.NOT_MET])
    return {
        "criterion": draw(texts()),
        "met": tuple(draw(st.lists(texts(), min_size=1, max_size=2))),
        "partly": tuple(draw(st.lists(texts(), max_size=2))),
        "not_met": tuple(draw(st.lists(texts(), max_size=2))),
        "red_flags": tuple(draw(st.lists(texts(), max_size=2))),
        "exemplars": tuple(
            draw(st.lists(st.builds(Exemplar, reply=texts(), mark=marks), max_size=2))
        ),
        "why": draw(MAYBE),
        "next_time": draw(MAYBE),
    }


@st.composite
def _translations(
    draw: st.DrawFn, options: tuple[Option, ...], rubric: tuple[Criterion, ...]
) -> Translation:
    words = draw(_words(len(options), len(options)))
    translated = draw(st.booleans())
    return Translation(
        scenario=draw(texts()),
        prompt=draw(texts()),
        options=tuple(
            Option(text, was.score, draw(MAYBE), was.misconception)
            for text, was in zip(words, options, strict=True)
        ),
        rubric=tuple(
            Criterion(
                id=was.id,
                skill=was.skill,
                weight=was.weight,
                misconception=was.misconception,
                **draw(_criterion_words()),
            )
            for was in rubric
            if translated
        ),
        model_answer=draw(MAYBE),
        explanation=draw(MAYBE),
    )


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    """Draw a bank that has no faults."""
    mix_ups = tuple(draw(st.lists(IDS, max_size=2, unique=True)))
    names = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    return Bank(
        id=draw(IDS),
        language=draw(st.sampled_from(["en", "de", "pt-BR"])),
        author=draw(st.none() | texts(20)),
        misconceptions=tuple(
            Misconception(
                name,
                draw(texts()),
                draw(texts()),
                draw(st.none() | st.just("https://a.example/source")),
            )
            for name in mix_ups
        ),
        items=tuple(draw(items(name, mix_ups)) for name in names),
    )
