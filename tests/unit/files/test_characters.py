"""Characters that nobody sees are named and left out where they do nothing."""

from __future__ import annotations

import pytest

from files.characters import invisible, named, odd_space, tidy


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Nia  Okoro ", "Nia Okoro"),
        ("Nia\u00a0Okoro", "Nia Okoro"),
        ("\u3000Nia\u202fOkoro\u2007", "Nia Okoro"),
        ("Nia\u200b Okoro", "Nia Okoro"),
        ("\ufeffNia Okoro", "Nia Okoro"),
        ("Nia Oko\u00adro", "Nia Okoro"),
        ("\u200eNia Okoro\u202c", "Nia Okoro"),
        ("Nia\u2060 Okoro\u200d", "Nia Okoro"),
        ("Cafe\u0301", "Café"),
        ("E\u0302quipe\nCafe\u0301", "Êquipe Café"),
        ("می\u200cروم", "می\u200cروم"),  # the joiner shapes these letters
        ("❤\ufe0f Team", "❤\ufe0f Team"),
    ],
)
def test_a_value_is_read_as_people_see_it(written: str, seen: str) -> None:
    assert tidy(written) == seen


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a\u200bb", "U+200B (zero-width space)"),
        ("a\u00adb", "U+00AD (soft hyphen)"),
        ("a\u200e", "U+200E (left-to-right mark)"),
        ("\ufeffa", "U+FEFF (byte-order mark)"),
        ("a\u200db", "U+200D (zero-width joiner)"),
    ],
)
def test_what_nobody_sees_has_a_name(text: str, says: str) -> None:
    found = invisible(text)
    assert found is not None
    assert named(found) == says


def test_spaces_of_other_kinds_have_a_name() -> None:
    assert odd_space("a b\tc\nd") is None
    assert [named(str(odd_space(f"a{s}b"))) for s in "\u00a0\u2007\u202f\u3000"] == [
        "U+00A0 (no-break space)",
        "U+2007 (figure space)",
        "U+202F (narrow no-break space)",
        "U+3000 (ideographic space)",
    ]
