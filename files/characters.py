"""Characters that nobody sees, or takes for others: found, named and left out."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_JOINERS: Final = "\u200c\u200d\ufe0e\ufe0f"
"""They shape letters of some scripts and emoji; after other characters they do nothing."""

_UNSEEN: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_INVISIBLE: Final = re.compile(f"[{_UNSEEN}]|(?:^|(?<=[\\s\0-\u024f]))[{_JOINERS}]+")

_SPACE: Final = re.compile("[^\\S \\t\\r\\n]|[\u2800]")

_OTHER_NAMES: Final = {
    "\ufeff": "byte-order mark",
    "\u00a0": "no-break space",
    "\u202f": "narrow no-break space",
    "\u200b": "zero-width space",
    "\u200d": "zero-width joiner",
    "\u200c": "zero-width non-joiner",
}


def named(character: str) -> str:
    """Return a character's number and name, as in `U+200B (zero-width space)`."""
    name = _OTHER_NAMES.get(character) or unicodedata.name(character, "").lower()
    number = f"U+{ord(character):04X}"
    return f"{number} ({name})" if name else number


def invisible(text: str) -> str | None:
    """Return the first character of a text that nobody sees, if there is one; not a space."""
    if text.isascii():
        return None
    found = _INVISIBLE.search(text)
    return None if found is None else found[0][0]


def odd_space(text: str) -> str | None:
    """Return the first space of a text that is none of the keyboard's, if there is one."""
    found = _SPACE.search(text)
    return None if found is None else found[0]


def without_invisible(text: str) -> str:
    """Return a text without the characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def composed(text: str) -> str:
    """Return a text with each letter and its accents as one character, where there is one."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """Return a text on one line as people see it: composed, single spaces, nothing invisible."""
    if text.isascii():
        return " ".join(text.split())
    return composed(" ".join(without_invisible(text).split()))
