"""Text in a code page from before UTF-8: recognised by the letters that languages have.

A page is taken where the letters beyond ASCII that it gives belong to fewer languages than those
of any other page. Where pages do equally well with different words, nobody can tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_WEST: Final = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüß",  # German
    "áéíóúüñªº",  # Spanish
    "áâãàçéêíóôõúªº",  # Portuguese
    "àèéìíòóùúî",  # Italian
    "åäöé",  # Swedish, Finnish
    "æøåéòôó",  # Danish, Norwegian
    "áðéíóúýþæö",  # Icelandic
    "àçèéíïòóúü",  # Catalan
    "éëïèêöüóá",  # Dutch
)
_CENTRE: Final = (
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "âăîşţ",  # Romanian
    "čćđšž",  # Croatian, Slovene
)
_PAGES: Final = (
    ("Windows-1252", "cp1252", (*_WEST, "äöõüšž")),
    ("Windows-1250", "cp1250", _CENTRE),
    ("Windows-1251", "cp1251", ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "іїєґ", "ђјљњћџ")),
    ("Windows-1253", "cp1253", ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",)),
    ("Windows-1254", "cp1254", ("çğıöşüâîûi̇",)),
    ("Windows-1257", "cp1257", ("ąčęėįšųūž", "āčēģīķļņšūž")),
    ("Mac Roman", "mac_roman", _WEST),
    ("DOS code page 850", "cp850", _WEST),
)
_SIGNS: Final = frozenset("\u00a0€‚„…‘’“”•–—«»°§·©®™¿¡´")
_SIGN_COST: Final = 1.5
"""A sign beyond ASCII is rarer than a letter of one more language."""
_IN_PLACE: Final = re.compile(r"(?<=\w)’(?=\w)|(?<= )[–—](?= )|\B[“„‘«](?=\w)|(?<=[\w.?!])[”“»]\B")
"""Signs where they belong: a sign of the right page, and no cost."""

_NOT_WRITTEN: Final = re.compile(
    "ς(?!$)|σ$"  # the two sigmas of Greek
    "|ń[aeiouyąęó]|řr|^[ųÿ]"  # pairs and beginnings that no language of these pages has
    "|^[бвгджзйклмнпрстфхцчшщъь]{4,}$"  # a word of Russian without a vowel
)
_ENOUGH: Final = 200_000
"""So many bytes of lines that hold more than ASCII tell which page it is."""

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A page's name, Python's name of it, and the words beyond ASCII that it gives."""

    page: str
    codec: str
    words: str


def readings(data: bytes) -> list[Reading]:
    """Return the likeliest reading of a text; several where they are equally likely, or none."""
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_ENOUGH]
    costs: dict[Reading, float] = {}
    for name, codec, languages in _PAGES:
        try:
            text = telling.decode(codec)
        except UnicodeDecodeError:
            continue
        cost = _cost(text, languages)
        words = " ".join(word for word in re.findall(r"\w+", text) if not word.isascii())
        if cost is not None and words not in {known.words for known in costs}:
            costs[Reading(name, codec, words)] = cost
    least = min(costs.values(), default=0.0)
    return [reading for reading, cost in costs.items() if cost == least]


def _cost(text: str, languages: Sequence[str]) -> float | None:
    """Return how many languages and signs a text takes; None where no language explains it."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    signs = {c for c in _IN_PLACE.sub("", text) if not c.isascii() and not c.isalpha()}
    if not signs <= _SIGNS or any(_broken(word) for word in words):
        return None
    left = {c for word in words for c in word.lower() if not c.isascii()}
    needed = 0
    while left:
        best = max(languages, key=lambda letters: len(left.intersection(letters)))
        if not left.intersection(best):
            return None
        left -= set(best)
        needed += 1
    return needed + _SIGN_COST * len(signs)


def _broken(word: str) -> bool:
    """Whether nobody writes a word so: two alphabets in it, or a capital among small letters."""
    if _NOT_WRITTEN.search(word.lower()):
        return True
    if len({unicodedata.name(c, "?").split()[0] for c in word}) > 1:
        return True
    return any(
        not here.isascii()
        and here.isupper()
        and (before.islower() or (bool(before) and after.islower()))
        for before, here, after in _neighbours(word)
    )


def _neighbours(word: str) -> Iterator[tuple[str, str, str]]:
    yield from zip(("", *word[:-1]), word, (*word[1:], ""), strict=True)
