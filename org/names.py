"""When two names are the same: people, teams and roles are told apart by what their names say."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from files.characters import composed, tidy

_WIDTHS: Final = re.compile("[\uff01-\uffee]+")
_STRAIGHT: Final = str.maketrans("‐‑‒–—−‘’ʼ“”„", "------'''\"\"\"")

_NOT_SAID: Final = re.compile(r"[\s_.,:;!?'\"`´’‘“”„«»()\[\]{}\u2010-\u2015-]+")


def same_name(name: str) -> str:
    """Return what two names that say the same share, whatever their capitals and spaces.

    Letters with accents may be one character or two, hyphens and quotes straight or not, letters
    of full or half width. What else differs differs: C++ is not C#.
    """
    seen = tidy(name).lower()
    if seen.isascii():
        return seen
    return composed(_WIDTHS.sub(_plain, seen).translate(_STRAIGHT))


def _plain(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def bare_name(name: str) -> str:
    """Return a name without what is not said aloud: `On-call` and `on call` share it."""
    return _NOT_SAID.sub("", same_name(name)) or same_name(name)
