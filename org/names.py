"""When two names are the same: people, teams and roles are told apart by what their names say."""

from __future__ import annotations

import re
from typing import Final

from files.characters import tidy

_NOT_SAID: Final = re.compile(r"[\s_.,:;!?'\"`´’‘“”„«»()\[\]{}\u2010-\u2015-]+")


def same_name(name: str) -> str:
    """Return what two names that say the same share, whatever their capitals and spaces.

    Letters with accents may be one character or two. What else differs differs: C++ is not C#.
    """
    return tidy(name).lower()


def bare_name(name: str) -> str:
    """Return a name without what is not said aloud: `On-call` and `on call` share it."""
    return _NOT_SAID.sub("", same_name(name)) or same_name(name)
