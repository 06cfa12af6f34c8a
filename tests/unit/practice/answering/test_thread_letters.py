"""Reading a choice from what somebody wrote in a question's thread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.verdict import Sureness
from items.model import Kind
from messages.answer import sureness_words, understood_sureness
from practice.answering.letters import read_letters
from views.letters import letter
from views.reader import Reader

SURE = sureness_words(Reader())
KINDS = [Kind.SINGLE, Kind.MULTIPLE, Kind.ORDER]


@pytest.mark.parametrize(
    ("text", "kind", "chosen", "sure"),
    [
        ("B", Kind.SINGLE, (0,), None),
        ("b.", Kind.SINGLE, (0,), None),
        ("  (C) ", Kind.SINGLE, (1,), None),
        ("A, certain", Kind.SINGLE, (2,), Sureness.CERTAIN),
        ("A Fairly Sure", Kind.SINGLE, (2,), Sureness.FAIRLY_SURE),
        ("A and B", Kind.MULTIPLE, (2, 0), None),
        ("A B", Kind.MULTIPLE, (2, 0), None),
        ("AB", Kind.MULTIPLE, (2, 0), None),
        ("C A B", Kind.ORDER, (1, 2, 0), None),
        ("CAB, guessing", Kind.ORDER, (1, 2, 0), Sureness.GUESSING),
        ("C, A", Kind.ORDER, None, None),
        ("A A", Kind.MULTIPLE, None, None),
        ("A B", Kind.SINGLE, None, None),
        ("D", Kind.SINGLE, None, None),
        ("thanks", Kind.SINGLE, None, None),
        ("bad", Kind.SINGLE, None, None),
        ("", Kind.SINGLE, None, None),
        ("1", Kind.SINGLE, None, None),
        ("\ufb01", Kind.SINGLE, None, None),
    ],
)
def test_letters_are_read_as_they_are_shown(
    text: str, kind: Kind, chosen: tuple[int, ...] | None, sure: Sureness | None
) -> None:
    read = read_letters(text, kind, [2, 0, 1], SURE)
    assert read == (None if chosen is None else (chosen, sure))


MANY = understood_sureness(Reader())
FIVE = [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "kind", "chosen", "sure"),
    [
        ("Bd", Kind.MULTIPLE, (1, 3), None),
        ("bd", Kind.MULTIPLE, (1, 3), None),
        ("B and D", Kind.MULTIPLE, (1, 3), None),
        ("b und d, ziemlich sicher", Kind.MULTIPLE, (1, 3), Sureness.FAIRLY_SURE),
        ("A ~B~ C", Kind.MULTIPLE, (0, 2), None),
        ("~A~ B", Kind.SINGLE, (1,), None),
        ("A or B", Kind.SINGLE, None, None),
        ("not A", Kind.SINGLE, None, None),
        ("bad", Kind.MULTIPLE, None, None),
        ("I'd go with A, pretty sure", Kind.SINGLE, (0,), Sureness.FAIRLY_SURE),
        ("I think it's B", Kind.SINGLE, (1,), Sureness.FAIRLY_SURE),
        ("Ich nehme C, geraten", Kind.SINGLE, (2,), Sureness.GUESSING),
        ("not sure, but B", Kind.SINGLE, None, None),
        ("B, not sure", Kind.SINGLE, (1,), Sureness.GUESSING),
        ("B 100%", Kind.SINGLE, (1,), Sureness.CERTAIN),
        ("cabde", Kind.ORDER, (2, 0, 1, 3, 4), None),
        ("Cabde", Kind.ORDER, (2, 0, 1, 3, 4), None),
        ("C, then A, then B, then D, then E", Kind.ORDER, (2, 0, 1, 3, 4), None),
        ("erst C, dann A, dann B, dann E, dann D", Kind.ORDER, (2, 0, 1, 4, 3), None),
        ("C before A, B, D, E", Kind.ORDER, None, None),
        ("B because the disk is full", Kind.SINGLE, None, None),
    ],
)
def test_letters_are_read_as_a_person_would(
    text: str, kind: Kind, chosen: tuple[int, ...] | None, sure: Sureness | None
) -> None:
    assert read_letters(text, kind, FIVE, MANY) == (None if chosen is None else (chosen, sure))


letters_shown = st.integers(2, 26).flatmap(lambda n: st.permutations(range(n)))


@given(st.text(max_size=40), st.sampled_from(KINDS), letters_shown)
def test_whatever_is_written_is_read_or_refused(text: str, kind: Kind, shown: list[int]) -> None:
    read = read_letters(text, kind, shown, SURE)
    if read is not None:
        chosen, _ = read
        assert chosen
        assert len(set(chosen)) == len(chosen)
        assert set(chosen) <= set(shown)
        if kind is Kind.SINGLE:
            assert len(chosen) == 1
        if kind is Kind.ORDER:
            assert sorted(chosen) == sorted(shown)


@given(letters_shown, st.data(), st.sampled_from([" ", ", ", "; ", "\n", " > "]))
def test_every_choice_can_be_written(shown: list[int], data: st.DataObject, between: str) -> None:
    places = data.draw(st.lists(st.sampled_from(range(len(shown))), min_size=1, unique=True))
    text = between.join(letter(p) for p in places)
    expected = tuple(shown[p] for p in places)
    assert read_letters(text, Kind.MULTIPLE, shown, SURE) == (expected, None)
    assert read_letters(f"{text}, certain", Kind.MULTIPLE, shown, SURE) == (
        expected,
        Sureness.CERTAIN,
    )


@given(letters_shown, st.data())
def test_a_whole_order_can_be_written(shown: list[int], data: st.DataObject) -> None:
    places = data.draw(st.permutations(range(len(shown))))
    text = " ".join(letter(p) for p in places)
    assert read_letters(text, Kind.ORDER, shown, SURE) == (tuple(shown[p] for p in places), None)
